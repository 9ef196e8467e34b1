-- The directory is no chart: names, dates, places, and that there is an alert. It answers after a committed opening.
create or replace function api.open_directory(p_purpose text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if me.role_code = 'ADMIN' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_DIRECTORY', 'NO_ROLE');
  end if;
  if coalesce(length(p_purpose), 0) not between 3 and 200 then return 'INVALID purpose'; end if;
  perform access.open_for_session(me.session_id, me.user_id, 'DIRECTORY', p_purpose);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_DIRECTORY', null, p_purpose);
  return 'OPENED';
end $$;

create or replace function api.wards() returns table (ward_code text, ward_name text, sort_order int)
language plpgsql volatile security definer rows 10 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(null);
  return query select w.code, w.name, w.sort_order from access.wards w order by w.sort_order, w.code;
end $$;

-- One field for everything: name parts in any order, unfinished or mistyped; a record number with or without dashes; a birth
-- date in the usual spellings; names and a date. With a ward: only there; no text: the whole ward but restricted charts. The
-- terms and how many came back are recorded. is_more: there are more than p_limit.
create or replace function api.search_patients(p_text text, p_ward text default null, p_limit int default 50)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean, is_more boolean)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  n int := least(greatest(coalesce(p_limit, 50), 1), 200);
  found medical_data.patients[];
  ids uuid[];
  mine uuid[] := '{}';
begin
  select * into me from access.require_session(array['CLINICIAN', 'NURSE', 'RECEPTIONIST', 'PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  found := array(select f from medical_data.find_patients(left(coalesce(p_text, ''), 100), p_ward, n + 1) f
                  where btrim(coalesce(p_text, '')) <> '' or not access.is_restricted(f.patient_id));
  perform audit_logs.record_event(me.session_id, me.user_id, 'SEARCH', null, null,
            jsonb_strip_nulls(jsonb_build_object('terms', left(p_text, 100), 'ward', p_ward, 'found', least(cardinality(found), n))));
  if me.role_code in ('CLINICIAN', 'NURSE') and cardinality(found) > 0 then
    ids := array(select (f).patient_id from unnest(found[1:n]) f);
    mine := array(select r.patient_id from access.reasons_for_access(me.user_id, me.role_code, ids) r);
  end if;
  return query
  select f.patient_id, f.record_number, f.given_names, f.surname_1, f.surname_2, f.birth_date, f.sex, f.status,
         w.code, w.name, f.bed, a.display_name, f.has_alert, f.patient_id = any (mine), cardinality(found) > n
    from unnest(found[1:n]) with ordinality f
    left join access.wards w on w.ward_id = f.ward_id
    left join access.practitioners a on a.practitioner_id = f.attending_id
   order by f.ordinality;
end $$;
