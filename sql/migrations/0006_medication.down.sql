-- Undoes 0006_medication. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table medical_data.biomarker_analyses cascade;
drop table medical_data.biomarker_confirmations cascade;
alter table medical_data.biomarkers
  drop column method, drop column device, drop column quality, drop column hormonal_context, drop column meal_context,
  drop column medication_context, drop column activity_context, drop column stress_context, drop column notes,
  drop column is_confirmed, drop column needs_second_check, drop column entered_in_error, drop column reason;
