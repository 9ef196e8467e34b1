-- Catalogues, settings, wards, beds, shifts, practitioners and capabilities. One proposes a row with a reason; what is
-- clinical a second person signs, a named clinician who prescribes; a limit of privacy the privacy officer; AUDIT_READ another
-- administrator. The rest is applied at once.

-- p_operation ADD or CHANGE; p_row: the key (of a change) and the fields that shall be, {"code": "HBA1C", ...}. PROPOSED
-- (waits for its signature) | SAVED (applied) | INVALID (field) | REASON_NEEDED | CHANGED (there already, or one is open) |
-- SECOND_PERSON (about oneself) | NO_RFA (the roster of another ward) | KEY_REUSED | NO_ROLE.
create or replace function api.propose_change(p_key uuid, p_catalogue text, p_operation text, p_row jsonb, p_reason text,
  out answer text, out field text, out change_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  c record;
  given text := nullif(btrim(normalize(p_reason, nfc)), '');
  content jsonb := jsonb_build_array('PROPOSE_CHANGE', p_catalogue, p_operation, p_row, p_reason);
  earlier jsonb;
  old_row jsonb;
  signer text;
begin
  select * into me from access.require_session(null);
  select * into c from access.catalogues() x where x.catalogue = p_catalogue;
  if not access.may_change(me.user_id, me.role_code, p_catalogue, null, false) then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'PROPOSE_CHANGE', 'NO_ROLE');
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_operation is null or p_operation not in ('ADD', 'CHANGE') or (p_operation = 'ADD' and c.addable = '{}')
      then 'operation'
    when p_row is null or jsonb_typeof(p_row) <> 'object' then 'row'
    else (select min(e.key) from jsonb_each(p_row) e
           where e.key <> all (case p_operation when 'ADD' then c.addable else c.keys || c.changeable end)
              or jsonb_typeof(e.value) in ('object', 'array')
              or not coalesce(access.is_plain(e.value #>> '{}', false) and length(e.value #>> '{}') <= 500
                and e.value #>> '{}' is nfc normalized, true)) end;
  if field is null and p_operation = 'CHANGE' and not exists (select 1 from unnest(c.changeable) a where p_row ? a)
    then field := 'row'; end if;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) not between 3 and 500 then answer := 'REASON_NEEDED'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    change_id := (earlier ->> 'change_id')::uuid;
    return;
  end if;
  begin
    if p_operation = 'CHANGE' then old_row := access.catalogue_row(p_catalogue, p_row); end if;
    select x.answer, x.field into answer, field from access.why_no_change(me.user_id, me.role_code, p_catalogue, p_row,
      old_row) x;
  exception when data_exception then
    answer := 'INVALID';
    field := 'row';
  end;
  if answer is null and p_operation = 'CHANGE' and old_row is null then answer := 'INVALID'; field := c.keys[1]; end if;
  if answer in ('SECOND_PERSON', 'NO_RFA') then perform audit_logs.record_refusal(me.session_id, me.user_id, 'PROPOSE_CHANGE',
    answer); end if;
  if answer is not null then return; end if;
  signer := access.signer_of_change(p_catalogue, coalesce(old_row, '{}') || p_row);
  select x.answer, x.field into answer, field from access.try_change(p_catalogue, p_operation, p_row, signer is not null) x;
  if answer is not null then return; end if;
  insert into access.catalogue_changes as x (catalogue, operation, row_key, old_row, fields, reason, signer, proposed_by,
    proposed_by_name, session_id,
                                             decision, decided_by, decided_by_name, decided_at)
  select p_catalogue, p_operation, case p_operation when 'ADD' then p_row else (select jsonb_object_agg(k, old_row -> k)
    from unnest(c.keys) k) end,
         old_row, p_row, given, signer, u.user_id, u.display_name, me.session_id,
         d.word, case when d.word is not null then u.user_id end, case when d.word is not null then u.display_name end,
         case when d.word is not null then clock_timestamp() end
    from access.users u cross join (select case when signer is null then 'APPLIED' end as word) d
   where u.user_id = me.user_id
  on conflict (catalogue, row_key) where decision is null do nothing
  returning x.change_id into change_id;
  if change_id is null then answer := 'CHANGED'; return; end if;
  answer := case when signer is null then 'SAVED' else 'PROPOSED' end;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'change_id', change_id));
  perform audit_logs.record_event(me.session_id, me.user_id, 'PROPOSE_CHANGE', null, p_catalogue, jsonb_build_object('change',
    change_id, 'answer', answer));
  perform pg_notify('clinic_catalogues', '');
end $$;

-- APPROVED (applied), DENIED (with a reason), or WITHDRAWN by who proposed. SAVED | INVALID (field: the table objects
-- meanwhile) | REASON_NEEDED | SECOND_PERSON (one's own, or about oneself) | CHANGED (the row is another one meanwhile:
-- propose again) | DECIDED (nowhere, too) | NO_ROLE.
create or replace function api.decide_change(p_change uuid, p_decision text, p_reason text default null, out answer text,
  out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  x access.catalogue_changes;
  given text := nullif(btrim(normalize(p_reason, nfc)), '');
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  field := case when p_decision is null or p_decision not in ('APPROVED', 'DENIED', 'WITHDRAWN') then 'decision'
                when length(given) > 500 then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  select * into x from access.catalogue_changes y where y.change_id = p_change for update;
  answer := case
    when p_decision = 'WITHDRAWN' and x.proposed_by is distinct from me.user_id then 'NO_ROLE'
    when p_decision <> 'WITHDRAWN' and not case when x.change_id is null then me.role_code in ('ADMIN', 'CLINICIAN',
      'PRIVACY_OFFICER')
                                                else access.may_change(me.user_id, me.role_code, x.catalogue, x.signer,
                                                  true) end then 'NO_ROLE'
    when p_decision <> 'WITHDRAWN' and me.user_id in (x.proposed_by, (coalesce(x.old_row ->> 'user_id',
      x.fields ->> 'user_id'))::uuid)
      then 'SECOND_PERSON'
    when x.change_id is null or x.decision is not null then 'DECIDED' end;
  if answer in ('NO_ROLE', 'SECOND_PERSON') then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_CHANGE', answer);
  elsif answer is null and p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then
    answer := 'REASON_NEEDED';
  elsif answer is null and p_decision = 'APPROVED' then
    if x.operation = 'CHANGE' and access.catalogue_row(x.catalogue, x.row_key) is distinct from x.old_row then
      answer := 'CHANGED';
    else
      select t.answer, t.field into answer, field from access.try_change(x.catalogue, x.operation, x.row_key || x.fields,
        false) t;
    end if;
  end if;
  if answer is not null then return; end if;
  update access.catalogue_changes y set decision = p_decision, decided_by = me.user_id, decided_at = clock_timestamp(),
    decision_reason = given,
         decided_by_name = (select u.display_name from access.users u where u.user_id = me.user_id)
   where y.change_id = p_change;
  answer := 'SAVED';
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_CHANGE', null, p_decision, jsonb_build_object('change',
    p_change, 'catalogue', x.catalogue));
  perform pg_notify('clinic_catalogues', '');
end $$;

-- Open changes, and with p_decided those of the last year, newest first.
create or replace function api.catalogue_changes(p_decided boolean default false)
returns table (change_id uuid, catalogue text, operation text, old_row jsonb, fields jsonb, reason text, signer text,
  proposed_by text,
  proposed_at timestamptz, decision text, decided_by text, decided_at timestamptz, decision_reason text, may_decide boolean)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(array['ADMIN', 'CLINICIAN', 'PRIVACY_OFFICER']);
  return query
  select x.change_id, x.catalogue, x.operation, x.old_row, x.fields, x.reason, x.signer, x.proposed_by_name, x.proposed_at,
    x.decision,
         x.decided_by_name, x.decided_at, x.decision_reason,
         x.decision is null and x.proposed_by <> me.user_id and access.may_change(me.user_id, me.role_code, x.catalogue,
           x.signer, true)
    from access.catalogue_changes x
   where x.decision is null or (p_decided and x.proposed_at > clock_timestamp() - interval '1 year')
   order by x.decision is null desc, x.proposed_at desc limit 500;
end $$;

-- The rows of a catalogue as they are, for who may propose a change of it or sign one. NO_ROLE is raised.
create or replace function api.catalogue_rows(p_catalogue text) returns setof jsonb
language plpgsql volatile security definer rows 100 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  c record;
begin
  select * into me from access.require_session(array['ADMIN', 'CLINICIAN', 'NURSE', 'PRIVACY_OFFICER']);
  select * into c from access.catalogues() x where x.catalogue = p_catalogue;
  if not (access.may_change(me.user_id, me.role_code, p_catalogue, null, false) or (me.role_code = 'PRIVACY_OFFICER'
    and p_catalogue = 'settings')) then
    raise exception 'NO_ROLE' using errcode = '42501';
  end if;
  return query execute format('select to_jsonb(t) from %s t order by %s limit 5000', c.relation::regclass,
                              (select string_agg('t.' || quote_ident(k), ', ') from unnest(c.keys) k));
end $$;
