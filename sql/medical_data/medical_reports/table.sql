-- Reports: PROCESSING, COMPLETED, REVIEWED (by a clinician), ARCHIVED; each step is a version. The summary is encrypted free text, a
-- person's or a model's; files hang on it by attachment_links.
create table medical_data.medical_reports (
  record_id         uuid not null default gen_random_uuid(),
  version           int  not null default 1 check (version > 0),
  patient_id        uuid not null references medical_data.patients on delete restrict,
  type              text not null check (type in ('LAB', 'IMAGING', 'PATHOLOGY', 'CONSULTATION')),
  title             text not null check (length(title) between 1 and 200 and title is normalized),
  report_on         date not null,
  summary_encrypted bytea,                                  -- access.encrypt_text(.., 'medical_reports.summary/<record_id>/<version>')
  summary_source    text check (summary_source in ('MANUAL', 'AI')),
  status            text not null check (status in ('PROCESSING', 'COMPLETED', 'REVIEWED', 'ARCHIVED')),
  test_record_id    uuid,                                   -- of medical_tests, where it answers one
  reviewer_id       uuid references access.practitioners on delete restrict,   -- who is to review it
  reviewed_by       uuid references access.practitioners on delete restrict,
  reviewed_by_name  text check (length(reviewed_by_name) between 1 and 100),   -- as signed at that time
  reviewed_at       timestamptz,
  recorded_by       uuid not null references access.users on delete restrict,
  session_id        uuid references access.sessions on delete restrict,
  recorded_at       timestamptz not null default clock_timestamp(),
  superseded_at     timestamptz,
  primary key (record_id, version),
  check ((summary_encrypted is null) = (summary_source is null)),
  check (num_nonnulls(reviewed_by, reviewed_by_name, reviewed_at) in (0, 3)),
  check (case status when 'REVIEWED' then reviewed_at is not null when 'ARCHIVED' then true else reviewed_at is null end)
);
create index medical_reports_of_patient on medical_data.medical_reports (patient_id, report_on desc);
