-- batch: what goes on behind glucose: one woman pregnant with a sensor, one with cycles and two sensors at once (ward A)
insert into medical_data.pregnancies (record_id, patient_id, last_period_on, outcome, recorded_by, recorded_by_name, recorded_at)
select md5('clinic demo phases pregnancy 27')::uuid, p.patient_id, current_date - 170, 'ONGOING', u.user_id, u.display_name, now() - interval '120 days'
  from medical_data.patients p join access.users u on u.email = 'doctor@clinic.demo'
 where p.patient_id = md5('clinic demo patient 27')::uuid
   and 27 between current_setting('clinic_demo.first')::bigint and current_setting('clinic_demo.last')::bigint
   and not exists (select 1 from medical_data.pregnancies x where x.patient_id = p.patient_id and x.outcome = 'ONGOING' and x.superseded_at is null);

insert into medical_data.menstrual_cycles (record_id, patient_id, started_on, period_days, cycle_days, flow, regularity, recorded_by, recorded_by_name,
                                           recorded_at)
select md5(concat_ws(' ', 'clinic demo phases cycle 30', n))::uuid, p.patient_id, current_date - 10 - 28 * n, 5, case when n > 0 then 28 end, 'NORMAL',
       'REGULAR', u.user_id, u.display_name, now() - make_interval(days => 5 + 28 * n)
  from medical_data.patients p join access.users u on u.email = 'doctor@clinic.demo', generate_series(0, 5) n
 where p.patient_id = md5('clinic demo patient 30')::uuid
   and 30 between current_setting('clinic_demo.first')::bigint and current_setting('clinic_demo.last')::bigint
   and not exists (select 1 from medical_data.menstrual_cycles x where x.patient_id = p.patient_id and x.started_on > current_date - 200);

-- A reading every quarter of an hour for sixteen days; the second sensor of the same arm for six of them, seven minutes later.
insert into medical_data.biomarkers (record_id, patient_id, type_id, measured_at, value, status, reference_low, reference_high, source, method,
                                     device, recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo phases sensor', s.i, s.device, n))::uuid, p.patient_id, t.type_id, r.at, x.value,
       medical_data.classify(x.value, t.reference_low, t.reference_high, t.critical_low, t.critical_high), t.reference_low, t.reference_high,
       'DEVICE', 'CGM', 'Demo sensor ' || s.device, u.user_id, u.display_name, r.at + interval '2 minutes'
  from (values (27, '7', 0, 16 * 96 - 1, 0, 24), (30, '8', 0, 16 * 96 - 1, 0, 0), (30, '9', 10 * 96, 16 * 96 - 1, 7, 6)) s(i, device, first, last, minutes, shift)
  join medical_data.patients p on p.patient_id = md5('clinic demo patient ' || s.i)::uuid
  join medical_data.biomarker_types t on t.code = 'GLUCOSE_SENSOR'
  join access.users u on u.email = 'nurse@clinic.demo'
 cross join lateral generate_series(s.first, s.last) n
 cross join lateral (select (date_trunc('day', now() at time zone 'Europe/Madrid') - interval '16 days' + n * interval '15 minutes'
                             + make_interval(mins => s.minutes)) at time zone 'Europe/Madrid' as at, n % 96 / 4.0 as hour, n / 96 as day) r
 cross join lateral (select greatest(48, least(320, round((
          132 - s.shift
          + 46 * exp(-power((hour - 9.0) / 1.1, 2)) + 38 * exp(-power((hour - 15.2) / 1.4, 2)) + 58 * exp(-power((hour - 21.4) / 1.3, 2))
          -- The luteal days of the woman with cycles are the higher ones.
          + case when s.i = 30 and r.day < 6 then 16 else 0 end
          + 8 * pg_temp.noise(s.i, 3000 + n / 4))::numeric, 0))) as value) x
 where s.i between current_setting('clinic_demo.first')::bigint and current_setting('clinic_demo.last')::bigint
 order by s.i, n;
