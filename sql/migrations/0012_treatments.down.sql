-- Undoes 0007_treatments. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.medication_administrations cascade;
drop table medical_data.treatments cascade;
