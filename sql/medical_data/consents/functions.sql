-- Does the patient agree to this purpose now, for this part of her chart (null: for any)? Treatment needs no consent; everything else needs one that was given and has
-- neither been withdrawn nor expired.
create or replace function access.consent_allows(p_patient uuid, p_purpose text, p_part text default null) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return p_purpose = 'TREATMENT' or exists (
    select 1 from medical_data.consents c
     where c.patient_id = p_patient and c.purpose = p_purpose and c.superseded_at is null and c.state = 'GIVEN'
       and (c.expires_on is null or c.expires_on > access.local_today()) and (p_part is null or p_part <> all (c.without_parts)));
end $$;

-- The same behind a policy, once per statement: of the charts this session opened, those whose patients agree.
create or replace function access.consenting_patients(p_purpose text, p_part text default null) returns setof uuid
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query select o from access.opened_patients() o join medical_data.patients p on p.patient_id = o
                where access.consent_allows(coalesce(p.merged_into, o), p_purpose, p_part);               -- what she says today counts for all her numbers
end $$;
grant execute on function access.consenting_patients(text, text) to clinic_people;
