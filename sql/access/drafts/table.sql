-- What somebody was typing when the line broke. Encrypted, bound to author and form, readable by the author for 24 hours.
-- A discarded draft is blanked, not removed.
create table access.drafts (
  user_id           uuid not null references access.users on delete restrict,
  form              text not null check (length(form) between 1 and 100),
  content_encrypted bytea,
  saved_at          timestamptz not null default clock_timestamp(),
  primary key (user_id, form)
);
