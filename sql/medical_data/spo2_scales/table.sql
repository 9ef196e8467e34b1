-- Which SpO2 scale of NEWS2 holds for a patient: 2 where a clinician has set and signed a target of 88 to 92 %. The latest row
-- counts; without one it is scale 1.
create table medical_data.spo2_scales (
  scale_id   uuid primary key default gen_random_uuid(),
  patient_id uuid not null references medical_data.patients on delete restrict,
  scale      smallint not null check (scale in (1, 2)),
  reason     text not null check (length(reason) between 3 and 500 and reason is normalized),
  set_by     uuid not null references access.users on delete restrict,
  set_by_name text not null check (length(set_by_name) between 1 and 100),             -- as signed at that time
  session_id uuid references access.sessions on delete restrict,
  set_at     timestamptz not null default clock_timestamp()
);
create index spo2_scales_of_patient on medical_data.spo2_scales (patient_id, set_at desc);
