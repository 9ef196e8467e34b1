-- batch: targets and a field with a unit in ward B
-- Targets of the first three beds of ward B that have several values of HbA1c, high ones among them: an upper end, a range, and one of LDL beside it. All set
-- by the doctor of the ward.
with patient as (
  select p.patient_id, row_number() over (order by p.bed::int) as place
    from medical_data.patients p join access.wards w on w.ward_id = p.ward_id and w.code = 'B'
    join generate_series(current_setting('clinic_demo.first')::bigint, current_setting('clinic_demo.last')::bigint) i
      on p.patient_id = md5('clinic demo patient ' || i)::uuid
   where (select count(*) >= 4 and max(b.value) >= 7 from medical_data.biomarkers b
           where b.patient_id = p.patient_id and b.type_id = 1 and b.superseded_at is null)
   order by p.bed::int limit 3
), target(place, code, low, high, days, note) as (
  values (1, 'HBA1C', null, 7.0, 400, 'agreed at the visit'), (2, 'HBA1C', 6.5, 7.5, 300, 'falls at night: not lower'),
         (3, 'HBA1C', null, 8.0, 250, 'step by step'), (3, 'LDL', null, 70, 250, 'high risk')
)
insert into medical_data.biomarker_targets (record_id, patient_id, type_id, low, high, unit, starts_on, status, note, recorded_by, recorded_by_name,
                                            recorded_at)
select md5('clinic demo target ' || p.place || t.code)::uuid, p.patient_id, y.type_id, t.low, t.high, y.unit, current_date - t.days, 'ACTIVE', t.note,
       d.user_id, d.display_name, now() - make_interval(days => t.days)
  from patient p join target t using (place) join medical_data.biomarker_types y on y.code = t.code
  join access.practitioners d on d.licence = 'DEMO-0002';

-- A number with a unit among the clinic's own fields, for the same ward.
insert into medical_data.custom_fields (field_id, code, entity, name_en, name_es, value_type, is_administrative, min_number, max_number, sort_order, unit)
values (md5('clinic demo field CALF_GIRTH')::uuid, 'CALF_GIRTH', 'PATIENT', 'Calf girth', 'Perímetro de pantorrilla', 'NUMBER', false, 15, 80, 70, 'cm')
on conflict do nothing;
insert into medical_data.custom_field_roles (field_id, role_code, may_write)
select md5('clinic demo field CALF_GIRTH')::uuid, r, true from unnest(array['CLINICIAN', 'NURSE']) r
on conflict do nothing;
insert into medical_data.custom_field_values (record_id, patient_id, field_id, value_type, value_number, unit, is_cleared, recorded_by, recorded_by_name,
                                              recorded_at)
select md5('clinic demo calf ' || p.bed)::uuid, p.patient_id, md5('clinic demo field CALF_GIRTH')::uuid, 'NUMBER', 33.5 + p.bed::int % 5, 'cm', false,
       d.user_id, d.display_name, now() - interval '20 days'
  from medical_data.patients p join access.wards w on w.ward_id = p.ward_id and w.code = 'B'
  join generate_series(current_setting('clinic_demo.first')::bigint, current_setting('clinic_demo.last')::bigint) i
    on p.patient_id = md5('clinic demo patient ' || i)::uuid
  join access.practitioners d on d.licence = 'DEMO-0002'
 where p.bed in ('1', '2', '4');
