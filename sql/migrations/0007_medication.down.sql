-- Undoes 0006_medication. CASCADE: policies, triggers and functions that use the row type go with a table.
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
