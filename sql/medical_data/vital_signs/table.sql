-- One round of measurements; a correction is a new version. The limits here are those of what can be at all; what is
-- usual is data (vital_sign_limits). NEWS2 is computed by the database from the parts of the row and cannot be written.
create table medical_data.vital_signs (
  record_id        uuid not null default gen_random_uuid(),
  version          int  not null default 1 check (version > 0),
  patient_id       uuid not null references medical_data.patients on delete restrict,
  consultation_id  uuid references medical_data.consultations on delete restrict,
  measured_at      timestamptz not null,
  respiratory_rate smallint check (respiratory_rate between 1 and 80),
  spo2             smallint check (spo2 between 50 and 100),
  spo2_scale       smallint not null default 1 check (spo2_scale in (1, 2)),   -- the one set by a clinician at that time
  on_oxygen        boolean,
  oxygen_flow      numeric(3, 1) check (oxygen_flow between 0 and 80),         -- L/min
  systolic         smallint check (systolic between 30 and 300),
  diastolic        smallint check (diastolic between 10 and 200),
  pulse            smallint check (pulse between 10 and 300),
  consciousness    text check (consciousness in ('A', 'C', 'V', 'P', 'U')),
  temperature      numeric(3, 1) check (temperature between 25.0 and 45.0),
  weight           numeric(4, 1) check (weight between 0.3 and 350),           -- kg
  height           numeric(4, 1) check (height between 20 and 230),            -- cm
  waist            numeric(4, 1) check (waist between 20 and 200),             -- cm
  pain             smallint check (pain between 0 and 10),
  coma_scale       smallint check (coma_scale between 3 and 15),
  news2_excluded   text check (news2_excluded in ('UNDER_16', 'PREGNANCY')),   -- NEWS2 does not hold for them
  news2            smallint generated always as (case when news2_excluded is null then medical_data.news2_total(medical_data.news2_points(
                     respiratory_rate, spo2, spo2_scale, on_oxygen, systolic, pulse, consciousness, temperature)) end) stored,
  news2_level      text generated always as (case when news2_excluded is null then medical_data.news2_level(medical_data.news2_points(
                     respiratory_rate, spo2, spo2_scale, on_oxygen, systolic, pulse, consciousness, temperature)) end) stored,
  is_confirmed     boolean not null default false,          -- asked back about unusual values, and said yes
  is_void          boolean not null default false,          -- entered in error: a version without values
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is normalized),
  recorded_by      uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed at that time
  session_id       uuid references access.sessions on delete restrict,
  recorded_at      timestamptz not null default clock_timestamp(),
  superseded_at    timestamptz,
  primary key (record_id, version),
  check (diastolic < systolic),
  check (oxygen_flow is null or on_oxygen),
  check ((version > 1) = (correction_reason is not null)),
  check (is_void = (num_nonnulls(respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness, temperature, weight, height,
                                 waist, pain, coma_scale) = 0))
);
create index vital_signs_of_patient on medical_data.vital_signs (patient_id, measured_at desc);
