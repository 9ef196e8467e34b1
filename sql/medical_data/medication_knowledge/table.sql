-- What each check knows, and until when: a check without a row here, or after valid_until, does not run and says so.
create table medical_data.medication_knowledge (
  check_code   text primary key check (check_code in ('ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY')),
  data_version text not null,
  valid_until  date not null,
  source       text not null
);
