-- Changes of catalogues, settings, wards, shifts and capabilities: what was, what shall be, who says so and who signs. What
-- needs a second person is applied by her signature, and only if the row is still what it was. api.propose_change,
-- api.decide_change.
create table access.catalogue_changes (
  change_id   uuid primary key default gen_random_uuid(),
  catalogue   text not null check (catalogue ~ '^[a-z_]{3,40}$'),
  operation   text not null check (operation in ('ADD', 'CHANGE')),
  row_key     jsonb not null,                               -- of an ADD: the whole row, so that it is proposed once
  old_row     jsonb,
  fields      jsonb not null check (jsonb_typeof(fields) = 'object'),
  reason      text not null check (length(reason) between 3 and 500 and reason is nfc normalized),
  signer      text check (signer in ('CLINICIAN', 'PRIVACY_OFFICER', 'ADMIN')),       -- null: applied at once
  proposed_by uuid not null references access.users on delete restrict,
  proposed_by_name text not null,                           -- as printed at that time
  proposed_at timestamptz not null default clock_timestamp(),
  session_id  uuid references access.sessions on delete restrict,
  decision    text check (decision in ('APPLIED', 'APPROVED', 'DENIED', 'WITHDRAWN')),
  decided_by  uuid references access.users on delete restrict,
  decided_by_name text,
  decided_at  timestamptz,
  decision_reason text check (length(decision_reason) between 3 and 500 and decision_reason is nfc normalized),
  check ((operation = 'CHANGE') = (old_row is not null)),
  check (num_nulls(decision, decided_by, decided_by_name, decided_at) in (0, 4)),
  check (signer is not null or decision = 'APPLIED'),
  check (decision <> 'APPLIED' or (signer is null and decided_by = proposed_by)),
  check (decision <> 'APPROVED' or decided_by <> proposed_by),
  check (decision <> 'DENIED' or decision_reason is not null),
  check (decision <> 'WITHDRAWN' or decided_by = proposed_by)
);
create unique index catalogue_changes_open on access.catalogue_changes (catalogue, row_key) where decision is null;
create index catalogue_changes_by_time on access.catalogue_changes (proposed_at desc);
