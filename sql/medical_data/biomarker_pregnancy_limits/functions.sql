-- Was she pregnant on that day, by what is recorded? An ongoing one counts from its last period, or 40 weeks before it is due,
-- or, where neither is known, from the day it was recorded.
create or replace function medical_data.is_pregnant_on(p_patient uuid, p_day date) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from medical_data.pregnancies x
                  where x.patient_id = p_patient and x.superseded_at is null
                    and p_day >= coalesce(x.last_period_on, x.due_on - 280, x.ended_on - 7 * coalesce(x.weeks, 40),
                      x.recorded_at::date)
                    and p_day <= case when x.outcome = 'ONGOING' then coalesce(x.last_period_on + 320, x.due_on + 40, p_day)
                                      else coalesce(x.ended_on, x.last_period_on + 280) end);
end $$;
