-- concurrent
create index concurrently biomarkers_critical on medical_data.biomarkers (patient_id, measured_at)
  where superseded_at is null and status in ('CRITICAL_LOW', 'CRITICAL_HIGH') and method is distinct from 'CGM';
