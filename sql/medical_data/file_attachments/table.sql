-- Files. The bytes lie outside, under storage_key; here is what they must be. A missing file is a state, not an accident.
create table medical_data.file_attachments (
  attachment_id uuid primary key default gen_random_uuid(),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  category      text not null check (category in ('CLINICAL', 'ADMINISTRATIVE')),
  file_name     text not null check (length(file_name) between 1 and 200 and file_name is normalized and file_name !~ '[/\\]'),
  media_type    text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/tiff',
      'application/dicom', 'text/plain')),
  byte_size     bigint not null check (byte_size between 1 and 536870912),
  sha256        bytea not null check (length(sha256) = 32),
  storage_key   uuid not null unique default gen_random_uuid(),
  scan_state    text not null default 'PENDING' check (scan_state in ('PENDING', 'CLEAN', 'INFECTED', 'FAILED')),
  scanned_at    timestamptz,
  is_missing    boolean not null default false,
  uploaded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1,
  check ((scan_state = 'PENDING') = (scanned_at is null))
);
create index file_attachments_of_patient on medical_data.file_attachments (patient_id, created_at desc);
-- What the reception uploaded itself.
create index file_attachments_of_uploader on medical_data.file_attachments (uploaded_by, patient_id, created_at desc);
