-- Undoes governance.
drop table medical_data.prescription_requests;
drop table access.tasks;
