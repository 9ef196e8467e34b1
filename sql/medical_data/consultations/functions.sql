-- The state machine of a slot. Whatever function writes: PLANNED -> ARRIVED -> IN_PROGRESS -> COMPLETED; PLANNED or ARRIVED ->
-- CANCELLED; PLANNED -> NO_SHOW, IN_PROGRESS. Only what is planned moves; what has ended stays.
create or replace function medical_data.guard_consultation() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then raise exception 'a consultation is cancelled, not removed' using errcode = '42501'; end if;
  if tg_op = 'INSERT' then
    if new.status not in ('PLANNED', 'ARRIVED')
        then raise exception 'a consultation begins as PLANNED or ARRIVED' using errcode = '23514'; end if;
    return new;
  end if;
  if old.closed_at is not null
     or (new.consultation_id, new.patient_id, new.kind, new.booked_by, new.created_at)
        is distinct from (old.consultation_id, old.patient_id, old.kind, old.booked_by, old.created_at) then
    raise exception 'a consultation that has ended, its patient and who booked it do not change' using errcode = '23514';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
       ('PLANNED', 'ARRIVED'), ('PLANNED', 'IN_PROGRESS'), ('PLANNED', 'CANCELLED'), ('PLANNED', 'NO_SHOW'),
       ('ARRIVED', 'IN_PROGRESS'), ('ARRIVED', 'CANCELLED'), ('IN_PROGRESS', 'COMPLETED')) then
    raise exception 'illegal transition from % to %', old.status, new.status using errcode = '23514';
  end if;
  if old.status <> 'PLANNED' and (new.starts_at, new.ends_at, new.practitioner_id, new.gives_access)
                                 is distinct from (old.starts_at, old.ends_at, old.practitioner_id, old.gives_access) then
    raise exception 'only what is planned moves' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function medical_data.guard_consultation() to clinic_owner;

-- Is a slot of p_practitioner for p_patient, booked or moved by p_actor, a reason for access? Always, but where somebody books
-- herself: then only if she has another reason already, and no emergency grant, which must not become 60 days.
create or replace function access.booking_gives_access(p_actor uuid, p_role text, p_patient uuid, p_practitioner uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return not exists (select 1 from access.practitioners d where d.practitioner_id = p_practitioner and d.user_id = p_actor)
      or exists (select 1 from access.reasons_for_access(p_actor, p_role, array[p_patient]) r where r.reason not in ('grant',
        'task'));
end $$;

-- Why this slot cannot be, or null. The caller holds the lock of the practitioner's calendar. p_but: the slot that moves.
create or replace function access.why_no_slot(p_patient uuid, p_practitioner uuid, p_starts_at timestamptz, p_minutes int, p_actor uuid,
  p_but uuid default null) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  p medical_data.patients;
  d access.practitioners;
begin
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  select * into d from access.practitioners x where x.practitioner_id = p_practitioner;
  return case
    when p.patient_id is null then 'INVALID patient'
    when d.practitioner_id is null or d.status = 'RETIRED' then 'INVALID practitioner'
    when p_starts_at is null or p_starts_at < clock_timestamp() - interval '12 hours'
      or p_starts_at > clock_timestamp() + interval '2 years' then 'INVALID starts_at'
    when coalesce(p_minutes, 0) not between 5 and 720 then 'INVALID minutes'
    when p_actor = p.user_id or d.user_id = p.user_id then 'OWN_RECORD'
    when exists (select 1 from access.patient_blocks b where b.patient_id = p_patient and b.user_id in (d.user_id, p_actor)
                    and clock_timestamp() between b.starts_at and b.ends_at) then 'BLOCKED'
    when access.takes_no_entries(p) then 'CLOSED'
    when exists (select 1 from medical_data.consultations c
                  where c.practitioner_id = p_practitioner and c.status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS')
                    and c.starts_at < p_starts_at + make_interval(mins => p_minutes) and c.starts_at > p_starts_at - interval '12 hours'
                    and c.ends_at > p_starts_at and c.consultation_id is distinct from p_but) then 'TAKEN' end;
end $$;
