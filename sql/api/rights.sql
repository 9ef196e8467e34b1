-- Rights of a patient and periods of the law, each in a case of the privacy officer: holds, erasure, the copy of everything
-- (X-12, X-28).

-- p_is_held: placed or lifted, in a case of LEGAL, COMPLAINT, BREACH or ERASURE. SAVED | REASON_NEEDED (ten letters) | CHANGED
-- (is so already) | NO_ROLE | NO_RFA (no such open case about this patient).
create or replace function api.set_legal_hold(p_case uuid, p_patient uuid, p_is_held boolean, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  word text;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  n int;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  word := access.why_not_in_case(me.session_id, me.user_id, me.role_code, p_case, p_patient, array['LEGAL', 'COMPLAINT',
    'BREACH', 'ERASURE'], 'SET_LEGAL_HOLD');
  if word is not null then return word; end if;
  if p_is_held is null then return 'INVALID is_held'; end if;
  if coalesce(length(given), 0) < 10 then return 'REASON_NEEDED'; end if;
  if p_is_held then
    insert into access.legal_holds (patient_id, case_id, reason, placed_by) values (p_patient, p_case, given, me.user_id)
      on conflict do nothing;
  else
    update access.legal_holds h set lifted_by = me.user_id, lifted_at = clock_timestamp(), lift_reason = given
     where h.patient_id = p_patient and h.case_id = p_case and h.lifted_at is null;
  end if;
  get diagnostics n = row_count;
  if n = 0 then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, case when p_is_held then 'PLACE_LEGAL_HOLD'
    else 'LIFT_LEGAL_HOLD' end, p_patient, null,
                                  jsonb_build_object('case', p_case));
  return 'SAVED';
end $$;

-- Decides a request to erase in a case ERASURE. REFUSED (one person, with grounds) or REDACTED: one privacy officer proposes
-- (PROPOSED), another one says the same and it is done. SAVED | PROPOSED | LEGAL_HOLD | RETENTION (until says how long) |
-- SECOND_PERSON | REASON_NEEDED | INVALID | CHANGED (is erased already, or proposed in another case) | NO_ROLE | NO_RFA.
create or replace function api.decide_erasure(p_case uuid, p_patient uuid, p_decision text, p_grounds text, out answer text,
  out until date, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_grounds, nfc)), ''), 1000);
  p medical_data.patients;
  e access.erasures;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  answer := access.why_not_in_case(me.session_id, me.user_id, me.role_code, p_case, p_patient, array['ERASURE'],
    'DECIDE_ERASURE');
  if answer is not null then return; end if;
  if p_decision is null or p_decision not in ('REFUSED', 'REDACTED') then answer := 'INVALID'; field := 'decision'; return; end if;
  if coalesce(length(given), 0) < 10 then answer := 'REASON_NEEDED'; return; end if;
  select * into p from medical_data.patients x where x.patient_id = p_patient for update;
  until := access.retention_until(p_patient);
  select * into e from access.erasures x where x.patient_id = p_patient and x.decision = 'PROPOSED' for update;
  answer := case
    when exists (select 1 from access.erasures x where x.patient_id = p_patient and x.decision = 'REDACTED')
      or e.case_id <> p_case then 'CHANGED'
    when p_decision = 'REFUSED' then null
    when exists (select 1 from access.legal_holds h where h.patient_id = p_patient and h.lifted_at is null) then 'LEGAL_HOLD'
    when until > access.local_today() then 'RETENTION'
    when e.proposed_by = me.user_id then 'SECOND_PERSON' end;
  if answer in ('LEGAL_HOLD', 'RETENTION', 'SECOND_PERSON') then perform audit_logs.record_refusal(me.session_id, me.user_id,
    'DECIDE_ERASURE', answer, p_patient); end if;
  if answer is not null then return; end if;
  if e.erasure_id is null then
    insert into access.erasures (case_id, patient_id, record_number, decision, grounds, retention_until, proposed_by,
      decided_by, decided_at)
    values (p_case, p_patient, p.record_number, case p_decision when 'REFUSED' then 'REFUSED' else 'PROPOSED' end, given, until,
      me.user_id,
            case p_decision when 'REFUSED' then me.user_id end, case p_decision when 'REFUSED' then clock_timestamp() end);
    answer := case p_decision when 'REFUSED' then 'SAVED' else 'PROPOSED' end;
  else
    update access.erasures x set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(),
           redacted = case p_decision when 'REDACTED' then access.redact_patient(p_patient) end
     where x.erasure_id = e.erasure_id;
    answer := 'SAVED';
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_ERASURE', p_patient, p_decision, jsonb_build_object('case',
    p_case, 'answer', answer));
  perform pg_notify('clinic_patients', '');
end $$;

-- The copy of everything, all versions, for the patient herself or a court: a case SUBJECT_ACCESS or LEGAL, its file opened.
-- digest: SHA-256 of the document's text, recorded with the recipient, so that a copy can be told from another one. OK |
-- INVALID | EXPIRED is raised | NO_ROLE | NO_RFA.
create or replace function api.export_patient(p_patient uuid, p_recipient text, out answer text, out document jsonb,
  out digest text, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  o access.openings;
  recipient text := nullif(btrim(normalize(p_recipient, nfc)), '');
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'EXPORT_PATIENT', 'NO_ROLE', p_patient);
    return;
  end if;
  o := access.require_opening(me.session_id, 'CASE', me.wal_now);
  answer := access.why_not_in_case(me.session_id, me.user_id, me.role_code, o.case_id, p_patient, array['SUBJECT_ACCESS',
    'LEGAL'], 'EXPORT_PATIENT');
  if answer is not null then return; end if;
  if coalesce(length(recipient), 0) not between 3 and 200 or not access.is_plain(recipient, false)
    then answer := 'INVALID'; field := 'recipient'; return; end if;
  document := jsonb_build_object('format', 'clinic patient archive', 'version', 1, 'site', access.setting('site_name'),
    'made_at', clock_timestamp(),
                                 'recipient', recipient, 'schema', access.schema_version(), 'tables',
                                   access.patient_archive(p_patient));
  digest := encode(sha256(convert_to(document::text, 'UTF8')), 'hex');
  perform audit_logs.record_event(me.session_id, me.user_id, 'EXPORT_PATIENT', p_patient, o.purpose,
                                  jsonb_build_object('case', o.case_id, 'recipient', recipient, 'digest', digest));
  answer := 'OK';
end $$;

-- Of the patients of the opened case: until when the law keeps the record, which holds live, what became of requests to erase.
create or replace function api.case_retention()
returns table (patient_id uuid, record_number text, retention_until date, is_over boolean, holds int, erasure text,
  erasure_grounds text, decided_at timestamptz)
language plpgsql volatile security definer rows 5 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  o access.openings;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  o := access.require_opening(me.session_id, 'CASE', me.wal_now);
  return query
  select p.patient_id, p.record_number, r.until, coalesce(r.until <= access.local_today(), true),
         (select count(*)::int from access.legal_holds h where h.patient_id = p.patient_id and h.lifted_at is null), e.decision,
           e.grounds, e.decided_at
    from (select distinct l.patient_id as id from access.privacy_case_links l where l.case_id = o.case_id) l
    join medical_data.patients p on p.patient_id = l.id
   cross join lateral (select access.retention_until(p.patient_id) as until) r
    left join lateral (select x.* from access.erasures x where x.patient_id =
      p.patient_id order by x.proposed_at desc limit 1) e on true
   order by p.record_number;
end $$;
