-- NEWS2 (Royal College of Physicians 2017). Points of the seven parts in the order of the chart; null: not measured.
-- Scale 2 above 92 % depends on oxygen: unknown oxygen, unknown points.
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

-- The total, only where every part is known: what is missing never counts as nothing.
create or replace function medical_data.news2_total(p_points int[]) returns int
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when array_position(p_points, null) is null then (select sum(x)::int from unnest(p_points) x) end
$$;

-- HIGH (7 or more), MEDIUM (5, 6), SINGLE_3 (one part alone scores 3), LOW (1 to 4), NONE (0). With parts missing: what is known is
-- already enough for one of the first three, or else INCOMPLETE; null: no part was measured.
create or replace function medical_data.news2_level(p_points int[]) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when known is null then null when known >= 7 then 'HIGH' when known >= 5 then 'MEDIUM' when 3 = any (p_points) then 'SINGLE_3'
              when array_position(p_points, null) is not null then 'INCOMPLETE' when known > 0 then 'LOW' else 'NONE' end
    from (select sum(x) as known from unnest(p_points) x) s
$$;
