-- The calendar: slots without clinical text, for reception, nurses and clinicians, through the directory's opening.

-- SAVED | INVALID | NO_ROLE | OWN_RECORD | BLOCKED (the patient does not want this clinician, or who books) | CLOSED | TAKEN | KEY_REUSED.
create or replace function api.book_appointment(p_key uuid, p_patient uuid, p_practitioner uuid, p_kind text, p_starts_at timestamptz,
  p_minutes int, out answer text, out consultation_id uuid, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  content bytea := sha256(convert_to(jsonb_build_array('BOOK', p_patient, p_practitioner, p_kind, extract(epoch from p_starts_at),
      p_minutes)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code not in ('RECEPTIONIST', 'CLINICIAN', 'NURSE') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'BOOK', 'NO_ROLE', p_patient);
    return;
  end if;
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  field := case
    when p_key is null then 'key'
    when p_kind is null or p_kind not in ('FIRST_VISIT', 'FOLLOW_UP', 'WARD_ROUND', 'TELEPHONE', 'PROCEDURE', 'URGENT') then 'kind'
    when p_practitioner is null then 'practitioner' end;
  if field is not null then answer := 'INVALID'; return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_practitioner::text, 8));       -- one booking of a calendar at a time
  earlier := access.earlier_answer(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    consultation_id := (earlier ->> 'consultation_id')::uuid;
    return;
  end if;
  answer := coalesce(access.why_no_slot(p_patient, p_practitioner, p_starts_at, p_minutes, me.user_id), 'SAVED');
  if answer <> 'SAVED' then
    field := nullif(split_part(answer, ' ', 2), '');            -- INVALID and which
    answer := split_part(answer, ' ', 1);
    if answer in ('OWN_RECORD', 'BLOCKED', 'CLOSED') then perform audit_logs.record_refusal(me.session_id, me.user_id, 'BOOK',
        answer, p_patient); end if;
    return;
  end if;
  insert into medical_data.consultations as c (patient_id, practitioner_id, kind, starts_at, ends_at, gives_access, booked_by, session_id)
  values (p_patient, p_practitioner, p_kind, p_starts_at, p_starts_at + make_interval(mins => p_minutes),
          access.booking_gives_access(me.user_id, me.role_code, p_patient, p_practitioner), me.user_id, me.session_id)
  returning c.consultation_id into consultation_id;
  perform access.keep_answer(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'consultation_id', consultation_id));
end $$;

-- To another time or clinician, while it is planned. SAVED, or as book_appointment; CHANGED: somebody else was faster.
create or replace function api.move_appointment(p_consultation uuid, p_expected_version int, p_practitioner uuid, p_starts_at timestamptz,
  p_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  c medical_data.consultations;
  answer text;
begin
  select * into me from access.require_session(null);
  if me.role_code not in ('RECEPTIONIST', 'CLINICIAN', 'NURSE') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'MOVE_APPOINTMENT', 'NO_ROLE');
  end if;
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  if p_practitioner is null then return 'INVALID practitioner'; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_practitioner::text, 8));
  select * into c from medical_data.consultations x where x.consultation_id = p_consultation for update;
  if c.consultation_id is null then return 'INVALID consultation'; end if;
  answer := access.why_no_slot(c.patient_id, p_practitioner, p_starts_at, p_minutes, me.user_id, p_consultation);
  if answer in ('OWN_RECORD', 'BLOCKED', 'CLOSED') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'MOVE_APPOINTMENT', answer, c.patient_id);
  end if;
  if c.row_version is distinct from p_expected_version or c.status <> 'PLANNED' then return 'CHANGED'; end if;
  if answer is not null then return answer; end if;
  update medical_data.consultations x set practitioner_id = p_practitioner, starts_at = p_starts_at,
         ends_at = p_starts_at + make_interval(mins => p_minutes),
         gives_access = access.booking_gives_access(me.user_id, me.role_code, c.patient_id, p_practitioner)
   where x.consultation_id = p_consultation;
  return 'SAVED';
end $$;

-- ARRIVED, NO_SHOW (not before its time), CANCELLED (with a reason from the list): reception, nurses, clinicians. IN_PROGRESS and
-- COMPLETED: a clinician in the patient's open chart. SAVED, CHANGED, INVALID, or a refusal.
create or replace function api.set_appointment_status(p_consultation uuid, p_expected_version int, p_status text,
    p_cancel_reason text default null)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  c medical_data.consultations;
  refused text;
begin
  select * into me from access.require_session(null);
  select * into c from medical_data.consultations x where x.consultation_id = p_consultation;
  if p_status in ('IN_PROGRESS', 'COMPLETED') then
    refused := (select w.refusal from access.chart_for_writing(c.patient_id, 'CONSULT', array['CLINICIAN']) w);
    if refused is not null then return refused; end if;
  else
    refused := case when me.role_code not in ('RECEPTIONIST', 'CLINICIAN', 'NURSE') then 'NO_ROLE'
                    when exists (select 1 from medical_data.patients p where p.patient_id = c.patient_id
                        and p.user_id = me.user_id) then 'OWN_RECORD'
                    when exists (select 1 from access.patient_blocks b where b.patient_id = c.patient_id and b.user_id = me.user_id
                        and clock_timestamp() between b.starts_at and b.ends_at) then 'BLOCKED' end;
    if refused is not null then
      return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_APPOINTMENT_STATUS', refused, c.patient_id);
    end if;
    perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  end if;
  select * into c from medical_data.consultations x where x.consultation_id = p_consultation for update;
  if c.consultation_id is null then return 'INVALID consultation'; end if;
  if p_status is null or (p_status = 'NO_SHOW' and c.starts_at > clock_timestamp()) then return 'INVALID status'; end if;
  if (p_status = 'CANCELLED') <> (p_cancel_reason is not null)
     or p_cancel_reason not in ('PATIENT', 'CLINIC', 'CLINICIAN_AWAY', 'DUPLICATE', 'ERROR') then return 'INVALID cancel_reason'; end if;
  if c.row_version is distinct from p_expected_version then return 'CHANGED'; end if;
  if (c.status, p_status) not in (('PLANNED', 'ARRIVED'), ('PLANNED', 'IN_PROGRESS'), ('PLANNED', 'CANCELLED'), ('PLANNED', 'NO_SHOW'),
                                  ('ARRIVED', 'IN_PROGRESS'), ('ARRIVED', 'CANCELLED'), ('IN_PROGRESS', 'COMPLETED')) then
    return 'INVALID status';
  end if;
  update medical_data.consultations x set status = p_status, cancel_reason = p_cancel_reason,
         arrived_at = case p_status when 'ARRIVED' then clock_timestamp() else x.arrived_at end,
         started_at = case p_status when 'IN_PROGRESS' then clock_timestamp() else x.started_at end,
         closed_at = case when p_status in ('COMPLETED', 'CANCELLED', 'NO_SHOW') then clock_timestamp() end
   where x.consultation_id = p_consultation;
  return 'SAVED';
end $$;

-- The calendar of a time (31 days at most), of one clinician or all: directory fields only. Records what was looked at.
create or replace function api.appointments(p_from timestamptz, p_to timestamptz, p_practitioner uuid default null)
returns table (consultation_id uuid, row_version int, kind text, status text, starts_at timestamptz, ends_at timestamptz,
    practitioner_id uuid,
  practitioner_name text, patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  cancel_reason text)
language plpgsql volatile security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  me record;
  n int;
begin
  select * into me from access.require_session(array['RECEPTIONIST', 'CLINICIAN', 'NURSE']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  if p_from is null or p_to is null or p_to > p_from + interval '31 days' then
    raise exception 'INVALID' using errcode = '22023', column = case when p_from is null then 'from' else 'to' end;
  end if;
  return query
  select c.consultation_id, c.row_version, c.kind, c.status, c.starts_at, c.ends_at, d.practitioner_id, d.display_name, p.patient_id,
         p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, c.cancel_reason
    from medical_data.consultations c join medical_data.patients p on p.patient_id = c.patient_id
    join access.practitioners d on d.practitioner_id = c.practitioner_id
   where c.starts_at >= p_from and c.starts_at < p_to and (p_practitioner is null or c.practitioner_id = p_practitioner)
     and p.deleted_at is null and p.user_id is distinct from me.user_id
   order by c.starts_at, d.display_name, c.consultation_id;
  get diagnostics n = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_APPOINTMENTS', null, null,
            jsonb_strip_nulls(jsonb_build_object('from', p_from, 'to', p_to, 'practitioner', p_practitioner, 'shown', n)));
end $$;
