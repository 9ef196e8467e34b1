-- batch: sixteen days of a glucose sensor every five minutes for one woman of ward A: meals, a high after dinner, some nights too low
insert into medical_data.biomarkers (record_id, patient_id, type_id, measured_at, value, status, reference_low, reference_high, source, method,
                                     device, recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo sensor', n))::uuid, p.patient_id, t.type_id, s.at, x.value,
       medical_data.classify(x.value, t.reference_low, t.reference_high, t.critical_low, t.critical_high), t.reference_low, t.reference_high,
       'DEVICE', 'CGM', 'Demo sensor 4', u.user_id, u.display_name, s.at + interval '2 minutes'
  from medical_data.patients p
  join medical_data.biomarker_types t on t.code = 'GLUCOSE_SENSOR'
  join access.users u on u.email = 'nurse@clinic.demo'
 cross join generate_series(0, 16 * 288 - 1) n
 cross join lateral (select (date_trunc('day', now() at time zone 'Europe/Madrid') - interval '16 days' + n * interval '5 minutes') at time zone 'Europe/Madrid' as at, n % 288 / 12.0 as hour, n / 288 as day) s
 cross join lateral (select greatest(41, least(398, round((
          158
          + 62 * exp(-power((hour - 9.0) / 1.1, 2)) + 50 * exp(-power((hour - 15.2) / 1.4, 2))
          + (92 + 14 * pg_temp.noise(4, 3000 + day)) * exp(-power((hour - 21.6) / 1.3, 2))
          - case when day % 5 = 3 then 108 else 22 end * exp(-power((hour - 4.0) / 1.2, 2))
          + 9 * pg_temp.noise(4, 4000 + n / 6) + 3 * pg_temp.noise(4, 5000 + n))::numeric, 0))) as value) x
 where p.patient_id = md5('clinic demo patient 4')::uuid
   and 4 between current_setting('clinic_demo.first')::bigint and current_setting('clinic_demo.last')::bigint
   -- Two hours without a sensor every fourth day.
   and not (s.day % 4 = 1 and s.hour between 12 and 14)
 order by n;
