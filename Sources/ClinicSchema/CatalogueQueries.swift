import PostgresClient

/// Statements that describe a database, each as rows (kind, name, property, value). Objects of extensions and of the system
/// are left out, and `clinic_migrations`, where the migrator keeps its books.
enum CatalogueQueries {
  static let all = [schemas, relations, columns, constraints, indexes, triggers, functions, policies, sequences, types, others]

  private static let schemas = Statement.once("catalogue_schemas", """
    select 'SCHEMA', n.nspname::text, p.property, p.value
      from pg_namespace n, lateral (values
        ('owner', pg_get_userbyid(n.nspowner)::text),
        ('grants', array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
            a.privilege_type || case when a.is_grantable then '*' else '' end)
           from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a order by 1), ' ')),
        ('comment', obj_description(n.oid, 'pg_namespace'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    union all
    select 'DATABASE', 'this database', 'grants',
           array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
              a.privilege_type || case when a.is_grantable then '*' else '' end)
             from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a where a.grantee <> d.datdba order by 1), ' ')
      from pg_database d where d.datname = current_database()
    union all
    select 'DEFAULT PRIVILEGE', concat_ws(' ', pg_get_userbyid(d.defaclrole)::text, d.defaclobjtype::text, n.nspname::text), 'grants',
           array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
              a.privilege_type || case when a.is_grantable then '*' else '' end) from aclexplode(d.defaclacl) a order by 1), ' ')
      from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
    union all
    select 'EXTENSION', e.extname::text, 'schema', n.nspname::text from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    """)

  private static let relations = Statement.once("catalogue_relations", """
    select case c.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' when 'f' then 'FOREIGN TABLE' else 'TABLE' end,
           c.oid::regclass::text, p.property, p.value
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, lateral (values
        ('owner', pg_get_userbyid(c.relowner)::text),
        ('grants', array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
            a.privilege_type || case when a.is_grantable then '*' else '' end)
           from aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a order by 1), ' ')),
        ('row security', concat_ws(' and ', case when c.relrowsecurity then 'enabled' end, case when c.relforcerowsecurity then 'forced' end)),
        ('persistence', case c.relpersistence when 'p' then 'logged' when 'u' then 'unlogged' else 'temporary' end),
        ('options', array_to_string(c.reloptions, ' ')),
        ('parents', (select string_agg(i.inhparent::regclass::text, ' ') from pg_inherits i where i.inhrelid = c.oid)),
        ('definition', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end),
        ('comment', obj_description(c.oid, 'pg_class'))) p(property, value)
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
       and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    """)

  private static let columns = Statement.once("catalogue_columns", """
    select 'COLUMN', c.oid::regclass::text || '.' || quote_ident(a.attname), p.property, p.value
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum, lateral (values
        ('type', format_type(a.atttypid, a.atttypmod)),
        ('collation', (select collname::text from pg_collation k where k.oid = a.attcollation)),
        ('nullable', case when a.attnotnull then 'no' else 'yes' end),
        ('default', pg_get_expr(f.adbin, f.adrelid)),
        ('generated', concat(case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
                             case a.attgenerated when 's' then 'stored' end)),
        ('grants', array_to_string(array(select concat_ws(':', case g.grantee when 0 then 'PUBLIC' else pg_get_userbyid(g.grantee)::text end,
            g.privilege_type || case when g.is_grantable then '*' else '' end) from aclexplode(a.attacl) g order by 1), ' ')),
        ('comment', col_description(c.oid, a.attnum))) p(property, value)
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
       and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
       and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    """)

  private static let constraints = Statement.once("catalogue_constraints", """
    select 'CONSTRAINT', concat_ws(' ', coalesce(nullif(k.conrelid, 0::oid)::regclass::text, format_type(k.contypid, null)), quote_ident(k.conname)),
           p.property, p.value
      from pg_constraint k join pg_namespace n on n.oid = k.connamespace, lateral (values
        ('definition', pg_get_constraintdef(k.oid)),
        ('valid', case when k.convalidated then 'yes' else 'no' end),
        ('comment', obj_description(k.oid, 'pg_constraint'))) p(property, value)
     where k.contype <> 't' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    """)

  private static let indexes = Statement.once("catalogue_indexes", """
    select 'INDEX', i.indexrelid::regclass::text, p.property, p.value
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace, lateral (values
        ('definition', pg_get_indexdef(i.indexrelid)),
        ('valid', case when i.indisvalid and i.indisready then 'yes' else 'no' end),
        ('options', array_to_string(c.reloptions, ' ')),
        ('comment', obj_description(c.oid, 'pg_class'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    """)

  private static let triggers = Statement.once("catalogue_triggers", """
    select 'TRIGGER', concat_ws(' ', t.tgrelid::regclass::text, quote_ident(t.tgname)), p.property, p.value
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace, lateral (values
        ('definition', pg_get_triggerdef(t.oid)),
        ('enabled', case t.tgenabled when 'O' then 'yes' when 'D' then 'no' when 'A' then 'always' else 'replica' end),
        ('comment', obj_description(t.oid, 'pg_trigger'))) p(property, value)
     where not t.tgisinternal and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    union all
    select 'EVENT TRIGGER', e.evtname::text, p.property, p.value
      from pg_event_trigger e, lateral (values
        ('definition', concat_ws(' ', e.evtevent::text, e.evtfoid::regprocedure::text, array_to_string(e.evttags, ','))),
        ('owner', pg_get_userbyid(e.evtowner)::text), ('enabled', e.evtenabled::text)) p(property, value)
    union all
    select 'RULE', concat_ws(' ', r.ev_class::regclass::text, quote_ident(r.rulename)), 'definition', pg_get_ruledef(r.oid)
      from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
     where r.rulename <> '_RETURN' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    """)

  private static let functions = Statement.once("catalogue_functions", """
    select case f.prokind when 'p' then 'PROCEDURE' when 'a' then 'AGGREGATE' else 'FUNCTION' end, f.oid::regprocedure::text, p.property, p.value
      from pg_proc f join pg_namespace n on n.oid = f.pronamespace, lateral (values
        ('owner', pg_get_userbyid(f.proowner)::text),
        ('grants', array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
            a.privilege_type || case when a.is_grantable then '*' else '' end)
           from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a order by 1), ' ')),
        ('definition', case when f.prokind <> 'a' then pg_get_functiondef(f.oid) end),
        ('comment', obj_description(f.oid, 'pg_proc'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
       and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
    """)

  private static let policies = Statement.once("catalogue_policies", """
    select 'POLICY', concat_ws(' ', y.polrelid::regclass::text, quote_ident(y.polname)), p.property, p.value
      from pg_policy y join pg_class c on c.oid = y.polrelid join pg_namespace n on n.oid = c.relnamespace, lateral (values
        ('kind', case when y.polpermissive then 'permissive' else 'restrictive' end),
        ('command', case y.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end),
        ('roles', array_to_string(array(select case r when 0 then 'PUBLIC' else pg_get_userbyid(r)::text end from unnest(y.polroles) r order by 1), ' ')),
        ('using', pg_get_expr(y.polqual, y.polrelid)),
        ('with check', pg_get_expr(y.polwithcheck, y.polrelid)),
        ('comment', obj_description(y.oid, 'pg_policy'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
    """)

  private static let sequences = Statement.once("catalogue_sequences", """
    select 'SEQUENCE', c.oid::regclass::text, p.property, p.value
      from pg_class c join pg_sequence s on s.seqrelid = c.oid join pg_namespace n on n.oid = c.relnamespace, lateral (values
        ('owner', pg_get_userbyid(c.relowner)::text),
        ('grants', array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
            a.privilege_type || case when a.is_grantable then '*' else '' end)
           from aclexplode(coalesce(c.relacl, acldefault('s', c.relowner))) a order by 1), ' ')),
        ('definition', concat_ws(' ', format_type(s.seqtypid, null), 'start', s.seqstart, 'increment', s.seqincrement, 'min', s.seqmin,
            'max', s.seqmax, case when s.seqcycle then 'cycle' end)),
        ('persistence', case c.relpersistence when 'p' then 'logged' when 'u' then 'unlogged' else 'temporary' end),
        ('owned by', (select d.refobjid::regclass::text || '.' || a.attname from pg_depend d
            join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
           where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i') limit 1)),
        ('comment', obj_description(c.oid, 'pg_class'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
       -- The counters of sign-in attempts come and go with users: they are data.
       and c.relname !~ '^attempt(s|_time)_[0-9]+$'
    """)

  private static let types = Statement.once("catalogue_types", """
    select case t.typtype when 'e' then 'ENUM' when 'd' then 'DOMAIN' when 'c' then 'COMPOSITE TYPE' else 'TYPE' end,
           t.oid::regtype::text, p.property, p.value
      from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid, lateral (values
        ('owner', pg_get_userbyid(t.typowner)::text),
        ('grants', array_to_string(array(select concat_ws(':', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end,
            a.privilege_type || case when a.is_grantable then '*' else '' end)
           from aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a order by 1), ' ')),
        ('definition', concat_ws(' ', nullif(format_type(t.typbasetype, t.typtypmod), '-'), case when t.typnotnull then 'not null' end, t.typdefault,
            (select string_agg(quote_literal(e.enumlabel), ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
            (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
               from pg_attribute a where c.relkind = 'c' and a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))),
        ('comment', obj_description(t.oid, 'pg_type'))) p(property, value)
     where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'clinic_migrations')
       and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
       and not exists (select 1 from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
    """)

  private static let others = Statement.once("catalogue_others", """
    select 'STATISTICS', concat_ws('.', n.nspname, s.stxname), 'definition', pg_get_statisticsobjdef(s.oid)
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where n.nspname !~ '^pg_'
    union all
    select 'PUBLICATION', b.pubname::text, 'definition', concat_ws(' ', b.puballtables, b.pubinsert, b.pubupdate, b.pubdelete) from pg_publication b
    """)
}
