-- Tests and reports.

-- Clinicians ask for a test; nurses under a protocol, which they name. Until there is a result it waits for who asked. SAVED | INVALID
-- (field) | KEY_REUSED | a refusal.
create or replace function api.request_test(p_key uuid, p_patient uuid, p_name text, p_loinc text, p_priority text,
    p_protocol text default null,
  p_consultation uuid default null, out answer text, out field text, out record_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
  name_given text := medical_data.clean_text(p_name, 200);
  protocol_given text := medical_data.clean_text(p_protocol, 100);
  content bytea := sha256(convert_to(jsonb_build_array('TEST', p_patient, p_name, p_loinc, p_priority, p_protocol,
      p_consultation)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'REQUEST_TEST', array['CLINICIAN', 'NURSE'], p_signs => true);
  answer := w.refusal;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    record_id := (earlier ->> 'record_id')::uuid;
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when name_given is null or name_given like E'%\n%' then 'name'
    when p_loinc !~ '^[0-9]{1,7}-[0-9]$' then 'loinc'
    when p_priority is null or p_priority not in ('ROUTINE', 'URGENT', 'STAT') then 'priority'
    when (w.role_code = 'NURSE') <> (coalesce(length(protocol_given), 0) >= 2) then 'protocol'
    when p_consultation is not null and not medical_data.has_record(p_patient, 'CONSULTATION', p_consultation) then 'consultation' end;
  if field is not null then answer := 'INVALID'; return; end if;
  insert into medical_data.medical_tests as t (patient_id, consultation_id, name, loinc, priority, protocol, requested_by,
      requested_by_name, recorded_by, session_id)
  values (p_patient, p_consultation, name_given, p_loinc, p_priority, protocol_given, w.user_id, w.display_name, w.user_id, w.session_id)
  returning t.record_id into record_id;
  perform access.await_action(w.user_id, p_patient, 'TEST', record_id);
  answer := 'SAVED';
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
end $$;

-- COLLECTED, RESULTED (with the result in a sentence), CANCELLED (with the reason; who asked, or a clinician). SAVED, CHANGED, INVALID,
-- NOT_AUTHOR, or a refusal.
create or replace function api.advance_test(p_record uuid, p_expected_version int, p_status text, p_detail text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  t medical_data.medical_tests;
  patient uuid := (select x.patient_id from medical_data.medical_tests x where x.record_id = p_record and x.version = 1);
  detail_given text := medical_data.clean_text(p_detail, 2000);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(patient, 'ADVANCE_TEST', array['CLINICIAN', 'NURSE'], p_record => p_record);
  if w.refusal is not null then return w.refusal; end if;
  select * into t from medical_data.medical_tests x where x.record_id = p_record and x.superseded_at is null for update;
  if t.version is distinct from p_expected_version then return 'CHANGED'; end if;
  if (t.status, p_status) not in (('REQUESTED', 'COLLECTED'), ('REQUESTED', 'RESULTED'), ('REQUESTED', 'CANCELLED'),
                                  ('COLLECTED', 'RESULTED'), ('COLLECTED', 'CANCELLED')) is not false then
    return 'INVALID status';
  end if;
  if detail_given is null and (p_detail is not null or p_status in ('RESULTED', 'CANCELLED')) then return 'INVALID detail'; end if;
  if p_status = 'CANCELLED' and w.role_code = 'NURSE' and t.requested_by <> w.user_id then
    return audit_logs.record_refusal(w.session_id, w.user_id, 'ADVANCE_TEST', 'NOT_AUTHOR', patient);
  end if;
  update medical_data.medical_tests x set superseded_at = clock_timestamp() where x.record_id = p_record and x.version = t.version;
  insert into medical_data.medical_tests (record_id, version, patient_id, consultation_id, name, loinc, priority, protocol, status,
      detail, requested_by,
                                          requested_by_name, recorded_by, session_id)
  values (t.record_id, t.version + 1, t.patient_id, t.consultation_id, t.name, t.loinc, t.priority, t.protocol, p_status,
      detail_given, t.requested_by,
          t.requested_by_name, w.user_id, w.session_id);
  if p_status in ('RESULTED', 'CANCELLED') then perform access.close_action('TEST', p_record); end if;
  return 'SAVED';
end $$;

-- A report came in. p_reviewer: the clinician it waits for. SAVED | INVALID (field) | KEY_REUSED | a refusal.
create or replace function api.add_report(p_key uuid, p_patient uuid, p_type text, p_title text, p_report_on date, p_status text,
  p_summary text default null, p_summary_source text default null, p_reviewer uuid default null, p_test uuid default null,
  out answer text, out field text, out record_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
  title_given text := medical_data.clean_text(p_title, 200);
  summary text := medical_data.clean_text(p_summary, 20000);
  reviewer uuid := (select d.user_id from access.practitioners d join access.users u on u.user_id = d.user_id
                     where d.practitioner_id = p_reviewer and d.status = 'ACTIVE' and u.status = 'ACTIVE' and u.role_code = 'CLINICIAN');
  content bytea := sha256(convert_to(jsonb_build_array('REPORT', p_patient, p_type, p_title, p_report_on, p_status, p_summary,
      p_summary_source,
                                                       p_reviewer, p_test)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'ADD_REPORT', array['CLINICIAN', 'NURSE']);
  answer := w.refusal;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    record_id := (earlier ->> 'record_id')::uuid;
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_type is null or p_type not in ('LAB', 'IMAGING', 'PATHOLOGY', 'CONSULTATION') then 'type'
    when title_given is null or title_given like E'%\n%' then 'title'
    when p_report_on is null or p_report_on > access.local_today() or p_report_on < date '1900-01-01' then 'report_on'
    when p_status is null or p_status not in ('PROCESSING', 'COMPLETED') then 'status'
    when (p_summary is null) <> (summary is null) or (summary is null) <> (p_summary_source is null)
        or p_summary_source not in ('MANUAL', 'AI') then 'summary'
    when p_reviewer is not null and reviewer is null then 'reviewer'
    when p_test is not null and not medical_data.has_record(p_patient, 'TEST', p_test) then 'test' end;
  if field is not null then answer := 'INVALID'; return; end if;
  record_id := gen_random_uuid();
  insert into medical_data.medical_reports (record_id, patient_id, type, title, report_on, summary_encrypted, summary_source,
      status, test_record_id,
                                            reviewer_id, recorded_by, session_id)
  values (add_report.record_id, p_patient, p_type, title_given, p_report_on,
          access.encrypt_text(summary, 'medical_reports.summary/' || add_report.record_id || '/1'), p_summary_source, p_status,
              p_test, p_reviewer,
          w.user_id, w.session_id);
  if reviewer is not null then perform access.await_action(reviewer, p_patient, 'REPORT', record_id); end if;
  answer := 'SAVED';
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
end $$;

-- COMPLETED; REVIEWED and ARCHIVED by a clinician at work. SAVED, CHANGED, INVALID, or a refusal.
create or replace function api.advance_report(p_record uuid, p_expected_version int, p_status text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  r medical_data.medical_reports;
  patient uuid := (select x.patient_id from medical_data.medical_reports x where x.record_id = p_record and x.version = 1);
  me uuid;
  place text := 'medical_reports.summary/' || p_record || '/';
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(patient, 'ADVANCE_REPORT',
                         case when p_status = 'COMPLETED' then array['CLINICIAN', 'NURSE'] else array['CLINICIAN'] end,
                         p_record => p_record, p_signs => p_status in ('REVIEWED', 'ARCHIVED'));
  if w.refusal is not null then return w.refusal; end if;
  me := access.may_sign(w.user_id);
  select * into r from medical_data.medical_reports x where x.record_id = p_record and x.superseded_at is null for update;
  if r.version is distinct from p_expected_version then return 'CHANGED'; end if;
  if (r.status, p_status) not in (('PROCESSING', 'COMPLETED'), ('COMPLETED', 'REVIEWED'), ('REVIEWED', 'ARCHIVED'), ('COMPLETED',
      'ARCHIVED')) is not false then
    return 'INVALID status';
  end if;
  update medical_data.medical_reports x set superseded_at = clock_timestamp() where x.record_id = p_record and x.version = r.version;
  insert into medical_data.medical_reports (record_id, version, patient_id, type, title, report_on, summary_encrypted,
      summary_source, status,
                                            test_record_id, reviewer_id, reviewed_by, reviewed_by_name, reviewed_at, recorded_by,
                                                session_id)
  values (r.record_id, r.version + 1, r.patient_id, r.type, r.title, r.report_on,
          case when r.summary_encrypted is not null
               then access.encrypt_text(access.decrypt_text(r.summary_encrypted, place || r.version), place || r.version + 1) end,
          r.summary_source, p_status, r.test_record_id, r.reviewer_id,
          case p_status when 'REVIEWED' then me else r.reviewed_by end, case p_status when 'REVIEWED'
              then w.display_name else r.reviewed_by_name end,
          case p_status when 'REVIEWED' then clock_timestamp() else r.reviewed_at end, w.user_id, w.session_id);
  if p_status in ('REVIEWED', 'ARCHIVED') then perform access.close_action('REPORT', p_record); end if;
  return 'SAVED';
end $$;

-- Summaries, decrypted, through the same gate as the chart's rows.
create or replace function api.report_summaries(p_patient uuid) returns table (record_id uuid, version int, summary text,
    summary_source text)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  numbers uuid[];
  hidden uuid[];
begin
  perform access.require_session(null);
  numbers := access.chart_patients(p_patient, 'FULL');
  if cardinality(numbers) = 0 then return; end if;
  hidden := array(select access.hidden_records());
  return query
  select r.record_id, r.version, access.decrypt_text(r.summary_encrypted,
      'medical_reports.summary/' || r.record_id || '/' || r.version), r.summary_source
    from medical_data.medical_reports r
   where r.patient_id = any (numbers) and r.superseded_at is null and r.summary_encrypted is not null
     and r.record_id <> all (hidden) and (r.test_record_id is null or r.test_record_id <> all (hidden))
   order by r.report_on desc;
end $$;
