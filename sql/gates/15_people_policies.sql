-- policies for anybody but the definer that are not one of these
select p.polrelid::regclass || ' ' || p.polname as found
  from pg_policy p
 where p.polroles <> array['clinic_definer'::regrole::oid]
   and (p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid), p.polcmd::text, p.polroles) not in (
     select t, '((access.place_in(ARRAY( SELECT access.opened_patients() AS opened_patients), patient_id) IS NOT NULL) AND '
            || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''' || needs || '''::text) AS readable_patients))))',
            'r', array['clinic_people'::regrole::oid]
       from (values ('medical_data.patients', 'SUMMARY'), ('medical_data.prescriptions', 'SUMMARY'), ('medical_data.patient_allergies', 'SUMMARY'),
                    ('medical_data.allergy_reviews', 'SUMMARY'), ('medical_data.biomarkers', 'FULL'),
                    -- clinical
                    ('medical_data.consultations', 'FULL'), ('medical_data.consultation_notes', 'FULL'),
                    ('medical_data.vital_signs', 'FULL'), ('medical_data.spo2_scales', 'FULL'), ('medical_data.news2_escalations', 'FULL'),
                    ('medical_data.medical_histories', 'FULL'), ('medical_data.history_notes', 'FULL'),
                        ('medical_data.medical_tests', 'FULL'),
                    ('medical_data.medical_reports', 'FULL'), ('medical_data.file_attachments', 'FULL'),
                        ('medical_data.attachment_links', 'FULL')) v(t, needs)
     union all values ('medical_data.biomarker_types', '(type_id > 0)', 'r', array['clinic_people'::regrole::oid])
     -- clinical
     union all values ('medical_data.vital_sign_limits', '(sort_order > 0)', 'r', array['clinic_people'::regrole::oid]));
