-- Undoes 0006_encounters. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table access.awaited_actions cascade;
drop table access.attendings cascade;
drop table medical_data.consultation_notes cascade;
drop table medical_data.consultations cascade;
alter table access.practitioners drop column specialty_code, drop column status;
drop table access.specialties cascade;
