-- patients

-- Functions that the definition of the table needs. Frozen like the table: they change by a migration only, because
-- stored values were made with them.

-- For comparison only: lower case, no accents, apostrophes and middle dots dropped, hyphens and runs of space as one
-- space. What is shown is the name as written.
create or replace function medical_data.fold(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select btrim(regexp_replace(
    translate(lower(extensions.unaccent('extensions.unaccent'::regdictionary, normalize(p_text, nfc))),
              '-‐‑_,;.''’ʼ`´·', '       '), '\s+', ' ', 'g'))
$$;

-- The key of a surname: folded, without leading particles, as a Spanish index of names sorts it (De la Cruz under C).
create or replace function medical_data.fold_surname(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(medical_data.fold(p_text), '^((de|del|la|las|los|el|da|das|do|dos|di|van|von|der|den|y|e) )+', '')
$$;

-- The second given name (María José, María del Carmen), or ''.
create or replace function medical_data.fold_second_given(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select split_part(regexp_replace(medical_data.fold(p_text), ' ((de|del|la|las|los|el|y) )+', ' '), ' ', 2)
$$;

-- ISO 7064 MOD 11,10 over eight digits.
create or replace function medical_data.check_digit(p_digits text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  product int := 10;
  sum int;
begin
  for i in 1 .. length(p_digits) loop
    sum := (product + substr(p_digits, i, 1)::int) % 10;
    product := ((case sum when 0 then 10 else sum end) * 2) % 11;
  end loop;
  return ((11 - product) % 10)::text;
end $$;

create or replace function medical_data.next_record_number() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  n text := nextval('medical_data.record_numbers');
begin
  return n || medical_data.check_digit(n);
end $$;

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
  -- Folded keys in the order of bytes, so that prefixes are ranges of a btree.
  given_key     text collate "C" not null generated always as (medical_data.fold(given_names)) stored,
  given_2_key   text collate "C" not null generated always as (medical_data.fold_second_given(given_names)) stored,
  surname_1_key text collate "C" not null generated always as (medical_data.fold_surname(surname_1)) stored,
  surname_2_key text collate "C" not null generated always as (medical_data.fold_surname(coalesce(surname_2, ''))) stored,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1,
  foreign key (ward_id, bed) references access.beds on delete restrict,
  check (bed is null or ward_id is not null),
  check ((status = 'MERGED') = (merged_into is not null))
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
create index patients_by_phone on medical_data.patients (phone_blind_index) where phone_blind_index is not null;
create index patients_by_phone_tail on medical_data.patients (phone_tail_index) where phone_tail_index is not null;

-- Numbers that others gave the patient: record numbers elsewhere, insurers, national identifiers. Those that identify a
-- person by law are stored encrypted and found by their blind index.
create table medical_data.patient_identifiers (
  identifier_id   uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  system          text not null check (length(system) between 1 and 200),     -- a URI, as in FHIR Identifier.system
  type            text not null check (type in ('MR', 'NI', 'PPN', 'SS', 'MB')),  -- HL7 table 0203
  value           text check (length(value) between 1 and 100),
  value_encrypted bytea,
  value_index     bytea,
  assigner        text,
  created_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  unique (system, value),
  unique (system, value_index),
  check ((value is null) <> (value_encrypted is null) and (value_encrypted is null) = (value_index is null))
);
create index patient_identifiers_of_patient on medical_data.patient_identifiers (patient_id);

-- Every distinct name once. With name_deletions, typos are found without a scan.
create table medical_data.name_lexicon (
  name text collate "C" primary key
);
create index name_lexicon_compound on medical_data.name_lexicon (name) where strpos(name, ' ') > 0;

-- What is left of a name when one letter is missing, and the name itself.
create table medical_data.name_deletions (
  remainder text collate "C" not null,
  name      text collate "C" not null references medical_data.name_lexicon on delete restrict,
  primary key (remainder, name)
);

create table access.care_team (
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  starts_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null default 'infinity',
  primary key (user_id, patient_id, starts_at),
  check (starts_at < ends_at)
);
create index care_team_of_patient on access.care_team (patient_id);

-- A patient does not want this member of staff. Only a grant with two approvers opens the chart for her.
create table access.patient_blocks (
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  starts_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null default 'infinity',
  primary key (user_id, patient_id)
);
