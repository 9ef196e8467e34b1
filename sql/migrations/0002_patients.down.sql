-- Undoes 0002_patients. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table access.patient_blocks cascade;
drop table access.care_team cascade;
drop table medical_data.name_deletions cascade;
drop table medical_data.name_lexicon cascade;
drop table medical_data.patient_identifiers cascade;
drop table medical_data.patients cascade;
drop sequence medical_data.record_numbers;
drop function medical_data.next_record_number();
drop function medical_data.check_digit(text);
drop function medical_data.fold_second_given(text);
drop function medical_data.fold_surname(text);
drop function medical_data.fold(text);
