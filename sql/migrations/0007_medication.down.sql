-- Undoes 0006_medication. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.prescription_findings cascade;
alter table medical_data.prescriptions drop constraint prescriptions_status_check,
  add constraint prescriptions_status_check check (status in ('ACTIVE', 'COMPLETED', 'CANCELLED')),
  drop column medication_id, drop column frequency_code, drop column indication, drop column instructions, drop column reason;
alter table medical_data.patient_allergies drop constraint patient_allergies_closed,
  drop column allergy_id, drop column kind, drop column verification, drop column reason;
drop table medical_data.medication_knowledge cascade;
drop table medical_data.dose_frequencies cascade;
drop table medical_data.medication_interactions cascade;
drop table medical_data.dose_limits cascade;
drop table medical_data.medication_ingredients cascade;
drop table medical_data.medications cascade;
drop table medical_data.ingredient_codes cascade;
drop table medical_data.ingredients cascade;
drop table medical_data.medication_classes cascade;
drop table medical_data.allergy_cross_reactions cascade;
drop table medical_data.allergies cascade;
drop table medical_data.biomarker_analyses cascade;
drop table medical_data.biomarker_confirmations cascade;
alter table medical_data.biomarkers
  drop column method, drop column device, drop column quality, drop column hormonal_context, drop column meal_context,
  drop column medication_context, drop column activity_context, drop column stress_context, drop column notes,
  drop column is_confirmed, drop column needs_second_check, drop column entered_in_error, drop column reason;
