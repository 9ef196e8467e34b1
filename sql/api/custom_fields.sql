-- Fields of the site: administrators define them, the role list of each says who sees it and who fills it in.

-- p_readers and p_writers: roles. p_choices: [{"code": .., "name_en": .., "name_es": ..}]. p_unit:
-- of a number, as it is printed beside it. SAVED | INVALID (field) | DUPLICATE.
create or replace function api.define_custom_field(p_code text, p_entity text, p_specialty_code text, p_name_en text, p_name_es text,
  p_value_type text, p_is_administrative boolean, p_min_number numeric, p_max_number numeric, p_max_length int, p_readers text[],
  p_writers text[], p_choices jsonb default '[]', p_sort_order int default 0, p_unit text default null,
  out answer text, out field text, out field_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  broken text;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'DEFINE_CUSTOM_FIELD', 'NO_ROLE');
    return;
  end if;
  field := case
    when p_value_type is null or p_value_type not in ('TEXT', 'NUMBER', 'DATE', 'BOOLEAN', 'CHOICE') then 'value_type'
    when coalesce(cardinality(p_readers), 0) = 0 or not p_readers <@ array['CLINICIAN', 'NURSE', 'RECEPTIONIST']
      or ('RECEPTIONIST' = any (p_readers) and p_is_administrative is not true) then 'readers'
    when p_writers is null or not p_writers <@ p_readers then 'writers'
    when jsonb_typeof(p_choices) is distinct from 'array' or (p_value_type = 'CHOICE') <> (jsonb_array_length(p_choices) > 0) then 'choices' end;
  if field is not null then answer := 'INVALID'; return; end if;
  field_id := gen_random_uuid();
  begin
    insert into medical_data.custom_fields (field_id, code, entity, specialty_code, name_en, name_es, value_type, is_administrative, min_number,
      max_number, max_length, sort_order, unit)
    values (define_custom_field.field_id, p_code, p_entity, p_specialty_code, normalize(btrim(p_name_en), nfc), normalize(btrim(p_name_es), nfc),
            p_value_type, p_is_administrative, p_min_number, p_max_number, p_max_length, coalesce(p_sort_order, 0), normalize(btrim(p_unit), nfc));
    insert into medical_data.custom_field_roles (field_id, role_code, may_write)
    select define_custom_field.field_id, r, r = any (p_writers) from (select distinct unnest(p_readers) as r) x;
    insert into medical_data.custom_field_choices (field_id, code, name_en, name_es, sort_order)
    select define_custom_field.field_id, c ->> 'code', normalize(btrim(c ->> 'name_en'), nfc), normalize(btrim(c ->> 'name_es'), nfc), n
      from jsonb_array_elements(p_choices) with ordinality x(c, n);
    answer := 'SAVED';
  exception
    when unique_violation then answer := 'DUPLICATE';
    when not_null_violation then
      get stacked diagnostics field = column_name;
      answer := 'INVALID';
    when check_violation or foreign_key_violation then
      get stacked diagnostics broken = constraint_name;
      answer := 'INVALID';
      field := case when broken like 'custom_field_choices%' then 'choices' else regexp_replace(broken, '^custom_fields_|_(check|fkey)\d*$', '', 'g') end;
  end;
  if answer <> 'SAVED' then field_id := null; end if;
end $$;

-- The unit from now on; null: none. What was recorded keeps the unit it was typed in. SAVED | CHANGED | INVALID unit.
create or replace function api.set_custom_field_unit(p_field uuid, p_expected int, p_unit text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_CUSTOM_FIELD_UNIT', 'NO_ROLE');
  end if;
  update medical_data.custom_fields f set unit = normalize(btrim(p_unit), nfc)
   where f.field_id = p_field and f.row_version = p_expected and f.ended_at is null;
  return case when found then 'SAVED' else 'CHANGED' end;
exception when check_violation then
  return 'INVALID unit';
end $$;

-- Nobody fills it in any more; what was recorded stays readable. SAVED | CHANGED.
create or replace function api.end_custom_field(p_field uuid, p_expected int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'END_CUSTOM_FIELD', 'NO_ROLE');
  end if;
  update medical_data.custom_fields f set ended_at = clock_timestamp()
   where f.field_id = p_field and f.row_version = p_expected and f.ended_at is null;
  return case when found then 'SAVED' else 'CHANGED' end;
end $$;

-- Exactly the value of the field's type; all of them null with p_record: cleared. A number comes with the unit that stood beside it
-- (INVALID unit: the field has another one today). Answers as access.record_version gives them.
create or replace function api.record_custom_value(p_key uuid, p_patient uuid, p_field uuid, p_entity_id uuid, p_text text, p_number numeric,
  p_date date, p_boolean boolean, p_choice text, p_record uuid default null, p_expected int default null, p_reason text default null,
  p_unit text default null, out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_other boolean := p_record is not null and exists (
    select 1 from medical_data.custom_field_values v
     where v.record_id = p_record and (v.field_id, v.entity_id) is distinct from (p_field, p_entity_id));
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_CUSTOM_VALUE',
    'medical_data.custom_field_values', medical_data.roles_of_field(p_field, true), 'FULL',
    jsonb_build_object('field_id', case when not is_other then p_field end,
      'value_type', (select f.value_type from medical_data.custom_fields f where f.field_id = p_field), 'entity_id', p_entity_id,
      'value_text', p_text, 'value_number', p_number, 'value_date', p_date, 'value_boolean', p_boolean, 'value_choice', p_choice,
      'unit', p_unit,
      'is_cleared', p_record is not null and num_nonnulls(p_text, p_number, p_date, p_boolean, p_choice) = 0),
    '{}', p_record, p_expected, p_reason);
end $$;

-- The fields of an entity that the caller's role may see, with what stands in them; unit: for the next value, value_unit: of this one.
create or replace function api.custom_values(p_patient uuid, p_entity text default 'PATIENT', p_entity_id uuid default null)
returns table (field_id uuid, code text, specialty_code text, name_en text, name_es text, value_type text, may_write boolean, record_id uuid,
  version int, value_text text, value_number numeric, value_date date, value_boolean boolean, value_choice text, unit text,
  value_unit text)
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  hidden uuid[];
begin
  select * into me from access.desk(p_patient, 'READ_CUSTOM_VALUES', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], false, 'FULL');
  if me.refusal is not null then return; end if;
  hidden := array(select access.hidden_records_of(me.session_id, me.user_id, array[p_patient], pg_current_wal_insert_lsn()));
  return query
  select f.field_id, f.code, f.specialty_code, f.name_en, f.name_es, f.value_type,
         f.ended_at is null and me.role_code = any (medical_data.roles_of_field(f.field_id, true)), v.record_id, v.version,
         v.value_text, v.value_number, v.value_date, v.value_boolean, v.value_choice, f.unit, v.unit
    from medical_data.custom_fields f
    left join medical_data.custom_field_values v on v.field_id = f.field_id and v.patient_id = p_patient and v.superseded_at is null
          and v.record_id <> all (hidden)
          and v.entity_id is not distinct from p_entity_id
   where f.entity = p_entity and (f.entity = 'PATIENT') = (p_entity_id is null)
     and me.role_code = any (medical_data.roles_of_field(f.field_id, false))
     and (f.ended_at is null or v.record_id is not null)
   order by f.sort_order, f.code;
end $$;
