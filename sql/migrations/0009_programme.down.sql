-- Undoes 0007_programme. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.custom_field_values cascade;
drop table medical_data.custom_field_choices cascade;
drop table medical_data.custom_field_roles cascade;
drop table medical_data.custom_fields cascade;
drop table medical_data.programme_enrolments cascade;
drop table medical_data.programme_diabetes_types cascade;
drop table medical_data.programmes cascade;
drop table medical_data.diabetes_diagnoses cascade;
drop function medical_data.is_age_within(date, date, int, int);
drop function medical_data.age_in_years(date, date);
