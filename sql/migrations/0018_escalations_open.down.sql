drop index concurrently if exists medical_data.news2_escalations_open;
