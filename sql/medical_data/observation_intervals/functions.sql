-- The parts of a ward board (api.ward_board says what the columns mean): each called once, for all its patients. p_owners and
-- p_numbers go together: whose chart, and a number whose facts are in it; p_hidden is what seals hide. Who calls has checked the rest.

create or replace function medical_data.board_results(p_owners uuid[], p_numbers uuid[], p_hidden uuid[])
returns table (patient_id uuid, code text, name_en text, name_es text, value numeric, unit text, flag text, measured_at timestamptz)
language plpgsql volatile security definer rows 40
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select distinct on (n.owner) n.owner, t.code, t.name_en, t.name_es, l.value, t.unit, l.status, l.measured_at
    from unnest(p_owners, p_numbers) n(owner, number)
   cross join lateral (select b.type_id, b.value, b.status, b.measured_at from medical_data.biomarkers b
                        where b.patient_id = n.number and b.superseded_at is null and b.record_id <> all (p_hidden)
                        order by b.patient_id, b.measured_at desc limit 1) l
    join medical_data.biomarker_types t on t.type_id = l.type_id
   order by n.owner, l.measured_at desc;
end $$;

-- The last round with any part of NEWS2 (r), and the last that decides when the next one is due (s).
create or replace function medical_data.board_rounds(p_owners uuid[], p_numbers uuid[], p_hidden uuid[], p_now timestamptz)
returns table (patient_id uuid, round_at timestamptz, news2 int, news2_level text, missing text[], excluded text, spo2_scale int,
  scored_at timestamptz, due_rule text, due_minutes int, due_from timestamptz, due_at timestamptz)
language plpgsql volatile security definer rows 40
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with r as materialized (
    select distinct on (n.owner) n.owner, x.*
      from unnest(p_owners, p_numbers) n(owner, number)
     cross join lateral (select v.* from medical_data.vital_signs v
            where v.patient_id = n.number and v.measured_at > p_now - interval '30 days' and v.superseded_at is null
              and num_nonnulls(v.respiratory_rate, v.spo2, v.on_oxygen, v.systolic, v.pulse, v.consciousness, v.temperature) > 0
              and v.record_id <> all (p_hidden)
            order by v.patient_id, v.measured_at desc limit 1) x
     order by n.owner, x.measured_at desc),
  s as materialized (
    select distinct on (n.owner) n.owner, x.*
      from unnest(p_owners, p_numbers) n(owner, number)
     cross join lateral (select v.measured_at, v.news2_excluded, v.news2_level from medical_data.vital_signs v
            where v.patient_id = n.number and v.measured_at > p_now - interval '30 days' and v.superseded_at is null
              and (v.news2_excluded is not null or v.news2_level <> 'INCOMPLETE') and v.record_id <> all (p_hidden)
            order by v.patient_id, v.measured_at desc limit 1) x
     order by n.owner, x.measured_at desc)
  select p.patient_id, r.measured_at, r.news2::int, r.news2_level,
         case when r.news2_excluded is null and r.owner is not null then array_remove(array[
           case when r.respiratory_rate is null then 'respiratory_rate' end, case when r.spo2 is null then 'spo2' end,
           case when r.on_oxygen is null then 'on_oxygen' end, case when r.systolic is null then 'systolic' end,
           case when r.pulse is null then 'pulse' end, case when r.consciousness is null then 'consciousness' end,
           case when r.temperature is null then 'temperature' end], null) end,
         r.news2_excluded, r.spo2_scale::int, case when d.rule = i.level then s.measured_at end, d.rule, i.until_minutes::int,
         case when d.rule = i.level then s.measured_at + make_interval(mins => coalesce(i.from_minutes, 0))
              when d.rule = 'INCOMPLETE' then r.measured_at end,
         case when d.rule = i.level then s.measured_at + make_interval(mins => coalesce(i.until_minutes, 0))
              when d.rule = 'INCOMPLETE' then r.measured_at end
    from medical_data.patients p
    left join r on r.owner = p.patient_id
    left join s on s.owner = p.patient_id
   cross join lateral (select case when p.ward_id is null or p.status <> 'ACTIVE' then null
      when s.news2_excluded is not null then 'EXCLUDED'
      else coalesce(s.news2_level, case when r.owner is not null then 'INCOMPLETE' else 'FIRST' end) end as rule) d
    left join medical_data.observation_intervals i on i.level = d.rule
   where p.patient_id = any (p_owners);
end $$;

-- What waits for somebody: escalations, doses, critical values.
create or replace function medical_data.board_waiting(p_owners uuid[], p_numbers uuid[], p_hidden uuid[], p_now timestamptz)
returns table (patient_id uuid, escalations int, escalation_level text, escalation_since timestamptz,
  doses_due int, doses_overdue int, doses_to_check int, next_dose_at timestamptz, criticals int, critical_since timestamptz)
language plpgsql volatile security definer rows 40
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with n as materialized (select * from unnest(p_owners, p_numbers) x(owner, number)),
  e as materialized (
    select n.owner, count(*)::int as open, (array['HIGH', 'MEDIUM', 'SINGLE_3'])[min(array_position(array['HIGH', 'MEDIUM', 'SINGLE_3'], x.level))] as level,
           min(x.raised_at) as since
      from medical_data.news2_escalations x join n on n.number = x.patient_id
     where x.patient_id = any (p_numbers) and x.answered_at is null and x.record_id <> all (p_hidden) group by n.owner),
  a as materialized (
    select n.owner, (count(*) filter (where x.scheduled_at >= p_now - interval '60 minutes' and x.status = 'SCHEDULED'))::int as due,
           (count(*) filter (where x.scheduled_at < p_now - interval '60 minutes' and x.status = 'SCHEDULED'))::int as overdue,
           (count(*) filter (where x.status = 'AWAITING_CHECK'))::int as to_check,
           min(x.scheduled_at) filter (where x.status = 'SCHEDULED') as next_at
      from medical_data.medication_administrations x join n on n.number = x.patient_id
     where x.patient_id = any (p_numbers) and x.superseded_at is null
       and ((x.status = 'SCHEDULED' and x.scheduled_at between p_now - interval '48 hours' and p_now + interval '60 minutes')
            or (x.status = 'AWAITING_CHECK' and x.recorded_at > p_now - interval '10 minutes'))
       and x.status in ('SCHEDULED', 'AWAITING_CHECK') and x.record_id <> all (p_hidden) and x.prescription_id <> all (p_hidden)
       and exists (select 1 from medical_data.prescriptions p
                    where p.record_id = x.prescription_id and p.superseded_at is null and p.status = 'ACTIVE') group by n.owner),
  c as materialized (
    select n.owner, count(*)::int as open, min(b.measured_at) as since
      from medical_data.biomarkers b join n on n.number = b.patient_id
     where b.patient_id = any (p_numbers) and b.superseded_at is null and b.status in ('CRITICAL_LOW', 'CRITICAL_HIGH')
       and b.method is distinct from 'CGM' and b.measured_at > p_now - interval '30 days' and b.record_id <> all (p_hidden)
       and not exists (select 1 from medical_data.biomarker_confirmations k
                        where k.record_id = b.record_id and k.version = b.version and k.kind = 'CRITICAL_READ_BACK') group by n.owner)
  select w.owner, coalesce(e.open, 0), e.level, e.since, coalesce(a.due, 0), coalesce(a.overdue, 0), coalesce(a.to_check, 0), a.next_at,
         coalesce(c.open, 0), c.since
    from (select distinct n.owner from n) w
    left join e on e.owner = w.owner left join a on a.owner = w.owner left join c on c.owner = w.owner;
end $$;
