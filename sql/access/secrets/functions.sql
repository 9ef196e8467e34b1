-- Every encrypted column, for the rotation of keys (clinicctl secrets rotate): the place a value is bound to, as an expression
-- over the row `t`, and what is stored beside it for exact search, as assignments from `plain`. A test holds this list
-- against the columns whose name ends in _encrypted.
create or replace function access.secret_columns()
returns table (table_name text, column_name text, place text, blind_indexes text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values
    ('medical_data.patients', 'phone_encrypted', $p$'patients.phone/' || t.patient_id$p$,
     $p$phone_blind_index = access.blind_index(o.plain, 'patients.phone'),
        phone_tail_index = access.blind_index(right(o.plain, 7), 'patients.phone_tail')$p$),
    ('medical_data.patient_identifiers', 'value_encrypted', $p$'patient_identifiers.value/' || t.identifier_id$p$,
     $p$value_index = access.blind_index(o.plain, t.system)$p$),
    ('access.drafts', 'content_encrypted', $p$'drafts/' || t.user_id || '/' || t.form$p$, null)
$$;

-- How many values each version of the key holds. For a superuser, like the next.
create or replace function access.secret_versions() returns table (table_name text, column_name text, version int, n bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  s record;
begin
  for s in select * from access.secret_columns() loop
    table_name := s.table_name;
    column_name := s.column_name;
    for version, n in execute format('select get_byte(%1$I, 0), count(*) from %2$s where %1$I is not null group by 1 order by 1',
                                     s.column_name, s.table_name::regclass) loop
      return next;
    end loop;
  end loop;
end $$;

-- Brings the values in a range of pages to the current key; how many there were. New versions of rows that land in or behind
-- the range are current already. Triggers are off: nothing changes but the form in which a value is stored.
create or replace function access.reencrypt(p_table text, p_column text, p_first_page bigint, p_pages bigint) returns int
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  s record;
  n int;
begin
  select * into strict s from access.secret_columns() c where (c.table_name, c.column_name) = (p_table, p_column);
  perform set_config('session_replication_role', 'replica', true);
  execute format($q$
    with o as materialized (
      select t.ctid as tid, %3$s as place, access.decrypt_text(t.%2$I, %3$s) as plain from %1$s t
       where t.ctid >= format('(%%s,0)', $1)::tid and t.ctid < format('(%%s,0)', $1 + $2)::tid
         and t.%2$I is not null and get_byte(t.%2$I, 0) <> access.key_version() for update)
    update %1$s t set %2$I = access.encrypt_text(o.plain, o.place)%4$s from o where t.ctid = o.tid $q$,
    s.table_name::regclass, s.column_name, s.place, coalesce(', ' || s.blind_indexes, '')) using p_first_page, p_pages;
  get diagnostics n = row_count;
  return n;
end $$;
