-- The unit of the catalogue, bounds that a value of this biomarker can have, and that a record stays about one biomarker and is
-- ended once.
create or replace function medical_data.check_biomarker_target() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  t medical_data.biomarker_types;
  before medical_data.biomarker_targets;
  broken text;
begin
  select * into t from medical_data.biomarker_types x where x.type_id = new.type_id;
  select * into before from medical_data.biomarker_targets x where x.record_id = new.record_id and x.version = new.version - 1;
  broken := case
    when before.type_id <> new.type_id then 'type'
    when new.unit <> t.unit then 'unit'
    when new.low not between t.plausible_low and t.plausible_high then 'low'
    when new.high not between t.plausible_low and t.plausible_high then 'high'
    when new.status <> 'ACTIVE' and before.status <> 'ACTIVE' then 'status' end;
  if broken is not null then
    raise exception 'no target of this biomarker' using errcode = '23514', constraint = 'biomarker_targets_' || broken || '_check',
      table = 'biomarker_targets';
  end if;
  return new;
end $$;
grant execute on function medical_data.check_biomarker_target() to clinic_owner;
