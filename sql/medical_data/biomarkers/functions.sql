-- A value against its limits. Critical wins over the interval; without an interval nothing is guessed.
create or replace function medical_data.classify(p_value numeric, p_reference_low numeric, p_reference_high numeric,
                                                 p_critical_low numeric, p_critical_high numeric) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when p_value < p_critical_low then 'CRITICAL_LOW'
    when p_value > p_critical_high then 'CRITICAL_HIGH'
    when p_value < p_reference_low then 'LOW'
    when p_value > p_reference_high then 'HIGH'
    when p_reference_low is null and p_reference_high is null then 'UNCLASSIFIED'
    else 'NORMAL' end
$$;

-- A row without a status: the interval that came with it, or else the catalogue's, decides; in pregnancy the interval for that,
-- for
-- the meal it was measured at or for any.
create or replace function medical_data.classify_biomarker() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  t medical_data.biomarker_types;
begin
  select * into t from medical_data.biomarker_types x where x.type_id = new.type_id;
  if new.reference_low is null and new.reference_high is null then
    select l.reference_low, l.reference_high into new.reference_low, new.reference_high
      from medical_data.biomarker_pregnancy_limits l
     where l.type_id = new.type_id and l.meal_context in ('ANY', new.meal_context)
       and (new.hormonal_context like 'PREGNANCY%'
         or medical_data.is_pregnant_on(new.patient_id, (new.measured_at at time zone access.setting('time_zone'))::date))
     order by l.meal_context = 'ANY' limit 1;
    if not found then
      new.reference_low := t.reference_low;
      new.reference_high := t.reference_high;
    end if;
  end if;
  new.status := medical_data.classify(new.value, new.reference_low, new.reference_high, t.critical_low, t.critical_high);
  return new;
end $$;

-- For every table of clinical facts: of an old version only superseded_at changes, once; nothing is removed. Arguments: generated
-- columns, which a trigger before the change does not see yet.
create or replace function medical_data.keep_versions() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.superseded_at is not null
     or to_jsonb(new) - 'superseded_at' - coalesce(tg_argv, '{}') <> to_jsonb(old) - 'superseded_at' - coalesce(tg_argv, '{}') then
    raise exception 'a clinical fact is corrected by a new version' using errcode = '42501';
  end if;
  return new;
end $$;

-- Free text as it is stored: NFC, trimmed, control and bidirectional characters as spaces; nothing left: null.
create or replace function medical_data.clean_text(p_text text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select nullif(btrim(regexp_replace(normalize(p_text, nfc),
    '[\u0001-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff ]+', ' ', 'g')), '')
$$;

-- The column that a CHECK was about: medical_data.biomarkers, biomarkers_meal_context_check -> meal_context.
create or replace function medical_data.field_of(p_table text, p_constraint text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(regexp_replace(p_constraint, '^' || p_table || '_', ''), '_check[0-9]*$', '')
$$;

-- What a form may say about a value besides the value: text, or numbers for the interval of the laboratory.
create or replace function medical_data.unknown_biomarker_detail(p_details jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select min(d.key) from jsonb_each(p_details) d
   where not (d.key in ('method', 'device', 'quality', 'hormonal', 'meal', 'medication', 'activity', 'stress', 'notes')
              and jsonb_typeof(d.value) in ('string', 'null'))
     and not (d.key in ('reference_low', 'reference_high') and jsonb_typeof(d.value) in ('number', 'null'))
$$;

-- The first thing that forbids this value, or null; is_critical decides whether it has to be confirmed.
create or replace function medical_data.invalid_biomarker(p_type medical_data.biomarker_types, p_patient uuid, p_value numeric,
  p_unit text,
  p_measured_at timestamptz, p_details jsonb) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when p_type.type_id is null then 'type'
    when p_value is null or p_value = 'NaN' or p_value not between p_type.plausible_low and p_type.plausible_high then 'value'
    when p_unit is distinct from p_type.unit then 'unit'
    when p_measured_at is null or p_measured_at > clock_timestamp() + interval '2 minutes'
      or p_measured_at < (select p.birth_date from medical_data.patients p where p.patient_id = p_patient) then 'measured_at'
    when p_details is null or jsonb_typeof(p_details) <> 'object' then 'details'
    else medical_data.unknown_biomarker_detail(p_details) end;
end $$;

-- The current version of a record, locked until the end of the transaction; nulls when there is none. Who waited for another
-- correction finds its version at the second look.
create or replace function medical_data.biomarker_to_change(p_record uuid) returns medical_data.biomarkers
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  b medical_data.biomarkers;
begin
  for look in 1 .. 2 loop
    select * into b from medical_data.biomarkers x where x.record_id = p_record and x.superseded_at is null for update;
    exit when found;
  end loop;
  return b;
end $$;

grant execute on function medical_data.classify_biomarker(), medical_data.keep_versions() to clinic_owner;
