-- What the checks said when a version was signed (PASS too), with the data they used, and why somebody signed all the same.
create table medical_data.prescription_findings (
  finding_id      uuid primary key default gen_random_uuid(),
  record_id       uuid not null,
  version         int  not null,
  patient_id      uuid not null references medical_data.patients on delete restrict,
  check_code      text not null check (check_code in ('ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY')),
  outcome         text not null check (outcome in ('PASS', 'ALERT', 'NOT_RUN')),
  severity        text check (severity in ('BLOCKING', 'WARNING')),
  finding         text not null check (length(finding) between 1 and 300),
  note            text,
  data_version    text,
  override_reason text check (length(override_reason) between 3 and 300 and override_reason is nfc normalized),
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  foreign key (record_id, version) references medical_data.prescriptions on delete restrict,
  constraint prescription_findings_pass check ((outcome = 'PASS') = (severity is null)),
  constraint prescription_findings_override check (severity is distinct from 'BLOCKING' or override_reason is not null)
);
create unique index prescription_findings_once on medical_data.prescription_findings (record_id, version, finding);
create index prescription_findings_of_patient on medical_data.prescription_findings (patient_id, recorded_at desc);
