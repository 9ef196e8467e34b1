-- How soon after a NEWS2 of a level the next observations are due (Royal College of Physicians 2017, chart 4), as data owned by a named
-- clinician: from from_minutes on they may be taken, after until_minutes they are overdue; both null: monitored without a pause.
create table medical_data.observation_intervals (
  level         text primary key check (level in ('NONE', 'LOW', 'SINGLE_3', 'MEDIUM', 'HIGH')),
  from_minutes  smallint check (from_minutes between 5 and 1440),
  until_minutes smallint check (until_minutes between 5 and 1440),
  source        text not null check (length(source) between 2 and 120),
  check ((from_minutes is null) = (until_minutes is null) and from_minutes <= until_minutes)
);

insert into medical_data.observation_intervals (level, from_minutes, until_minutes, source) values
  ('NONE', 720, 720, 'RCP NEWS2 2017'), ('LOW', 240, 360, 'RCP NEWS2 2017'), ('SINGLE_3', 60, 60, 'RCP NEWS2 2017'),
  ('MEDIUM', 60, 60, 'RCP NEWS2 2017'), ('HIGH', null, null, 'RCP NEWS2 2017');
