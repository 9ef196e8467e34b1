-- What was asked, found and decided; nurses' notes too. Encrypted free text. A note is written and signed by one author: until
-- it is signed each change is a new version, afterwards there are only addenda, notes of their own that name what they amend.
create table medical_data.consultation_notes (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  consultation_id uuid references medical_data.consultations on delete restrict,
  kind            text not null check (kind in ('REASON', 'CONSULTATION', 'NURSING', 'ADDENDUM')),
  amends          uuid,                                     -- the record_id of a signed note
  body_encrypted  bytea not null,                           -- access.encrypt_text(.., 'consultation_notes.body/<record_id>/<version>')
  signed_at       timestamptz,
  recorded_by     uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed under it at that time
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  check ((kind = 'ADDENDUM') = (amends is not null))
);
create index consultation_notes_of_patient on medical_data.consultation_notes (patient_id, recorded_at desc);
