drop table medical_data.observation_intervals;
