-- Undoes 0008_analytics. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table analytics.ai_request_logs cascade;
drop table analytics.medical_metrics cascade;
drop table analytics.medical_predictions cascade;
drop table analytics.ai_models cascade;
drop table medical_data.medical_observations cascade;
drop table medical_data.observation_imports cascade;
