-- Everything a ward board shows, in one call through the opening of api.open_work_list: the directory for all, clinical columns only
-- where a reason for access (FULL) holds now and no seal hides the record. Of a merged patient the old numbers count too.
--   server_now     what the client counts minutes from
--   is_protected   the name is masked on a screen that others can see
--   last_*         the newest result
--   round_at ..    the last round of observations with any part of NEWS2 in 30 days; news2 is null and news2_level INCOMPLETE where
--                  parts are missing (news2_missing); news2_excluded: NEWS2 does not hold for her (UNDER_16, PREGNANCY)
--   due_rule       whose interval counts: NONE, LOW, SINGLE_3, MEDIUM, HIGH (the level of the last round that has one, taken at scored_at;
--                  an incomplete round never puts the next one off); INCOMPLETE (no other round: due since round_at); FIRST (none
--                  yet); EXCLUDED; null: not in a ward, or no reason
--   due_from, due_at   from when the next round may be taken, and after when it is overdue; equal to scored_at where the level is
--                  monitored without a pause (due_minutes null)
--   escalations    not answered yet: how many, the highest level, the oldest
--   doses_due, doses_overdue   doses of active prescriptions that nobody answered: planned from an hour ago to an hour ahead, and
--                  before that (back to 48 hours); next_dose_at the earliest of all; doses_to_check wait for a second person
--   criticals      critical values of 30 days that nobody has read back, and the oldest
create or replace function api.ward_board()
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean, reason text,
  last_code text, last_name_en text, last_name_es text, last_value numeric, last_unit text, last_flag text, last_measured_at timestamptz,
  server_now timestamptz, is_protected boolean,
  round_at timestamptz, news2 int, news2_level text, news2_missing text[], news2_excluded text, spo2_scale int,
  scored_at timestamptz, due_rule text, due_minutes int, due_from timestamptz, due_at timestamptz,
  escalations int, escalation_level text, escalation_since timestamptz,
  doses_due int, doses_overdue int, doses_to_check int, next_dose_at timestamptz, criticals int, critical_since timestamptz)
language plpgsql volatile security definer rows 40
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
  shown uuid[];
  mine uuid[];
  reasons text[];
  owners uuid[];
  numbers uuid[];
  hidden uuid[];
  moment timestamptz := clock_timestamp();
begin
  select * into me from access.require_session(array['NURSE', 'CLINICIAN']);
  o := access.require_opening(me.session_id, 'WORK_LIST', me.wal_now);
  shown := access.listed(o.shown_patients);                       -- restricted since
  select array_agg(r.patient_id), array_agg(r.reason), array_agg(r.patient_id) filter (where r.scope = 'FULL') into mine, reasons, owners
    from access.reasons_for_access(me.user_id, me.role_code, shown) r;
  select array_agg(n.owner), array_agg(n.number) into owners, numbers
    from (select x as owner, x as number from unnest(owners) x
          union all
          select q.merged_into, q.patient_id from medical_data.patients q where q.merged_into = any (owners) and q.deleted_at is null) n;
  hidden := array(select access.hidden_records_of(me.session_id, me.user_id, numbers, me.wal_now));
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status, w.code, w.name, p.bed,
         a.display_name, p.has_alert, m.reason is not null, m.reason,
         l.code, l.name_en, l.name_es, l.value, l.unit, l.flag, l.measured_at, moment, p.is_protected,
         v.round_at, v.news2, v.news2_level, v.missing, v.excluded, v.spo2_scale, v.scored_at, v.due_rule, v.due_minutes,
         v.due_from, v.due_at, x.escalations, x.escalation_level, x.escalation_since,
         x.doses_due, x.doses_overdue, x.doses_to_check, x.next_dose_at, x.criticals, x.critical_since
    from medical_data.patients p
    left join unnest(mine, reasons) m(patient_id, reason) on m.patient_id = p.patient_id
    left join access.wards w on w.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id
    left join medical_data.board_results(owners, numbers, hidden) l on l.patient_id = p.patient_id
    left join medical_data.board_rounds(owners, numbers, hidden, moment) v on v.patient_id = p.patient_id
    left join medical_data.board_waiting(owners, numbers, hidden, moment) x on x.patient_id = p.patient_id
   where p.patient_id = any (shown) and p.deleted_at is null
     and (p.ward_id = o.ward_id or (o.ward_id is null and m.reason is not null))
   order by w.sort_order, w.code, p.surname_1_key, p.surname_2_key, p.given_key;
end $$;
