create table access.user_capabilities (
  user_id         uuid not null references access.users on delete restrict,
  capability_code text not null references access.capabilities on delete restrict,
  starts_at       timestamptz not null default clock_timestamp(),
  ends_at         timestamptz not null default 'infinity',
  primary key (user_id, capability_code)
);
