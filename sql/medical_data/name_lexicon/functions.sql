-- The name itself and every form with one letter missing, over the first ten letters.
create or replace function medical_data.deletions(p_name text) returns setof text
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select left(p_name, 10)
  union
  select left(overlay(p_name placing '' from i for 1), 10) from generate_series(1, least(length(p_name), 10)) i
$$;

-- Given names of three words (particles not counted): the first two are in the lexicon by themselves, the third is only here.
create or replace function medical_data.has_third_word(p_given_key text) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return strpos(p_given_key, ' ') > 0 and cardinality(medical_data.without_particles(string_to_array(p_given_key, ' '))) > 2;
end $$;

-- Adds names that are not known yet. p_names: folded.
create or replace function medical_data.add_names(p_names text[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  with fresh as (
    insert into medical_data.name_lexicon
    select distinct n from unnest(p_names) n
     where n <> '' and not exists (select 1 from medical_data.name_lexicon l where l.name = n)
    on conflict do nothing returning name)
  insert into medical_data.name_deletions select d, f.name from fresh f cross join medical_data.deletions(f.name) d on conflict do nothing;
end $$;

create or replace function medical_data.learn_names() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  perform medical_data.add_names(array[new.surname_1_key, new.surname_2_key, split_part(new.given_key, ' ', 1), new.given_2_key,
                                       case when medical_data.has_third_word(new.given_key) then new.given_key end]);
  return null;
end $$;

-- For patients that were loaded with triggers off: the lexicon of all names, at once.
create or replace function medical_data.learn_all_names() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  perform medical_data.add_names(array(
    select surname_1_key from medical_data.patients union select surname_2_key from medical_data.patients
    union select split_part(given_key, ' ', 1) from medical_data.patients union select given_2_key from medical_data.patients
    union select given_key from medical_data.patients where medical_data.has_third_word(given_key)));
end $$;

grant execute on function medical_data.learn_names() to clinic_owner;
