-- A correction is a new version of the same record; of an old version only superseded_at changes.
-- The reference interval is the one that applied when the value was recorded: the laboratory's, or the catalogue's.
create table medical_data.biomarkers (
  record_id      uuid not null default gen_random_uuid(),
  version        int  not null default 1 check (version > 0),
  patient_id     uuid not null references medical_data.patients on delete restrict,
  type_id        smallint not null references medical_data.biomarker_types on delete restrict,
  measured_at    timestamptz not null,
  value          numeric not null check (value <> 'NaN' and value < 'Infinity' and value > '-Infinity'),
  status         text not null check (status in ('NORMAL', 'LOW', 'HIGH', 'CRITICAL_LOW', 'CRITICAL_HIGH', 'UNCLASSIFIED')),
  reference_low  numeric,
  reference_high numeric,
  source         text not null default 'LABORATORY'
                 check (source in ('LABORATORY', 'POINT_OF_CARE', 'DEVICE', 'PATIENT', 'IMPORT')),
  recorded_by    uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id     uuid references access.sessions on delete restrict,
  recorded_at    timestamptz not null default clock_timestamp(),
  superseded_at  timestamptz,
  primary key (record_id, version)
);
-- Not partial: a statement without "superseded_at is null" must find an index on patient_id too. Otherwise the policy
-- becomes a filter over the whole table, slow, and EXPLAIN ANALYZE tells how many rows were hidden (gate 18).
create index biomarkers_series on medical_data.biomarkers (patient_id, type_id, measured_at desc) include (value, status, superseded_at);
-- The newest value of any kind, for lists.
create index biomarkers_latest on medical_data.biomarkers (patient_id, measured_at desc);
