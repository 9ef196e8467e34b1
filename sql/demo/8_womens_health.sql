-- batch: diagnoses, consents, programme, women's health and custom fields of the patients in wards A and B
-- Of every third patient the programme is still to be decided, so that somebody can be enrolled in the demo.
create temp table if not exists clinic_demo_ward (i bigint, patient_id uuid, is_woman boolean, is_pregnant boolean, is_diabetic boolean,
                                                  age float8, born date,
                                                  doctor uuid, doctor_name text, nurse uuid, nurse_name text);
truncate pg_temp.clinic_demo_ward;
insert into pg_temp.clinic_demo_ward
select s.i, s.patient_id, s.is_woman, s.is_woman and s.age between 18 and 41 and s.i > 30 and s.i % 2 = 1, s.is_diabetic, s.age,
       p.birth_date, d.user_id, d.display_name, n.user_id, n.display_name
  from pg_temp.clinic_demo_state s
  join medical_data.patients p using (patient_id)
  join access.users d on d.email = case when s.i <= 30 then 'doctor' else 'doctor2' end || '@clinic.demo'
  join access.users n on n.email = case when s.i <= 30 then 'nurse' else 'nurse2' end || '@clinic.demo'
 where s.is_rich and s.i <= 58;

insert into medical_data.diabetes_diagnoses (record_id, patient_id, diabetes_type, diagnosed_on, basis, recorded_by, recorded_by_name, recorded_at)
select md5('clinic demo diagnosis ' || i)::uuid, patient_id, case when is_diabetic then 'TYPE_2' when i % 4 = 0 then 'PREDIABETES' else 'NONE' end,
       case when is_diabetic or i % 4 = 0 then current_date - (700 + i * 37)::int end, 'LABORATORY', doctor, doctor_name,
       now() - make_interval(days => (300 + i)::int)
  from pg_temp.clinic_demo_ward where is_diabetic or i % 4 < 2;

insert into medical_data.consents (record_id, patient_id, purpose, state, given_by, method, decided_on, recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo consent', w.i, v.purpose))::uuid, w.patient_id, v.purpose, v.state, 'PATIENT', 'WRITTEN',
       current_date - (60 + w.i)::int, w.nurse, w.nurse_name, now() - make_interval(days => (60 + w.i)::int)
  from pg_temp.clinic_demo_ward w,
       lateral (values ('PROGRAMME', case when w.i % 5 = 4 then 'REFUSED' else 'GIVEN' end), ('ANALYTICS', 'GIVEN'),
                       ('RESEARCH', case when w.i % 3 = 0 then 'REFUSED' else 'GIVEN' end)) v(purpose, state)
 where w.i % 6 <> 5 and (v.purpose = 'PROGRAMME' or w.i % 2 = 0);

insert into medical_data.programme_enrolments (record_id, patient_id, programme_code, state, checked_on, sex, birth_date, age, min_age, max_age,
                                               diabetes_type, diagnosis_id, diagnosis_version, recorded_by, recorded_by_name)
select md5('clinic demo enrolment ' || w.i)::uuid, w.patient_id, 'DIABETES_WOMEN', case w.i % 3 when 1 then 'ENROLLED' else 'ELIGIBLE' end, e.*,
       case w.i % 3 when 1 then w.doctor else w.nurse end, case w.i % 3 when 1 then w.doctor_name else w.nurse_name end
  from pg_temp.clinic_demo_ward w, lateral medical_data.enrolment_evidence(w.patient_id, 'DIABETES_WOMEN') e
 where w.i % 3 > 0 and w.i % 5 <> 4 and w.i % 6 <> 5;

-- Two cycles of the younger women, the phase of most, pregnancies in ward B, births of the past.
insert into medical_data.menstrual_cycles (record_id, patient_id, started_on, period_days, cycle_days, flow, regularity, recorded_by,
                                           recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo cycle', w.i, n))::uuid, w.patient_id, current_date - (6 + w.i % 20 + n * (27 + w.i % 5))::int, 4 + w.i % 3,
       case when n > 0 then 27 + w.i % 5 end, (array['LIGHT', 'NORMAL', 'HEAVY'])[1 + w.i % 3], case w.i % 4 when 3 then 'IRREGULAR' else 'REGULAR' end,
       w.nurse, w.nurse_name, now() - make_interval(days => (5 + n * 27)::int)
  from pg_temp.clinic_demo_ward w, generate_series(0, 1) n
 where w.is_woman and not w.is_pregnant and w.age between 15 and 47;

insert into medical_data.hormonal_profiles (record_id, patient_id, assessed_on, phase, method, has_polycystic_ovaries, note, recorded_by,
                                            recorded_by_name, recorded_at)
select md5('clinic demo profile ' || i)::uuid, patient_id, current_date - (4 + i % 9)::int,
       case when is_pregnant then 'PREGNANT' when age > 51 then 'POSTMENOPAUSE' when age > 47 then 'PERIMENOPAUSE' when i % 2 = 0 then 'LUTEAL' else 'FOLLICULAR' end,
       case when i % 3 = 0 then 'LABORATORY' else 'HISTORY' end, case when age < 47 then i % 7 = 0 end,
       case when i % 9 = 0 then 'Glucose rises in the week before the period.' end, doctor, doctor_name, now() - make_interval(days => (4 + i % 9)::int)
  from pg_temp.clinic_demo_ward where is_woman and age > 15 and i % 5 <> 0;

insert into medical_data.pregnancies (record_id, patient_id, last_period_on, due_on, outcome, ended_on, weeks, children, birth_weight_g,
                                      had_gestational_diabetes, recorded_by, recorded_by_name, recorded_at)
select md5('clinic demo birth ' || i)::uuid, patient_id, born + 10200, born + 10480, 'LIVE_BIRTH', born + 10473, 39, 1, 3100 + (i % 12)::int * 110,
       i % 6 = 0, doctor, doctor_name, now() - make_interval(days => 400)
  from pg_temp.clinic_demo_ward where is_woman and age > 31 and i % 3 = 0
union all
select md5('clinic demo pregnancy ' || i)::uuid, patient_id, current_date - 164, current_date + 116, 'ONGOING', null, null, null, null, true,
       doctor, doctor_name, now() - make_interval(days => 90)
  from pg_temp.clinic_demo_ward where is_pregnant;

insert into medical_data.menopause_statuses (record_id, patient_id, assessed_on, stage, last_period_on, has_vasomotor_symptoms, recorded_by,
                                             recorded_by_name, recorded_at)
select md5('clinic demo menopause ' || i)::uuid, patient_id, current_date - 500, case when i % 11 = 0 then 'SURGICAL' else 'POSTMENOPAUSAL' end,
       born + 18600, i % 2 = 0, doctor, doctor_name, now() - make_interval(days => 500)
  from pg_temp.clinic_demo_ward where is_woman and age > 53;

insert into medical_data.hormonal_therapies (record_id, patient_id, kind, product, route, started_on, ended_on, recorded_by, recorded_by_name,
                                             recorded_at)
select md5('clinic demo hormones ' || i)::uuid, patient_id, case when age > 50 then 'MENOPAUSAL' else 'CONTRACEPTIVE' end,
       case when age > 50 then 'estradiol 50 micrograms, patch' else 'levonorgestrel device' end,
       case when age > 50 then 'TRANSDERMAL' else 'INTRAUTERINE' end, current_date - 800, case when i % 4 = 1 then current_date - 60 end,
       doctor, doctor_name, now() - make_interval(days => 800)
  from pg_temp.clinic_demo_ward where is_woman and not is_pregnant and age between 18 and 64 and i % 4 < 2;

insert into medical_data.custom_field_values (record_id, patient_id, field_id, value_type, value_text, value_number, value_date, value_boolean,
                                              value_choice, is_cleared, recorded_by, recorded_by_name, recorded_at)
select md5(concat_ws(' ', 'clinic demo value', w.i, f.code))::uuid, w.patient_id, f.field_id, f.value_type,
       case f.code when 'HELP_AT_HOME' then (array['daughter, every evening', 'lives alone', 'home nurse on weekdays'])[1 + w.i % 3] end,
       case f.code when 'STEPS_A_DAY' then 1800 + (w.i * 317) % 7000 end, case f.code when 'NEXT_EYE_CHECK' then current_date + (20 + w.i * 5)::int end,
       case f.code when 'USES_SENSOR' then w.i % 4 = 0 end, case f.code when 'FOOT_RISK' then (array['LOW', 'MODERATE', 'HIGH'])[1 + w.i % 3] end, false,
       w.doctor, w.doctor_name, now() - make_interval(days => (3 + w.i)::int)
  from pg_temp.clinic_demo_ward w join medical_data.custom_fields f on f.entity = 'PATIENT' and (w.i + f.sort_order / 10) % 4 <> 0;
