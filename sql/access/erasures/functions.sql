create or replace function access.keep_erasures() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if tg_op = 'DELETE' or old.decision <> 'PROPOSED' then raise exception 'a tombstone stays' using errcode = '23514'; end if;
  return new;
end $$;
grant execute on function access.keep_erasures() to clinic_owner;

-- Until when the law keeps this record: the last clinical fact that was recorded, and the setting retention_years from there.
-- Null: nothing clinical was ever recorded.
create or replace function access.retention_until(p_patient uuid) returns date
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  t record;
  at timestamptz;
  latest timestamptz;
begin
  for t in select c.oid::regclass as relation, a.attname as moment
             from pg_class c join pg_attribute p on p.attrelid = c.oid and p.attname = 'patient_id' and not p.attisdropped
             join pg_attribute a on a.attrelid = c.oid and a.attname in ('recorded_at', 'ends_at') and not a.attisdropped
            where c.relnamespace in ('medical_data'::regnamespace, 'analytics'::regnamespace) and c.relkind in ('r', 'p')
              and not c.relispartition
              and c.relname not in ('consents', 'privacy_settings') loop
    execute format('select max(%I) from %s where patient_id = $1', t.moment, t.relation) into at using p_patient;
    latest := greatest(latest, at);
  end loop;
  return (latest at time zone access.setting('time_zone'))::date + make_interval(years => coalesce(access.setting('retention_years')::int, 10));
end $$;

-- Everything that is stored about one patient, all versions, secrets decrypted: the tables of medical_data and analytics that
-- have a patient, out of the catalogue, and the places of secrets out of their list (access.secret_columns). The key columns
-- of search are left out.
create or replace function access.patient_archive(p_patient uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  archive jsonb := '{}';
  t record;
  section jsonb;
begin
  for t in select c.oid::regclass::text as name,
                  array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                           and (a.attname ~ '(_encrypted|_index|_key)$' or a.attname in ('session_id', 'storage_key'))) as left_out,
                  (select string_agg(format('%L, access.decrypt_text(t.%I, %s)', replace(s.column_name, '_encrypted', ''),
                    s.column_name, s.place), ', ')
                     from access.secret_columns() s where s.table_name = c.oid::regclass::text) as secrets
             from pg_class c join pg_attribute p on p.attrelid = c.oid and p.attname = 'patient_id' and not p.attisdropped
            where c.relnamespace in ('medical_data'::regnamespace, 'analytics'::regnamespace) and c.relkind in ('r', 'p')
              and not c.relispartition
            order by 1 loop
    execute format('select coalesce(jsonb_agg(to_jsonb(t) - $2 || jsonb_strip_nulls(jsonb_build_object(%s)) order by to_jsonb(t)::text), ''[]'') from %s t where t.patient_id = $1',
                   coalesce(t.secrets, ''), t.name::regclass) into section using p_patient, t.left_out;
    if section <> '[]' then archive := archive || jsonb_build_object(t.name, section); end if;
  end loop;
  return archive;
end $$;

-- What says who somebody is goes: names, ways to reach her, contacts, numbers of others; of the birth date the year stays. The
-- record leaves every list and opens no chart. Returns how many rows of which tables.
create or replace function access.redact_patient(p_patient uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  done jsonb := '{}';
  n int;
begin
  update medical_data.patients p set given_names = 'Erased', surname_1 = 'Erased', surname_2 = null,
    birth_date = date_trunc('year', p.birth_date)::date,
         phone_encrypted = null, phone_blind_index = null, phone_tail_index = null, email_encrypted = null,
           email_blind_index = null,
         address_encrypted = null, language = null, needs_interpreter = false, ward_id = null, bed = null, user_id = null,
         deleted_at = coalesce(p.deleted_at, clock_timestamp())
   where p.patient_id = p_patient;
  get diagnostics n = row_count;
  done := done || jsonb_build_object('patients', n);
  update medical_data.patient_contacts c set name_encrypted = access.encrypt_text('Erased',
    'patient_contacts.name/' || c.contact_id),
         phone_encrypted = null, phone_blind_index = null, email_encrypted = null, email_blind_index = null,
         address_encrypted = access.encrypt_text('Erased', 'patient_contacts.address/' || c.contact_id),
         ended_at = coalesce(c.ended_at, clock_timestamp()), end_reason = coalesce(c.end_reason, 'erased')
   where c.patient_id = p_patient;
  get diagnostics n = row_count;
  done := done || jsonb_build_object('patient_contacts', n);
  update medical_data.patient_identifiers i set value = 'erased ' || i.identifier_id, value_encrypted = null, value_index = null,
         ended_at = coalesce(i.ended_at, clock_timestamp())
   where i.patient_id = p_patient;
  get diagnostics n = row_count;
  done := done || jsonb_build_object('patient_identifiers', n);
  update analytics.ai_request_logs l set input_encrypted = null, output_encrypted = null, blanked_at = coalesce(l.blanked_at,
    clock_timestamp())
   where l.patient_id = p_patient;
  get diagnostics n = row_count;
  return done || jsonb_build_object('ai_request_logs', n);
end $$;
