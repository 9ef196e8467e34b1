-- The evidence of today: one row where the patient may be in the programme, none otherwise.
create or replace function medical_data.enrolment_evidence(p_patient uuid, p_programme text)
returns table (checked_on date, sex text, birth_date date, age int, min_age smallint, max_age smallint, diabetes_type text,
  diagnosis_id uuid, diagnosis_version int)
language plpgsql volatile rows 1 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today date := access.local_today();
begin
  return query
  select today, p.sex, p.birth_date, medical_data.age_in_years(p.birth_date, today), g.min_age, g.max_age, d.diabetes_type, d.record_id, d.version
    from medical_data.patients p
    join medical_data.programmes g on g.code = p_programme
    join medical_data.diabetes_diagnoses d on d.patient_id = p.patient_id and d.superseded_at is null
    join medical_data.programme_diabetes_types t on t.programme_code = g.code and t.diabetes_type = d.diabetes_type
   where p.patient_id = p_patient and p.deleted_at is null and p.status = 'ACTIVE' and (g.sex is null or p.sex = g.sex)
     and medical_data.is_age_within(p.birth_date, today, g.min_age, g.max_age);
end $$;

-- What is written as evidence must be the patient's: of a first version compared with the record of today, of a later one with
-- the version before (a withdrawal does not ask again whether she may be enrolled; an enrolment after a proposal does).
create or replace function medical_data.check_enrolment() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if new.state in ('ELIGIBLE', 'ENROLLED') then
    if not exists (select 1 from medical_data.enrolment_evidence(new.patient_id, new.programme_code) e
                    where (e.checked_on, e.sex, e.birth_date, e.age, e.min_age, e.max_age, e.diabetes_type, e.diagnosis_id, e.diagnosis_version)
                      = (new.checked_on, new.sex, new.birth_date, new.age, new.min_age, new.max_age, new.diabetes_type, new.diagnosis_id,
                         new.diagnosis_version)) then
      raise exception 'not eligible' using errcode = '23514', constraint = 'programme_enrolments_eligible_check', table = 'programme_enrolments';
    end if;
  elsif not exists (select 1 from medical_data.programme_enrolments e
                     where e.record_id = new.record_id and e.version = new.version - 1 and e.patient_id = new.patient_id
                       and e.programme_code = new.programme_code and e.checked_on = new.checked_on and e.birth_date = new.birth_date
                       and e.sex = new.sex and e.diagnosis_id = new.diagnosis_id and e.diagnosis_version = new.diagnosis_version) then
    raise exception 'evidence is kept' using errcode = '23514', constraint = 'programme_enrolments_evidence_check', table = 'programme_enrolments';
  end if;
  return new;
end $$;

-- For clinicctl watch, once a day: who has grown beyond the programme is AGED_OUT; nobody is thrown out of her care.
create or replace function access.age_out_enrolments() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e medical_data.programme_enrolments;
  today date := access.local_today();
  n int := 0;
begin
  for e in select * from medical_data.programme_enrolments x
            where x.superseded_at is null and x.state in ('ELIGIBLE', 'ENROLLED')
              and medical_data.age_in_years(x.birth_date, today) > x.max_age for update skip locked loop
    update medical_data.programme_enrolments x set superseded_at = clock_timestamp() where x.record_id = e.record_id and x.version = e.version;
    e.version := e.version + 1;
    e.state := 'AGED_OUT';
    e.recorded_by := null;
    e.recorded_by_name := null;
    e.session_id := null;
    e.recorded_at := clock_timestamp();
    e.correction_reason := null;
    insert into medical_data.programme_enrolments select e.*;
    n := n + 1;
  end loop;
  return n;
end $$;
grant execute on function medical_data.check_enrolment() to clinic_owner;
grant execute on function access.age_out_enrolments() to clinic_watch;
