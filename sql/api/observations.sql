-- FHIR observations: an administrator loads them into quarantine, a clinician accepts each for the patient of her opened chart.

-- QUARANTINED (also where the same one was loaded before, and where nobody has this number) | INVALID (field) | NO_ROLE.
create or replace function api.import_observation(p_source_system text, p_record_number text, p_resource jsonb, out answer text, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  system text := btrim(normalize(p_source_system, nfc));
  number text := regexp_replace(p_record_number, '[ -]', '', 'g');
  fields jsonb := medical_data.observation_fields(p_resource);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'IMPORT_OBSERVATION', 'NO_ROLE');
    return;
  end if;
  field := case
    when coalesce(length(system), 0) not between 1 and 200 or not access.is_plain(system, false) then 'source_system'
    when number is null or number !~ '^[0-9]{9}$' or right(number, 1) <> medical_data.check_digit(left(number, 8)) then 'record_number'
    when p_resource ->> 'resourceType' is distinct from 'Observation' or pg_column_size(p_resource) > 2097152 then 'resource'
    when fields ->> 'observation_type' is null then 'code'
    when fields ->> 'observed_at' is null or (fields ->> 'observed_at')::timestamptz > clock_timestamp() + interval '2 minutes'
      or (fields ->> 'observed_at')::timestamptz < timestamptz '1880-01-01Z' then 'effectiveDateTime'
    else (select min(f.key) from jsonb_each_text(fields) f where not access.is_plain(f.value, false)) end;
  if field is not null then answer := 'INVALID'; return; end if;
  insert into medical_data.observation_imports (source_system, record_number, resource, resource_hash, imported_by, session_id)
  values (system, number, p_resource, sha256(convert_to(p_resource::text, 'UTF8')), me.user_id, me.session_id)
  on conflict do nothing;
  answer := 'QUARANTINED';
end $$;

-- What waits for the patient of an opened chart.
create or replace function api.waiting_observations(p_patient uuid)
returns table (import_id uuid, source_system text, observation_type text, loinc text, value_number numeric, value_unit text, value_text text,
  observed_at timestamptz, imported_at timestamptz)
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_WAITING_OBSERVATIONS', array['CLINICIAN', 'NURSE'], false, 'FULL');
  if me.refusal is not null then return; end if;
  return query
  select i.import_id, i.source_system, f ->> 'observation_type', f ->> 'loinc', (f ->> 'value_number')::numeric, f ->> 'value_unit',
         f ->> 'value_text', (f ->> 'observed_at')::timestamptz, i.imported_at
    from medical_data.patients p
    join medical_data.observation_imports i on i.record_number = p.record_number and i.decision is null
   cross join lateral medical_data.observation_fields(i.resource) f
   where p.patient_id = p_patient order by i.imported_at;
end $$;

-- Accepts or rejects (with a reason) one of those. Answers as access.record_version gives them; CHANGED: decided meanwhile.
create or replace function api.decide_observation(p_key uuid, p_patient uuid, p_import uuid, p_is_accepted boolean, p_reason text default null,
  out answer text, out field text, out record_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  content jsonb := jsonb_build_array('DECIDE_OBSERVATION', p_patient, p_import, p_is_accepted, p_reason);
  earlier jsonb;
  i medical_data.observation_imports;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.chart_for_writing(p_patient, 'DECIDE_OBSERVATION', array['CLINICIAN'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null or p_is_accepted is null then answer := 'INVALID'; field := case when p_key is null then 'key' else 'is_accepted' end; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    record_id := (earlier ->> 'record_id')::uuid;
    return;
  end if;
  if not p_is_accepted and coalesce(length(given), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  select x.* into i from medical_data.observation_imports x join medical_data.patients p on p.record_number = x.record_number
   where x.import_id = p_import and p.patient_id = p_patient for update of x;
  if i.import_id is null then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_OBSERVATION', 'NO_RFA', p_patient);
    return;
  end if;
  if i.decision is not null then answer := 'CHANGED'; return; end if;
  update medical_data.observation_imports x set decision = case when p_is_accepted then 'ACCEPTED' else 'REJECTED' end, patient_id = p_patient,
         decided_by = me.user_id, decided_at = clock_timestamp(), reason = given
   where x.import_id = p_import;
  if p_is_accepted then
    select r.answer, r.field, r.record_id into answer, field, record_id
      from access.record_version(p_import, p_patient, 'ACCEPT_OBSERVATION', 'medical_data.medical_observations', array['CLINICIAN'], 'FULL',
        medical_data.observation_fields(i.resource) || jsonb_build_object('resource', i.resource, 'source_system', i.source_system,
          'import_id', i.import_id, 'is_ai_processed', false), '{}', null, null, null) r;
    if answer <> 'SAVED' then raise exception 'observation %: % %', p_import, answer, field using errcode = 'XX001'; end if;
  else
    answer := 'SAVED';
  end if;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
end $$;
