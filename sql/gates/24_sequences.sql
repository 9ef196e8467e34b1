-- sequences that the definer may read or set beyond the memory of a backend and the clocks of sign-in attempts (which it owns)
select c.oid::regclass || ' ' || v as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join unnest(array['USAGE', 'SELECT', 'UPDATE']) v
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind = 'S' and c.relowner <> 'clinic_definer'::regrole
   and case when c.relkind = 'S' then has_sequence_privilege('clinic_definer', c.oid, v) end
   and (v = 'SELECT' or (v = 'UPDATE' and c.relname not in ('durable_openings', 'awaited_opening', 'awaited_place', 'notice_claims'))
        or (v = 'USAGE' and c.relname not in ('durable_openings', 'awaited_opening', 'awaited_place', 'notice_claims', 'session_numbers', 'opening_numbers',
                                              'emergency_numbers', 'record_numbers', 'case_numbers')));
