-- Undoes 0006_patient. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.hormonal_therapies cascade;
drop table medical_data.menopause_statuses cascade;
drop table medical_data.pregnancies cascade;
drop table medical_data.menstrual_cycles cascade;
drop table medical_data.hormonal_profiles cascade;
drop table medical_data.privacy_settings cascade;
drop table medical_data.consents cascade;
drop table medical_data.patient_proposals cascade;
drop table medical_data.patient_contacts cascade;
drop index medical_data.patients_merged_into;
drop index medical_data.patient_identifiers_value;
drop index medical_data.patient_identifiers_value_index;
alter table medical_data.patient_identifiers
  drop constraint patient_identifiers_type_check,
  add constraint patient_identifiers_type_check check (type in ('MR', 'NI', 'PPN', 'SS', 'MB')),
  add unique (system, value),
  add unique (system, value_index);
alter table medical_data.patients
  drop column deceased_on, drop column needs_interpreter, drop column language,
  drop column address_encrypted, drop column email_blind_index, drop column email_encrypted;
