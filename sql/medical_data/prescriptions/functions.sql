-- One who orders for a patient at a time, so that two orders see each other.
create or replace function medical_data.lock_prescriptions(p_patient uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_patient::text, 10));
end $$;

-- The first field of an order that is not acceptable, or null. p_medication null: not in the catalogue.
create or replace function medical_data.invalid_prescription(p_key uuid, p_name text, p_is_coded boolean,
  p_medication medical_data.medications,
  p_dose numeric, p_unit text, p_route text, p_frequency text, p_starts date, p_ends date, p_overrides jsonb) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  today date := access.local_today();
begin
  return case
    when p_key is null then 'key'
    when p_name is null or length(p_name) > 200 or coalesce(p_is_coded, true) <> (p_medication.medication_id is not null)
      then 'medication'
    when p_dose is null or p_dose = 'NaN' or p_dose <= 0 or p_dose > 1000000 then 'dose'
    when p_unit is null or p_unit <> coalesce(p_medication.dose_unit, p_unit)
      or p_unit not in ('mg', 'g', 'micrograms', 'units', 'mL', 'mmol', 'tablets', 'drops', 'puffs') then 'unit'
    when p_route is null or p_route not in ('oral', 'sublingual', 'subcutaneous', 'intramuscular', 'intravenous', 'inhaled',
      'nasal', 'topical',
      'transdermal', 'ophthalmic', 'rectal', 'vaginal') then 'route'
    when not exists (select 1 from medical_data.dose_frequencies f where f.frequency_code = p_frequency) then 'frequency'
    when p_starts is null or p_starts < today - 1 or p_starts > today + interval '1 year' then 'starts_on'
    when p_ends < greatest(p_starts, today) then 'ends_on'
    when p_overrides is null or jsonb_typeof(p_overrides) <> 'object' then 'overrides' end;
end $$;

-- Keeps a signed order whose checks were done, with what they found and under its key: who signs is p_order.recorded_by. SAVED, or
-- INVALID and the field that the table refuses.
create or replace function medical_data.sign_order(p_action text, p_key uuid, p_content jsonb, p_order medical_data.prescriptions,
  p_findings jsonb, out answer text, out field text, out record_id uuid)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  record_id := gen_random_uuid();
  p_order.record_id := record_id;
  p_order.version := 1;
  p_order.status := 'ACTIVE';
  p_order.recorded_at := clock_timestamp();
  p_order.superseded_at := null;
  p_order.frequency := (select f.name_en from medical_data.dose_frequencies f where f.frequency_code = p_order.frequency_code);
  select d.practitioner_id, d.display_name into p_order.prescriber_id, p_order.prescriber_name
    from access.practitioners d where d.practitioner_id = access.may_sign(p_order.recorded_by);
  begin
    insert into medical_data.prescriptions select p_order.*;
  exception when check_violation then
    get stacked diagnostics field = constraint_name;
    field := medical_data.field_of('prescriptions', field);
    answer := 'INVALID';
    record_id := null;
    return;
  end;
  perform medical_data.keep_findings(record_id, 1, p_order.patient_id, p_findings, p_order.session_id, p_order.recorded_by);
  perform access.await_action(p_order.recorded_by, p_order.patient_id, 'PRESCRIPTION', record_id); -- until it is stopped, completed or voided
  answer := 'SAVED';
  perform access.end_request(p_order.recorded_by, p_key, p_content,
    jsonb_build_object('answer', answer, 'record_id', record_id, 'findings', p_findings));
  perform audit_logs.record_event(p_order.session_id, p_order.recorded_by, p_action, p_order.patient_id, null,
    jsonb_strip_nulls(jsonb_build_object('prescription', record_id, 'renews', p_order.renews)));
  perform pg_notify('clinic_prescriptions', '');
end $$;

-- A new version in another state. SAVED | CHANGED | WRONG_STATE | ENDED (resumed after its last day) | FINDINGS (resumed, and
-- the checks of today object) | INVALID | KEY_REUSED | a refusal. A nurse may only hold.
create or replace function medical_data.restate_prescription(p_action text, p_key uuid, p_record uuid, p_expected_version int,
  p_from text[],
  p_to text, p_reason text, p_overrides jsonb, out answer text, out version int, out findings jsonb, out field text)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  p medical_data.prescriptions;
  patient uuid := (select x.patient_id from medical_data.prescriptions x where x.record_id = p_record limit 1);
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array(p_action, p_record, p_expected_version, p_to, p_reason, p_overrides);
  earlier jsonb;
  is_blocked boolean := false;
  today date := access.local_today();
begin
  select * into me from access.chart_for_writing(patient, p_action,
    case p_to when 'ON_HOLD' then array['NURSE', 'CLINICIAN'] else array['CLINICIAN'] end,
    case when (select s.role_code from access.current_session() s) = 'CLINICIAN' then 'PRESCRIBE' end, p_record => p_record);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when coalesce(length(why), 0) not between 3 and 300 then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer'; version := earlier -> 'version'; findings := earlier -> 'findings';
    return;
  end if;
  perform medical_data.lock_prescriptions(patient);
  select * into p from medical_data.prescriptions x where x.record_id = p_record and x.superseded_at is null;
  version := p.version;
  answer := case when p.version is distinct from p_expected_version then 'CHANGED' when p.status <> all (p_from)
    then 'WRONG_STATE'
                 when p_to = 'ACTIVE' and p.ends_on < today then 'ENDED'
                 when p_to = 'COMPLETED' and coalesce(p.ends_on > today, true) then 'NOT_ENDED' end;
  if answer is not null then return; end if;
  if p_to = 'ACTIVE' then
    select x.findings, x.is_blocked into findings, is_blocked from medical_data.findings_with_reasons(p.patient_id, p.record_id,
      coalesce(p.medication_id, medical_data.medication_named(p.medication)), p.dose_amount, p.route, p.frequency_code,
      greatest(p.starts_on, today), p.ends_on, p_overrides) x;
    if is_blocked then answer := 'FINDINGS'; return; end if;
  end if;
  update medical_data.prescriptions x set superseded_at = clock_timestamp() where x.record_id = p_record
    and x.version = p.version;
  version := p.version + 1;
  p.version := version;
  p.status := case when p_to = 'STOPPED' and p.starts_on > today then 'CANCELLED' else p_to end;
  p.reason := why;
  p.recorded_by := me.user_id;
  p.session_id := me.session_id;
  p.recorded_at := clock_timestamp();
  insert into medical_data.prescriptions select p.*;
  if p_to not in ('ACTIVE', 'ON_HOLD') then perform access.close_action('PRESCRIPTION', p.record_id); end if;
  if p_to = 'ACTIVE' then
    perform medical_data.keep_findings(p.record_id, p.version, p.patient_id, findings, me.session_id, me.user_id);
  end if;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content,
    jsonb_strip_nulls(jsonb_build_object('answer', answer, 'version', version, 'findings', findings)));
  perform audit_logs.record_event(me.session_id, me.user_id, p_action, p.patient_id, null,
    jsonb_build_object('prescription', p.record_id, 'version', p.version, 'prescriber', p.prescriber_id, 'status', p.status));
  perform pg_notify('clinic_prescriptions', '');
end $$;
