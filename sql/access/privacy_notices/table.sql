-- What the privacy officer is told the same day. Who and whose chart, no content.
create table access.privacy_notices (
  notice_id  uuid primary key default gen_random_uuid(),
  kind       text not null check (kind in ('RELATIVE_DECLARED', 'RELATIVE_OPENED', 'SEAL_OPENED', 'SEAL_PROPOSED')),
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  detail     text check (length(detail) between 1 and 500),
  created_at timestamptz not null default clock_timestamp(),
  seen_by    uuid references access.users on delete restrict,
  seen_at    timestamptz,
  check ((seen_by is null) = (seen_at is null))
);
create index privacy_notices_unseen on access.privacy_notices (created_at) where seen_at is null;
create index privacy_notices_of_patient on access.privacy_notices (patient_id, created_at desc);
