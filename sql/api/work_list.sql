-- "My patients": those of the nurse's wards now, those of the clinician's care team; or one ward. The opening holds the
-- patients it may show, so that the list leaves its trace before it is read. Restricted charts are in no list.
create or replace function api.open_work_list(p_ward text default null, p_purpose text default 'WORK_LIST') returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  ward uuid;
  patients uuid[];
begin
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_WORK_LIST', 'NO_ROLE');
  end if;
  if coalesce(length(p_purpose), 0) not between 3 and 200 then return 'INVALID purpose'; end if;
  if p_ward is not null then
    select w.ward_id into ward from access.wards w where w.code = p_ward;
    if ward is null then
      return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_WORK_LIST', 'NO_RFA');
    end if;
    patients := access.listed(array(select p.patient_id from medical_data.patients p where p.ward_id = ward
      and p.deleted_at is null order by 1));
  else
    patients := access.listed(access.my_patients(me.user_id, me.role_code));
  end if;
  perform access.open_for_session(me.session_id, me.user_id, 'WORK_LIST', p_purpose, p_ward => ward, p_shown => patients);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_WORK_LIST', null, p_purpose,
                                  jsonb_strip_nulls(jsonb_build_object('ward', p_ward, 'patients', to_jsonb(patients))));
  return 'OPENED';
end $$;

-- Directory fields for all, the newest value only where a reason for access holds now and the opening recorded the patient.
create or replace function api.work_list()
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean, reason text,
  last_code text, last_name_en text, last_name_es text, last_value numeric, last_unit text, last_flag text, last_measured_at timestamptz)
language plpgsql volatile security definer rows 40
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
  hidden uuid[];
begin
  select * into me from access.require_session(array['NURSE', 'CLINICIAN']);
  o := access.require_opening(me.session_id, 'WORK_LIST', me.wal_now);
  o.shown_patients := access.listed(o.shown_patients);            -- restricted since
  hidden := array(select access.hidden_records_of(me.session_id, me.user_id, o.shown_patients, me.wal_now));
  return query
  with mine as materialized (
    select r.patient_id, r.reason, r.scope from access.reasons_for_access(me.user_id, me.role_code, o.shown_patients) r)
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status,
         w.code, w.name, p.bed, a.display_name, p.has_alert, m.reason is not null, m.reason,
         t.code, t.name_en, t.name_es, l.value, t.unit, l.status, l.measured_at
    from medical_data.patients p
    left join mine m on m.patient_id = p.patient_id
    left join access.wards w on w.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id
    left join lateral (select b.type_id, b.value, b.status, b.measured_at from medical_data.biomarkers b
                        where b.patient_id = p.patient_id and m.scope = 'FULL' and b.superseded_at is null
                          and b.record_id <> all (hidden)
                        order by b.patient_id, b.measured_at desc limit 1) l on true
    left join medical_data.biomarker_types t on t.type_id = l.type_id
   where p.patient_id = any (o.shown_patients) and p.deleted_at is null
     and (p.ward_id = o.ward_id or (o.ward_id is null and m.reason is not null))
   order by w.sort_order, w.code, p.surname_1_key, p.surname_2_key, p.given_key;
end $$;
