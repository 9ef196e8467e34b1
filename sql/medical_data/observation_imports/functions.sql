-- The columns of an observation, out of its resource. What cannot be read stays null; the resource is kept whole.
create or replace function medical_data.observation_fields(p_resource jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  observed timestamptz;
  code jsonb := p_resource -> 'code';
  coding jsonb;
  unit text := p_resource #>> '{valueQuantity,code}';
  name text := coalesce(code ->> 'text', code #>> '{coding,0,display}', code #>> '{coding,0,code}');
begin
  select c into coding from jsonb_array_elements(case jsonb_typeof(code -> 'coding') when 'array' then code -> 'coding' else '[]' end) c
   where c ->> 'system' = 'http://loinc.org' limit 1;
  begin
    if p_resource ->> 'effectiveDateTime' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$' then
      observed := (p_resource ->> 'effectiveDateTime')::timestamptz;
    end if;
  exception when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then null;  -- 45 January
  end;
  return jsonb_build_object(
    'observation_type', nullif(btrim(left(normalize(name, nfc), 200)), ''),
    'loinc', case when coding ->> 'code' ~ '^[0-9]{1,7}-[0-9]$' then coding ->> 'code' end,
    'value_number', case when jsonb_typeof(p_resource #> '{valueQuantity,value}') = 'number' then p_resource #> '{valueQuantity,value}' end,
    'value_unit', case when length(unit) <= 40 then unit end,
    'value_text', left(normalize(coalesce(p_resource ->> 'valueString', p_resource #>> '{valueCodeableConcept,text}'), nfc), 2000),
    'category', left(normalize(p_resource #>> '{category,0,coding,0,code}', nfc), 80),
    'status', case p_resource ->> 'status' when 'entered-in-error' then 'ENTERED_IN_ERROR' when 'cancelled' then 'CANCELLED'
                when 'amended' then 'AMENDED' when 'corrected' then 'AMENDED' else 'ACTIVE' end,
    'observed_at', observed,
    'observed_by', left(normalize(p_resource #>> '{performer,0,display}', nfc), 200));
end $$;
