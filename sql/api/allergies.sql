-- Allergies: what is known, how sure it is, and whether somebody asked.

-- p_allergy: a code of the catalogue, or null with the substance in words (checks of medicines then compare words only, and
-- say so). A nurse's entry is unverified. SAVED | INVALID (field) | DUPLICATE | KEY_REUSED | a refusal. An entry answers the
-- question too: the latest review becomes HAS_SOME.
create or replace function api.record_allergy(p_key uuid, p_patient uuid, p_allergy text, p_substance text, p_severity text,
  p_reaction text,
  p_kind text default 'ALLERGY', p_verification text default 'UNVERIFIED', out answer text, out field text, out record_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  c medical_data.allergies;
  called text := medical_data.clean_text(p_substance);
  content jsonb := jsonb_build_array('ALLERGY', p_patient, p_allergy, p_substance, p_severity, p_reaction, p_kind,
    p_verification);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'RECORD_ALLERGY',
    case when p_verification <> 'UNVERIFIED' then array['CLINICIAN'] else array['NURSE', 'CLINICIAN'] end);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; record_id := earlier ->> 'record_id'; return; end if;
  select * into c from medical_data.allergies x where x.code = p_allergy and x.is_active;
  field := case when p_allergy is not null and c.allergy_id is null then 'allergy'
                when coalesce(p_verification, '') not in ('UNVERIFIED', 'CONFIRMED') then 'verification' end;
  if field is not null then answer := 'INVALID'; return; end if;
  called := coalesce(called, c.name_en);
  perform medical_data.lock_allergies(p_patient);
  if exists (select 1 from medical_data.patient_allergies x where x.patient_id = p_patient and x.superseded_at is null
                and (x.allergy_id = c.allergy_id or medical_data.fold(x.substance) = medical_data.fold(called))) then
    answer := 'DUPLICATE';
    return;
  end if;
  begin
    insert into medical_data.patient_allergies as a (patient_id, substance, severity, reaction, recorded_by, session_id,
      allergy_id, kind,
                                                     verification)
    values (p_patient, called, p_severity, medical_data.clean_text(p_reaction), me.user_id, me.session_id, c.allergy_id, p_kind,
      p_verification)
    returning a.record_id into record_id;
  exception
    when check_violation then
      get stacked diagnostics field = constraint_name;
      field := medical_data.field_of('patient_allergies', field);
    when not_null_violation then
      get stacked diagnostics field = column_name;
  end;
  if field is not null then answer := 'INVALID'; return; end if;
  if not coalesce((select r.outcome = 'HAS_SOME' from medical_data.allergy_reviews r where r.patient_id = p_patient
                    order by r.patient_id, r.reviewed_at desc limit 1), false) then
    insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by, session_id)
      values (p_patient, 'HAS_SOME', me.user_id, me.session_id);
  end if;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
  perform access.tell_charts();
end $$;

-- CONFIRMED, or REFUTED with a reason: a refuted one leaves the chart and its alert, its versions stay. Clinicians only.
create or replace function api.verify_allergy(p_key uuid, p_record uuid, p_expected_version int, p_outcome text,
  p_reason text default null,
  out answer text, out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.field into answer, version, field from medical_data.restate_allergy('VERIFY_ALLERGY', p_key, p_record,
    p_expected_version,
    case when p_outcome in ('CONFIRMED', 'REFUTED') then p_outcome end, p_reason) x;
end $$;

create or replace function api.void_allergy(p_key uuid, p_record uuid, p_expected_version int, p_reason text, out answer text,
  out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.field into answer, version, field
    from medical_data.restate_allergy('VOID_ALLERGY', p_key, p_record, p_expected_version, 'ENTERED_IN_ERROR', p_reason) x;
end $$;

-- Somebody asked. NONE_KNOWN and NOT_OBTAINABLE are refused while there are entries (HAS_ALLERGIES), HAS_SOME without any
-- (NO_ALLERGIES: record them). SAVED | INVALID | KEY_REUSED | a refusal.
create or replace function api.review_allergies(p_key uuid, p_patient uuid, p_outcome text, out answer text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  content jsonb := jsonb_build_array('ALLERGY_REVIEW', p_patient, p_outcome);
  earlier jsonb;
  has_some boolean;
begin
  select * into me from access.chart_for_writing(p_patient, 'REVIEW_ALLERGIES', array['NURSE', 'CLINICIAN']);
  answer := me.refusal;
  if answer is not null then return; end if;
  answer := case when p_key is null then 'INVALID key'
                 when p_outcome is null or p_outcome not in ('NONE_KNOWN', 'NOT_OBTAINABLE', 'HAS_SOME') then 'INVALID outcome' end;
  if answer is not null then return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; return; end if;
  perform medical_data.lock_allergies(p_patient);
  has_some := medical_data.allergy_state(p_patient) = 'HAS_SOME';
  answer := case when has_some and p_outcome <> 'HAS_SOME' then 'HAS_ALLERGIES' when not has_some and p_outcome = 'HAS_SOME'
    then 'NO_ALLERGIES' end;
  if answer is not null then return; end if;
  insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by, session_id)
    values (p_patient, p_outcome, me.user_id, me.session_id);
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer));
  perform access.tell_charts();
end $$;
