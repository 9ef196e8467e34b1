-- Undoes 0004_openings. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table access.drafts cascade;
drop table access.requests cascade;
drop table access.openings cascade;
drop sequence access.opening_numbers;
