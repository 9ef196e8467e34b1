-- what PUBLIC was left
select 'database' as found from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
 where d.datname = current_database() and a.grantee = 0
union all select 'plpgsql' where has_language_privilege('public', 'plpgsql', 'USAGE')
union all select 'schema public' where has_schema_privilege('public', 'public', 'CREATE,USAGE')
union all select p.oid::regprocedure::text from pg_proc p
 where (p.proname ~ '^(pg_(try_)?advisory_|lo_|pg_stat_get_)'
     or p.proname in ('loread', 'lowrite', 'pg_logical_emit_message', 'pg_export_snapshot', 'pg_terminate_backend', 'pg_cancel_backend',
                     'pg_blocking_pids', 'pg_lock_status'))
   and has_function_privilege('public', p.oid, 'EXECUTE');
