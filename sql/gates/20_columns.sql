-- columns that people may read beyond these; sequences they may touch
select a.attrelid::regclass || '.' || a.attname as found
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'audit_logs', 'api') and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
   and has_column_privilege('clinic_people', c.oid, a.attnum, 'SELECT')
   and c.oid::regclass::text not in ('medical_data.biomarker_types', 'medical_data.biomarkers', 'medical_data.prescriptions',
                                     'medical_data.patient_allergies', 'medical_data.allergy_reviews',
                                     'api.medical_audit_log', 'api.audit_log', 'api.audit_logs', 'api.medical_security_log')
   and (c.oid::regclass::text <> 'medical_data.patients'
     or a.attname not in ('patient_id', 'record_number', 'given_names', 'surname_1', 'surname_2', 'birth_date', 'sex', 'status', 'ward_id',
                          'bed', 'has_alert', 'is_protected', 'created_at', 'updated_at', 'row_version'))
union all
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'audit_logs', 'api') and c.relkind = 'S'
   and case when c.relkind = 'S' then has_sequence_privilege('clinic_people', c.oid, 'USAGE,SELECT,UPDATE') end;
