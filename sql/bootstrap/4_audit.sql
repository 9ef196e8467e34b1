-- The tables of audit_logs. They belong to clinic_archivist, which neither the migrator nor anybody else may become: who
-- migrates can add events, but can neither change nor remove one, nor disable the triggers. A change of these tables is a
-- step of bootstrap, done by a superuser. Safe to run again.

-- One append-only stream: openings, searches, refusals, sign-ins, decisions and every change of a row.
-- session_user and the session are taken by the server; nothing the client can SET is stored as an actor.
create table if not exists audit_logs.events (
  event_id   bigint generated always as identity primary key,
  xid        xid8 not null default pg_current_xact_id(),
  at         timestamptz not null default clock_timestamp(),
  login_role name not null default session_user,
  pid        int  not null default pg_backend_pid(),
  origin     inet default inet_client_addr(),
  session_id uuid,
  user_id    uuid,
  action     text not null,
  table_name text,
  patient_id uuid,
  purpose    text,
  old_row    jsonb,
  new_row    jsonb,
  detail     jsonb
);
create index if not exists events_by_xid on audit_logs.events (xid);
create index if not exists events_by_patient on audit_logs.events (patient_id, at) where patient_id is not null;
-- Whom a work list or a comparison of duplicates showed: "who saw this patient" asks for one patient in these arrays.
create index if not exists events_by_shown on audit_logs.events using gin ((coalesce(detail -> 'patients', detail -> 'found')) jsonb_path_ops)
  where action in ('OPEN_WORK_LIST', 'FIND_DUPLICATES');
-- A period of the whole stream: rows lie nearly in the order of time, so this index is small and costs writers nothing.
create index if not exists events_by_time on audit_logs.events using brin (at) with (pages_per_range = 32, autosummarize = on);

-- A seal covers the transactions [from_xid, to_xid); all of them had ended when it was made. Each seal contains the last one.
create table if not exists audit_logs.seals (
  seal_number bigint primary key,
  from_xid  xid8 not null,
  to_xid    xid8 not null,
  row_count bigint not null,
  digest    bytea not null,
  chain     bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);
-- For each row of the window, in order: event_id and the first eight bytes of its digest, 16 bytes. The chain covers it, and
-- with it the verifier names the row.
alter table audit_logs.seals add column if not exists row_marks bytea not null default '';

create or replace function audit_logs.refuse_change() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'audit_logs is append-only' using errcode = '42501';
end $$;
revoke all on function audit_logs.refuse_change() from public;

alter table audit_logs.events owner to clinic_archivist;
alter table audit_logs.seals owner to clinic_archivist;
alter function audit_logs.refuse_change() owner to clinic_archivist;

alter table audit_logs.events enable row level security;
alter table audit_logs.events force row level security;
alter table audit_logs.seals enable row level security;
alter table audit_logs.seals force row level security;
revoke all on audit_logs.events, audit_logs.seals from public, clinic_owner, clinic_definer;
grant select, insert on audit_logs.events, audit_logs.seals to clinic_definer;

drop policy if exists definer_reads on audit_logs.events;
drop policy if exists definer_adds on audit_logs.events;
drop policy if exists definer_reads on audit_logs.seals;
drop policy if exists definer_adds on audit_logs.seals;
create policy definer_reads on audit_logs.events for select to clinic_definer using (true);
create policy definer_adds on audit_logs.events for insert to clinic_definer with check (true);
create policy definer_reads on audit_logs.seals for select to clinic_definer using (true);
create policy definer_adds on audit_logs.seals for insert to clinic_definer with check (true);

create or replace trigger events_append_only before update or delete on audit_logs.events
  for each row execute function audit_logs.refuse_change();
create or replace trigger events_no_truncate before truncate on audit_logs.events
  for each statement execute function audit_logs.refuse_change();
create or replace trigger seals_append_only before update or delete on audit_logs.seals
  for each row execute function audit_logs.refuse_change();
create or replace trigger seals_no_truncate before truncate on audit_logs.seals
  for each statement execute function audit_logs.refuse_change();
