-- Whom to call: people around the patient. Who they are and how to reach them is encrypted, bound to column and row
-- ('patient_contacts.name/<contact_id>' and so on); equality is found by blind index. Nothing is removed: a contact ends.
create table medical_data.patient_contacts (
  contact_id        uuid primary key default gen_random_uuid(),
  patient_id        uuid not null references medical_data.patients on delete restrict,
  kind              text not null check (kind in ('EMERGENCY', 'NEXT_OF_KIN', 'GUARDIAN', 'CAREGIVER', 'OTHER')),
  relationship      text not null check (relationship in ('SPOUSE', 'PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'GRANDPARENT', 'GRANDCHILD',
                                                          'RELATIVE', 'FRIEND', 'NEIGHBOUR', 'PROFESSIONAL', 'OTHER')),
  priority          smallint not null check (priority between 1 and 9),       -- who is called first
  name_encrypted    bytea not null,
  phone_encrypted   bytea,
  phone_blind_index bytea,
  email_encrypted   bytea,
  email_blind_index bytea,
  address_encrypted bytea,
  recorded_by       uuid not null references access.users on delete restrict,
  session_id        uuid references access.sessions on delete restrict,
  ended_at          timestamptz,
  end_reason        text check (length(end_reason) between 3 and 500 and end_reason is nfc normalized),
  created_at        timestamptz not null default clock_timestamp(),
  updated_at        timestamptz not null default clock_timestamp(),
  row_version       int not null default 1,
  check (num_nonnulls(phone_encrypted, email_encrypted, address_encrypted) > 0),
  check ((phone_encrypted is null) = (phone_blind_index is null) and (email_encrypted is null) = (email_blind_index is null)),
  check ((ended_at is null) = (end_reason is null))
);
create index patient_contacts_of_patient on medical_data.patient_contacts (patient_id, priority);
-- Whose contact calls from this number, or writes from this address.
create index patient_contacts_by_phone on medical_data.patient_contacts (phone_blind_index) where phone_blind_index is not null;
create index patient_contacts_by_email on medical_data.patient_contacts (email_blind_index) where email_blind_index is not null;
