alter table analytics.ai_models enable row level security;
alter table analytics.ai_models force row level security;
revoke all on analytics.ai_models from public, clinic_definer, clinic_people;
grant select, insert, update on analytics.ai_models to clinic_definer;
drop policy if exists definer_reads on analytics.ai_models;
create policy definer_reads on analytics.ai_models for select to clinic_definer using (true);
drop policy if exists definer_adds on analytics.ai_models;
create policy definer_adds on analytics.ai_models for insert to clinic_definer with check (true);
drop policy if exists definer_changes on analytics.ai_models;
create policy definer_changes on analytics.ai_models for update to clinic_definer using (true) with check (true);

-- A catalogue, no data of a person: readable by every member of staff.
grant select on analytics.ai_models to clinic_people;
drop policy if exists people_read_catalogue on analytics.ai_models;
create policy people_read_catalogue on analytics.ai_models for select to clinic_people using (model_id is not null);
