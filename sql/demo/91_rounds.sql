-- batch: observations of ward A as a night leaves them: some due, some late, one watched all the time; bed 12 and those behind 16 not measured yet
insert into medical_data.vital_signs (record_id, patient_id, measured_at, respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness,
                                      temperature, recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo round', p.record_number, v.minutes))::uuid, p.patient_id, v.at, v.breaths, v.spo2, v.oxygen, v.systolic, v.diastolic,
       v.pulse, 'A', v.temperature, u.user_id, u.display_name, v.at + interval '1 minute'
  from (values ('1', 95, 15, 98, false, 124, 74, 78, 36.6), ('2', 790, 14, 98, false, 118, 70, 66, 36.4), ('3', 25, 25, 92, true, 98, 60, 116, 38.5),
               ('3', 270, 20, 95, false, 112, 68, 98, 38.1), ('4', 130, 22, 94, false, 105, 60, 95, 38.3), ('5', 35, 25, 96, false, 120, 75, 75, 37.0),
               ('6', 250, 18, 95, false, 122, 74, 92, 37.2), ('7', 380, 16, 95, false, 134, 82, 88, 37.1), ('8', 610, 15, 97, false, 126, 78, 72, 36.6),
               ('9', 45, 17, 98, false, 141, 85, 79, 36.9), ('10', 300, 16, 96, false, 119, 72, null::int, 36.7), ('11', 705, 16, 98, false, 131, 80, 70, 36.5),
               ('13', 180, 18, 97, false, 124, 77, 94, 37.4), ('14', 465, 14, 99, false, 117, 69, 64, 36.3), ('15', 55, 16, 97, false, 129, 79, 81, 36.8),
               ('16', 340, 17, 96, false, 138, 84, 77, 37.0))
       d(bed, minutes, breaths, spo2, oxygen, systolic, diastolic, pulse, temperature)
 cross join lateral (select d.*, now() - make_interval(mins => d.minutes) as at) v
  join access.wards w on w.code = 'A'
  join medical_data.patients p on p.ward_id = w.ward_id and p.bed = v.bed and p.status = 'ACTIVE'
  join generate_series(current_setting('clinic_demo.first')::bigint, current_setting('clinic_demo.last')::bigint) i
    on p.patient_id = md5('clinic demo patient ' || i)::uuid
  join access.users u on u.email = 'nurse@clinic.demo';
update medical_data.news2_escalations e
   set action = 'ESCALATED', answer = 'Dr Osei, on her way', answered_by = u.user_id, answered_by_name = u.display_name, answered_at = e.raised_at
  from access.users u, medical_data.patients p
 where u.email = 'nurse@clinic.demo' and p.patient_id = e.patient_id and p.bed <> '4' and e.answered_at is null;
