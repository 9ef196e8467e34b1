-- Undoes 0007_treatments. CASCADE: policies, triggers and functions that use the row type go with a table.
-- A prescription that is on hold, stopped or voided has no word in the older list: with one, this stops and changes nothing.
drop table medical_data.medication_administrations cascade;
drop table medical_data.treatments cascade;
drop table medical_data.prescription_findings cascade;
alter table medical_data.prescriptions drop constraint prescriptions_status_check,
  add constraint prescriptions_status_check check (status in ('ACTIVE', 'COMPLETED', 'CANCELLED')),
  drop column medication_id, drop column frequency_code, drop column indication, drop column instructions, drop column reason;
alter table medical_data.patient_allergies drop constraint patient_allergies_closed,
  drop column allergy_id, drop column kind, drop column verification, drop column reason;
drop table medical_data.biomarker_analyses cascade;
drop table medical_data.biomarker_confirmations cascade;
alter table medical_data.biomarkers
  drop column method, drop column device, drop column quality, drop column hormonal_context, drop column meal_context,
  drop column medication_context, drop column activity_context, drop column stress_context, drop column notes,
  drop column is_confirmed, drop column needs_second_check, drop column entered_in_error, drop column reason;
