-- Undoes 0006_encounters. CASCADE: policies, triggers and functions that use the row type go with a table.
alter table access.practitioners drop column specialty_code, drop column status;
drop table access.specialties cascade;
