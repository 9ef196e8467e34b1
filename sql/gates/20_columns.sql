-- columns that people may read beyond these; sequences they may touch
select a.attrelid::regclass || '.' || a.attname as found
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
   and has_column_privilege('clinic_people', c.oid, a.attnum, 'SELECT')
   and c.oid::regclass::text not in ('medical_data.biomarker_types', 'medical_data.biomarkers', 'medical_data.prescriptions',
                                     'medical_data.patient_allergies', 'medical_data.allergy_reviews',
                                     'medical_data.consultations', 'medical_data.vital_sign_limits',
                                     'medical_data.vital_signs', 'medical_data.spo2_scales',
                                     'medical_data.news2_escalations', 'medical_data.medical_histories',
                                     'medical_data.medical_tests', 'medical_data.attachment_links',
                                     'medical_data.biomarker_confirmations', 'medical_data.biomarker_analyses',
                                     'medical_data.allergies', 'medical_data.allergy_cross_reactions',
                                     'medical_data.medication_classes', 'medical_data.ingredients',
                                     'medical_data.ingredient_codes', 'medical_data.medications',
                                     'medical_data.medication_ingredients', 'medical_data.dose_limits',
                                     'medical_data.medication_interactions', 'medical_data.dose_frequencies',
                                     'medical_data.medication_knowledge', 'medical_data.prescription_findings',
                                     'medical_data.prescription_standing', 'medical_data.consents',
                                     'medical_data.privacy_settings', 'medical_data.hormonal_profiles',
                                     'medical_data.menstrual_cycles', 'medical_data.pregnancies',
                                     'medical_data.menopause_statuses', 'medical_data.hormonal_therapies',
                                     'medical_data.diabetes_diagnoses', 'medical_data.programmes',
                                     'medical_data.programme_diabetes_types', 'medical_data.programme_enrolments',
                                     'medical_data.custom_fields', 'medical_data.custom_field_roles',
                                     'medical_data.custom_field_choices', 'medical_data.medical_observations',
                                     'analytics.ai_models', 'analytics.medical_predictions',
                                     'analytics.medical_metrics', 'api.medical_audit_log', 'api.audit_log',
                                     'api.audit_logs', 'api.medical_security_log', 'medical_data.treatments',
                                     'medical_data.medication_administrations', 'medical_data.current_treatments',
                                     'medical_data.prescription_requests', 'medical_data.biomarker_pregnancy_limits',
                                     'medical_data.biomarker_targets')
   and (c.oid::regclass::text not in ('medical_data.consultation_notes', 'medical_data.history_notes', 'medical_data.medical_reports',
                                      'medical_data.file_attachments')
     or a.attname in ('body_encrypted', 'summary_encrypted', 'storage_key'))
   and (c.oid::regclass::text <> 'medical_data.patients'
     or a.attname not in ('patient_id', 'record_number', 'given_names', 'surname_1', 'surname_2', 'birth_date', 'sex', 'status', 'ward_id',
                          'bed', 'has_alert', 'is_protected', 'language', 'needs_interpreter', 'deceased_on', 'created_at', 'updated_at', 'row_version',
                          'birth_date_is_estimate', 'estimated_age_from', 'estimated_age_to'))
union all
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind = 'S'
   and case when c.relkind = 'S' then has_sequence_privilege('clinic_people', c.oid, 'USAGE,SELECT,UPDATE') end;
