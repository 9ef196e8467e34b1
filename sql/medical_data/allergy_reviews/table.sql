-- Whether somebody asked. No row: not asked (an empty list of allergies is no answer). The latest row counts.
create table medical_data.allergy_reviews (
  review_id   uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  outcome     text not null check (outcome in ('NOT_OBTAINABLE', 'NONE_KNOWN', 'HAS_SOME')),
  reviewed_by uuid not null references access.users on delete restrict,
  session_id  uuid references access.sessions on delete restrict,
  reviewed_at timestamptz not null default clock_timestamp()
);
create index allergy_reviews_of_patient on medical_data.allergy_reviews (patient_id, reviewed_at desc);
