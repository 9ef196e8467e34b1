-- policies for anybody but the definer that are not one of these
select p.polrelid::regclass || ' ' || p.polname as found
  from pg_policy p
 where p.polroles <> array['clinic_definer'::regrole::oid]
   and (p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid), p.polcmd::text, p.polroles) not in (
     select t, '((access.place_in(ARRAY( SELECT access.opened_patients() AS opened_patients), patient_id) IS NOT NULL) AND '
            || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''' || needs || '''::text) AS readable_patients))))',
            'r', array['clinic_people'::regrole::oid]
       from (values ('medical_data.patients', 'SUMMARY'), ('medical_data.prescriptions', 'SUMMARY'), ('medical_data.patient_allergies', 'SUMMARY'),
                    ('medical_data.allergy_reviews', 'SUMMARY'), ('medical_data.biomarkers', 'FULL')
                    -- medication
                    , ('medical_data.biomarker_confirmations', 'FULL'), ('medical_data.biomarker_analyses', 'FULL')
                    , ('medical_data.prescription_findings', 'SUMMARY')
                    , ('medical_data.treatments', 'FULL'), ('medical_data.medication_administrations', 'FULL')
                    -- end of medication
                    ) v(t, needs)
     -- medication: catalogues for who orders, gives or keeps them
     union all select c, '(( SELECT access.session_role() AS session_role) = ANY (ARRAY[''ADMIN''::text, ''CLINICIAN''::text, ''NURSE''::text]))',
            'r', array['clinic_people'::regrole::oid]
       from unnest(array['medical_data.allergies', 'medical_data.allergy_cross_reactions', 'medical_data.medication_classes', 'medical_data.ingredients',
       'medical_data.ingredient_codes', 'medical_data.medications', 'medical_data.medication_ingredients', 'medical_data.dose_limits',
       'medical_data.medication_interactions', 'medical_data.dose_frequencies', 'medical_data.medication_knowledge']) c
     union all values ('medical_data.biomarker_types', '(type_id > 0)', 'r', array['clinic_people'::regrole::oid]));
