-- An approver says that she is looking at a request: the others see it under review. It decides nothing and hinders nobody who
-- decides; after five minutes without a decision somebody else may take it. CLAIMED | TAKEN (by whom, since when) | NO_ROLE |
-- EXPIRED | DECIDED | SECOND_PERSON.
create or replace function api.claim_emergency_request(p_emergency uuid, out answer text, out claimed_by text,
  out claimed_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
begin
  select * into me from access.require_session(null);
  if not access.user_may(me.user_id, 'APPROVE_BREAK_GLASS') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'CLAIM_EMERGENCY', 'NO_ROLE');
    return;
  end if;
  select * into e from access.emergency_access x where x.emergency_id = p_emergency for update;
  answer := access.why_no_decision(e, (select p.user_id from medical_data.patients p where p.patient_id = e.patient_id),
    me.user_id);
  if answer is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'CLAIM_EMERGENCY', answer, e.patient_id);
    return;
  end if;
  answer := 'CLAIMED';
  if e.claimed_by <> me.user_id and e.claimed_at > clock_timestamp() - interval '5 minutes' then
    answer := 'TAKEN';
  elsif e.claimed_by is distinct from me.user_id then
    update access.emergency_access x set claimed_by = me.user_id, claimed_at = clock_timestamp()
      where x.emergency_id = p_emergency
    returning x.* into e;
    perform audit_logs.record_event(me.session_id, me.user_id, 'CLAIM_EMERGENCY', e.patient_id, null,
      jsonb_build_object('emergency', p_emergency));
    perform pg_notify('clinic_emergency', '');
  end if;
  claimed_by := (select u.display_name from access.users u where u.user_id = e.claimed_by);
  claimed_at := e.claimed_at;
end $$;
