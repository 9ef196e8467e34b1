-- A request to prescribe: who gives medicines asks by name who prescribes them. Nothing is ordered by it. It changes in place,
-- once: prescribed (which), declined, withdrawn.
create table medical_data.prescription_requests (
  request_id  uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  medication  text not null check (length(medication) between 2 and 200 and medication is nfc normalized),
  details     text not null check (length(details) between 2 and 500 and details is nfc normalized),
  asked_of    uuid not null references access.practitioners on delete restrict,
  asked_of_name text not null,                              -- as printed at that time
  recorded_by uuid not null references access.users on delete restrict,
  recorded_by_name text not null,
  session_id  uuid references access.sessions on delete restrict,
  recorded_at timestamptz not null default clock_timestamp(),
  status      text not null default 'OPEN' check (status in ('OPEN', 'PRESCRIBED', 'DECLINED', 'WITHDRAWN')),
  prescription_id uuid,
  closed_by   uuid references access.users on delete restrict,
  closed_at   timestamptz,
  closing_reason text check (length(closing_reason) between 3 and 300 and closing_reason is nfc normalized),
  check ((status = 'OPEN') = (closed_at is null) and (status = 'OPEN') = (closed_by is null)),
  check ((status = 'PRESCRIBED') = (prescription_id is not null)),
  check (status <> 'DECLINED' or closing_reason is not null)
);
create index prescription_requests_of_patient on medical_data.prescription_requests (patient_id, recorded_at desc);
-- What waits for a prescriber.
create index prescription_requests_open on medical_data.prescription_requests (asked_of, recorded_at) where status = 'OPEN';
