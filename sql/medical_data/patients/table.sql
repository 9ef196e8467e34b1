create sequence medical_data.record_numbers start 10000001 maxvalue 99999999;

create table medical_data.patients (
  patient_id    uuid primary key default gen_random_uuid(),
  record_number text collate "C" not null unique default medical_data.next_record_number()
                check (record_number ~ '^[0-9]{9}$' and right(record_number, 1) = medical_data.check_digit(left(record_number, 8))),
  given_names   text not null check (length(given_names) between 1 and 100),
  surname_1     text not null check (length(surname_1) between 1 and 100),
  surname_2     text check (length(surname_2) between 1 and 100),
  birth_date    date not null check (birth_date >= date '1880-01-01'),
  sex           text not null default 'UNKNOWN' check (sex in ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN')),
  status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE', 'DECEASED', 'MERGED')),
  merged_into   uuid references medical_data.patients on delete restrict,
  deleted_at    timestamptz,                               -- entered in error; nothing is ever removed
  ward_id       uuid references access.wards on delete restrict,
  bed           text,
  attending_id  uuid references access.practitioners on delete restrict,
  has_alert     boolean not null default false,            -- at least one allergy; kept by medical_data.note_alert()
  is_protected  boolean not null default false,            -- VIP, colleague, relative: a reason is asked for
  user_id       uuid unique references access.users on delete restrict,  -- a member of staff's own record
  phone_encrypted   bytea,                                 -- E.164, access.encrypt_text(.., 'patients.phone/<patient_id>')
  phone_blind_index bytea,
  phone_tail_index  bytea,                                 -- blind index of the last seven digits
  email_encrypted   bytea,                                 -- access.encrypt_text(.., 'patients.email/<patient_id>'); not unique (X-29)
  email_blind_index bytea,
  address_encrypted bytea,                                 -- 'patients.address/<patient_id>', lines as on an envelope
  language      text check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),   -- BCP 47; null: nobody asked
  needs_interpreter boolean not null default false,
  deceased_on   date,
  -- Folded keys in the order of bytes, so that prefixes are ranges of a btree.
  given_key     text collate "C" not null generated always as (medical_data.fold(given_names)) stored,
  given_2_key   text collate "C" not null generated always as (medical_data.fold_second_given(given_names)) stored,
  surname_1_key text collate "C" not null generated always as (medical_data.fold_surname(surname_1)) stored,
  surname_2_key text collate "C" not null generated always as (medical_data.fold_surname(coalesce(surname_2, ''))) stored,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1,
  -- A person whom nobody could name: the age as it looked; the birth date is an estimate until somebody writes another one.
  birth_date_is_estimate boolean not null default false,
  estimated_age_from smallint check (estimated_age_from between 0 and 110),
  estimated_age_to   smallint check (estimated_age_to <= 120),
  foreign key (ward_id, bed) references access.beds on delete restrict,
  check (bed is null or ward_id is not null),
  check ((status = 'MERGED') = (merged_into is not null)),
  constraint patients_estimate check (estimated_age_to >= estimated_age_from
    and (estimated_age_from is null) = (estimated_age_to is null)
                                     and (not birth_date_is_estimate or estimated_age_from is not null)),
  constraint patients_deceased_on_check check (deceased_on is null or (deceased_on >= birth_date and status in ('DECEASED', 'MERGED')))
);

-- One name part typed: lists in the order of their own index.
create index patients_by_surname_1 on medical_data.patients (surname_1_key, surname_2_key, given_key, patient_id);
create index patients_by_surname_2 on medical_data.patients (surname_2_key, surname_1_key, given_key, patient_id) where surname_2_key <> '';
create index patients_by_given     on medical_data.patients (given_key, surname_1_key, surname_2_key, patient_id);
create index patients_by_given_2   on medical_data.patients (given_2_key, given_key, surname_1_key) where given_2_key <> '';
-- Two parts typed, in any order, both unfinished ("gar mar"): three letters of the one, a prefix of the other, and the
-- rest of the first as a condition that the index itself can test.
create index patients_pair_1_2  on medical_data.patients (left(surname_1_key, 3), surname_2_key, surname_1_key) where surname_2_key <> '';
create index patients_pair_1_g  on medical_data.patients (left(surname_1_key, 3), given_key, surname_1_key);
create index patients_pair_1_g2 on medical_data.patients (left(surname_1_key, 3), given_2_key, surname_1_key) where given_2_key <> '';
create index patients_pair_2_1  on medical_data.patients (left(surname_2_key, 3), surname_1_key, surname_2_key) where surname_2_key <> '';
create index patients_pair_2_g  on medical_data.patients (left(surname_2_key, 3), given_key, surname_2_key) where surname_2_key <> '';
create index patients_pair_g_1  on medical_data.patients (left(given_key, 3), surname_1_key, given_key);
create index patients_pair_g_2  on medical_data.patients (left(given_key, 3), surname_2_key, given_key) where surname_2_key <> '';
create index patients_pair_2_g2 on medical_data.patients (left(surname_2_key, 3), given_2_key, surname_2_key) where surname_2_key <> '' and given_2_key <> '';
create index patients_pair_g2_2 on medical_data.patients (left(given_2_key, 3), surname_2_key, given_2_key) where surname_2_key <> '' and given_2_key <> '';
create index patients_pair_g2_1 on medical_data.patients (left(given_2_key, 3), surname_1_key, given_2_key) where given_2_key <> '';
-- Birth date, ward, duplicates.
create index patients_by_birth_date on medical_data.patients (birth_date, surname_1_key, given_key);
create index patients_by_head_birth on medical_data.patients (left(surname_1_key, 3), birth_date);
create index patients_by_ward  on medical_data.patients (ward_id, surname_1_key, surname_2_key, given_key) where ward_id is not null;
-- Records that were merged into this one.
create index patients_merged_into on medical_data.patients (merged_into) where merged_into is not null;
create index patients_by_phone on medical_data.patients (phone_blind_index) where phone_blind_index is not null;
create index patients_by_phone_tail on medical_data.patients (phone_tail_index) where phone_tail_index is not null;
-- Unknown persons of a day are numbered.
create index patients_unknown on medical_data.patients (created_at) where estimated_age_from is not null;
