-- The digest of one window, independent of the reader's time zone and formats.
create or replace function audit_logs.window_digest(p_from xid8, p_to xid8, out row_count bigint, out digest bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select count(*), sha256(coalesce(string_agg(sha256(convert_to(concat_ws('|', e.event_id, e.xid, extract(epoch from e.at), e.login_role,
           e.pid, e.origin, e.session_id, e.user_id, e.action, e.table_name, e.patient_id, e.purpose,
           'o' || e.old_row::text, 'n' || e.new_row::text, 'd' || e.detail::text), 'UTF8')), ''::bytea order by e.event_id), ''::bytea))
    into row_count, digest
    from audit_logs.events e where e.xid >= p_from and e.xid < p_to;
end $$;

-- Seals what can no longer change: everything below the oldest running transaction. Writers are not held up.
create or replace function audit_logs.seal() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  last audit_logs.seals;
  upto xid8;
  w record;
begin
  perform pg_advisory_xact_lock(720001);                       -- one sealer; people may not take advisory locks
  select * into last from audit_logs.seals order by seal_number desc limit 1;
  upto := pg_snapshot_xmin(pg_current_snapshot());
  if upto <= coalesce(last.to_xid, '0'::xid8) then return null; end if;
  select * into w from audit_logs.window_digest(coalesce(last.to_xid, '0'::xid8), upto);
  insert into audit_logs.seals (seal_number, from_xid, to_xid, row_count, digest, chain)
  values (coalesce(last.seal_number, 0) + 1, coalesce(last.to_xid, '0'::xid8), upto, w.row_count, w.digest,
          sha256(coalesce(last.chain, ''::bytea) || w.digest || convert_to(concat_ws('|', last.to_xid, upto, w.row_count), 'UTF8')));
  raise log 'clinic: seal % head %', coalesce(last.seal_number, 0) + 1,
    (select encode(s.chain, 'hex') from audit_logs.seals s order by seal_number desc limit 1);   -- goes off the machine
  return w.row_count;
end $$;

-- No row: all seals hold. Otherwise the bad windows.
create or replace function audit_logs.verify() returns table (seal_number bigint, problem text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s audit_logs.seals;
  w record;
  prev_chain bytea := ''::bytea;
  prev_to xid8;
begin
  for s in select * from audit_logs.seals x order by x.seal_number loop
    seal_number := s.seal_number;
    select * into w from audit_logs.window_digest(s.from_xid, s.to_xid);
    if s.from_xid <> coalesce(prev_to, '0'::xid8) then problem := 'gap between windows'; return next; end if;
    if (w.row_count, w.digest) is distinct from (s.row_count, s.digest) then problem := 'rows changed'; return next; end if;
    if s.chain <> sha256(prev_chain || s.digest || convert_to(concat_ws('|', prev_to, s.to_xid, s.row_count), 'UTF8')) then
      problem := 'chain broken'; return next;
    end if;
    prev_chain := s.chain;
    prev_to := s.to_xid;
  end loop;
end $$;
grant execute on function audit_logs.seal(), audit_logs.verify() to clinic_watch;
