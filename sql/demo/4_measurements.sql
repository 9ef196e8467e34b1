-- batch: two years of laboratory values of patients number clinic_demo.first to clinic_demo.last, ending today
-- One level of HbA1c per patient, falling or rising slowly, carries everything else: fasting glucose by the ADAG formula, lipids,
-- kidney. The first clinic_demo.rich patients have the whole series, the others four visits.
create temp table if not exists clinic_demo_state (
  i bigint, patient_id uuid, is_rich boolean, is_diabetic boolean, is_woman boolean, age float8, a1c float8, slope float8, creatinine float8,
  ldl float8, hdl float8, triglycerides float8, albumin float8);
truncate pg_temp.clinic_demo_state;
insert into pg_temp.clinic_demo_state
select i, p.patient_id, i <= current_setting('clinic_demo.rich')::bigint, pg_temp.chance(i, 21) < case when age between 29 and 70 and p.sex = 'FEMALE' then 0.78 when age > 40 then 0.4 else 0.06 end,
       p.sex = 'FEMALE', age, 0, pg_temp.noise(i, 22) * 0.35 - 0.25,
       greatest(0.5, 0.68 + (age - 30) * 0.004 + case when p.sex = 'FEMALE' then 0 else 0.18 end + pg_temp.noise(i, 23) * 0.12
                     + case when pg_temp.chance(i, 24) < 0.08 then 0.9 * pg_temp.chance(i, 25) + 0.3 else 0 end),
       112 + pg_temp.noise(i, 26) * 28, case when p.sex = 'FEMALE' then 54 else 46 end + pg_temp.noise(i, 27) * 9,
       greatest(45, 138 + pg_temp.noise(i, 28) * 62), exp(2.3 + pg_temp.noise(i, 29) * 0.9)
  from generate_series(current_setting('clinic_demo.first')::bigint, current_setting('clinic_demo.last')::bigint) i
  join medical_data.patients p on p.patient_id = md5('clinic demo patient ' || i)::uuid,
       lateral (select (current_date - p.birth_date) / 365.25 as age) x;
update pg_temp.clinic_demo_state
   set a1c = case when is_diabetic then 7.5 + abs(pg_temp.noise(i, 30)) * 1.2 - 0.5 else 5.3 + pg_temp.noise(i, 30) * 0.22 end,
       slope = case when is_diabetic then slope else 0 end;

with visit as (
  -- What is measured how often: days between two times, first time, for whom.
  select s.*, v.code, v.every, v.first + floor(pg_temp.chance(s.i, 40 + v.place) * v.every * 0.6)::int as offset_days, v.place, n,
         v.first + floor(pg_temp.chance(s.i, 40 + v.place) * v.every * 0.6)::int + n * v.every as days_ago
    from pg_temp.clinic_demo_state s,
         (values ('HBA1C', 91, 2, 1, true, false), ('GLUCOSE_FASTING', 30, 1, 2, true, false), ('CREATININE', 122, 3, 3, true, false),
                 ('EGFR', 122, 3, 3, true, false), ('URINE_ACR', 182, 3, 4, false, false), ('CHOLESTEROL', 182, 5, 5, true, false),
                 ('LDL', 182, 5, 5, true, false), ('HDL', 182, 5, 5, true, false), ('TRIGLYCERIDES', 182, 5, 5, true, false),
                 ('NON_HDL', 182, 5, 5, true, false), ('POTASSIUM', 122, 3, 3, true, false), ('SODIUM', 122, 3, 3, true, false),
                 ('ALT', 240, 9, 6, true, false), ('HAEMOGLOBIN', 240, 9, 6, true, false), ('VITAMIN_B12', 365, 20, 7, false, false),
                 ('TSH', 365, 20, 7, true, false), ('FERRITIN', 365, 20, 7, true, false), ('FSH', 330, 25, 8, true, true),
                 ('ESTRADIOL', 330, 25, 8, true, true), ('GLUCOSE_CAPILLARY', 0, 0, 9, false, false))
           v(code, every, first, place, is_for_all, is_hormone),
         generate_series(0, case when v.code = 'GLUCOSE_CAPILLARY' then case when s.i <= 78 and s.is_diabetic then 27 else -1 end
                                 when not s.is_rich then case when v.place in (1, 2, 3) and v.code not in ('POTASSIUM', 'SODIUM') then 2 else -1 end
                                 else 730 / v.every - case when v.every > 200 then 0 else 1 end end) n
   where (v.is_for_all or s.is_diabetic) and (not v.is_hormone or (s.is_woman and s.age between 40 and 62))
), timed as materialized (
  select v.*,
         case when v.code = 'GLUCOSE_CAPILLARY'
              then date_trunc('hour', now()) - make_interval(hours => 2 + n * 6 + floor(pg_temp.chance(v.i, 600 + n) * 2)::int,
                                                             mins => floor(pg_temp.chance(v.i, 700 + n) * 50)::int)
              -- Laboratories draw blood on working days between half past seven and ten.
              else ((current_date - v.days_ago
                       - case extract(isodow from current_date - v.days_ago)::int when 6 then 1 when 7 then 2 else 0 end)
                    + time '07:30' + make_interval(mins => floor(pg_temp.chance(v.i, 500 + n) * 150)::int)) at time zone 'Europe/Madrid'
              end as measured_at,
         -- A laboratory reports hours later, a meter at the bed at once.
         case when v.code = 'GLUCOSE_CAPILLARY' then interval '2 minutes' else interval '3 hours' end as report_delay,
         greatest(4.6, v.a1c - v.slope * (v.days_ago / 365.0) + pg_temp.noise(v.i, 8000 + (v.days_ago / 30)) * case when v.is_diabetic then 0.22 else 0.08 end) as level,
         pg_temp.noise(v.i, 9000 + v.place * 100 + n) as z
    from visit v
), lipids as materialized (
  select t.*, greatest(25, t.ldl + t.z * 9 - case when t.is_diabetic then (730 - t.days_ago) * 0.03 else 0 end) as ldl_now,
         greatest(20, t.hdl + t.z * 3) as hdl_now, greatest(40, t.triglycerides * (1 + t.z * 0.14)) as tg_now,
         greatest(0.45, t.creatinine * (1 + t.z * 0.05) + (730 - t.days_ago) * 0.00006) as creatinine_now
    from timed t
), measured as (
  select l.*,
         case l.code
           when 'HBA1C' then l.level
           when 'GLUCOSE_FASTING' then greatest(52, 28.7 * l.level - 46.7 - 12 + l.z * case when l.is_diabetic then 15 else 5 end)
           when 'GLUCOSE_CAPILLARY' then greatest(44, 28.7 * l.level - 46.7 + l.z * 34 + case n % 4 when 1 then 28 when 3 then -22 else 0 end)
           when 'CREATININE' then l.creatinine_now
           -- CKD-EPI 2021
           when 'EGFR' then 142 * power(least(l.creatinine_now / k.kappa, 1), k.alpha) * power(greatest(l.creatinine_now / k.kappa, 1), -1.2)
                                * power(0.9938, l.age) * case when l.is_woman then 1.012 else 1 end
           when 'URINE_ACR' then l.albumin * (1 + l.z * 0.2)
           when 'CHOLESTEROL' then l.ldl_now + l.hdl_now + l.tg_now / 5
           when 'LDL' then l.ldl_now
           when 'HDL' then l.hdl_now
           when 'TRIGLYCERIDES' then l.tg_now
           when 'NON_HDL' then l.ldl_now + l.tg_now / 5
           when 'POTASSIUM' then 4.3 + l.z * 0.35 + case when l.i % 61 = 0 and n = 0 then 2.1 else 0 end
           when 'SODIUM' then 140 + l.z * 2.2
           when 'ALT' then greatest(6, 22 + l.z * 9)
           when 'HAEMOGLOBIN' then 13.4 + case when l.is_woman then 0 else 1.3 end + l.z * 0.9
           when 'VITAMIN_B12' then greatest(90, 410 + l.z * 130)
           when 'TSH' then exp(0.65 + l.z * 0.55)
           when 'FERRITIN' then exp(3.9 + l.z * 0.7)
           when 'FSH' then case when l.age > 51 then 62 + l.z * 18 else 9 + abs(l.z) * 7 end
           when 'ESTRADIOL' then case when l.age > 51 then 14 + abs(l.z) * 6 else 92 + l.z * 30 end
         end as value
    from lipids l, lateral (select case when l.is_woman then 0.7 else 0.9 end as kappa, case when l.is_woman then -0.241 else -0.302 end as alpha) k
)
insert into medical_data.biomarkers (record_id, patient_id, type_id, measured_at, value, status, reference_low, reference_high, source,
                                     recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo biomarker', m.i, m.code, m.n))::uuid, m.patient_id, t.type_id, m.measured_at, x.value,
       -- As medical_data.classify; inline, because this runs millions of times.
       case when x.value < t.critical_low then 'CRITICAL_LOW' when x.value > t.critical_high then 'CRITICAL_HIGH'
            when x.value < t.reference_low then 'LOW' when x.value > t.reference_high then 'HIGH'
            when t.reference_low is null and t.reference_high is null then 'UNCLASSIFIED' else 'NORMAL' end,
       t.reference_low, t.reference_high, case m.code when 'GLUCOSE_CAPILLARY' then 'POINT_OF_CARE' else 'LABORATORY' end,
       u.user_id, u.display_name, m.measured_at + m.report_delay
  from measured m
  join medical_data.biomarker_types t on t.code = m.code
  join access.users u on u.email = case when m.code = 'GLUCOSE_CAPILLARY' then case when m.i <= 30 then 'nurse@clinic.demo' else 'nurse2@clinic.demo' end
                                        when m.i % 2 = 0 then 'doctor@clinic.demo' else 'doctor2@clinic.demo' end,
       lateral (select round(least(greatest(m.value::numeric, t.plausible_low), t.plausible_high), t.decimals) as value) x
 where m.measured_at + m.report_delay < now()
 order by m.i, m.measured_at, t.type_id;
