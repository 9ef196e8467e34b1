create or replace function access.is_restricted(p_patient uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from access.restrictions r where r.patient_id = p_patient and r.ended_at is null);
end $$;

-- Of these patients those that lists may show.
create or replace function access.listed(p_patients uuid[]) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(select p from unnest(p_patients) with ordinality x(p, n)
                where not exists (select 1 from access.restrictions r where r.patient_id = p and r.ended_at is null) order by n);
end $$;
