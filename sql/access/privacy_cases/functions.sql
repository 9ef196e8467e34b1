-- A closed case stays closed, and what was told stays told.
create or replace function access.keep_closed_cases() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if tg_op = 'DELETE' or old.status = 'CLOSED' or new.authority_told_at is distinct from coalesce(old.authority_told_at,
    new.authority_told_at)
     or new.individuals_told_at is distinct from coalesce(old.individuals_told_at, new.individuals_told_at) then
    raise exception 'a closed case, and what was told, stay as they are' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.keep_closed_cases() to clinic_owner;

-- Writes a case; the caller has looked who may. p_discovered: for a breach.
create or replace function access.add_case(p_kind text, p_summary text, p_user uuid, p_session uuid, p_discovered timestamptz,
  out case_id uuid, out case_number text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.privacy_cases as c (case_number, kind, summary, opened_by, discovered_at, authority_due_at,
    individuals_due_at, session_id)
  values ('C-' || to_char(access.local_today(), 'YYYYMMDD') || '-' || access.at_least_three(nextval('access.case_numbers')),
    p_kind, p_summary, p_user,
          p_discovered, p_discovered + interval '72 hours', p_discovered + interval '60 days', p_session)
  returning c.case_id, c.case_number into case_id, case_number;
end $$;

-- The privacy officer's file of one case, as api.open_case_file opened it: may she read this patient in it now? The opening is
-- committed and on disk, the case is open, the patient belongs to it.
create or replace function access.require_case(p_patient uuid, p_action text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  o := access.require_opening(me.session_id, 'CASE', me.wal_now);
  if not exists (select 1 from access.privacy_case_links l join access.privacy_cases c on c.case_id = l.case_id
                  where l.case_id = o.case_id and l.patient_id = p_patient and c.status = 'OPEN') then
    raise exception 'NO_RFA' using errcode = '42501';
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, p_action, p_patient, o.purpose, jsonb_build_object('case',
    o.case_id));
end $$;

-- Who may act on a patient in a case of these kinds: the privacy officer, in an open case that is about this patient. A word,
-- or null.
create or replace function access.why_not_in_case(p_session uuid, p_user uuid, p_role text, p_case uuid, p_patient uuid,
  p_kinds text[], p_action text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  word text;
begin
  word := case
    when p_role <> 'PRIVACY_OFFICER' then 'NO_ROLE'
    when not exists (select 1 from access.privacy_cases c join access.privacy_case_links l on l.case_id = c.case_id
                      where c.case_id = p_case and c.status = 'OPEN' and c.kind = any (p_kinds) and l.patient_id = p_patient)
                        then 'NO_RFA' end;
  if word is not null then perform audit_logs.record_refusal(p_session, p_user, p_action, word, p_patient); end if;
  return word;
end $$;
