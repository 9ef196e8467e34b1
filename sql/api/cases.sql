-- The privacy officer's cases. Her file of a case is an opening of its own: through it she reads demographics, contacts and
-- texts of requests to models of the patients that the case is about, and of nobody else.

-- p_discovered: for a BREACH (now, where nothing is said). SAVED | INVALID (field) | KEY_REUSED | NO_ROLE.
create or replace function api.open_case(p_key uuid, p_kind text, p_summary text, p_discovered timestamptz default null,
  out answer text, out field text, out case_id uuid, out case_number text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  summary text := nullif(btrim(normalize(p_summary, nfc)), '');
  content jsonb := jsonb_build_array('OPEN_CASE', p_kind, p_summary, p_discovered);
  earlier jsonb;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CASE', 'NO_ROLE');
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_kind is null or p_kind not in ('BREACH', 'COMPLAINT', 'SUBJECT_ACCESS', 'ERASURE', 'LEGAL', 'MODEL_REVIEW') then 'kind'
    when coalesce(length(summary), 0) not between 10 and 1000 or not access.is_plain(summary, true) then 'summary'
    when p_discovered is not null and (p_kind <> 'BREACH' or p_discovered > clock_timestamp()
      or p_discovered < clock_timestamp() - interval '10 years')
      then 'discovered' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    case_id := (earlier ->> 'case_id')::uuid;
    case_number := earlier ->> 'case_number';
    return;
  end if;
  select x.case_id, x.case_number into case_id, case_number
    from access.add_case(p_kind, summary, me.user_id, me.session_id, case when p_kind = 'BREACH' then coalesce(p_discovered,
      clock_timestamp()) end) x;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'case_id', case_id, 'case_number',
    case_number));
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_CASE', null, p_kind, jsonb_build_object('case', case_id));
end $$;

-- A patient, or an emergency access and with it its patient, becomes part of an open case. SAVED (also when it is already) |
-- INVALID | NO_ROLE | NO_RFA (nobody there) | CLOSED (the case, or there is none).
create or replace function api.link_case(p_case uuid, p_patient uuid default null, p_emergency uuid default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  patient uuid := p_patient;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'LINK_CASE', 'NO_ROLE', p_patient);
  end if;
  if num_nonnulls(p_patient, p_emergency) <> 1 then return 'INVALID patient'; end if;
  if p_emergency is not null then
    patient := (select e.patient_id from access.emergency_access e where e.emergency_id = p_emergency);
  end if;
  if not exists (select 1 from medical_data.patients p where p.patient_id = patient) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'LINK_CASE', 'NO_RFA', p_patient);
  end if;
  perform 1 from access.privacy_cases c where c.case_id = p_case and c.status = 'OPEN' for share;
  if not found then return 'CLOSED'; end if;
  insert into access.privacy_case_links (case_id, patient_id, emergency_id, added_by) values (p_case, patient, p_emergency,
    me.user_id)
  on conflict do nothing;
  perform audit_logs.record_event(me.session_id, me.user_id, 'LINK_CASE', patient, null,
                                  jsonb_strip_nulls(jsonb_build_object('case', p_case, 'emergency', p_emergency)));
  return 'SAVED';
end $$;

-- Of a breach: the AUTHORITY, or the INDIVIDUALS concerned, were told. SAVED | INVALID | DECIDED (told before) | CLOSED |
-- NO_ROLE.
create or replace function api.note_case_told(p_case uuid, p_whom text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  c access.privacy_cases;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'NOTE_CASE_TOLD', 'NO_ROLE');
  end if;
  select * into c from access.privacy_cases x where x.case_id = p_case and x.status = 'OPEN' for update;
  if c.case_id is null then return 'CLOSED'; end if;
  if c.kind <> 'BREACH' then return 'INVALID case'; end if;
  if p_whom is null or p_whom not in ('AUTHORITY', 'INDIVIDUALS') then return 'INVALID whom'; end if;
  if (case p_whom when 'AUTHORITY' then c.authority_told_at else c.individuals_told_at end) is not null
    then return 'DECIDED'; end if;
  update access.privacy_cases x
     set authority_told_at = case p_whom when 'AUTHORITY' then clock_timestamp() else x.authority_told_at end,
         individuals_told_at = case p_whom when 'INDIVIDUALS' then clock_timestamp() else x.individuals_told_at end
   where x.case_id = p_case;
  perform audit_logs.record_event(me.session_id, me.user_id, 'NOTE_CASE_TOLD', null, p_whom, jsonb_build_object('case', p_case));
  return 'SAVED';
end $$;

-- SAVED | REASON_NEEDED (what came of it, ten letters at least) | CLOSED | NO_ROLE.
create or replace function api.close_case(p_case uuid, p_outcome text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := nullif(btrim(normalize(p_outcome, nfc)), '');
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'CLOSE_CASE', 'NO_ROLE');
  end if;
  if coalesce(length(given), 0) not between 10 and 1000 then return 'REASON_NEEDED'; end if;
  update access.privacy_cases x set status = 'CLOSED', closed_by = me.user_id, closed_at = clock_timestamp(), outcome = given
   where x.case_id = p_case and x.status = 'OPEN';
  if not found then return 'CLOSED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'CLOSE_CASE', null, null, jsonb_build_object('case', p_case));
  return 'SAVED';
end $$;

-- Open cases, the clock that ends first at the top; with p_closed the closed ones of a year too. Numbers and no names.
create or replace function api.privacy_cases(p_closed boolean default false)
returns table (case_id uuid, case_number text, kind text, summary text, status text, opened_by text, opened_at timestamptz,
  discovered_at timestamptz,
  authority_due_at timestamptz, authority_told_at timestamptz, individuals_due_at timestamptz, individuals_told_at timestamptz,
    next_due_at timestamptz,
  is_overdue boolean, patients int, emergencies text, closed_at timestamptz, outcome text)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(array['PRIVACY_OFFICER']);
  return query
  select c.case_id, c.case_number, c.kind, c.summary, c.status, u.display_name, c.opened_at, c.discovered_at,
    c.authority_due_at, c.authority_told_at,
         c.individuals_due_at, c.individuals_told_at, d.due, c.status = 'OPEN' and coalesce(d.due < clock_timestamp(), false),
           l.n, l.numbers,
         c.closed_at, c.outcome
    from access.privacy_cases c
    join access.users u on u.user_id = c.opened_by
    cross join lateral (select least(case when c.authority_told_at is null then c.authority_due_at end,
                                     case when c.individuals_told_at is null then c.individuals_due_at end) as due) d
    cross join lateral (select count(distinct x.patient_id)::int as n, string_agg(distinct e.emergency_number, ', ') as numbers
                          from access.privacy_case_links x left join access.emergency_access e on e.emergency_id = x.emergency_id
                         where x.case_id = c.case_id) l
   where c.status = 'OPEN' or (p_closed and c.closed_at > clock_timestamp() - interval '1 year')
   order by c.status desc, d.due nulls last, c.opened_at;
end $$;

-- The file of one open case for 30 minutes; another one takes its place. OPENED | INVALID | CLOSED | NO_ROLE.
create or replace function api.open_case_file(p_case uuid, p_purpose text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  patients uuid[];
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CASE_FILE', 'NO_ROLE');
  end if;
  if coalesce(length(p_purpose), 0) not between 3 and 200 then return 'INVALID purpose'; end if;
  if not exists (select 1 from access.privacy_cases c where c.case_id = p_case and c.status = 'OPEN')
    then return 'CLOSED'; end if;
  patients := array(select distinct l.patient_id from access.privacy_case_links l where l.case_id = p_case order by 1);
  insert into access.openings as o (session_id, user_id, kind, case_id, purpose) values (me.session_id, me.user_id, 'CASE',
    p_case, p_purpose)
  on conflict (session_id, kind, patient_id) do update
    set opening_number = excluded.opening_number, renewed_at = clock_timestamp(), expires_at = excluded.expires_at,
        opened_xid = excluded.opened_xid, purpose = excluded.purpose, case_id = excluded.case_id;
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_CASE_FILE', null, p_purpose,
                                  jsonb_build_object('case', p_case, 'patients', to_jsonb(patients)));
  return 'OPENED';
end $$;

-- What the counter knows of a patient of the opened case. EXPIRED or NO_RFA are raised.
create or replace function api.case_patient(p_patient uuid)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text,
  phone text, email text, address text, language text, needs_interpreter boolean, deceased_on date, is_protected boolean)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform access.require_case(p_patient, 'READ_DETAILS');
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status,
         access.decrypt_text(p.phone_encrypted, 'patients.phone/' || p.patient_id),
         access.decrypt_text(p.email_encrypted, 'patients.email/' || p.patient_id),
         access.decrypt_text(p.address_encrypted, 'patients.address/' || p.patient_id),
         p.language, p.needs_interpreter, p.deceased_on, p.is_protected
    from medical_data.patients p where p.patient_id = p_patient;
end $$;

create or replace function api.case_contacts(p_patient uuid)
returns table (contact_id uuid, kind text, relationship text, priority smallint, name text, phone text, email text, address text)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform access.require_case(p_patient, 'READ_CONTACTS');
  return query
  select c.contact_id, c.kind, c.relationship, c.priority, access.decrypt_text(c.name_encrypted,
    'patient_contacts.name/' || c.contact_id),
         access.decrypt_text(c.phone_encrypted, 'patient_contacts.phone/' || c.contact_id),
         access.decrypt_text(c.email_encrypted, 'patient_contacts.email/' || c.contact_id),
         access.decrypt_text(c.address_encrypted, 'patient_contacts.address/' || c.contact_id)
    from medical_data.patient_contacts c where c.patient_id = p_patient and c.ended_at is null order by c.priority, c.created_at;
end $$;

-- What went to models about this patient and came back, while it is kept (90 days).
create or replace function api.case_ai_requests(p_patient uuid)
returns table (request_id uuid, kind text, purpose text, model_id uuid, input text, output text, redaction text, outcome text,
  user_name text,
  created_at timestamptz, is_blanked boolean)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform access.require_case(p_patient, 'READ_AI_REQUESTS');
  return query
  select l.request_id, l.kind, l.purpose, l.model_id, access.decrypt_text(l.input_encrypted,
    'ai_request_logs.input/' || l.request_id),
         access.decrypt_text(l.output_encrypted, 'ai_request_logs.output/' || l.request_id), l.redaction, l.outcome,
           u.display_name,
         l.created_at, l.blanked_at is not null
    from analytics.ai_request_logs l join access.users u on u.user_id = l.user_id
   where l.patient_id = p_patient order by l.created_at desc limit 500;
end $$;
