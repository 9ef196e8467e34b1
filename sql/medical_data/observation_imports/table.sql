-- Quarantine: what an administrator loaded and no clinician has accepted for a patient. Nobody reads it but the clinician whose
-- opened chart has the record number; whether that number exists is not told when it is loaded.
create table medical_data.observation_imports (
  import_id     uuid primary key default gen_random_uuid(),
  source_system text not null check (length(source_system) between 1 and 200 and source_system is nfc normalized),
  record_number text collate "C" not null check (record_number ~ '^[0-9]{9}$'),
  resource      jsonb not null check (jsonb_typeof(resource) = 'object' and resource ->> 'resourceType' = 'Observation'
                                      and pg_column_size(resource) <= 2097152),
  resource_hash bytea not null,                             -- the same one loaded again changes nothing
  imported_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  imported_at   timestamptz not null default clock_timestamp(),
  decision      text check (decision in ('ACCEPTED', 'REJECTED')),
  patient_id    uuid references medical_data.patients on delete restrict,
  decided_by    uuid references access.users on delete restrict,
  decided_at    timestamptz,
  reason        text check (length(reason) between 3 and 500 and reason is nfc normalized),
  unique (source_system, record_number, resource_hash),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null) and (decision is null) = (patient_id is null)),
  constraint observation_imports_reason_check1 check (decision <> 'REJECTED' or reason is not null)
);
create index observation_imports_waiting on medical_data.observation_imports (record_number) where decision is null;
create index observation_imports_of_patient on medical_data.observation_imports (patient_id);
