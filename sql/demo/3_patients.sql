-- batch: patients number clinic_demo.first to clinic_demo.last
-- In wards A, B and C lie 30, 28 and 20 of the first 78 people of every kind; the others come to the consulting rooms.
with limits as (
  select current_setting('clinic_demo.first')::bigint as first, current_setting('clinic_demo.last')::bigint as last
), person as (
  select i, pg_temp.chance(i, 1) as origin, pg_temp.chance(i, 2) as sex_chance, pg_temp.chance(i, 3) as given_chance,
         pg_temp.chance(i, 4) as surname_chance, pg_temp.chance(i, 5) as second_chance, pg_temp.chance(i, 6) as age_chance,
         pg_temp.chance(i, 7) as day_chance,
         (pg_temp.elsewhere())[1 + floor(pg_temp.chance(i, 8) * 50)::int] as foreigner
    from limits, generate_series(first, last) i
), described as (
  select i, origin < 0.15 as is_foreign, foreigner,
         case when origin < 0.15 then split_part(foreigner, '|', 3) = 'F' else sex_chance < 0.80 end as is_woman,
         given_chance, surname_chance, second_chance,
         -- Four in five are women of the programme, 29 to 69 years old; the others are of any age.
         case when age_chance < 0.8 then 29 + age_chance / 0.8 * 40.9 else 1 + (age_chance - 0.8) / 0.2 * 94 end as age,
         day_chance
    from person
), ward as (
  select p.number, w.ward_id, p.bed
    from (select number, case when number <= 30 then 'A' when number <= 58 then 'B' else 'C' end as code,
                 (case when number <= 30 then number when number <= 58 then number - 30 else number - 58 end)::text as bed
            from generate_series(1, 78) number) p join access.wards w on w.code = p.code
)
insert into medical_data.patients (patient_id, given_names, surname_1, surname_2, birth_date, sex, ward_id, bed, attending_id, is_protected)
select md5('clinic demo patient ' || d.i)::uuid,
       coalesce(m.given, case when d.is_foreign then split_part(d.foreigner, '|', 1)
                              when d.is_woman then pg_temp.often(pg_temp.women(), d.given_chance)
                              else pg_temp.often(pg_temp.men(), d.given_chance) end),
       coalesce(m.surname_1, case when d.is_foreign then split_part(d.foreigner, '|', 2)
                                  when d.i > 2000 and d.given_chance < 0.35 then pg_temp.rare_surname(d.surname_chance)
                                  else pg_temp.often(pg_temp.surnames(), d.surname_chance) end),
       case when m.number is not null then m.surname_2
            when d.is_foreign then null
            when d.i > 2000 and d.surname_chance < 0.35 then pg_temp.rare_surname(d.second_chance)
            else pg_temp.often(pg_temp.surnames(), d.second_chance) end,
       coalesce(m.birth_date, current_date - (d.age * 365.25 + d.day_chance * 365)::int),
       coalesce(m.sex, case when d.is_woman then 'FEMALE' else 'MALE' end),
       w.ward_id, w.bed, a.practitioner_id, d.i = 24
  from described d
  left join pg_temp.designed m on m.number = d.i
  left join ward w on w.number = d.i
  left join access.practitioners a
    on a.licence = case when d.i <= 30 then 'DEMO-0001' when d.i <= 78 or d.i % 2 = 1 then 'DEMO-0002' else 'DEMO-0001' end
 order by d.i;

-- Telephone numbers of the first 2,000, encrypted as registration does it; twins and a mother share one.
update medical_data.patients p
   set phone_encrypted = access.encrypt_text(n.phone, 'patients.phone/' || p.patient_id),
       phone_blind_index = access.blind_index(n.phone, 'patients.phone'),
       phone_tail_index = access.blind_index(right(n.phone, 7), 'patients.phone_tail')
  from (select md5('clinic demo patient ' || i)::uuid as patient_id,
               '+346' || lpad((floor(pg_temp.chance(case i when 6 then 5 when 27 then 26 else i end, 9) * 100000000))::text, 8, '0') as phone
          from generate_series(current_setting('clinic_demo.first')::bigint, least(current_setting('clinic_demo.last')::bigint, 2000)) i) n
 where p.patient_id = n.patient_id and p.phone_encrypted is null;

-- Doctors care for their ward and for one in four of the others; nobody of the demo for ward C.
insert into access.care_team (patient_id, user_id, starts_at)
select md5('clinic demo patient ' || i)::uuid, u.user_id, now() - interval '2 years'
  from generate_series(current_setting('clinic_demo.first')::bigint, least(current_setting('clinic_demo.last')::bigint, 1000)) i
  join access.users u on u.email = case when i <= 30 then 'doctor@clinic.demo' when i <= 58 then 'doctor2@clinic.demo'
                                        when i <= 78 then null when i % 4 = 0 then 'doctor@clinic.demo'
                                        when i % 4 = 1 then 'doctor2@clinic.demo' end;
