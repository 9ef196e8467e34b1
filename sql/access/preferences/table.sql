-- What a person chose for herself: language and theme.
create table access.preferences (
  user_id    uuid not null references access.users on delete restrict,
  name       text not null check (name in ('LANGUAGE', 'THEME')),
  value      text not null check (length(value) between 1 and 60),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (user_id, name),
  check (name <> 'LANGUAGE' or value in ('en', 'es'))
);
