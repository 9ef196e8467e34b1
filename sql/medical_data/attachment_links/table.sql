-- What a file belongs to; it may belong to several things of the same patient.
create table medical_data.attachment_links (
  attachment_id uuid not null references medical_data.file_attachments on delete restrict,
  entity        text not null check (entity in ('CONSULTATION', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT')),
  record_id     uuid not null,
  patient_id    uuid not null references medical_data.patients on delete restrict,
  linked_by     uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  linked_at     timestamptz not null default clock_timestamp(),
  primary key (attachment_id, entity, record_id)
);
create index attachment_links_of_patient on medical_data.attachment_links (patient_id, entity, record_id);
