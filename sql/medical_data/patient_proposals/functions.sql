-- Who proposes or decides a merge of this record: at the desk, but a clinician needs the capability and, to propose, the opened chart.
create or replace function access.merger(p_patient uuid, p_action text, p_is_proposal boolean)
returns table (session_id uuid, user_id uuid, role_code text, refusal text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  me record;
  p medical_data.patients;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'CLINICIAN' then
    return query select d.session_id, d.user_id, d.role_code, d.refusal
      from access.desk(p_patient, p_action, case when p_is_proposal then array['RECEPTIONIST'] else array['PRIVACY_OFFICER'] end, true) d;
    return;
  end if;
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  refusal := case
    when not access.user_may(me.user_id, 'MERGE_PATIENTS') then 'NO_ROLE'
    when p.user_id = me.user_id then 'OWN_RECORD'
    when p.patient_id is null then 'NO_RFA'
    when exists (select 1 from access.patient_blocks b where b.patient_id = p_patient and b.user_id = me.user_id
                    and clock_timestamp() between b.starts_at and b.ends_at) then 'BLOCKED'
    when p_is_proposal and not exists (select 1 from access.readable_patients('FULL') r where r = p_patient) then 'NO_RFA' end;
  session_id := me.session_id;
  user_id := me.user_id;
  role_code := me.role_code;
  if refusal is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, p_action, refusal, p_patient);
  elsif not p_is_proposal then
    perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  end if;
  return next;
end $$;

-- Two living records, of which at most one is of a member of staff; or, to undo, one that is merged into the other. A record that
-- others were merged into is not merged itself: those first.
create or replace function access.may_merge(p medical_data.patients, s medical_data.patients, p_is_undo boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_is_undo then return p.status = 'MERGED' and p.merged_into = s.patient_id and p.deleted_at is null; end if;
  return p.patient_id <> s.patient_id and p.status <> 'MERGED' and s.status <> 'MERGED' and p.deleted_at is null and s.deleted_at is null
     and p.user_id is null
     and not exists (select 1 from medical_data.patients o where o.merged_into = p.patient_id);
end $$;
