-- time that stands still in a transaction, in policies or functions
select p.polname::text as found from pg_policy p
 where pg_get_expr(p.polqual, p.polrelid) ~* '\m(now\(\)|current_timestamp|current_date)'
union all
select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and p.prosrc ~* '\m(now\(\)|current_timestamp|current_date|transaction_timestamp)';
