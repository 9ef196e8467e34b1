-- Somebody whom nobody can name yet, in an emergency: a nurse, a clinician or the reception gives a record with a name of its
-- own ("Unknown 2026-11-21 #03"), the sex and the age as it looks. Who learns the name writes it by api.update_patient, which
-- ends the estimate. SAVED | INVALID (field) | KEY_REUSED | NO_ROLE. It is no reason for access: the ward's roster or
-- emergency access is.
create or replace function api.register_unknown_patient(p_key uuid, p_sex text, p_age_from int, p_age_to int,
  p_ward text default null,
  out answer text, out field text, out patient_id uuid, out record_number text, out patient_name text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  today date := access.local_today();
  content jsonb := jsonb_build_array('REGISTER_UNKNOWN', p_sex, p_age_from, p_age_to, p_ward);
  earlier jsonb;
  is_spanish boolean;
  surname text;
  n int;
begin
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN', 'RECEPTIONIST') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REGISTER_UNKNOWN', 'NO_ROLE');
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_sex is null or p_sex not in ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN') then 'sex'
    when p_age_from is null or p_age_from not between 0 and 110 then 'age_from'
    when p_age_to is null or p_age_to not between p_age_from and 120 then 'age_to'
    when p_ward is not null and not exists (select 1 from access.wards w where w.code = p_ward) then 'ward' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    patient_id := (earlier ->> 'patient_id')::uuid;
    record_number := earlier ->> 'record_number';
    patient_name := earlier ->> 'patient_name';
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('unknown ' || today, 7));                 -- one number each
  n := 1 + (select count(*) from medical_data.patients p
             where p.estimated_age_from is not null and p.created_at >=
               today::timestamp at time zone access.setting('time_zone'));
  is_spanish := coalesce((select u.value = 'es' from access.preferences u where u.user_id = me.user_id and u.name = 'LANGUAGE'),
    false);
  surname := case when not is_spanish then 'Unknown' when p_sex = 'MALE' then 'Desconocido' else 'Desconocida' end;
  insert into medical_data.patients as p (given_names, surname_1, birth_date, birth_date_is_estimate, estimated_age_from,
    estimated_age_to, sex, ward_id)
  values (today || ' #' || lpad(n::text, greatest(2, length(n::text)), '0'), surname,
          make_date(extract(year from today)::int - (p_age_from + p_age_to) / 2, 1, 1), true, p_age_from, p_age_to, p_sex,
          (select w.ward_id from access.wards w where w.code = p_ward))
  returning p.patient_id, p.record_number, p.surname_1 || ' ' || p.given_names into patient_id, record_number, patient_name;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'patient_id', patient_id,
    'record_number', record_number, 'patient_name', patient_name));
  perform audit_logs.record_event(me.session_id, me.user_id, 'REGISTER', patient_id, 'UNKNOWN_PERSON');
  perform pg_notify('clinic_patients', '');
end $$;
