-- On scale 2 a saturation that was not measured scored nothing where somebody breathes air: what is missing must never score.
create or replace function medical_data.news2_points(p_respiratory_rate int, p_spo2 int, p_scale int, p_on_oxygen boolean, p_systolic int,
  p_pulse int, p_consciousness text, p_temperature numeric) returns int[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array[
    case when p_respiratory_rate <= 8 then 3 when p_respiratory_rate <= 11 then 1 when p_respiratory_rate <= 20 then 0
         when p_respiratory_rate <= 24 then 2 when p_respiratory_rate >= 25 then 3 end,
    case when p_scale = 1 then case when p_spo2 <= 91 then 3 when p_spo2 <= 93 then 2 when p_spo2 <= 95 then 1 when p_spo2 >= 96 then 0 end
         when p_scale = 2 then case when p_spo2 <= 83 then 3 when p_spo2 <= 85 then 2 when p_spo2 <= 87 then 1 when p_spo2 <= 92 then 0
                                    when p_spo2 > 92 and not p_on_oxygen then 0
                                    when p_on_oxygen then case when p_spo2 <= 94 then 1 when p_spo2 <= 96 then 2 when p_spo2 >= 97
                                        then 3 end end end,
    case when p_on_oxygen then 2 when not p_on_oxygen then 0 end,
    case when p_systolic <= 90 then 3 when p_systolic <= 100 then 2 when p_systolic <= 110 then 1 when p_systolic <= 219 then 0
         when p_systolic >= 220 then 3 end,
    case when p_pulse <= 40 then 3 when p_pulse <= 50 then 1 when p_pulse <= 90 then 0 when p_pulse <= 110 then 1 when p_pulse <= 130 then 2
         when p_pulse >= 131 then 3 end,
    case when p_consciousness = 'A' then 0 when p_consciousness in ('C', 'V', 'P', 'U') then 3 end,
    case when p_temperature <= 35.0 then 3 when p_temperature <= 36.0 then 1 when p_temperature <= 38.0
        then 0 when p_temperature <= 39.0 then 1
         when p_temperature > 39.0 then 2 end]
$$;

-- Rounds that this is about get their totals anew: whoever writes a row computes its generated columns.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.vital_signs'::regclass);
begin
  alter table medical_data.vital_signs no force row level security;
  update medical_data.vital_signs set version = version where spo2_scale = 2 and spo2 is null and on_oxygen = false;
  if forced then alter table medical_data.vital_signs force row level security; end if;
end $$;
