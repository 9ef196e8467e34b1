-- logins that own, bypass or may become something; anybody who may become the archivist or the key reader
select r.rolname as found
  from pg_roles r
 where r.rolcanlogin and r.oid <> 10 and r.rolname <> 'clinic_backup'
   and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
     or exists (select 1 from pg_class c where c.relowner = r.oid)
     or exists (select 1 from pg_proc p where p.proowner = r.oid)
     or exists (select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid
                 where m.member = r.oid and g.rolname <> 'clinic_people'
                   and (r.rolname, g.rolname) not in (('clinic_migrator', 'clinic_owner'), ('clinic_watch', 'pg_read_all_stats'),
                                                      ('clinic_watch', 'pg_signal_backend'))))
union all
select m.member::regrole || ' in ' || m.roleid::regrole from pg_auth_members m
 where m.roleid in ('clinic_archivist'::regrole, 'clinic_keyreader'::regrole)
    or (m.roleid = 'clinic_definer'::regrole and m.member <> 'clinic_owner'::regrole)
    or (m.roleid = 'clinic_owner'::regrole and m.member <> 'clinic_migrator'::regrole);
