-- The directory shows that there is an allergy, never which.
create or replace function medical_data.note_alert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  alert boolean := exists (select 1 from medical_data.patient_allergies a
                            where a.patient_id = any (access.numbers_of(new.patient_id)) and a.superseded_at is null);
begin
  update medical_data.patients p set has_alert = alert where p.patient_id = new.patient_id and p.has_alert <> alert;
  return null;
end $$;
grant execute on function medical_data.note_alert() to clinic_owner;

-- One who writes about a patient's allergies at a time: entries and reviews have to agree.
create or replace function medical_data.lock_allergies(p_patient uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_patient::text, 9));
end $$;

-- The four states: entries speak for themselves, without any the latest review decides; a review that found some, all
-- retired since, says nothing about today.
create or replace function medical_data.allergy_state(p_patient uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  latest text := (select r.outcome from medical_data.allergy_reviews r where r.patient_id = p_patient
                   order by r.patient_id, r.reviewed_at desc limit 1);
begin
  return case
    when exists (select 1 from medical_data.patient_allergies a
                  where a.patient_id = any (access.numbers_of(p_patient)) and a.superseded_at is null)
      then 'HAS_SOME'
    when latest in ('NONE_KNOWN', 'NOT_OBTAINABLE') then latest
    else 'NOT_ASKED' end;
end $$;

-- A new version that changes the verification; CHANGED when the expected one is not the current one. Refuted and entered
-- in error close the record.
create or replace function medical_data.restate_allergy(p_action text, p_key uuid, p_record uuid, p_expected_version int,
  p_verification text, p_reason text, out answer text, out version int, out field text)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  a medical_data.patient_allergies;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array(p_action, p_record, p_expected_version, p_verification, p_reason);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(
    (select x.patient_id from medical_data.patient_allergies x where x.record_id = p_record limit 1), p_action,
      array['CLINICIAN'], p_record => p_record);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case
    when p_key is null then 'key'
    when p_verification is null or p_verification not in ('CONFIRMED', 'REFUTED', 'ENTERED_IN_ERROR') then 'outcome'
    when length(why) not between 3 and 300 or (why is null and p_verification <> 'CONFIRMED') then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; version := earlier -> 'version'; return; end if;
  perform medical_data.lock_allergies((select x.patient_id from medical_data.patient_allergies x
    where x.record_id = p_record limit 1));
  select * into a from medical_data.patient_allergies x where x.record_id = p_record and x.superseded_at is null;
  if a.version is distinct from p_expected_version then answer := 'CHANGED'; version := a.version; return; end if;
  update medical_data.patient_allergies x set superseded_at = clock_timestamp() where x.record_id = p_record
    and x.version = a.version;
  a.version := a.version + 1;
  a.verification := p_verification;
  a.reason := why;
  a.recorded_by := me.user_id;
  a.session_id := me.session_id;
  a.recorded_at := clock_timestamp();
  a.superseded_at := case when p_verification <> 'CONFIRMED' then a.recorded_at end;
  insert into medical_data.patient_allergies select a.*;
  answer := 'SAVED';
  version := a.version;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'version', version));
  perform access.tell_charts();
end $$;
