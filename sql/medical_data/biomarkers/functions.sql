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

-- A row without a status: the interval that came with it, or else the catalogue's, decides.
create or replace function medical_data.classify_biomarker() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  t medical_data.biomarker_types;
begin
  select * into t from medical_data.biomarker_types x where x.type_id = new.type_id;
  if new.reference_low is null and new.reference_high is null then
    new.reference_low := t.reference_low;
    new.reference_high := t.reference_high;
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

grant execute on function medical_data.classify_biomarker(), medical_data.keep_versions() to clinic_owner;
