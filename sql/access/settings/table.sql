-- Settings of the site, as rows: names and limits that an administrator owns. Nothing secret.
create table access.settings (
  name       text primary key check (name ~ '^[a-z][a-z0-9_]{1,60}$'),
  value      text not null,
  updated_at timestamptz not null default clock_timestamp()
);
