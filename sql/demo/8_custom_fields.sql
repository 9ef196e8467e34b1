-- Fields of the demo clinic: five of the patient, one of a consultation. Doctors write them all, nurses all but one.
insert into medical_data.custom_fields (field_id, code, entity, specialty_code, name_en, name_es, value_type, is_administrative, min_number,
                                        max_number, max_length, sort_order)
select md5('clinic demo field ' || v.code)::uuid, v.*
  from (values ('FOOT_RISK', 'PATIENT', 'PODIATRY', 'Foot risk', 'Riesgo del pie', 'CHOICE', false, null::numeric, null::numeric, null::int, 10),
               ('STEPS_A_DAY', 'PATIENT', null, 'Steps a day', 'Pasos al día', 'NUMBER', false, 0, 60000, null, 20),
               ('NEXT_EYE_CHECK', 'PATIENT', 'OPHTHALMOLOGY', 'Next eye check', 'Próximo fondo de ojo', 'DATE', false, null, null, null, 30),
               ('USES_SENSOR', 'PATIENT', 'ENDOCRINOLOGY', 'Uses a glucose sensor', 'Usa sensor de glucosa', 'BOOLEAN', false, null, null, null, 40),
               ('HELP_AT_HOME', 'PATIENT', null, 'Help at home', 'Ayuda en casa', 'TEXT', false, null, null, 80, 50),
               ('ACCOMPANIED_BY', 'CONSULTATION', null, 'Accompanied by', 'Acompañada por', 'TEXT', false, null, null, 60, 60))
         v(code, entity, specialty_code, name_en, name_es, value_type, is_administrative, min_number, max_number, max_length, sort_order);

insert into medical_data.custom_field_roles (field_id, role_code, may_write)
select f.field_id, r, r = 'CLINICIAN' or f.code <> 'FOOT_RISK'
  from medical_data.custom_fields f, unnest(array['CLINICIAN', 'NURSE']) r;

insert into medical_data.custom_field_choices (field_id, code, name_en, name_es, sort_order)
select md5('clinic demo field FOOT_RISK')::uuid, v.*
  from (values ('LOW', 'low', 'bajo', 1), ('MODERATE', 'moderate', 'moderado', 2), ('HIGH', 'high', 'alto', 3),
               ('ULCER', 'ulcer now', 'úlcera activa', 4)) v(code, name_en, name_es, sort_order);
