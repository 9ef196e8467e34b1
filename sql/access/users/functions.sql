-- Counting guesses. Two sequences per user, because what a sequence counts survives ROLLBACK, cancel and statement_timeout.
--   attempts_<n>: number of comparisons ever made; attempt_time_<n>: when the last one began (seconds).
-- Number 0 stands for all unknown e-mail addresses: the same work is done, nothing is limited.
-- Unlogged on purpose: after a crash a logged sequence goes on up to 32 numbers further, which would lock everybody out
-- until an administrator comes. An unlogged one begins again at 1: a crash forgives failures.
create or replace function access.add_attempt_counters(p_number int) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = warning as $$
begin
  execute format('create unlogged sequence if not exists access.attempts_%s', p_number);
  execute format('create unlogged sequence if not exists access.attempt_time_%s', p_number);
end $$;

create or replace function access.user_added() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  perform access.add_attempt_counters(new.number);
  return null;
end $$;

-- May this attempt be compared? Must be called before the comparison. From the fifth failure on, every failure closes the
-- account for 15 minutes; after the tenth an administrator has to unlock it. No lock is taken, so nobody can hold one:
--   * the time is written before the number is taken: who reads five failures also reads the time of the fifth;
--   * every comparison has a number of its own, so parallel guesses cannot share one.
create or replace function access.attempt_is_allowed(p_number int, p_base bigint, out allowed boolean, out attempt bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  counter regclass := format('access.attempts_%s', p_number)::regclass;
  clock   regclass := format('access.attempt_time_%s', p_number)::regclass;
  now_s   bigint := extract(epoch from clock_timestamp());
  made bigint := coalesce(pg_sequence_last_value(counter), 0);
  base bigint := case when made >= p_base then p_base else 0 end;        -- the counter began again after a crash
  failures bigint := made - base;
begin
  if p_number <> 0
     and (failures >= 10 or (failures >= 5 and now_s - coalesce(pg_sequence_last_value(clock), 0) < 900)) then
    allowed := false;                 -- refused without a number: trying a closed account does not close it further
    return;
  end if;
  perform setval(clock, now_s);
  attempt := nextval(counter);
  allowed := p_number <> 0 and attempt - base <= case when failures < 5 then 5 else 10 end;
end $$;

-- Compares a password; one bcrypt comparison of the same cost whatever the outcome.
create or replace function access.password_is_right(p_user access.users, p_password text, out is_right boolean, out attempt bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$  -- LOG must not reach a client that asks for it
declare
  nobody constant text := '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
  allowed boolean;
  hash text;
begin
  select a.allowed, a.attempt into allowed, attempt
    from access.attempt_is_allowed(coalesce(p_user.number, 0), coalesce(p_user.attempts_at_last_success, 0)) a;
  raise log 'clinic: attempt % of user %, allowed %', attempt, coalesce(p_user.number, 0), allowed;   -- survives a rollback
  hash := case when allowed then p_user.password_hash else nobody end;
  is_right := extensions.crypt(coalesce(p_password, ''), hash) = hash and allowed;
end $$;

-- A capability counts while it lasts, and nothing that is signed or approved while its holder is on leave or retired.
create or replace function access.user_may(p_user uuid, p_capability text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from access.user_capabilities c join access.users u using (user_id)
                  where c.user_id = p_user and c.capability_code = p_capability and u.status = 'ACTIVE'
                    and clock_timestamp() between c.starts_at and c.ends_at
                    and (c.capability_code = 'AUDIT_READ' or u.role_code = 'CLINICIAN'
                      or (c.capability_code = 'CHARGE' and u.role_code = 'NURSE')))
     and (p_capability = 'AUDIT_READ'
       or not exists (select 1 from access.practitioners d where d.user_id = p_user and d.status <> 'ACTIVE'));
end $$;

-- Suspended is suspended, and another role is another person: sessions and emergency grants end, and do not come back.
create or replace function access.user_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  update access.sessions set ended_at = clock_timestamp(), end_reason = 'SUSPENDED'
   where user_id = new.user_id and ended_at is null;
  update access.emergency_access e set status = 'EXPIRED', ended_at = clock_timestamp(), end_kind = 'REVOKED',
         end_reason = 'account changed'
   where e.requester_id = new.user_id and e.granted_at is not null and e.ended_at is null and e.expires_at > clock_timestamp();
  if found then perform pg_notify('clinic_emergency', ''); end if;
  perform pg_notify('clinic_sessions', '');
  return null;
end $$;

-- For clinicctl watch: the lock after ten failures is stored, so that a crash does not forgive it.
create or replace function access.store_locks() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  update access.users u set status = 'LOCKED'
   where u.user_id in (
     select x.user_id from access.users x
      where x.status = 'ACTIVE' and pg_sequence_last_value(format('access.attempts_%s', x.number)::regclass) - x.attempts_at_last_success >= 10
        for update skip locked);
  get diagnostics n = row_count;
  return n;
end $$;

do $$ begin perform access.add_attempt_counters(0); end $$;
grant execute on function access.user_added(), access.user_changed() to clinic_owner;
grant execute on function access.store_locks() to clinic_watch;
