-- What is added to a problem in free words, by nurses too. Encrypted, never changed.
create table medical_data.history_notes (
  note_id        uuid primary key default gen_random_uuid(),
  patient_id     uuid not null references medical_data.patients on delete restrict,
  record_id      uuid not null,                             -- of medical_histories
  body_encrypted bytea not null,                            -- access.encrypt_text(.., 'history_notes.body/<note_id>')
  recorded_by    uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed under it at that time
  session_id     uuid references access.sessions on delete restrict,
  recorded_at    timestamptz not null default clock_timestamp()
);
create index history_notes_of_patient on medical_data.history_notes (patient_id, record_id, recorded_at desc);
