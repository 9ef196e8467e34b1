-- Problems and history: what somebody has or had. Each change is a new version with its reason; entered in error is a status.
create table medical_data.medical_histories (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('PROBLEM', 'PAST_ILLNESS', 'SURGERY', 'FAMILY', 'SOCIAL', 'GYNAECOLOGICAL')),
  title         text not null check (length(title) between 1 and 200 and title is normalized),
  icd10         text check (icd10 ~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$'),
  onset_on      date,
  onset_precision text check (onset_precision in ('DAY', 'MONTH', 'YEAR')),
  resolved_on   date check (resolved_on >= onset_on),
  status        text not null check (status in ('ACTIVE', 'INACTIVE', 'RESOLVED', 'ENTERED_IN_ERROR')),
  verification  text not null check (verification in ('UNCONFIRMED', 'PROVISIONAL', 'CONFIRMED', 'REFUTED')),
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  primary key (record_id, version),
  check ((onset_on is null) = (onset_precision is null)),
  check (resolved_on is null or status in ('RESOLVED', 'ENTERED_IN_ERROR')),
  check ((version > 1) = (correction_reason is not null))
);
create index medical_histories_of_patient on medical_data.medical_histories (patient_id, recorded_at desc);
