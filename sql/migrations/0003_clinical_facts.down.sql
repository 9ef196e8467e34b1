-- Undoes 0003_clinical_facts. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.allergy_reviews cascade;
drop table medical_data.patient_allergies cascade;
drop table medical_data.prescriptions cascade;
drop table medical_data.biomarkers cascade;
drop table medical_data.biomarker_types cascade;
