-- The checks of a prescription, in the order of the clinical reference (6.4). Each gives PASS, ALERT or NOT_RUN with the data
-- it used; one that cannot run blocks like an alert: nothing passes in silence. SECURITY INVOKER: only api functions call them.

-- The medicine of a text: what was prescribed before there was a catalogue, or without it.
create or replace function medical_data.medication_named(p_name text) returns smallint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return (select m.medication_id from medical_data.medications m
           where medical_data.fold(p_name) in (medical_data.fold(m.name), medical_data.fold(m.name_es)) order by 1 limit 1);
end $$;

create or replace function medical_data.atc_codes(p_medication smallint) returns text[]
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return array(select c.atc from medical_data.medication_ingredients i
    join medical_data.ingredient_codes c on c.ingredient_id = i.ingredient_id
                where i.medication_id = p_medication order by 1);
end $$;

-- What else the patient has on the days of the prescription; p_record itself left out. A sealed one counts, and is not named: what
-- the checks find is read by everybody who reads the prescription.
create or replace function medical_data.other_medicines(p_patient uuid, p_record uuid, p_starts date, p_ends date)
returns table (medication_id smallint, medication text)
language plpgsql volatile rows 5 set search_path = pg_catalog, pg_temp as $$
declare
  numbers uuid[] := access.numbers_of(p_patient);
begin
  return query
  select distinct coalesce(p.medication_id, medical_data.medication_named(p.medication)),
         case when access.is_sealed(p.record_id) then 'SEALED' else p.medication end
    from medical_data.prescriptions p
   where p.patient_id = any (numbers) and p.superseded_at is null and p.status in ('ACTIVE', 'ON_HOLD') and p.record_id is distinct
     from p_record
     and coalesce(p.ends_on, 'infinity') >= p_starts and p.starts_on <= coalesce(p_ends, 'infinity');
end $$;

create or replace function medical_data.check_allergies(p_patient uuid, p_medication smallint)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
declare
  codes text[] := medical_data.atc_codes(p_medication);
  state text := medical_data.allergy_state(p_patient);
  numbers uuid[] := access.numbers_of(p_patient);
begin
  if state in ('NOT_ASKED', 'NOT_OBTAINABLE') then
    return query select 'NOT_RUN', 'BLOCKING', state, 'nobody could say which allergies there are';
  end if;
  return query
  select x.outcome, x.severity, x.subject, x.note from (
    select case when c.allergy_id is null and not x.same_name then 'NOT_RUN' else 'ALERT' end as outcome,
           case when a.kind = 'INTOLERANCE' or not coalesce(x.is_direct or x.same_name or r.is_blocking, true) then 'WARNING'
             else 'BLOCKING' end as severity,
           case when access.is_sealed(a.record_id) then 'SEALED' else a.substance end as subject,
           case when access.is_sealed(a.record_id) then 'a sealed entry: open it, or ask its author team'
                when c.allergy_id is null and not x.same_name then 'entry in words only, to be compared by hand'
                when x.is_direct or x.same_name then concat_ws(': ', lower(a.severity), a.reaction) else r.note_en end as note,
           x.is_direct or x.same_name or r.allergy_id is not null or c.allergy_id is null as matters
      from medical_data.patient_allergies a
      left join medical_data.allergies c on c.allergy_id = coalesce(a.allergy_id,
        (select n.allergy_id from medical_data.allergies n
             where medical_data.fold(a.substance) in (medical_data.fold(n.name_en), medical_data.fold(n.name_es)) limit 1))
     cross join lateral (select coalesce(c.code_system = 'ATC'
       and exists (select 1 from unnest(codes) k where k ^@ c.system_code), false) as is_direct,
                                exists (select 1 from medical_data.medication_ingredients mi
                                          join medical_data.ingredients i on i.ingredient_id = mi.ingredient_id
                                         where mi.medication_id = p_medication
                                           and medical_data.fold(a.substance) in (medical_data.fold(i.name),
                                             medical_data.fold(i.name_es))) as same_name) x
      left join lateral (select y.allergy_id, bool_or(y.is_blocking) as is_blocking, min(y.note_en) as note_en
                           from medical_data.allergy_cross_reactions y
                          where y.allergy_id = c.allergy_id and exists (select 1 from unnest(codes) k where k ^@ y.atc)
                          group by y.allergy_id) r on true
     where a.patient_id = any (numbers) and a.superseded_at is null) x
   where x.matters;
end $$;

create or replace function medical_data.check_duplicates(p_patient uuid, p_record uuid, p_medication smallint, p_starts date,
  p_ends date)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select case when o.medication_id is null then 'NOT_RUN' else 'ALERT' end,
         case when o.medication_id is null or x.same_ingredient is not null then 'BLOCKING' else 'WARNING' end, o.medication,
         case when o.medication = 'SEALED' then 'a sealed entry: open it, or ask its author team'
              when o.medication_id is null then 'not in the catalogue, to be compared by hand'
              else coalesce('same ingredient: ' || x.same_ingredient, 'same class: ' || x.same_class) end
    from medical_data.other_medicines(p_patient, p_record, p_starts, p_ends) o
   cross join lateral (
     select (select min(i.name) from medical_data.medication_ingredients a
       join medical_data.medication_ingredients b using (ingredient_id)
               join medical_data.ingredients i using (ingredient_id)
              where a.medication_id = p_medication and b.medication_id = o.medication_id) as same_ingredient,
            (select min(k.name_en) from medical_data.medication_classes k
              where k.warns_of_two and exists (select 1 from unnest(medical_data.atc_codes(p_medication)) c
                where c ^@ k.class_code)
                and exists (select 1 from unnest(medical_data.atc_codes(o.medication_id)) c
                  where c ^@ k.class_code)) as same_class) x
   where o.medication_id is null or x.same_ingredient is not null or x.same_class is not null;
end $$;

create or replace function medical_data.check_interactions(p_patient uuid, p_record uuid, p_medication smallint, p_starts date,
  p_ends date)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
declare
  codes text[] := medical_data.atc_codes(p_medication);
  today date := access.local_today();
begin
  return query
  select 'NOT_RUN', 'BLOCKING', o.medication, 'not in the catalogue, to be compared by hand'
    from medical_data.other_medicines(p_patient, p_record, p_starts, p_ends) o where o.medication_id is null
  union all
  select 'ALERT', case when bool_or(i.severity in ('CONTRAINDICATED', 'MAJOR')) then 'BLOCKING' else 'WARNING' end, o.medication,
         case when o.medication = 'SEALED' then 'a sealed entry: open it, or ask its author team'
              else string_agg(lower(i.severity) || ': ' || i.effect_en, '; ' order by i.interaction_id) end
    from medical_data.other_medicines(p_patient, p_record, p_starts, p_ends) o
    join medical_data.medication_interactions i on i.dated <= today and coalesce(i.valid_to, 'infinity') >= today
   where (exists (select 1 from unnest(codes) c where c ^@ i.atc_a)
          and exists (select 1 from unnest(medical_data.atc_codes(o.medication_id)) c where c ^@ i.atc_b))
      or (exists (select 1 from unnest(codes) c where c ^@ i.atc_b)
          and exists (select 1 from unnest(medical_data.atc_codes(o.medication_id)) c where c ^@ i.atc_a))
   group by o.medication;
end $$;

create or replace function medical_data.check_dose(p_patient uuid, p_medication smallint, p_dose numeric, p_route text,
  p_frequency text)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
declare
  today date := access.local_today();
  d medical_data.dose_limits;
  per_day numeric := (select f.doses_per_day from medical_data.dose_frequencies f where f.frequency_code = p_frequency);
begin
  select * into d from medical_data.dose_limits x
   where x.medication_id = p_medication and x.route = p_route and x.valid_from <= today
     and coalesce(x.valid_to, 'infinity') >= today
   order by x.valid_from desc limit 1;
  if d.max_single is null then
    return query select 'NOT_RUN', 'BLOCKING', 'LIMIT', 'no limit for this medicine by this route';
  elsif (select p.birth_date > today - interval '18 years' from medical_data.patients p where p.patient_id = p_patient) then
    return query select 'NOT_RUN', 'BLOCKING', 'AGE', 'the limits are those of adults';
  else
    return query
    select 'ALERT', 'BLOCKING', 'SINGLE', 'at most ' || d.max_single || ' per dose' where p_dose > d.max_single
    union all select 'ALERT', 'BLOCKING', 'DAILY', 'at most ' || d.max_daily || ' per day' where p_dose * per_day > d.max_daily
    union all select 'NOT_RUN', 'BLOCKING', 'DAILY', 'no daily amount with this frequency; at most ' || d.max_daily || ' per day'
      where per_day is null;
  end if;
end $$;

create or replace function medical_data.check_kidneys(p_patient uuid, p_medication smallint)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
declare
  egfr numeric := (select b.value from medical_data.biomarkers b
                    where b.patient_id = p_patient and b.type_id = (select t.type_id from medical_data.biomarker_types t
                      where t.code = 'EGFR')
                      and b.superseded_at is null and b.measured_at > clock_timestamp() - interval '365 days'
                    order by b.patient_id, b.type_id, b.measured_at desc limit 1);
begin
  return query
  select case when x.is_unknown or egfr is null then 'NOT_RUN' else 'ALERT' end,
         case when x.is_unknown or egfr is null or egfr < x.avoid then 'BLOCKING' else 'WARNING' end, x.name,
         case when x.is_unknown then 'no kidney limit known' when egfr is null then 'no eGFR in the last year'
              when egfr < x.avoid then 'eGFR ' || egfr || ': not below ' || x.avoid
                else 'eGFR ' || egfr || ': reduce below ' || x.reduce end
    from (select i.name, not i.renal_is_known as is_unknown, i.renal_avoid_below as avoid, i.renal_reduce_below as reduce
            from medical_data.medication_ingredients mi join medical_data.ingredients i on i.ingredient_id = mi.ingredient_id
           where mi.medication_id = p_medication) x
   where x.is_unknown or (egfr is null and coalesce(x.avoid, x.reduce) is not null) or egfr < greatest(x.avoid, x.reduce);
end $$;

-- PREGNANT, NOT_PREGNANT or UNKNOWN: what the women's profile says where there is one, else the circumstances of her latest
-- value of the last 60 days.
create or replace function medical_data.pregnancy_state(p_patient uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  p medical_data.patients;
  latest text;
begin
  select * into p from medical_data.patients x where x.patient_id = p_patient;
  if p.sex = 'MALE' or p.birth_date not between access.local_today() - interval '56 years'
    and access.local_today() - interval '10 years' then
    return 'NOT_PREGNANT';
  end if;
  if exists (select 1 from medical_data.pregnancies x
              where x.patient_id = p_patient and x.superseded_at is null and x.outcome = 'ONGOING') then
    return 'PREGNANT';
  end if;
  if exists (select 1 from medical_data.menopause_statuses x
              where x.patient_id = p_patient and x.superseded_at is null and x.stage in ('POSTMENOPAUSAL', 'SURGICAL')) then
    return 'NOT_PREGNANT';
  end if;
  latest := (select b.hormonal_context from medical_data.biomarkers b
              where b.patient_id = p_patient and b.superseded_at is null and b.hormonal_context is not null
                and b.measured_at > clock_timestamp() - interval '60 days' order by b.patient_id, b.measured_at desc limit 1);
  return case when latest like 'PREGNANCY%' then 'PREGNANT'
              when latest in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'POSTMENOPAUSE') then 'NOT_PREGNANT'
                else 'UNKNOWN' end;
end $$;

create or replace function medical_data.check_pregnancy(p_patient uuid, p_medication smallint)
returns table (outcome text, severity text, subject text, note text)
language plpgsql volatile rows 3 set search_path = pg_catalog, pg_temp as $$
declare
  state text := medical_data.pregnancy_state(p_patient);
begin
  return query
  select case when state = 'PREGNANT' and i.pregnancy <> 'UNKNOWN' then 'ALERT' else 'NOT_RUN' end,
         case when state = 'PREGNANT' and i.pregnancy = 'CAUTION' then 'WARNING' else 'BLOCKING' end, i.name,
         case when i.pregnancy = 'UNKNOWN' then 'nothing known about pregnancy' when state = 'UNKNOWN'
           then 'whether she is pregnant is not recorded'
              else 'pregnant: ' || lower(i.pregnancy) end
    from medical_data.medication_ingredients mi join medical_data.ingredients i on i.ingredient_id = mi.ingredient_id
   where mi.medication_id = p_medication and state <> 'NOT_PREGNANT' and i.pregnancy <> 'USUAL';
end $$;

-- All checks. finding is what an override names: 'ALLERGY Penicillin'.
create or replace function medical_data.check_prescription(p_patient uuid, p_record uuid, p_medication smallint, p_dose numeric,
  p_route text,
  p_frequency text, p_starts date, p_ends date)
returns table (check_code text, outcome text, severity text, finding text, note text, data_version text)
language plpgsql volatile rows 10 set search_path = pg_catalog, pg_temp as $$
declare
  c text;
  k medical_data.medication_knowledge;
  f record;
  n int;
begin
  foreach c in array array['ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY'] loop
    select * into k from medical_data.medication_knowledge x where x.check_code = c;
    check_code := c;
    data_version := k.data_version;
    n := 0;
    if k.check_code is null or k.valid_until < access.local_today() or p_medication is null then
      outcome := 'NOT_RUN';
      severity := 'BLOCKING';
      finding := c || ' NOT DONE';
      note := case when k.check_code is null then 'no data' when p_medication is null then 'the medicine is not in the catalogue'
                   else 'the data ended on ' || k.valid_until end;
      return next;
      continue;
    end if;
    for f in select * from medical_data.check_allergies(p_patient, p_medication) where c = 'ALLERGY'
             union all select * from medical_data.check_duplicates(p_patient, p_record, p_medication, p_starts, p_ends)
               where c = 'DUPLICATE'
             union all select * from medical_data.check_interactions(p_patient, p_record, p_medication, p_starts, p_ends)
               where c = 'INTERACTION'
             union all select * from medical_data.check_dose(p_patient, p_medication, p_dose, p_route, p_frequency)
               where c = 'DOSE'
             union all select * from medical_data.check_kidneys(p_patient, p_medication) where c = 'RENAL'
             union all select * from medical_data.check_pregnancy(p_patient, p_medication) where c = 'PREGNANCY' loop
      outcome := f.outcome;
      severity := f.severity;
      finding := c || ' ' || f.subject;
      note := f.note;
      n := n + 1;
      return next;
    end loop;
    if n = 0 then
      outcome := 'PASS';
      severity := null;
      finding := c;
      note := null;
      return next;
    end if;
  end loop;
end $$;

-- The findings as the caller gets them, each with the reason given for it.
create or replace function medical_data.findings_with_reasons(p_patient uuid, p_record uuid, p_medication smallint,
  p_dose numeric, p_route text,
  p_frequency text, p_starts date, p_ends date, p_overrides jsonb, out findings jsonb, out is_blocked boolean)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  select jsonb_agg(to_jsonb(f) || jsonb_build_object('override_reason', medical_data.clean_text(p_overrides ->> f.finding))),
         bool_or(f.severity = 'BLOCKING' and coalesce(length(medical_data.clean_text(p_overrides ->> f.finding)), 0) not between 3
           and 300)
    into findings, is_blocked
    from medical_data.check_prescription(p_patient, p_record, p_medication, p_dose, p_route, p_frequency, p_starts, p_ends) f;
end $$;

-- Keeps what the checks said of a version; an override is an event of its own.
create or replace function medical_data.keep_findings(p_record uuid, p_version int, p_patient uuid, p_findings jsonb,
  p_session uuid, p_user uuid)
returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  insert into medical_data.prescription_findings (record_id, version, patient_id, check_code, outcome, severity, finding, note,
    data_version,
                                                  override_reason, recorded_by, session_id)
  select distinct on (f.finding) p_record, p_version, p_patient, f.check_code, f.outcome, f.severity, left(f.finding, 300),
    f.note, f.data_version,
         case when f.severity is not null then left(f.override_reason, 300) end, p_user, p_session
    from jsonb_to_recordset(p_findings) as f(check_code text, outcome text, severity text, finding text, note text,
      data_version text,
                                             override_reason text)
   order by f.finding, f.severity;
  perform audit_logs.record_event(p_session, p_user, 'OVERRIDE_FINDING', p_patient, null,
    jsonb_build_object('prescription', p_record, 'check', f ->> 'check_code', 'outcome', f ->> 'outcome'))
     from jsonb_array_elements(p_findings) f where f ->> 'severity' = 'BLOCKING';
end $$;
