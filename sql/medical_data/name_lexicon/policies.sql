alter table medical_data.name_lexicon enable row level security;
alter table medical_data.name_lexicon force row level security;
revoke all on medical_data.name_lexicon from public, clinic_definer, clinic_people;
grant select, insert on medical_data.name_lexicon to clinic_definer;
drop policy if exists definer_reads on medical_data.name_lexicon;
create policy definer_reads on medical_data.name_lexicon for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.name_lexicon;
create policy definer_adds on medical_data.name_lexicon for insert to clinic_definer with check (true);
