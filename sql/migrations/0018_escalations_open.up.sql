-- concurrent
create index concurrently news2_escalations_open on medical_data.news2_escalations (patient_id) where answered_at is null;
