-- policies for anybody but the definer that are not one of these
select p.polrelid::regclass || ' ' || p.polname as found
  from pg_policy p
 where p.polroles <> array['clinic_definer'::regrole::oid]
   and (p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid), p.polcmd::text, p.polroles) not in (
     select t, '((access.place_in(ARRAY( SELECT access.opened_patients() AS opened_patients), patient_id) IS NOT NULL) AND '
            || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''' || needs || '''::text) AS readable_patients))))',
            'r', array['clinic_people'::regrole::oid]
       from (values ('medical_data.patients', 'SUMMARY'), ('medical_data.prescriptions', 'SUMMARY'),
                    ('medical_data.patient_allergies', 'SUMMARY'), ('medical_data.allergy_reviews', 'SUMMARY'),
                    ('medical_data.biomarkers', 'FULL'), ('medical_data.consultations', 'FULL'),
                    ('medical_data.consultation_notes', 'FULL'), ('medical_data.vital_signs', 'FULL'),
                    ('medical_data.spo2_scales', 'FULL'), ('medical_data.news2_escalations', 'FULL'),
                    ('medical_data.medical_histories', 'FULL'), ('medical_data.history_notes', 'FULL'),
                    ('medical_data.medical_tests', 'FULL'), ('medical_data.medical_reports', 'FULL'),
                    ('medical_data.file_attachments', 'FULL'), ('medical_data.attachment_links', 'FULL'),
                    ('medical_data.biomarker_confirmations', 'FULL'), ('medical_data.biomarker_analyses', 'FULL'),
                    ('medical_data.prescription_findings', 'SUMMARY'), ('medical_data.consents', 'FULL'),
                    ('medical_data.privacy_settings', 'FULL'), ('medical_data.hormonal_profiles', 'FULL'),
                    ('medical_data.menstrual_cycles', 'FULL'), ('medical_data.pregnancies', 'FULL'),
                    ('medical_data.menopause_statuses', 'FULL'), ('medical_data.hormonal_therapies', 'FULL'),
                    ('medical_data.diabetes_diagnoses', 'FULL'), ('medical_data.programme_enrolments', 'FULL'),
                    ('medical_data.medical_observations', 'FULL'), ('medical_data.treatments', 'FULL'),
                    ('medical_data.medication_administrations', 'FULL'),
                    -- governance
                    ('medical_data.prescription_requests', 'SUMMARY')) v(t, needs)
     union all values ('medical_data.biomarker_types', '(type_id > 0)', 'r', array['clinic_people'::regrole::oid])
     -- clinical
     union all values ('medical_data.vital_sign_limits', '(sort_order > 0)', 'r', array['clinic_people'::regrole::oid])
     -- medication: catalogues for who orders, gives or keeps them
     union all select c, '(( SELECT access.session_role() AS session_role) = ANY (ARRAY[''ADMIN''::text, ''CLINICIAN''::text, ''NURSE''::text]))',
            'r', array['clinic_people'::regrole::oid]
       from unnest(array['medical_data.allergies', 'medical_data.allergy_cross_reactions', 'medical_data.medication_classes', 'medical_data.ingredients',
       'medical_data.ingredient_codes', 'medical_data.medications', 'medical_data.medication_ingredients', 'medical_data.dose_limits',
       'medical_data.medication_interactions', 'medical_data.dose_frequencies', 'medical_data.medication_knowledge']) c
     -- patient
     union all
     select t, '((access.place_in(ARRAY( SELECT access.opened_patients() AS opened_patients), patient_id) IS NOT NULL) AND '
            || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''FULL''::text) AS readable_patients))) AND '
            || '(patient_id = ANY (ARRAY( SELECT access.consenting_patients(''ANALYTICS''::text) AS consenting_patients))))',
            'r', array['clinic_people'::regrole::oid]
       from unnest(array['analytics.medical_predictions', 'analytics.medical_metrics']) t
     union all values ('medical_data.biomarker_pregnancy_limits', '(type_id > 0)', 'r', array['clinic_people'::regrole::oid])
     union all values ('analytics.ai_models', '(model_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.programmes', '(code <> ''''::text)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.programme_diabetes_types', '(programme_code <> ''''::text)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_fields', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_field_roles', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_field_choices', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]));
