-- Registration: the person behind the counter sees who may be the same, and writes a new patient once.
create or replace function api.find_duplicates(p_given_names text, p_surname_1 text, p_surname_2 text, p_birth_date date, p_sex text, p_phone text)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean,
  score numeric, level text, why text[])
language plpgsql volatile security definer rows 5 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  ids uuid[];
  mine uuid[];
begin
  select * into me from access.require_session(array['RECEPTIONIST', 'CLINICIAN', 'NURSE']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  ids := array(select m.patient_id from medical_data.match_patients(p_given_names, p_surname_1, p_surname_2, p_birth_date, p_sex,
                                                                     medical_data.normal_phone(p_phone)) m);
  mine := array(select r.patient_id from access.reasons_for_access(me.user_id, me.role_code, ids) r);
  perform audit_logs.record_event(me.session_id, me.user_id, 'FIND_DUPLICATES', null, null, jsonb_build_object(
    'terms', concat_ws(' ', p_given_names, p_surname_1, p_surname_2, to_char(p_birth_date, 'YYYY-MM-DD')), 'found', to_jsonb(ids)));
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status, w.code, w.name, p.bed,
         a.display_name, p.has_alert, p.patient_id = any (mine), m.score, m.level, m.why
    from medical_data.match_patients(p_given_names, p_surname_1, p_surname_2, p_birth_date, p_sex, medical_data.normal_phone(p_phone)) m
    join medical_data.patients p on p.patient_id = m.patient_id
    left join access.wards w on w.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id
   order by m.score desc, p.record_number;
end $$;

-- SAVED | INVALID (field names it) | DUPLICATE (until a reason says why it is somebody else) | KEY_REUSED | NO_ROLE.
create or replace function api.register_patient(p_key uuid, p_given_names text, p_surname_1 text, p_surname_2 text, p_birth_date date,
  p_sex text, p_phone text, p_ward text, p_different_reason text,
  out answer text, out field text, out patient_id uuid, out record_number text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.normal_name(p_given_names);
  first text := medical_data.normal_name(p_surname_1);
  second text := nullif(medical_data.normal_name(p_surname_2), '');
  phone text := medical_data.normal_phone(p_phone);
  different text := left(nullif(btrim(p_different_reason), ''), 500);
  content bytea := sha256(convert_to(jsonb_build_array('REGISTER', given, first, second, p_birth_date, p_sex, phone, p_ward, different)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code not in ('RECEPTIONIST', 'CLINICIAN') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REGISTER', 'NO_ROLE');
    return;
  end if;
  field := medical_data.invalid_field(p_key, given, first, second, p_birth_date, p_sex, p_phone, phone, p_ward, different);
  if field is not null then answer := 'INVALID'; return; end if;
  -- One registration of a name and birth date at a time: two counters must not both find nobody. At most 3 s.
  perform pg_advisory_xact_lock(hashtextextended(medical_data.fold_surname(first) || p_birth_date, 7));
  earlier := access.earlier_answer(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    patient_id := (earlier ->> 'patient_id')::uuid;
    record_number := earlier ->> 'record_number';
    return;
  end if;
  if different is null and exists (select 1 from medical_data.match_patients(given, first, second, p_birth_date, p_sex, phone) m where m.level = 'BLOCK') then
    answer := 'DUPLICATE';
    perform audit_logs.record_event(me.session_id, me.user_id, 'REGISTER_DUPLICATE');
    return;
  end if;
  patient_id := gen_random_uuid();
  insert into medical_data.patients as p (patient_id, given_names, surname_1, surname_2, birth_date, sex, ward_id,
                                          phone_encrypted, phone_blind_index, phone_tail_index)
  values (register_patient.patient_id, given, first, second, p_birth_date, p_sex, (select w.ward_id from access.wards w where w.code = p_ward),
          access.encrypt_text(phone, 'patients.phone/' || register_patient.patient_id), access.blind_index(phone, 'patients.phone'),
          access.blind_index(right(phone, 7), 'patients.phone_tail'))
  returning p.record_number into record_number;
  answer := 'SAVED';
  insert into access.requests (user_id, request_key, content_hash, answer)
  values (me.user_id, p_key, content, jsonb_build_object('answer', answer, 'patient_id', patient_id, 'record_number', record_number));
  perform audit_logs.record_event(me.session_id, me.user_id, 'REGISTER', patient_id, null,
                                  jsonb_strip_nulls(jsonb_build_object('different', different)));
  perform pg_notify('clinic_patients', '');
end $$;
