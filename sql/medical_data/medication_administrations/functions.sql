-- Does a second person have to look? High-alert medicines, and what the catalogue does not know.
create or replace function medical_data.needs_second_person(p_prescription medical_data.prescriptions) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select m.is_high_alert from medical_data.medications m
                    where m.medication_id = coalesce(p_prescription.medication_id,
                      medical_data.medication_named(p_prescription.medication))), true);
end $$;

create or replace function medical_data.is_insulin(p_prescription medical_data.prescriptions) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from unnest(medical_data.atc_codes(
    coalesce(p_prescription.medication_id, medical_data.medication_named(p_prescription.medication)))) c where c ^@ 'A10A');
end $$;

-- The capillary or plasma glucose of the hour before; nulls when there is none.
create or replace function medical_data.glucose_before(p_patient uuid, p_at timestamptz) returns medical_data.biomarkers
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  b medical_data.biomarkers;
begin
  select * into b from medical_data.biomarkers x
   where x.patient_id = p_patient and x.superseded_at is null and x.measured_at between p_at - interval '60 minutes'
     and p_at + interval '2 minutes'
     and x.type_id in (select t.type_id from medical_data.biomarker_types t where t.code like 'GLUCOSE\_CAPILLARY%'
       or t.code like 'GLUCOSE\_RANDOM%')
   order by x.patient_id, x.measured_at desc limit 1;
  return b;
end $$;

-- Why this dose may not be written now, or null. A reason lifts what is only unusual.
create or replace function medical_data.why_no_administration(p_prescription medical_data.prescriptions, p_outcome text,
  p_given_at timestamptz, p_dose numeric, p_why text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  day date := (p_given_at at time zone access.setting('time_zone'))::date;
begin
  return case
    when p_outcome <> 'GIVEN' then case when p_why is null then 'REASON_NEEDED' end
    when p_prescription.status = 'ON_HOLD' then 'ON_HOLD'
    when p_prescription.status <> 'ACTIVE' or day < p_prescription.starts_on or day > p_prescription.ends_on then 'NOT_ACTIVE'
    when p_why is not null then null
    when p_dose <> p_prescription.dose_amount then 'REASON_NEEDED'
    when exists (select 1 from medical_data.medication_administrations a
                  where a.prescription_id = p_prescription.record_id and a.superseded_at is null
                    and a.status in ('GIVEN', 'AWAITING_CHECK') and abs(extract(epoch from a.given_at - p_given_at)) < 1800)
                      then 'ALREADY_GIVEN'
    when medical_data.is_insulin(p_prescription)
      and (medical_data.glucose_before(p_prescription.patient_id, p_given_at)).record_id is null then 'GLUCOSE_NEEDED' end;
end $$;

-- Fields of a form about a dose; null: all right.
create or replace function medical_data.invalid_administration(p_key uuid, p_outcome text, p_outcomes text[],
  p_given_at timestamptz, p_dose numeric,
  p_why text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when p_key is null then 'key'
    when p_outcome is null or p_outcome <> all (p_outcomes) then 'outcome'
    when p_outcome = 'GIVEN' and (p_given_at is null or p_given_at > clock_timestamp() + interval '2 minutes'
                                  or p_given_at < clock_timestamp() - interval '48 hours') then 'given_at'
    when p_outcome = 'GIVEN' and (p_dose is null or p_dose = 'NaN' or p_dose <= 0 or p_dose > 1000000) then 'dose'
    when length(p_why) not between 3 and 300 then 'reason' end;
end $$;

create or replace function medical_data.current_prescription(p_record uuid) returns medical_data.prescriptions
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  p medical_data.prescriptions;
begin
  select * into p from medical_data.prescriptions x where x.record_id = p_record and x.superseded_at is null;
  return p;
end $$;

-- The next version of a dose; of the one before only superseded_at changes.
create or replace function medical_data.store_administration(p_dose medical_data.medication_administrations,
  p_is_new boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  p_dose.recorded_at := clock_timestamp();
  if not p_is_new then
    update medical_data.medication_administrations x set superseded_at = p_dose.recorded_at
     where x.record_id = p_dose.record_id and x.version = p_dose.version;
    p_dose.version := p_dose.version + 1;
  end if;
  insert into medical_data.medication_administrations select p_dose.*;
  perform access.tell_charts();
end $$;
