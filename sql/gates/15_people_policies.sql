-- policies for anybody but the definer that are not one of these
select p.polrelid::regclass || ' ' || p.polname as found
  from pg_policy p
 where p.polroles <> array['clinic_definer'::regrole::oid]
   and (p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid), p.polcmd::text, p.polroles) not in (
     -- the gate; and, of facts, what no seal hides: the record itself and what it hangs on
     select t, '((patient_id OPERATOR(access.==) ANY (ARRAY( SELECT access.opened_patients() AS opened_patients))) AND '
            || (select coalesce(string_agg('(access.place_in(ARRAY( SELECT access.hidden_records() AS hidden_records), ' || k || ') IS NULL) AND ', ''
                                           order by n), '') from unnest(keys) with ordinality x(k, n))
            || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''' || needs || '''::text) AS readable_patients)))'
            || case when t like 'analytics.%' then
                 ' AND (patient_id = ANY (ARRAY( SELECT access.consenting_patients(''ANALYTICS''::text) AS consenting_patients))) AND (('
                 || case t when 'analytics.medical_metrics' then 'hormonal_phase' else 'hormonal_context' end || ' IS NULL) OR (patient_id = ANY (ARRAY( SELECT '
                 || 'access.consenting_patients(''ANALYTICS''::text, ''WOMENS_HEALTH''::text) AS consenting_patients))))' else '' end || ')',
            'r', array['clinic_people'::regrole::oid]
       from (values ('medical_data.patients', 'SUMMARY', '{}'::text[]),
                    ('medical_data.prescriptions', 'SUMMARY', '{record_id}'::text[]),
                    ('medical_data.patient_allergies', 'SUMMARY', '{record_id}'::text[]),
                    ('medical_data.allergy_reviews', 'SUMMARY', '{}'::text[]),
                    ('medical_data.prescription_findings', 'SUMMARY', '{record_id}'::text[]),
                    ('medical_data.biomarkers', 'FULL', '{record_id}'::text[]),
                    ('medical_data.consultations', 'FULL', '{}'::text[]),
                    ('medical_data.consultation_notes', 'FULL', '{record_id,amends}'::text[]),
                    ('medical_data.vital_signs', 'FULL', '{record_id}'::text[]),
                    ('medical_data.spo2_scales', 'FULL', '{}'::text[]),
                    ('medical_data.news2_escalations', 'FULL', '{record_id}'::text[]),
                    ('medical_data.medical_histories', 'FULL', '{record_id}'::text[]),
                    ('medical_data.history_notes', 'FULL', '{record_id}'::text[]),
                    ('medical_data.medical_tests', 'FULL', '{record_id}'::text[]),
                    ('medical_data.medical_reports', 'FULL', '{record_id,test_record_id}'::text[]),
                    ('medical_data.file_attachments', 'FULL', '{attachment_id}'::text[]),
                    ('medical_data.attachment_links', 'FULL', '{attachment_id,record_id}'::text[]),
                    ('medical_data.biomarker_confirmations', 'FULL', '{record_id}'::text[]),
                    ('medical_data.biomarker_analyses', 'FULL', '{record_id}'::text[]),
                    ('medical_data.biomarker_targets', 'FULL', '{record_id}'::text[]),
                    ('medical_data.consents', 'FULL', '{}'::text[]),
                    ('medical_data.privacy_settings', 'FULL', '{}'::text[]),
                    ('medical_data.hormonal_profiles', 'FULL', '{record_id}'::text[]),
                    ('medical_data.menstrual_cycles', 'FULL', '{record_id}'::text[]),
                    ('medical_data.pregnancies', 'FULL', '{record_id}'::text[]),
                    ('medical_data.menopause_statuses', 'FULL', '{record_id}'::text[]),
                    ('medical_data.hormonal_therapies', 'FULL', '{record_id}'::text[]),
                    ('medical_data.diabetes_diagnoses', 'FULL', '{record_id}'::text[]),
                    ('medical_data.programme_enrolments', 'FULL', '{record_id,diagnosis_id}'::text[]),
                    ('medical_data.medical_observations', 'FULL', '{record_id}'::text[]),
                    ('medical_data.treatments', 'FULL', '{record_id,prescription_id}'::text[]),
                    ('medical_data.medication_administrations', 'FULL', '{record_id,prescription_id}'::text[]),
                    -- governance
                    ('medical_data.prescription_requests', 'SUMMARY', '{}'::text[]),
                    ('analytics.medical_predictions', 'FULL', '{record_id}'::text[]),
                    ('analytics.medical_metrics', 'FULL', '{record_id}'::text[])) v(t, needs, keys)
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
     union all values ('medical_data.biomarker_pregnancy_limits', '(type_id > 0)', 'r', array['clinic_people'::regrole::oid])
     union all values ('analytics.ai_models', '(model_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.programmes', '(code <> ''''::text)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.programme_diabetes_types', '(programme_code <> ''''::text)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_fields', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_field_roles', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]),
       ('medical_data.custom_field_choices', '(field_id IS NOT NULL)', 'r', array['clinic_people'::regrole::oid]));
