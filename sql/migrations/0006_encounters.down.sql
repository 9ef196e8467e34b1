-- Undoes 0006_encounters. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.news2_escalations cascade;
drop table medical_data.spo2_scales cascade;
drop table medical_data.vital_signs cascade;
drop function medical_data.news2_level(int[]);
drop function medical_data.news2_total(int[]);
drop function medical_data.news2_points(int, int, int, boolean, int, int, text, numeric);
drop table medical_data.vital_sign_limits cascade;
drop table access.awaited_actions cascade;
drop table access.attendings cascade;
drop table medical_data.consultation_notes cascade;
drop table medical_data.consultations cascade;
alter table access.practitioners drop column specialty_code, drop column status;
drop table access.specialties cascade;
