-- What the reception hears at the counter and the privacy officer decides: that a person is to be protected (well known, a colleague,
-- a relative of staff), and whom a patient does not want (access.md, "propose").

-- p_kind PROTECT, UNPROTECT, BLOCK or UNBLOCK; p_user: of whom the last two speak. PROPOSED | INVALID (field) | REASON_NEEDED |
-- CHANGED (it is open already) | KEY_REUSED | refusals of the desk. Whether it is so already is not said: who is protected, and whom a
-- patient has blocked, is not for the counter to find out by asking.
create or replace function api.propose_privacy(p_key uuid, p_patient uuid, p_kind text, p_user uuid, p_reason text,
  out answer text, out field text, out proposal_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('PROPOSE_PRIVACY', p_patient, p_kind, p_user, p_reason);
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.desk(p_patient, 'PROPOSE_PRIVACY', array['RECEPTIONIST'], true);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case
    when p_key is null then 'key'
    when p_kind is null or p_kind not in ('PROTECT', 'UNPROTECT', 'BLOCK', 'UNBLOCK') then 'kind'
    when (p_kind in ('BLOCK', 'UNBLOCK')) <> (p_user is not null)
      or (p_user is not null and not exists (select 1 from access.users u where u.user_id = p_user and u.role_code <> 'PRIVACY_OFFICER'))
      then 'user'
    when length(given) > 500 then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    proposal_id := (earlier ->> 'proposal_id')::uuid;
    return;
  end if;
  insert into medical_data.patient_proposals as x (patient_id, kind, about_user, reason, proposed_by, session_id)
  values (p_patient, p_kind, p_user, given, me.user_id, me.session_id)
  on conflict (patient_id, kind, about_user) where decision is null do nothing
  returning x.proposal_id into proposal_id;
  if proposal_id is null then answer := 'CHANGED'; return; end if;
  answer := 'PROPOSED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'proposal_id', proposal_id));
  perform audit_logs.record_event(me.session_id, me.user_id, 'PROPOSE_PRIVACY', p_patient, p_kind,
                                  jsonb_strip_nulls(jsonb_build_object('proposal', proposal_id, 'user', p_user)));
  perform pg_notify('clinic_patients', '');
end $$;

-- Open proposals, for the privacy officer behind the opened directory; that she looked is an event.
create or replace function api.privacy_proposals()
returns table (proposal_id uuid, kind text, patient_id uuid, record_number text, patient_name text, birth_date date, user_id uuid,
  user_name text, reason text, proposed_by text, proposed_at timestamptz)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  ids uuid[];
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  ids := array(select x.proposal_id from medical_data.patient_proposals x
                where x.decision is null and x.kind in ('PROTECT', 'UNPROTECT', 'BLOCK', 'UNBLOCK') order by x.proposed_at limit 200);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_PRIVACY_PROPOSALS', null, null,
                                  jsonb_build_object('proposals', to_jsonb(ids)));
  return query
  select x.proposal_id, x.kind, p.patient_id, p.record_number, concat_ws(' ', p.given_names, p.surname_1, p.surname_2), p.birth_date,
         u.user_id, u.display_name, x.reason, b.display_name, x.proposed_at
    from medical_data.patient_proposals x
    join medical_data.patients p on p.patient_id = x.patient_id
    join access.users b on b.user_id = x.proposed_by
    left join access.users u on u.user_id = x.about_user
   where x.proposal_id = any (ids) and p.user_id is distinct from me.user_id order by x.proposed_at;
end $$;

-- p_decision APPROVED (it holds from now on) or DENIED (with a reason). SAVED | INVALID | REASON_NEEDED | CHANGED (decided, or there
-- is none) | refusals of the desk.
create or replace function api.decide_privacy_proposal(p_proposal uuid, p_decision text, p_reason text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  x medical_data.patient_proposals;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into x from medical_data.patient_proposals y
   where y.proposal_id = p_proposal and y.kind in ('PROTECT', 'UNPROTECT', 'BLOCK', 'UNBLOCK');
  select * into me from access.desk(x.patient_id, 'DECIDE_PRIVACY', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return case when x.proposal_id is null and me.refusal = 'NO_RFA' then 'CHANGED'
    else me.refusal end; end if;
  if p_decision is null or p_decision not in ('APPROVED', 'DENIED') then return 'INVALID decision'; end if;
  if length(given) > 500 then return 'INVALID reason'; end if;
  if p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  update medical_data.patient_proposals y set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(),
         decision_reason = given
   where y.proposal_id = x.proposal_id and y.decision is null;
  if not found then return 'CHANGED'; end if;
  if p_decision = 'APPROVED' and x.about_user is not null then
    perform access.put_block(x.patient_id, x.about_user, x.kind = 'BLOCK');
  elsif p_decision = 'APPROVED' then
    update medical_data.patients p set is_protected = (x.kind = 'PROTECT')
     where p.patient_id = x.patient_id and p.is_protected <> (x.kind = 'PROTECT');
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_PRIVACY', x.patient_id, p_decision,
    jsonb_strip_nulls(jsonb_build_object('proposal', x.proposal_id, 'kind', x.kind, 'user', x.about_user, 'reason', given)));
  perform pg_notify('clinic_patients', '');
  return 'SAVED';
end $$;
