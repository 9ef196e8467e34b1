-- What is wrong with typed values: INVALID or CONFIRM, and the fields; null: nothing. Numbers are held to the limits (adults), to the
-- last weight and height, and to the round before; p_record: the record that is corrected, which is not compared with itself.
create or replace function medical_data.judge_vital_signs(p_patient uuid, p_record uuid, p_measured_at timestamptz, p_values jsonb,
  out verdict text, out fields text[])
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  born date := (select p.birth_date from medical_data.patients p where p.patient_id = p_patient);
  is_adult boolean := born <= (p_measured_at - interval '16 years')::date;
  last record;
  before jsonb;
begin
  if p_measured_at is null or p_measured_at > clock_timestamp() + interval '2 minutes' or p_measured_at < born then
    fields := array['measured_at'];
  elsif jsonb_typeof(p_values) is distinct from 'object' or p_values = '{}' then
    fields := array['values'];
  else
    fields := array(
      select v.key from jsonb_each(p_values) v left join medical_data.vital_sign_limits l on l.code = v.key
       where not coalesce(case v.key
           when 'on_oxygen' then jsonb_typeof(v.value) = 'boolean'
           when 'consciousness' then v.value in ('"A"', '"C"', '"V"', '"P"', '"U"')
           else jsonb_typeof(v.value) = 'number' and scale(trim_scale((v.value #>> '{}')::numeric)) <= l.decimals
                and (v.value #>> '{}')::numeric <= l.hard_high
                and (v.value #>> '{}')::numeric >= case when is_adult or l.code not in ('weight', 'height', 'waist') then l.hard_low
                                                        when l.code = 'weight' then 0.3 else 20 end end, false)
       order by v.key);
    if fields = '{}' and (p_values ->> 'diastolic')::numeric >= (p_values ->> 'systolic')::numeric
        then fields := array['diastolic']; end if;
    if fields = '{}' and p_values ? 'oxygen_flow' and (p_values ->> 'on_oxygen') is distinct from 'true'
        then fields := array['oxygen_flow']; end if;
  end if;
  if fields <> '{}' then verdict := 'INVALID'; return; end if;
  select (array_agg(s.weight order by s.measured_at desc) filter (where s.weight is not null
      and s.measured_at > clock_timestamp() - interval '30 days'))[1] as weight,
         (array_agg(s.height order by s.measured_at desc) filter (where s.height is not null))[1] as height
    into last
    from medical_data.vital_signs s
   where s.patient_id = p_patient and s.superseded_at is null and s.record_id is distinct from p_record;
  select to_jsonb(s) into before from medical_data.vital_signs s
   where s.patient_id = p_patient and s.superseded_at is null and not s.is_void and s.record_id is distinct from p_record
   order by s.patient_id, s.measured_at desc limit 1;
  fields := array(
    select l.code from medical_data.vital_sign_limits l
     where is_adult and p_values ? l.code
       and ((p_values ->> l.code)::numeric < l.confirm_low or (p_values ->> l.code)::numeric > l.confirm_high)
    union select 'diastolic' where (p_values ->> 'systolic')::numeric - (p_values ->> 'diastolic')::numeric < 15
    union select 'weight' where abs((p_values ->> 'weight')::numeric - last.weight) > last.weight * 0.1
    union select 'height' where is_adult and abs((p_values ->> 'height')::numeric - last.height) > 3
    union select 'measured_at' where p_measured_at < clock_timestamp() - interval '12 hours'
    union select 'copied' where p_values ?& array['respiratory_rate', 'pulse', 'systolic'] and before @> p_values
    order by 1);
  if fields <> '{}' then verdict := 'CONFIRM'; end if;
end $$;

-- Writes one version. The values have been judged; the caller holds the lock of the version before.
create or replace function medical_data.add_vital_signs(p_writer record, p_old medical_data.vital_signs, p_patient uuid,
    p_measured_at timestamptz,
  p_values jsonb, p_confirmed boolean, p_consultation uuid, p_excluded text, p_reason text) returns medical_data.vital_signs
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v medical_data.vital_signs := jsonb_populate_record(null::medical_data.vital_signs, p_values);
  born date := (select p.birth_date from medical_data.patients p where p.patient_id = p_patient);
begin
  insert into medical_data.vital_signs (record_id, version, patient_id, consultation_id, measured_at, respiratory_rate, spo2, spo2_scale,
    on_oxygen, oxygen_flow, systolic, diastolic, pulse, consciousness, temperature, weight, height, waist, pain, coma_scale, news2_excluded,
    is_confirmed, is_void, correction_reason, recorded_by, recorded_by_name, session_id)
  values (coalesce(p_old.record_id, gen_random_uuid()), coalesce(p_old.version, 0) + 1, p_patient, coalesce(p_old.consultation_id,
      p_consultation), p_measured_at,
    v.respiratory_rate, v.spo2,
    coalesce(p_old.spo2_scale, (select s.scale from medical_data.spo2_scales s
        where s.patient_id = p_patient order by s.set_at desc limit 1), 1),
    v.on_oxygen, v.oxygen_flow, v.systolic, v.diastolic, v.pulse, v.consciousness, v.temperature, v.weight, v.height, v.waist,
        v.pain, v.coma_scale,
    case when born > (p_measured_at - interval '16 years')::date then 'UNDER_16' else coalesce(p_excluded, p_old.news2_excluded) end,
    coalesce(p_confirmed, false), p_values = '{}', p_reason, p_writer.user_id, p_writer.display_name, p_writer.session_id)
  returning * into v;
  return v;
end $$;

-- A level that asks for somebody is raised by the row itself. A correction answers what its earlier versions had raised.
create or replace function medical_data.raise_escalation() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if new.version > 1 then
    update medical_data.news2_escalations e set action = 'CORRECTED', answer = new.correction_reason, answered_by = new.recorded_by,
           answered_by_name = new.recorded_by_name, session_id = new.session_id, answered_at = clock_timestamp()
     where e.record_id = new.record_id and e.answered_at is null;
  end if;
  if new.news2_level in ('SINGLE_3', 'MEDIUM', 'HIGH') then
    insert into medical_data.news2_escalations (patient_id, record_id, version, level)
    values (new.patient_id, new.record_id, new.version, new.news2_level);
  end if;
  return null;
end $$;

-- An escalation is answered once.
create or replace function medical_data.guard_escalation() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.answered_at is not null
     or (new.escalation_id, new.patient_id, new.record_id, new.version, new.level, new.raised_at)
        is distinct from (old.escalation_id, old.patient_id, old.record_id, old.version, old.level, old.raised_at) then
    raise exception 'an escalation is answered once' using errcode = '42501';
  end if;
  return new;
end $$;
grant execute on function medical_data.raise_escalation(), medical_data.guard_escalation() to clinic_owner;
