-- One row per form that was saved: a repeated send with the same key answers what the first one answered.
create table access.requests (
  user_id      uuid not null references access.users on delete restrict,
  request_key  uuid not null,
  content_hash bytea not null,
  answer       jsonb not null,
  created_at   timestamptz not null default clock_timestamp(),
  primary key (user_id, request_key)
);
