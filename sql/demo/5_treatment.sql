-- batch: medicines, allergies and whether somebody asked, of patients number clinic_demo.first to clinic_demo.last
with plan as (
  select s.*, v.medication, v.amount, v.unit, v.route, v.frequency, v.first_day, v.last_day, v.status, v.place
    from pg_temp.clinic_demo_state s,
         (values
           (1, 'metformin', 850, 'mg', 'oral', 'twice a day with food', -640, null, 'ACTIVE'),
           (2, 'metformin', 500, 'mg', 'oral', 'twice a day with food', -720, -641, 'COMPLETED'),
           (3, 'empagliflozin', 10, 'mg', 'oral', 'once a day', -300, null, 'ACTIVE'),
           (4, 'semaglutide', 0.5, 'mg', 'subcutaneous', 'once a week', -150, 200, 'ACTIVE'),
           (5, 'insulin glargine', 18, 'units', 'subcutaneous', 'every night', -400, null, 'ACTIVE'),
           (6, 'gliclazide', 60, 'mg', 'oral', 'once a day', -700, -310, 'CANCELLED'),
           (7, 'atorvastatin', 20, 'mg', 'oral', 'every night', -500, null, 'ACTIVE'),
           (8, 'enalapril', 5, 'mg', 'oral', 'once a day', -450, 120, 'ACTIVE'),
           (9, 'levothyroxine', 75, 'micrograms', 'oral', 'every morning', -600, null, 'ACTIVE'),
           (10, 'nitrofurantoin', 100, 'mg', 'oral', 'twice a day', -3, 4, 'ACTIVE'),
           (11, 'amoxicillin', 500, 'mg', 'oral', 'three times a day', -5, 2, 'ACTIVE'),
           (12, 'prednisone', 10, 'mg', 'oral', 'every morning', -60, 6, 'ACTIVE'),
           (13, 'ibuprofen', 400, 'mg', 'oral', 'every 8 hours if in pain', -200, -190, 'COMPLETED'),
           (14, 'ferrous sulfate', 325, 'mg', 'oral', 'once a day', -120, -30, 'COMPLETED'),
           (15, 'metformin', 1000, 'mg', 'oral', 'twice a day with food', -180, 1, 'ACTIVE'))
           v(place, medication, amount, unit, route, frequency, first_day, last_day, status)
   where s.is_rich and case v.place
           when 1 then s.is_diabetic and s.i % 9 <> 0 when 2 then s.is_diabetic and s.i % 3 = 0
           when 3 then s.is_diabetic and s.a1c > 7.8 when 4 then s.is_diabetic and s.a1c > 8.4 and s.i % 2 = 0
           when 5 then s.is_diabetic and s.a1c > 8.8 when 6 then s.is_diabetic and s.i % 7 = 0
           when 7 then s.ldl > 115 or (s.is_diabetic and s.age > 50) when 8 then s.is_diabetic and s.albumin > 14
           when 9 then s.is_woman and s.i % 11 = 0 when 10 then s.is_woman and s.i % 13 = 0 when 11 then s.i % 17 = 0
           when 12 then s.i % 29 = 0 when 13 then s.i % 5 = 0 when 14 then s.is_woman and s.age < 50 and s.i % 4 = 0
           else s.is_diabetic and s.i % 9 = 0 end
), dated as (
  select p.*, current_date + p.first_day - case when p.last_day between -1 and 10 then 0 else floor(pg_temp.chance(p.i, 200 + p.place) * 25)::int end as starts_on,
         case when p.last_day is null then null
              when p.last_day between -1 and 10 then current_date + p.last_day
              else current_date + p.last_day - floor(pg_temp.chance(p.i, 200 + p.place) * 25)::int end as ends_on
    from plan p
)
insert into medical_data.prescriptions (record_id, patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, ends_on, status,
                                        prescriber_id, prescriber_name, recorded_by, recorded_at)
select md5(concat_ws(' ', 'clinic demo prescription', p.i, p.place))::uuid, p.patient_id, p.medication, p.amount, p.unit, p.route, p.frequency,
       p.starts_on, p.ends_on, p.status, d.practitioner_id, d.display_name, d.user_id, least(p.starts_on + time '10:00', now() at time zone 'Europe/Madrid') at time zone 'Europe/Madrid'
  from dated p join access.practitioners d on d.licence = case p.i % 2 when 0 then 'DEMO-0001' else 'DEMO-0002' end
 order by p.i, p.starts_on;

-- Not asked, not obtainable, none known, some: four different things.
insert into medical_data.patient_allergies (record_id, patient_id, substance, severity, reaction, recorded_by, recorded_at)
select md5(concat_ws(' ', 'clinic demo allergy', s.i, a.place))::uuid, s.patient_id, a.substance, a.severity, a.reaction, u.user_id,
       now() - make_interval(days => 100 + floor(pg_temp.chance(s.i, 301) * 500)::int)
  from pg_temp.clinic_demo_state s
  join access.users u on u.email = 'doctor@clinic.demo',
       (values (1, 'Penicillin', 'SEVERE', 'anaphylaxis'), (2, 'Iodinated contrast', 'MODERATE', 'generalised urticaria'),
               (3, 'Latex', 'MILD', 'contact dermatitis'), (4, 'Sulfonamides', 'MODERATE', 'rash with fever'), (5, 'Peanut', 'SEVERE', 'angioedema'))
         a(place, substance, severity, reaction)
 where s.is_rich and pg_temp.chance(s.i, 300) < 0.20
   and (a.place = 1 + floor(pg_temp.chance(s.i, 302) * 5)::int or (s.i % 6 = 0 and a.place = 1 + floor(pg_temp.chance(s.i, 303) * 5)::int))
 order by s.i, a.place;

insert into medical_data.allergy_reviews (review_id, patient_id, outcome, reviewed_by, reviewed_at)
select md5(concat_ws(' ', 'clinic demo allergy review', s.i))::uuid, s.patient_id,
       case when pg_temp.chance(s.i, 300) < 0.20 then 'HAS_SOME' when pg_temp.chance(s.i, 300) < 0.58 then 'NONE_KNOWN' else 'NOT_OBTAINABLE' end,
       u.user_id, now() - make_interval(days => 5 + floor(pg_temp.chance(s.i, 304) * 90)::int)
  from pg_temp.clinic_demo_state s join access.users u on u.email = 'doctor@clinic.demo'
 where s.is_rich and pg_temp.chance(s.i, 300) < 0.66
 order by s.i;
