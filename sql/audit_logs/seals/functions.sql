-- The digest of each row of a window, in order. row(...)::text keeps nulls apart from neighbours; what it prints of times is
-- pinned, so the reader's settings change nothing.
create or replace function audit_logs.window_digest(p_from xid8, p_to xid8, out row_count bigint, out digest bytea)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_custom_plan as $$
begin
  select count(*), sha256(coalesce(string_agg(r.hash, ''::bytea), ''::bytea)) into row_count, digest
    from (select sha256(convert_to(row(e.event_id, e.xid, e.at, e.login_role, e.pid, e.origin, e.session_id, e.user_id, e.action,
                   e.table_name, e.patient_id, e.purpose, e.old_row, e.new_row, e.detail)::text, 'UTF8')) as hash
            from audit_logs.events e where e.xid >= p_from and e.xid < p_to order by e.event_id) r;
end $$;

-- What a seal remembers of each row: its number and the beginning of the same digest, 16 bytes.
create or replace function audit_logs.window_marks(p_from xid8, p_to xid8) returns bytea
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_custom_plan as $$
begin
  return (select coalesce(string_agg(int8send(r.event_id) || substr(r.hash, 1, 8), ''::bytea), ''::bytea)
    from (select e.event_id, sha256(convert_to(row(e.event_id, e.xid, e.at, e.login_role, e.pid, e.origin, e.session_id, e.user_id, e.action,
                   e.table_name, e.patient_id, e.purpose, e.old_row, e.new_row, e.detail)::text, 'UTF8')) as hash
            from audit_logs.events e where e.xid >= p_from and e.xid < p_to order by e.event_id) r);
end $$;

-- What the next seal is made of: everything the seal says, and the seal before it.
create or replace function audit_logs.chain(p_previous bytea, s audit_logs.seals) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return sha256(coalesce(p_previous, ''::bytea) || s.digest || sha256(s.row_marks)
    || convert_to(concat_ws('|', s.seal_number, s.from_xid, s.to_xid, s.row_count, extract(epoch from s.sealed_at)), 'UTF8'));
end $$;

-- Seals what can no longer change: everything below the oldest running transaction, about 100,000 rows at a time. Writers are
-- not held up. Returns how many rows, null when there is nothing to seal.
create or replace function audit_logs.seal() returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error set plan_cache_mode = force_custom_plan as $$
declare
  last audit_logs.seals;
  s audit_logs.seals;
  first xid8;
  many xid8;
begin
  perform pg_advisory_xact_lock(720001);                       -- one sealer; people may not take advisory locks
  select * into last from audit_logs.seals x order by x.seal_number desc limit 1;
  s.seal_number := coalesce(last.seal_number, 0) + 1;
  s.from_xid := coalesce(last.to_xid, '0'::xid8);
  s.to_xid := pg_snapshot_xmin(pg_current_snapshot());
  s.sealed_at := clock_timestamp();
  select e.xid into first from audit_logs.events e where e.xid >= s.from_xid and e.xid < s.to_xid order by e.xid limit 1;
  if first is null then return null; end if;
  select e.xid into many from audit_logs.events e where e.xid >= s.from_xid and e.xid < s.to_xid order by e.xid offset 100000 limit 1;
  if many is not null then
    s.to_xid := case when many > first then many else (first::text::numeric + 1)::text::xid8 end;   -- a transaction is in one window
  end if;
  select w.row_count, w.digest into s.row_count, s.digest from audit_logs.window_digest(s.from_xid, s.to_xid) w;
  s.row_marks := audit_logs.window_marks(s.from_xid, s.to_xid);
  s.chain := audit_logs.chain(last.chain, s);
  insert into audit_logs.seals values (s.*);
  raise log 'clinic: seal % head %', s.seal_number, encode(s.chain, 'hex');        -- goes off the machine
  return s.row_count;
end $$;

-- The heads of the chain behind a seal, for whoever keeps them elsewhere.
create or replace function audit_logs.heads(p_after bigint default 0)
returns table (seal_number bigint, to_xid xid8, row_count bigint, head text, sealed_at timestamptz)
language plpgsql volatile security definer rows 100 set search_path = pg_catalog, pg_temp as $$
begin
  return query select s.seal_number, s.to_xid, s.row_count, encode(s.chain, 'hex'), s.sealed_at
                 from audit_logs.seals s where s.seal_number > coalesce(p_after, 0) order by s.seal_number;
end $$;

-- The first row in which a window differs from what its seal remembers.
create or replace function audit_logs.first_difference(p_marks bytea, p_now bytea, out event_id bigint, out what text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  with sealed as (
    select substr(p_marks, i, 8) as id, substr(p_marks, i + 8, 8) as hash from generate_series(1, length(p_marks) - 15, 16) i),
  now as (
    select substr(p_now, i, 8) as id, substr(p_now, i + 8, 8) as hash from generate_series(1, length(p_now) - 15, 16) i)
  select ('x' || encode(coalesce(s.id, n.id), 'hex'))::bit(64)::bigint,
         case when n.id is null then 'REMOVED' when s.id is null then 'ADDED' else 'CHANGED' end
    into event_id, what
    from sealed s full join now n on n.id = s.id
   where s.hash is distinct from n.hash
   order by coalesce(s.id, n.id) limit 1;
end $$;

-- No row: these seals hold. Otherwise the bad windows in order, with the first bad row where rows changed (what: CHANGED,
-- REMOVED, ADDED; two rows that changed places are two changed ones). What only heads kept elsewhere can show: the newest
-- seals taken away, everything sealed anew.
create or replace function audit_logs.verify(p_first bigint default 1, p_last bigint default null)
returns table (seal_number bigint, problem text, event_id bigint, what text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s audit_logs.seals;
  before audit_logs.seals;
  w record;
begin
  select * into before from audit_logs.seals x where x.seal_number < p_first order by x.seal_number desc limit 1;
  for s in select * from audit_logs.seals x
            where x.seal_number >= p_first and (p_last is null or x.seal_number <= p_last) order by x.seal_number loop
    seal_number := s.seal_number;
    event_id := null;
    what := null;
    select * into w from audit_logs.window_digest(s.from_xid, s.to_xid);
    if s.from_xid <> coalesce(before.to_xid, '0'::xid8) or s.seal_number <> coalesce(before.seal_number, 0) + 1 then
      problem := 'gap between windows';
      return next;
    end if;
    if (w.row_count, w.digest) is distinct from (s.row_count, s.digest) then
      problem := 'rows changed';
      select d.event_id, d.what into event_id, what from audit_logs.first_difference(s.row_marks, audit_logs.window_marks(s.from_xid, s.to_xid)) d;
      return next;
      event_id := null;
      what := null;
    end if;
    if s.chain <> audit_logs.chain(before.chain, s) then
      problem := 'chain broken';
      return next;
    end if;
    before := s;
  end loop;
end $$;
grant execute on function audit_logs.seal(), audit_logs.heads(bigint), audit_logs.verify(bigint, bigint) to clinic_watch;
