-- tables whose changes leave no event (counters, clocks, names and traces excepted)
select c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics') and c.relkind in ('r', 'p')
   and c.relname not in ('sessions', 'openings', 'requests', 'preferences', 'roles', 'capabilities', 'name_lexicon', 'name_deletions',
                         'notice_clock')
   and not exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                    where t.tgrelid = c.oid and p.proname = 'record_row_change' and t.tgenabled = 'O');
