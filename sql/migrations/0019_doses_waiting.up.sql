-- concurrent
create index concurrently medication_administrations_waiting on medical_data.medication_administrations (patient_id)
  where superseded_at is null and status in ('SCHEDULED', 'AWAITING_CHECK');
