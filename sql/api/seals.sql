-- Sealed compartments of a chart. A clinician proposes with the patient's signed instruction, the privacy officer decides (or
-- two privacy officers, one after the other); then the author team puts facts into it. Who else may look: the patient agrees
-- now, the law asks for it, or a vital interest under a break-glass that permits it.

-- p_name: of a free choice (CUSTOM), empty otherwise. p_is_shown: others may know that something is sealed.
-- p_allows_emergency: a vital interest opens it. p_instruction: where the signed paper is filed. p_team: who reads it besides
-- the clinician who proposes. PROPOSED | INVALID (field) | REASON_NEEDED | CHANGED (there is one) | KEY_REUSED | refusals of
-- the chart or the desk.
create or replace function api.propose_seal(p_key uuid, p_patient uuid, p_compartment text, p_name text, p_is_shown boolean,
  p_allows_emergency boolean, p_instruction text, p_team uuid[], p_reason text, out answer text, out field text, out seal_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  named text := coalesce(medical_data.clean_text(p_name), '');
  paper text := medical_data.clean_text(p_instruction);
  given text := medical_data.clean_text(p_reason);
  members uuid[];
  content jsonb := jsonb_build_array('PROPOSE_SEAL', p_patient, p_compartment, p_name, p_is_shown, p_allows_emergency,
    p_instruction, p_team, p_reason);
  earlier jsonb;
begin
  select * into me from access.desk(p_patient, 'PROPOSE_SEAL', array['CLINICIAN', 'PRIVACY_OFFICER'], true, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  members := array(select distinct m from unnest(p_team || case when me.role_code = 'CLINICIAN' then me.user_id end) m
    where m is not null order by 1);
  field := case
    when p_key is null then 'key'
    when p_compartment is null or p_compartment not in ('MENTAL_HEALTH', 'SEXUAL_HEALTH', 'HIV', 'ABUSE', 'GENETICS', 'CUSTOM')
      then 'compartment'
    when (p_compartment = 'CUSTOM') <> (named <> '') or length(named) > 80 then 'name'
    when p_is_shown is null then 'is_shown'
    when p_allows_emergency is null then 'allows_emergency'
    when coalesce(length(paper), 0) not between 3 and 200 then 'instruction'
    when cardinality(members) not between 1 and 50 or cardinality(members) <> (
      select count(*) from access.users u where u.user_id = any (members) and u.role_code in ('CLINICIAN', 'NURSE'))
        then 'team' end;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) not between 3 and 500 then answer := 'REASON_NEEDED'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; seal_id := earlier ->> 'seal_id'; return; end if;
  insert into access.seals as s (patient_id, compartment, name, is_shown, allows_emergency, instruction, reason, team,
    proposed_by)
  values (p_patient, p_compartment, named, p_is_shown, p_allows_emergency, paper, given, members, me.user_id)
  on conflict (patient_id, compartment, name) where lifted_at is null and decision is distinct from 'DENIED' do nothing
  returning s.seal_id into seal_id;
  if seal_id is null then answer := 'CHANGED'; return; end if;
  answer := 'PROPOSED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'seal_id', seal_id));
  perform audit_logs.record_event(me.session_id, me.user_id, 'PROPOSE_SEAL', p_patient, null, jsonb_build_object('seal',
    seal_id));
  perform access.tell_privacy_officer('SEAL_PROPOSED', p_patient, me.user_id, null);
end $$;

-- The privacy officer, about a seal that somebody else proposed. p_decision SET or DENIED (with a reason). SAVED | INVALID |
-- REASON_NEEDED | CHANGED (decided, or no such) | NO_ROLE | OWN_RECORD | BLOCKED | SECOND_PERSON.
create or replace function api.decide_seal(p_seal uuid, p_decision text, p_reason text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  s access.seals;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into s from access.seals x where x.seal_id = p_seal;
  select * into me from access.desk(s.patient_id, 'DECIDE_SEAL', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return case when s.seal_id is null and me.refusal = 'NO_RFA'
    then 'CHANGED' else me.refusal end; end if;
  if p_decision is null or p_decision not in ('SET', 'DENIED') then return 'INVALID decision'; end if;
  if length(given) > 500 then return 'INVALID reason'; end if;
  if s.proposed_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_SEAL', 'SECOND_PERSON', s.patient_id);
  end if;
  if p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  update access.seals x set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(),
    decision_reason = given
   where x.seal_id = p_seal and x.decision is null;
  if not found then return 'CHANGED'; end if;
  if p_decision = 'SET' then
    insert into access.seal_readers (seal_id, user_id) select p_seal, m from unnest(s.team) m;
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_SEAL', s.patient_id, p_decision, jsonb_build_object('seal',
    p_seal));
  perform access.tell_charts();
  return 'SAVED';
end $$;

-- To take a seal away: the author team in the opened chart, or a privacy officer, with the patient's new instruction. Then the
-- privacy officer lifts it, another person than who proposed that. What lay in it is seen by everybody who may read the chart.
-- PROPOSED | INVALID | CHANGED (not set, or asked for already) | refusals; SEALED for who is not of the team.
create or replace function api.propose_lift(p_seal uuid, p_instruction text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  s access.seals;
  paper text := medical_data.clean_text(p_instruction);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into s from access.seals x where x.seal_id = p_seal;
  select * into me from access.desk(s.patient_id, 'PROPOSE_SEAL', array['CLINICIAN', 'PRIVACY_OFFICER'], true, 'FULL');
  if me.refusal is not null then return me.refusal; end if;
  if me.role_code = 'CLINICIAN' and not exists (select 1 from access.seal_readers r where r.seal_id = p_seal
    and r.user_id = me.user_id
                                                   and clock_timestamp() between r.starts_at and r.ends_at) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'LIFT_SEAL', case when s.is_shown
      then 'SEALED' else 'NO_RFA' end, s.patient_id);
  end if;
  if coalesce(length(paper), 0) not between 3 and 200 then return 'INVALID instruction'; end if;
  update access.seals x set lift_instruction = paper, lift_proposed_by = me.user_id, lift_proposed_at = clock_timestamp()
   where x.seal_id = p_seal and x.decision = 'SET' and x.lift_proposed_at is null;
  if not found then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'PROPOSE_LIFT_OF_SEAL', s.patient_id, null,
    jsonb_build_object('seal', p_seal));
  perform access.tell_privacy_officer('SEAL_PROPOSED', s.patient_id, me.user_id, 'to be lifted');
  return 'PROPOSED';
end $$;

-- SAVED | REASON_NEEDED | CHANGED (nobody asked for it, or it is lifted) | NO_ROLE | OWN_RECORD | BLOCKED | SECOND_PERSON.
create or replace function api.lift_seal(p_seal uuid, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  s access.seals;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into s from access.seals x where x.seal_id = p_seal;
  select * into me from access.desk(s.patient_id, 'LIFT_SEAL', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return case when s.seal_id is null and me.refusal = 'NO_RFA'
    then 'CHANGED' else me.refusal end; end if;
  if s.lift_proposed_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'LIFT_SEAL', 'SECOND_PERSON', s.patient_id);
  end if;
  if coalesce(length(given), 0) not between 3 and 500 then return 'REASON_NEEDED'; end if;
  update access.seals x set lifted_by = me.user_id, lifted_at = clock_timestamp(), lift_reason = given
   where x.seal_id = p_seal and x.lift_proposed_at is not null and x.lifted_at is null;
  if not found then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'LIFT_SEAL', s.patient_id, given, jsonb_build_object('seal',
    p_seal));
  perform access.tell_charts();
  return 'SAVED';
end $$;

-- Somebody joins or leaves the author team of a set seal. SAVED | INVALID | REASON_NEEDED | NO_ROLE | OWN_RECORD | BLOCKED.
create or replace function api.set_seal_reader(p_seal uuid, p_user uuid, p_is_reader boolean, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  s access.seals;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into s from access.seals x where x.seal_id = p_seal;
  select * into me from access.desk(s.patient_id, 'SET_SEAL_READER', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return case when s.seal_id is null and me.refusal = 'NO_RFA'
    then 'INVALID seal' else me.refusal end; end if;
  if s.decision is distinct from 'SET' then return 'INVALID seal'; end if;
  if p_is_reader is null then return 'INVALID is_reader'; end if;
  if not exists (select 1 from access.users u where u.user_id = p_user and u.role_code in ('CLINICIAN', 'NURSE')) then
    return 'INVALID user';
  end if;
  if coalesce(length(given), 0) not between 3 and 500 then return 'REASON_NEEDED'; end if;
  if p_is_reader then
    insert into access.seal_readers as r (seal_id, user_id) values (p_seal, p_user)
    on conflict (seal_id, user_id) do update set starts_at = clock_timestamp(), ends_at = 'infinity'
      where r.ends_at <> 'infinity';
  else
    update access.seal_readers r set ends_at = clock_timestamp() where r.seal_id = p_seal and r.user_id = p_user
      and r.ends_at > clock_timestamp();
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'SET_SEAL_READER', s.patient_id, given,
                                  jsonb_build_object('seal', p_seal, 'user', p_user, 'is_reader', p_is_reader));
  return 'SAVED';
end $$;

-- Puts a fact of the opened chart into a compartment that is open to the caller: every version of it, what hangs on it, and
-- the files that are linked to it. SAVED (also if it lay there) | INVALID (no such fact) | refusals; SEALED where the
-- compartment is not hers.
create or replace function api.seal_fact(p_patient uuid, p_seal uuid, p_entity text, p_record uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  s access.seals;
  numbers uuid[];
  place record;
  owner uuid;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.chart_for_writing(p_patient, 'SEAL_FACT', array['CLINICIAN'], p_record => p_record);
  if me.refusal is not null then return me.refusal; end if;
  numbers := access.chart_patients(p_patient, 'FULL');
  select * into s from access.seals x
   where x.seal_id = p_seal and x.decision = 'SET' and x.lifted_at is null and x.patient_id = any (numbers)
     and x.seal_id = any (access.open_seals(me.session_id, me.user_id, numbers, pg_current_wal_insert_lsn()));
  if s.seal_id is null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SEAL_FACT', 'SEALED', p_patient);
  end if;
  select * into place from access.sealable(p_entity);
  if place.class is null then return 'INVALID entity'; end if;
  execute format('select x.patient_id from %s x where x.%I = $1 and x.patient_id = any ($2) limit 1', place.class, place.key)
    into owner using p_record, numbers;
  if owner is null then return 'INVALID record'; end if;
  insert into access.sealed_records as r (seal_id, record_id, patient_id, entity, sealed_by, session_id)
  select p_seal, x.record_id, owner, x.entity, me.user_id, me.session_id
    from (select p_record as record_id, p_entity as entity
          union all select l.attachment_id, 'ATTACHMENT' from medical_data.attachment_links l where l.record_id = p_record
            and l.patient_id = owner) x
  on conflict (seal_id, record_id) do update
    set released_by = null, released_at = null, release_reason = null, sealed_by = excluded.sealed_by,
      session_id = excluded.session_id,
        sealed_at = clock_timestamp()
    where r.released_at is not null;
  perform audit_logs.record_event(me.session_id, me.user_id, 'SEAL_FACT', p_patient, null,
                                  jsonb_build_object('seal', p_seal, 'entity', p_entity, 'record', p_record));
  perform access.tell_charts();
  return 'SAVED';
end $$;

-- What was put there by mistake comes out again; by the author team. SAVED | INVALID (it does not lie there) | REASON_NEEDED |
-- refusals.
create or replace function api.release_fact(p_patient uuid, p_seal uuid, p_record uuid, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.chart_for_writing(p_patient, 'SEAL_FACT', array['CLINICIAN'], p_record => p_record);
  if me.refusal is not null then return me.refusal; end if;
  if not exists (select 1 from access.seal_readers r where r.seal_id = p_seal and r.user_id = me.user_id
                    and clock_timestamp() between r.starts_at and r.ends_at) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'RELEASE_FACT', 'SEALED', p_patient);
  end if;
  if coalesce(length(given), 0) not between 3 and 500 then return 'REASON_NEEDED'; end if;
  update access.sealed_records r set released_by = me.user_id, released_at = clock_timestamp(), release_reason = given
   where r.seal_id = p_seal and r.record_id = p_record and r.released_at is null
     and r.patient_id = any (access.chart_patients(p_patient, 'FULL'));
  if not found then return 'INVALID record'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'RELEASE_FACT', p_patient, given,
                                  jsonb_build_object('seal', p_seal, 'record', p_record));
  return 'SAVED';
end $$;

-- Looks into one compartment (of api.seals), or without p_seal into all that the ground opens, whether there are any or not:
-- for thirty minutes of this session, from the next transaction on. CONSENT: the patient agrees now, and p_reason says how;
-- LEGAL: the law asks for it (clinicians, p_reason names the order); VITAL: under a break-glass for her life, or one that
-- somebody approved because she cannot consent. OPENED | INVALID | NO_ROLE | OWN_RECORD | BLOCKED | NO_RFA | SEALED (no such
-- ground, or the patient refused it even then).
create or replace function api.open_sealed(p_patient uuid, p_seal uuid, p_ground text, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  p medical_data.patients;
  s access.seals;
  emergency uuid;
  given text := medical_data.clean_text(p_reason);
  word text;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  select * into s from access.seals x where x.seal_id = p_seal and x.decision = 'SET' and x.lifted_at is null and x.is_shown;
  if p_ground = 'VITAL' then emergency := access.vital_grant(me.user_id, p_patient); end if;
  word := case
    when me.role_code not in ('NURSE', 'CLINICIAN') or (me.role_code = 'NURSE' and p_ground = 'LEGAL') then 'NO_ROLE'
    when p.user_id = me.user_id then 'OWN_RECORD'
    when not exists (select 1 from access.readable_patients('FULL') r where r = p_patient)
      then case when access.is_blocked(me.user_id, p_patient) then 'BLOCKED' else 'NO_RFA' end
    when p_ground = 'VITAL' and emergency is null then 'SEALED'
    when p_seal is not null and (s.seal_id is null or s.patient_id <> all (access.chart_patients(p_patient, 'FULL'))
                                 or (p_ground = 'VITAL' and not s.allows_emergency)) then 'SEALED' end;
  if word is not null then return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_SEALED', word, p_patient); end if;
  if p_ground is null or p_ground not in ('CONSENT', 'LEGAL', 'VITAL') then return 'INVALID ground'; end if;
  if coalesce(length(given), 0) not between 10 and 500 then return 'INVALID reason'; end if;
  insert into access.seal_openings (session_id, user_id, patient_id, seal_id, ground, reason, emergency_id)
  values (me.session_id, me.user_id, p_patient, p_seal, p_ground, given, emergency);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_SEALED', p_patient, p_ground,
    jsonb_strip_nulls(jsonb_build_object('reason', given, 'seal', p_seal, 'emergency', emergency, 'role', me.role_code)));
  perform access.tell_privacy_officer('SEAL_OPENED', p_patient, me.user_id, p_ground);
  return 'OPENED';
end $$;

-- Seals of a patient: in the opened chart those that the patient lets others know of, and those of one's own team; to the privacy
-- officer in the opened directory all, proposals too. What a compartment is called is told only to who may look into it.
create or replace function api.seals(p_patient uuid)
returns table (seal_id uuid, state text, compartment text, name text, is_shown boolean, allows_emergency boolean,
  is_open boolean, facts int,
  instruction text, reason text, team text[], proposed_by text, proposed_at timestamptz, decided_by text, decided_at timestamptz)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  numbers uuid[];
  open uuid[];
begin
  select * into me from access.desk(p_patient, 'READ_SEALS', array['CLINICIAN', 'NURSE', 'PRIVACY_OFFICER'], false);
  if me.refusal is not null then return; end if;
  if me.role_code = 'PRIVACY_OFFICER' then
    return query
    select s.seal_id, access.seal_state(s), s.compartment, s.name, s.is_shown, s.allows_emergency, false,
           (select count(*)::int from access.sealed_records r where r.seal_id = s.seal_id and r.released_at is null),
           s.instruction, s.reason,
           array(select u.display_name from access.users u
                  where u.user_id = any (case when s.decision = 'SET' then array(select r.user_id from access.seal_readers r
                    where r.seal_id = s.seal_id and clock_timestamp() between r.starts_at and r.ends_at) else s.team end)
                      order by 1),
           p.display_name, s.proposed_at, d.display_name, s.decided_at
      from access.seals s join access.users p on p.user_id = s.proposed_by left join access.users d on d.user_id = s.decided_by
     where s.patient_id = p_patient order by s.proposed_at desc;
    return;
  end if;
  numbers := access.chart_patients(p_patient, 'SUMMARY');
  open := access.open_seals(me.session_id, me.user_id, numbers, pg_current_wal_insert_lsn());
  return query
  select s.seal_id, access.seal_state(s), case when x.is_open then s.compartment end, case when x.is_open then s.name end,
    s.is_shown,
         s.allows_emergency, x.is_open, null::int, null::text, null::text, null::text[], null::text, null::timestamptz, null::text, null::timestamptz
    from access.seals s cross join lateral (select s.seal_id = any (open) as is_open) x
   where s.patient_id = any (numbers) and s.decision = 'SET' and s.lifted_at is null and (s.is_shown or x.is_open)
   order by s.proposed_at desc;
end $$;

-- What waits for the privacy officer: seals to be set or lifted. Records that it was shown.
create or replace function api.seal_proposals()
returns table (seal_id uuid, state text, patient_id uuid, record_number text, compartment text, name text, is_shown boolean,
  allows_emergency boolean, instruction text, reason text, proposed_by text, proposed_at timestamptz, may_decide boolean)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_SEAL_PROPOSALS');
  return query
  select s.seal_id, access.seal_state(s), p.patient_id, p.record_number, s.compartment, s.name, s.is_shown, s.allows_emergency,
         coalesce(s.lift_instruction, s.instruction), s.reason, u.display_name, coalesce(s.lift_proposed_at, s.proposed_at),
           u.user_id <> me.user_id
    from access.seals s join medical_data.patients p on p.patient_id = s.patient_id
    join access.users u on u.user_id = coalesce(s.lift_proposed_by, s.proposed_by)
   where (s.decision is null or (s.lift_proposed_at is not null and s.lifted_at is null)) and p.user_id is distinct
     from me.user_id
   order by coalesce(s.lift_proposed_at, s.proposed_at) limit 200;
end $$;
