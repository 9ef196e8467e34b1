-- A registration in error that is older than a day: the reception or a privacy officer proposes, another privacy officer
-- decides. Never one that has records: those are merged.

-- PROPOSED | INVALID | REASON_NEEDED | HAS_RECORDS | CHANGED (a proposal is open) | KEY_REUSED | refusals of the desk.
create or replace function api.propose_void_patient(p_key uuid, p_patient uuid, p_reason text, out answer text,
  out proposal_id uuid, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  content jsonb := jsonb_build_array('PROPOSE_VOID', p_patient, given);
  earlier jsonb;
begin
  select * into me from access.desk(p_patient, 'PROPOSE_VOID', array['RECEPTIONIST', 'PRIVACY_OFFICER'], true);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when not coalesce(access.is_plain(given, false), true) then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    proposal_id := (earlier ->> 'proposal_id')::uuid;
    return;
  end if;
  if medical_data.has_clinical_data(p_patient) then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'PROPOSE_VOID', 'HAS_RECORDS', p_patient);
    return;
  end if;
  insert into medical_data.patient_proposals as x (patient_id, kind, reason, proposed_by, session_id)
  values (p_patient, 'VOID', given, me.user_id, me.session_id)
  on conflict (patient_id, kind, about_user) where decision is null do nothing
  returning x.proposal_id into proposal_id;
  if proposal_id is null then answer := 'CHANGED'; return; end if;
  answer := 'PROPOSED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'proposal_id', proposal_id));
end $$;

-- Open proposals. Behind the opened directory; each patient shown is an event.
create or replace function api.void_proposals()
returns table (proposal_id uuid, patient_id uuid, record_number text, patient_name text, birth_date date,
  registered_at timestamptz, reason text,
  proposed_by text, proposed_at timestamptz, may_decide boolean)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  ids uuid[];
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  ids := array(select x.proposal_id from medical_data.patient_proposals x where x.decision is null
    and x.kind = 'VOID' order by x.proposed_at limit 200);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_VOID_PROPOSALS', null, null, jsonb_build_object('proposals',
    to_jsonb(ids)));
  return query
  select x.proposal_id, p.patient_id, p.record_number, concat_ws(' ', p.given_names, p.surname_1, p.surname_2), p.birth_date,
    p.created_at, x.reason,
         u.display_name, x.proposed_at, x.proposed_by <> me.user_id
    from medical_data.patient_proposals x
    join medical_data.patients p on p.patient_id = x.patient_id
    join access.users u on u.user_id = x.proposed_by
   where x.proposal_id = any (ids) order by x.proposed_at;
end $$;

-- SAVED | NO_ROLE | SECOND_PERSON (one's own proposal) | REASON_NEEDED (a denial) | INVALID | HAS_RECORDS | CHANGED (decided;
-- nowhere).
create or replace function api.decide_void_patient(p_proposal uuid, p_decision text, p_reason text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  x medical_data.patient_proposals;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into x from medical_data.patient_proposals y where y.proposal_id = p_proposal and y.kind = 'VOID';
  select * into me from access.desk(x.patient_id, 'DECIDE_VOID', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return case when x.proposal_id is null and me.refusal = 'NO_RFA' then 'CHANGED'
    else me.refusal end; end if;
  if p_decision is null or p_decision not in ('APPROVED', 'DENIED') then return 'INVALID decision'; end if;
  if not coalesce(access.is_plain(given, false), true) then return 'INVALID reason'; end if;
  if x.proposed_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_VOID', 'SECOND_PERSON', x.patient_id);
  end if;
  if p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  -- whoever adds a fact waits for this row
  perform 1 from medical_data.patients y where y.patient_id = x.patient_id for update;
  if p_decision = 'APPROVED' and medical_data.has_clinical_data(x.patient_id) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_VOID', 'HAS_RECORDS', x.patient_id);
  end if;
  if p_decision = 'APPROVED' and exists (select 1 from medical_data.patients y where (y.patient_id = x.patient_id and y.status = 'MERGED')
                                                                               or y.merged_into = x.patient_id) then
    return 'CHANGED';                                       -- part of a merge by now: undo that first
  end if;
  update medical_data.patient_proposals y set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(),
    decision_reason = given
   where y.proposal_id = x.proposal_id and y.decision is null;
  if not found then return 'CHANGED'; end if;
  if p_decision = 'APPROVED' then
    update medical_data.patients y set deleted_at = clock_timestamp(), status = 'INACTIVE' where y.patient_id = x.patient_id;
    perform pg_notify('clinic_patients', '');
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_VOID', x.patient_id, p_decision,
    jsonb_build_object('proposal', x.proposal_id));
  return 'SAVED';
end $$;
