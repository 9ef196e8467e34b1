-- What may become of a seal: proposed, then set or denied; of a set one a lift is proposed, and it is lifted.
create or replace function access.guard_seal() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  may_change constant text[] := '{decision,decided_by,decided_at,decision_reason,lift_instruction,lift_proposed_by,lift_proposed_at,'
    || 'lifted_by,lifted_at,lift_reason,updated_at,row_version}';
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.decision, new.lift_proposed_at, new.lifted_at) > 0 then
      raise exception 'a seal begins as a proposal' using errcode = '23514';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE'
     or to_jsonb(new) - may_change
        <> to_jsonb(old) - may_change
     or (old.decision is not null and (new.decision, new.decided_by, new.decided_at, new.decision_reason)
           is distinct from (old.decision, old.decided_by, old.decided_at, old.decision_reason))
     or (old.lift_proposed_at is not null and (new.lift_proposed_at, new.lift_proposed_by, new.lift_instruction)
           is distinct from (old.lift_proposed_at, old.lift_proposed_by, old.lift_instruction))
     or old.lifted_at is not null then
    raise exception 'illegal change of a seal' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.guard_seal() to clinic_owner;

-- A live grant of this person for this patient whose reason is a vital interest: her life, or that she cannot consent; one
-- she granted herself only where life is in danger (BG-14).
create or replace function access.vital_grant(p_user uuid, p_patient uuid) returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select e.emergency_id from access.emergency_access e
           where e.requester_id = p_user and e.patient_id = p_patient and e.expires_at > clock_timestamp() and e.ended_at is null
             and e.scope = 'FULL' and (e.reason_class = 'LIFE_THREAT' or (e.reason_class = 'CANNOT_CONSENT'
               and not e.is_self_grant))
           order by e.expires_at desc limit 1);
end $$;

-- The seals of these patients that are open to this session: of the author team, or opened with a ground in an earlier, committed
-- transaction that is on disk. A vital interest is looked at again each time. p_wal_now as in access.require_opening.
create or replace function access.open_seals(p_session uuid, p_user uuid, p_patients uuid[], p_wal_now pg_lsn) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  o access.seal_openings;
  seals uuid[];
  newest bigint;
begin
  seals := array(select s.seal_id from access.seals s join access.seal_readers r on r.seal_id = s.seal_id and r.user_id = p_user
                  where s.patient_id = any (p_patients) and s.decision = 'SET' and clock_timestamp() between r.starts_at
                    and r.ends_at);
  for o in select * from access.seal_openings x
            where x.session_id = p_session and x.expires_at > clock_timestamp()
              and x.opened_xid is distinct from pg_current_xact_id_if_assigned()
              and (x.ground <> 'VITAL' or access.vital_grant(p_user, x.patient_id) is not null) loop
    seals := seals || array(
      select s.seal_id from access.seals s join medical_data.patients p on p.patient_id = s.patient_id
       where s.patient_id = any (p_patients) and o.patient_id in (s.patient_id, p.merged_into)
         and (o.seal_id is null or o.seal_id = s.seal_id) and (o.ground <> 'VITAL' or s.allows_emergency));
    newest := greatest(newest, o.opening_number);
  end loop;
  if newest is not null then perform access.wait_until_durable(newest, p_wal_now); end if;
  return seals;
end $$;

-- Records of these patients that a seal hides from this session: any seal of a record that is not open is enough.
create or replace function access.hidden_records_of(p_session uuid, p_user uuid, p_patients uuid[],
  p_wal_now pg_lsn) returns setof uuid
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  seals uuid[];
begin
  if not exists (select 1 from access.sealed_records r where r.patient_id = any (p_patients) and r.released_at is null)
    then return; end if;
  seals := access.open_seals(p_session, p_user, p_patients, p_wal_now);
  return query
  select r.record_id from access.sealed_records r join access.seals s on s.seal_id = r.seal_id
   where r.patient_id = any (p_patients) and r.released_at is null and s.lifted_at is null and r.seal_id <> all (seals);
end $$;

-- Behind the policies of clinical facts, once per statement: what seals hide in the charts that this session opened. The policies
-- ask place_in(), so that hidden rows are gone before anything the reader wrote is compared (bootstrap/5_order.sql).
create or replace function access.hidden_records() returns setof uuid
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  wal_now pg_lsn := pg_current_wal_insert_lsn();
  me record;
begin
  select * into me from access.current_session();
  return query select h from access.hidden_records_of(me.session_id, me.user_id, array(select access.opened_patients()),
    wal_now) h;
end $$;
grant execute on function access.hidden_records() to clinic_people;

-- What is answered about one record of a chart that a seal hides from this session: SEALED where the patient lets it be known,
-- NO_RFA as if there were none; null where nothing hides it.
create or replace function access.hidden_word(p_session uuid, p_user uuid, p_record uuid, p_wal_now pg_lsn) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  patient uuid := (select r.patient_id from access.sealed_records r where r.record_id = p_record
    and r.released_at is null limit 1);
begin
  if patient is null or not exists (
       select 1 from access.hidden_records_of(p_session, p_user, array[patient], p_wal_now) h where h = p_record) then
    return null;
  end if;
  return (select case when bool_or(s.is_shown) then 'SEALED' else 'NO_RFA' end
            from access.sealed_records r join access.seals s on s.seal_id = r.seal_id
           where r.record_id = p_record and r.released_at is null and s.lifted_at is null);
end $$;

-- Whether any living seal holds this record, whoever asks: what is printed about it names nothing.
create or replace function access.is_sealed(p_record uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from access.sealed_records r join access.seals s on s.seal_id = r.seal_id
                  where r.record_id = p_record and r.released_at is null and s.lifted_at is null);
end $$;

-- The table behind the name of an entity, and its key.
create or replace function access.sealable(p_entity text, out class regclass, out key text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  class := case p_entity
    when 'BIOMARKER' then 'medical_data.biomarkers' when 'NOTE' then 'medical_data.consultation_notes'
    when 'VITAL_SIGNS' then 'medical_data.vital_signs' when 'HISTORY' then 'medical_data.medical_histories'
    when 'TEST' then 'medical_data.medical_tests' when 'REPORT' then 'medical_data.medical_reports'
    when 'ATTACHMENT' then 'medical_data.file_attachments' when 'PRESCRIPTION' then 'medical_data.prescriptions'
    when 'TREATMENT' then 'medical_data.treatments' when 'ADMINISTRATION' then 'medical_data.medication_administrations'
    when 'ALLERGY' then 'medical_data.patient_allergies' when 'HORMONAL_PROFILE' then 'medical_data.hormonal_profiles'
    when 'MENSTRUAL_CYCLE' then 'medical_data.menstrual_cycles' when 'PREGNANCY' then 'medical_data.pregnancies'
    when 'MENOPAUSE' then 'medical_data.menopause_statuses' when 'HORMONAL_THERAPY' then 'medical_data.hormonal_therapies'
    when 'DIABETES' then 'medical_data.diabetes_diagnoses' when 'ENROLMENT' then 'medical_data.programme_enrolments'
    when 'OBSERVATION' then 'medical_data.medical_observations' when 'CUSTOM_VALUE' then 'medical_data.custom_field_values'
    when 'PREDICTION' then 'analytics.medical_predictions' when 'METRIC' then 'analytics.medical_metrics'
    when 'TARGET' then 'medical_data.biomarker_targets' end::regclass;
  key := case p_entity when 'ATTACHMENT' then 'attachment_id' else 'record_id' end;
end $$;

create or replace function access.seal_state(s access.seals) returns text
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select case when s.lifted_at is not null then 'LIFTED' when s.lift_proposed_at is not null then 'LIFT_PROPOSED'
              when s.decision is not null then s.decision else 'PROPOSED' end
$$;
