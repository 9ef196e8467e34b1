-- Questions of the source documents, answered through openings: no row shows without its trace.

-- A-057, X-24: of the opened work list, patients whose newest estimate says HIGH or CRITICAL; one row each, with the latest HbA1c
-- and glucose. Only those with a live reason for access and consent to ANALYTICS. Records whom it showed.
create or replace function api.high_risk_patients()
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, reason text, risk_level text,
  risk_factors text, confidence numeric, prediction_type text, predicted_at timestamptz, hba1c numeric, hba1c_unit text, hba1c_at timestamptz,
  glucose numeric, glucose_unit text, glucose_at timestamptz)
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
  hba1c_types smallint[];
  glucose_types smallint[];
  ids uuid[];
  hidden uuid[];
begin
  select * into me from access.require_session(array['NURSE', 'CLINICIAN']);
  o := access.require_opening(me.session_id, 'WORK_LIST', me.wal_now);
  hidden := array(select access.hidden_records_of(me.session_id, me.user_id, o.shown_patients, me.wal_now));
  hba1c_types := array(select t.type_id from medical_data.biomarker_types t where t.code in ('HBA1C', 'HBA1C_IFCC'));
  glucose_types := array(select t.type_id from medical_data.biomarker_types t where t.code like 'GLUCOSE\_%');
  ids := array(
    select r.patient_id from access.reasons_for_access(me.user_id, me.role_code, access.listed(o.shown_patients)) r
     cross join lateral (select m.risk_level from analytics.medical_predictions m
                          where m.patient_id = r.patient_id and m.superseded_at is null and m.risk_level is not null
                            and m.record_id <> all (hidden)
                              and (m.hormonal_context is null or access.consent_allows(m.patient_id, 'ANALYTICS',
                              'WOMENS_HEALTH'))
                          order by m.predicted_at desc limit 1) l
     where r.scope = 'FULL' and l.risk_level in ('HIGH', 'CRITICAL') and access.consent_allows(r.patient_id, 'ANALYTICS'));
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_HIGH_RISK_PATIENTS', null, null, jsonb_build_object('patients', to_jsonb(ids)));
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, r.reason, l.risk_level, l.risk_factors, l.confidence,
         l.prediction_type, l.predicted_at, h.value, h.unit, h.measured_at, g.value, g.unit, g.measured_at
    from access.reasons_for_access(me.user_id, me.role_code, ids) r
    join medical_data.patients p on p.patient_id = r.patient_id
   cross join lateral (select m.* from analytics.medical_predictions m
                        where m.patient_id = r.patient_id and m.superseded_at is null and m.risk_level is not null
                            and m.record_id <> all (hidden)
                              and (m.hormonal_context is null or access.consent_allows(m.patient_id, 'ANALYTICS',
                              'WOMENS_HEALTH'))
                        order by m.predicted_at desc limit 1) l
    left join lateral (select b.value, t.unit, b.measured_at
                         from unnest(hba1c_types) k
                        cross join lateral (select x.type_id, x.value, x.measured_at from medical_data.biomarkers x
                                             where x.patient_id = p.patient_id and x.type_id = k and x.superseded_at is null
                                               and x.record_id <> all (hidden)
                                             order by x.measured_at desc limit 1) b
                         join medical_data.biomarker_types t on t.type_id = b.type_id order by b.measured_at desc limit 1) h on true
    left join lateral (select b.value, t.unit, b.measured_at
                         from unnest(glucose_types) k
                        cross join lateral (select x.type_id, x.value, x.measured_at from medical_data.biomarkers x
                                             where x.patient_id = p.patient_id and x.type_id = k and x.superseded_at is null
                                               and x.record_id <> all (hidden)
                                             order by x.measured_at desc limit 1) b
                         join medical_data.biomarker_types t on t.type_id = b.type_id order by b.measured_at desc limit 1) g on true
   order by l.risk_level, p.surname_1_key, p.surname_2_key, p.given_key;                       -- CRITICAL before HIGH
end $$;

-- A-058, X-25: glucose of one patient of an opened chart in a period, in mg/dL; p_source: one kind of source, null for all. Each
-- reading is placed by the published limits of its own unit (70/180 or 3.9/10.0) and converted for the figures only. source_level is
-- the source document's own scale (good below p_good, fair below p_fair, else poor), no consensus target.
create or replace function api.glucose_control(p_patient uuid, p_from timestamptz, p_to timestamptz, p_source text default null,
  p_good numeric default 140, p_fair numeric default 180, p_meal text default null, p_hormonal text default null)
returns table (unit text, readings int, mean numeric, sd numeric, cv_percent numeric, first_at timestamptz, last_at timestamptz,
  below_54_percent numeric, below_70_percent numeric, in_range_percent numeric, above_180_percent numeric, above_250_percent numeric,
  source_level text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  numbers uuid[];
  hidden uuid[];
begin
  select * into me from access.desk(p_patient, 'READ_GLUCOSE_CONTROL', array['CLINICIAN', 'NURSE'], false, 'FULL');
  if me.refusal is not null then return; end if;
  numbers := access.chart_patients(p_patient, 'FULL');
  hidden := array(select access.hidden_records());
  return query
  with placed as (
    select b.measured_at, case t.unit when 'mmol/L' then b.value * 18.0156 else b.value end as mg,
           case t.unit when 'mmol/L' then b.value < 3.0 else b.value < 54 end as below_54,
           case t.unit when 'mmol/L' then b.value < 3.9 else b.value < 70 end as below_70,
           case t.unit when 'mmol/L' then b.value > 10.0 else b.value > 180 end as above_180,
           case t.unit when 'mmol/L' then b.value > 13.9 else b.value > 250 end as above_250
      from medical_data.biomarkers b join medical_data.biomarker_types t on t.type_id = b.type_id
     where b.patient_id = any (numbers) and b.record_id <> all (hidden) and b.superseded_at is null and t.code like 'GLUCOSE\_%'
       and t.unit in ('mg/dL', 'mmol/L')
       and b.measured_at >= p_from and b.measured_at < p_to and (p_source is null or b.source = p_source)
       and (p_meal is null or b.meal_context = p_meal)
       and (p_hormonal is null or b.hormonal_context = p_hormonal or (p_hormonal = 'PREGNANCY'
         and b.hormonal_context like 'PREGNANCY\_%'))),
  summed as (
    select count(*)::int as n, avg(mg) as mean, stddev_samp(mg) as sd, min(measured_at) as first_at, max(measured_at) as last_at,
           count(*) filter (where below_54) as n54, count(*) filter (where below_70) as n70,
           count(*) filter (where above_180) as n180, count(*) filter (where above_250) as n250 from placed)
  select 'mg/dL', s.n, round(s.mean, 1), round(s.sd, 1), round(100 * s.sd / nullif(s.mean, 0), 1), s.first_at, s.last_at,
         round(100.0 * s.n54 / nullif(s.n, 0), 2), round(100.0 * s.n70 / nullif(s.n, 0), 2),
         round(100.0 * (s.n - s.n70 - s.n180) / nullif(s.n, 0), 2), round(100.0 * s.n180 / nullif(s.n, 0), 2),
         round(100.0 * s.n250 / nullif(s.n, 0), 2),
         case when s.mean < p_good then 'GOOD' when s.mean < p_fair then 'FAIR' when s.mean is not null then 'POOR' end
    from summed s;
end $$;

-- B-028, X-42: everything of one patient of an opened chart as one document: each table, and of it the columns, that people read
-- through the chart gate and nothing else; living versions only, biomarkers from p_from on; and the doctors that are named. Where there is nothing: [].
create or replace function api.medical_history(p_patient uuid, p_from date default null) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  history jsonb;
  t record;
  section jsonb;
  numbers uuid[];
  hidden uuid[];
begin
  select * into me from access.desk(p_patient, 'READ_MEDICAL_HISTORY', array['CLINICIAN', 'NURSE'], false, 'FULL');
  if me.refusal is not null then return null; end if;
  if (select r.reason from access.reasons_for_access(me.user_id, me.role_code, array[p_patient]) r) = 'grant'
     and not access.self_grant_may(me.user_id, p_patient, 'READ_MEDICAL_HISTORY') then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'READ_MEDICAL_HISTORY', 'SECOND_PERSON', p_patient);
    return null;                                            -- BG-14: a whole chart as a document is an export
  end if;
  numbers := access.chart_patients(p_patient, 'FULL');
  hidden := array(select access.hidden_records());
  select jsonb_build_object('patient', jsonb_build_object('patient_id', p.patient_id, 'record_number', p.record_number,
           'given_names', p.given_names, 'surname_1', p.surname_1, 'surname_2', p.surname_2, 'birth_date', p.birth_date, 'sex', p.sex,
           'status', p.status, 'language', p.language, 'needs_interpreter', p.needs_interpreter))
    into history from medical_data.patients p where p.patient_id = p_patient;
  for t in select c.relname as name, c.oid::regclass as class,
                  array(select (regexp_matches(pg_get_expr(p.polqual, p.polrelid), 'hidden_records\), (\w+)\) IS NULL',
                    'g'))[1]) as sealed_by,
                  exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'superseded_at') as has_versions,
                  array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                           and (a.attname in ('patient_id', 'session_id', 'superseded_at')
                             or not has_column_privilege('clinic_people', c.oid, a.attnum, 'SELECT'))) as left_out
             from pg_class c join pg_policy p on p.polrelid = c.oid
            where c.relnamespace = 'medical_data'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'patients'
              and p.polcmd = 'r' and p.polroles = array['clinic_people'::regrole::oid]
              and regexp_replace(pg_get_expr(p.polqual, p.polrelid),
                    '\(access.place_in\(ARRAY\( SELECT access.hidden_records\(\) AS hidden_records\), \w+\) IS NULL\) AND ', '',
                      'g') in (
                select '((patient_id OPERATOR(access.==) ANY (ARRAY( SELECT access.opened_patients() AS opened_patients))) AND '
                    || '(patient_id = ANY (ARRAY( SELECT access.readable_patients(''' || needs || '''::text) AS readable_patients))))'
                  from unnest(array['FULL', 'SUMMARY']) needs)
            order by c.relname loop
    execute format($q$
      select coalesce(jsonb_agg(to_jsonb(x) - $3 order by x), '[]')
        from %s x where x.patient_id = any ($1) %s %s %s $q$, t.class,
      (select string_agg(format('and (x.%1$I is null or x.%1$I <> all ($4))', k), ' ') from unnest(t.sealed_by) k),
      case when t.has_versions then 'and x.superseded_at is null' end,
      case t.name when 'biomarkers' then 'and ($2 is null or x.measured_at >= $2)' else 'and ($2 is null or true)' end)
      into section using numbers, p_from, t.left_out, hidden;
    history := history || jsonb_build_object(t.name, section);
  end loop;
  return history || jsonb_build_object('doctors', (
    select coalesce(jsonb_agg(to_jsonb(a) - array['user_id', 'created_at', 'updated_at', 'row_version'] order by a.display_name), '[]')
      from access.practitioners a
     where a.practitioner_id in (select r.prescriber_id from medical_data.prescriptions r where r.patient_id = any (numbers)
       and r.superseded_at is null
                                   and r.record_id <> all (hidden))
        or a.practitioner_id = (select p.attending_id from medical_data.patients p where p.patient_id = p_patient)));
end $$;
