-- Undoes 0005_emergency_access. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table access.emergency_decisions cascade;
drop table access.emergency_access cascade;
drop sequence access.emergency_numbers;
