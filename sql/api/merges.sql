-- Two records of one person. Reception proposes, or a clinician with MERGE_PATIENTS in both opened charts; another one with that
-- capability, or the privacy officer, decides. The merged number takes no more entries; it opens the chart of the one that stays, where what
-- was recorded under it is read too.

-- p_survivor null: to undo the merge of p_patient. PROPOSED | REASON_NEEDED | INVALID (not two living records, or not merged) |
-- CHANGED (a proposal is open) | refusals of either record | KEY_REUSED.
create or replace function api.propose_merge(p_key uuid, p_patient uuid, p_survivor uuid, p_reason text, out answer text, out proposal_id uuid,
  out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  other record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  content jsonb := jsonb_build_array('PROPOSE_MERGE', p_patient, p_survivor, given);
  earlier jsonb;
  p medical_data.patients;
  s medical_data.patients;
begin
  select * into me from access.merger(p_patient, 'PROPOSE_MERGE', true);
  answer := me.refusal;
  if answer is null and p_survivor is not null then
    select * into other from access.merger(p_survivor, 'PROPOSE_MERGE', true);
    answer := other.refusal;
  end if;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    proposal_id := (earlier ->> 'proposal_id')::uuid;
    return;
  end if;
  select * into p from medical_data.patients x where x.patient_id = p_patient;
  select * into s from medical_data.patients x where x.patient_id = coalesce(p_survivor, p.merged_into);
  field := case when not coalesce(access.may_merge(p, s, p_survivor is null), false) then 'survivor'
                when not access.is_plain(given, false) then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  insert into medical_data.patient_proposals as x (patient_id, kind, other_patient_id, reason, proposed_by, session_id)
  values (p_patient, case when p_survivor is null then 'UNMERGE' else 'MERGE' end, s.patient_id, given, me.user_id, me.session_id)
  on conflict (patient_id, kind, about_user) where decision is null do nothing
  returning x.proposal_id into proposal_id;
  if proposal_id is null then answer := 'CHANGED'; return; end if;
  answer := 'PROPOSED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'proposal_id', proposal_id));
end $$;

-- Open proposals, for those who decide.
create or replace function api.merge_proposals()
returns table (proposal_id uuid, kind text, patient_id uuid, record_number text, patient_name text, birth_date date, other_patient_id uuid,
  other_record_number text, other_name text, other_birth_date date, reason text, proposed_by text, proposed_at timestamptz, may_decide boolean)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  ids uuid[];
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER', 'CLINICIAN']);
  if me.role_code = 'CLINICIAN' and not access.user_may(me.user_id, 'MERGE_PATIENTS') then raise exception 'NO_ROLE' using errcode = '42501'; end if;
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  ids := array(select x.proposal_id from medical_data.patient_proposals x where x.decision is null and x.kind in ('MERGE',
    'UNMERGE') order by x.proposed_at limit 200);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_MERGE_PROPOSALS', null, null, jsonb_build_object('proposals', to_jsonb(ids)));
  return query
  select x.proposal_id, x.kind, p.patient_id, p.record_number, concat_ws(' ', p.given_names, p.surname_1, p.surname_2), p.birth_date,
         s.patient_id, s.record_number, concat_ws(' ', s.given_names, s.surname_1, s.surname_2), s.birth_date, x.reason, u.display_name,
         x.proposed_at, x.proposed_by <> me.user_id
    from medical_data.patient_proposals x
    join medical_data.patients p on p.patient_id = x.patient_id
    join medical_data.patients s on s.patient_id = x.other_patient_id
    join access.users u on u.user_id = x.proposed_by
   where x.proposal_id = any (ids) and p.user_id is distinct from me.user_id and s.user_id is distinct from me.user_id
   order by x.proposed_at;
end $$;

-- SAVED | NO_ROLE | SECOND_PERSON (one's own proposal) | REASON_NEEDED (a denial) | INVALID | CHANGED (decided, or the records are no
-- longer what they were; absent alike) | OWN_RECORD | BLOCKED | NO_RFA.
create or replace function api.decide_merge(p_proposal uuid, p_decision text, p_reason text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  x medical_data.patient_proposals;
  p medical_data.patients;
  s medical_data.patients;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into x from medical_data.patient_proposals y where y.proposal_id = p_proposal and y.kind in ('MERGE', 'UNMERGE');
  select * into me from access.merger(x.patient_id, 'DECIDE_MERGE', false);
  if me.refusal is not null then return case when x.proposal_id is null and me.refusal = 'NO_RFA' then 'CHANGED' else me.refusal end; end if;
  if p_decision is null or p_decision not in ('APPROVED', 'DENIED') then return 'INVALID decision'; end if;
  if not coalesce(access.is_plain(given, false), true) then return 'INVALID reason'; end if;
  if x.proposed_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_MERGE', 'SECOND_PERSON', x.patient_id);
  end if;
  if p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  perform 1 from medical_data.patients y where y.patient_id in (x.patient_id, x.other_patient_id) order by y.patient_id for update;
  select * into p from medical_data.patients y where y.patient_id = x.patient_id;
  select * into s from medical_data.patients y where y.patient_id = x.other_patient_id;
  if p_decision = 'APPROVED' and not coalesce(access.may_merge(p, s, x.kind = 'UNMERGE'), false) then return 'CHANGED'; end if;
  update medical_data.patient_proposals y set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(), decision_reason = given
   where y.proposal_id = x.proposal_id and y.decision is null;
  if not found then return 'CHANGED'; end if;
  if p_decision = 'APPROVED' and x.kind = 'MERGE' then
    update medical_data.patients y set status = 'MERGED', merged_into = s.patient_id, ward_id = null, bed = null where y.patient_id = p.patient_id;
    update medical_data.patients y set has_alert = true where y.patient_id = s.patient_id and p.has_alert and not y.has_alert;
    insert into access.relatives (patient_id, user_id, relation, declared_by)
    select s.patient_id, r.user_id, r.relation, r.declared_by from access.relatives r where r.patient_id = p.patient_id and r.ended_at is null
    on conflict do nothing;
  elsif p_decision = 'APPROVED' then
    update medical_data.patients y set status = case when y.deceased_on is null then 'ACTIVE' else 'DECEASED' end, merged_into = null
     where y.patient_id = p.patient_id;
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_MERGE', p.patient_id, p_decision,
                                  jsonb_build_object('proposal', x.proposal_id, 'kind', x.kind, 'survivor', s.patient_id));
  perform pg_notify('clinic_patients', '');
  return 'SAVED';
end $$;
