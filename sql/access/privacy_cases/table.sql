-- What the privacy officer looks into: a complaint, a breach, a request of a patient. Without a case she reads nobody's details.
create sequence access.case_numbers;

create table access.privacy_cases (
  case_id      uuid primary key default gen_random_uuid(),
  case_number  text not null unique,                        -- C-20261121-007: notices name it and nobody
  kind         text not null check (kind in ('BREACH', 'COMPLAINT', 'SUBJECT_ACCESS', 'ERASURE', 'LEGAL', 'MODEL_REVIEW')),
  summary      text not null check (length(summary) between 10 and 1000 and summary is nfc normalized),
  opened_by    uuid not null references access.users on delete restrict,
  opened_at    timestamptz not null default clock_timestamp(),
  -- The clocks of a breach run from its discovery: 72 hours to the authority, 60 days to those concerned (BG-26).
  discovered_at timestamptz,
  authority_due_at timestamptz,
  individuals_due_at timestamptz,
  authority_told_at timestamptz,
  individuals_told_at timestamptz,
  status       text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  closed_by    uuid references access.users on delete restrict,
  closed_at    timestamptz,
  outcome      text check (length(outcome) between 10 and 1000 and outcome is nfc normalized),
  session_id   uuid references access.sessions on delete restrict,
  check ((kind = 'BREACH') = (discovered_at is not null) and num_nulls(discovered_at, authority_due_at,
    individuals_due_at) in (0, 3)),
  check (authority_due_at = discovered_at + interval '72 hours'),
  check (kind = 'BREACH' or num_nonnulls(authority_told_at, individuals_told_at) = 0),
  check ((status = 'CLOSED') = (closed_at is not null) and num_nulls(closed_by, closed_at, outcome) in (0, 3))
);
create index privacy_cases_open on access.privacy_cases (opened_at) where status = 'OPEN';
