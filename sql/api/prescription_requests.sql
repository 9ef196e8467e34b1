-- Requests to prescribe. NOTIFY clinic_prescriptions says only "look again".

-- Asks a prescriber by name. It waits for her (reason for access "order"), unless who asks is here by a grant or a task
-- herself. SAVED | INVALID (field) | KEY_REUSED | a refusal.
create or replace function api.request_prescription(p_key uuid, p_patient uuid, p_medication text, p_details text,
  p_practitioner uuid,
  out answer text, out field text, out request_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  d access.practitioners;
  name_given text := medical_data.clean_text(p_medication);
  details_given text := medical_data.clean_text(p_details);
  content jsonb := jsonb_build_array('REQUEST_PRESCRIPTION', p_patient, p_medication, p_details, p_practitioner);
  earlier jsonb;
begin
  select * into w from access.chart_for_writing(p_patient, 'REQUEST_PRESCRIPTION', array['NURSE', 'CLINICIAN'], null, 'SUMMARY');
  answer := w.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    request_id := (earlier ->> 'request_id')::uuid;
    return;
  end if;
  select * into d from access.practitioners x where x.practitioner_id = p_practitioner;
  field := case
    when coalesce(length(name_given), 0) not between 2 and 200 then 'medication'
    when coalesce(length(details_given), 0) not between 2 and 500 then 'details'
    when d.practitioner_id is null or d.user_id = w.user_id or not access.user_may(d.user_id, 'PRESCRIBE')
      or access.may_sign(d.user_id) is null then 'practitioner' end;
  if field is not null then answer := 'INVALID'; return; end if;
  insert into medical_data.prescription_requests as r (patient_id, medication, details, asked_of, asked_of_name, recorded_by,
    recorded_by_name, session_id)
  values (p_patient, name_given, details_given, d.practitioner_id, d.display_name, w.user_id, w.display_name, w.session_id)
  returning r.request_id into request_id;
  if exists (select 1 from access.reasons_for_access(w.user_id, w.role_code, array[p_patient]) r where r.reason not in ('grant',
    'task')) then
    perform access.await_action(d.user_id, p_patient, 'PRESCRIPTION', request_id);
  end if;
  answer := 'SAVED';
  perform access.end_request(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'request_id', request_id));
  perform audit_logs.record_event(w.session_id, w.user_id, 'REQUEST_PRESCRIPTION', p_patient, null,
    jsonb_build_object('request', request_id, 'practitioner', d.practitioner_id));
  perform pg_notify('clinic_prescriptions', '');
end $$;

-- PRESCRIBED (p_prescription: what the caller has ordered for this patient since) or DECLINED (with a reason) by a prescriber,
-- WITHDRAWN by who asked. SAVED | ANSWERED | INVALID | NOT_AUTHOR | a refusal.
create or replace function api.close_prescription_request(p_request uuid, p_outcome text, p_reason text default null,
  p_prescription uuid default null)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  r medical_data.prescription_requests;
  patient uuid := (select x.patient_id from medical_data.prescription_requests x where x.request_id = p_request);
  why text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(patient, 'CLOSE_PRESCRIPTION_REQUEST',
    case when p_outcome = 'WITHDRAWN' then array['NURSE', 'CLINICIAN'] else array['CLINICIAN'] end,
    case when p_outcome <> 'WITHDRAWN' then 'PRESCRIBE' end, 'SUMMARY');
  if w.refusal is not null then return w.refusal; end if;
  select * into r from medical_data.prescription_requests x where x.request_id = p_request for update;
  if r.status <> 'OPEN' then return 'ANSWERED'; end if;
  if p_outcome = 'WITHDRAWN' and r.recorded_by <> w.user_id then
    return audit_logs.record_refusal(w.session_id, w.user_id, 'CLOSE_PRESCRIPTION_REQUEST', 'NOT_AUTHOR', patient);
  end if;
  if p_outcome is null or p_outcome not in ('PRESCRIBED', 'DECLINED', 'WITHDRAWN') then return 'INVALID outcome'; end if;
  if length(why) not between 3 and 300 or (p_outcome = 'DECLINED' and why is null) then return 'INVALID reason'; end if;
  if (p_outcome = 'PRESCRIBED') <> (p_prescription is not null)
     or (p_prescription is not null and not exists (
           select 1 from medical_data.prescriptions p where p.record_id = p_prescription and p.version = 1
             and p.patient_id = patient
              and p.recorded_by = w.user_id and p.recorded_at >= r.recorded_at)) then
    return 'INVALID prescription';
  end if;
  update medical_data.prescription_requests x set status = p_outcome, prescription_id = p_prescription, closed_by = w.user_id,
         closed_at = clock_timestamp(), closing_reason = why
   where x.request_id = p_request;
  perform access.close_action('PRESCRIPTION', p_request);
  perform pg_notify('clinic_prescriptions', '');
  return 'SAVED';
end $$;
