-- Consents and privacy settings. Captured by reception, by clinical roles in an opened chart, and by the privacy officer; reception
-- learns the status only. p_without_parts: what of the chart she leaves out. Answers as access.record_version gives them.
create or replace function api.record_consent(p_key uuid, p_patient uuid, p_purpose text, p_state text, p_given_by text, p_method text,
  p_form_version text, p_decided_on date, p_expires_on date, p_details text,
  p_record uuid default null, p_expected int default null, p_reason text default null, p_without_parts text[] default '{}',
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_other boolean := p_record is not null and exists (
    select 1 from medical_data.consents c where c.record_id = p_record and c.patient_id = p_patient and c.purpose is distinct from p_purpose);
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_CONSENT', 'medical_data.consents',
    array['RECEPTIONIST', 'CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], 'SUMMARY',
    jsonb_build_object('purpose', case when not is_other then p_purpose end, 'state', p_state, 'given_by', p_given_by, 'method', p_method,
      'form_version', p_form_version, 'decided_on', p_decided_on, 'expires_on', p_expires_on, 'details', p_details,
      'without_parts', coalesce(to_jsonb(p_without_parts), '[]')),
    array['decided_on'], p_record, p_expected, p_reason);
end $$;

create or replace function api.record_privacy_settings(p_key uuid, p_patient uuid, p_may_phone boolean, p_may_leave_message boolean,
  p_may_email boolean, p_may_post boolean, p_may_tell_relatives boolean, p_hide_on_boards boolean, p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_PRIVACY_SETTINGS',
    'medical_data.privacy_settings', array['RECEPTIONIST', 'CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], 'SUMMARY',
    jsonb_build_object('may_phone', p_may_phone, 'may_leave_message', p_may_leave_message, 'may_email', p_may_email, 'may_post', p_may_post,
      'may_tell_relatives', p_may_tell_relatives, 'hide_on_boards', p_hide_on_boards, 'note', p_note),
    '{}', p_record, p_expected, p_reason);
end $$;

-- What reception needs at the counter: which purposes, and whether they are allowed now; no content.
create or replace function api.consent_status(p_patient uuid)
returns table (record_id uuid, version int, purpose text, state text, is_allowed boolean, without_parts text[])
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_CONSENT_STATUS', array['RECEPTIONIST', 'CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], false);
  if me.refusal is not null then return; end if;
  return query
  select c.record_id, c.version, c.purpose, c.state, access.consent_allows(p_patient, c.purpose), c.without_parts
    from medical_data.consents c where c.patient_id = p_patient and c.superseded_at is null order by c.purpose;
end $$;

-- The whole history with its content, for clinical roles in an opened chart and the privacy officer.
create or replace function api.consent_history(p_patient uuid)
returns table (record_id uuid, version int, purpose text, state text, given_by text, method text, form_version text, decided_on date,
  expires_on date, details text, recorded_by_name text, recorded_at timestamptz, is_living boolean, without_parts text[])
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_CONSENTS', array['CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], false, 'FULL');
  if me.refusal is not null then return; end if;
  return query
  select c.record_id, c.version, c.purpose, c.state, c.given_by, c.method, c.form_version, c.decided_on, c.expires_on, c.details,
         c.recorded_by_name, c.recorded_at, c.superseded_at is null, c.without_parts
    from medical_data.consents c where c.patient_id = p_patient order by c.purpose, c.record_id, c.version;
end $$;

-- The living settings: reception has to know whom she may tell and where she may leave a message.
create or replace function api.privacy_settings(p_patient uuid)
returns table (record_id uuid, version int, may_phone boolean, may_leave_message boolean, may_email boolean, may_post boolean,
  may_tell_relatives boolean, hide_on_boards boolean, note text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_PRIVACY_SETTINGS', array['RECEPTIONIST', 'CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], false);
  if me.refusal is not null then return; end if;
  return query
  select s.record_id, s.version, s.may_phone, s.may_leave_message, s.may_email, s.may_post, s.may_tell_relatives, s.hide_on_boards, s.note
    from medical_data.privacy_settings s where s.patient_id = p_patient and s.superseded_at is null;
end $$;
