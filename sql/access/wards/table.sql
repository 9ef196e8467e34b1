create table access.wards (
  ward_id    uuid primary key default gen_random_uuid(),
  code       text not null unique check (length(code) between 1 and 20),
  name       text not null check (length(name) between 1 and 60),
  sort_order int  not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  row_version int not null default 1
);
