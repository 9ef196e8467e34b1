-- Typos: what was meant by a name that begins none.

-- The names that somebody who typed p_part may have meant: one letter wrong, missing, too many, or two neighbours swapped.
create or replace function medical_data.names_meant(p_part text, p_limit int) returns table (name text, distance int)
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select m.name, m.distance from (
    select d.name, extensions.levenshtein(left(d.name, 60), left(p_part, 60)) as distance
      from medical_data.deletions(p_part) x join medical_data.name_deletions d on d.remainder = x
     where d.name <> p_part group by d.name) m
   where m.distance <= 2 order by m.distance, m.name limit p_limit;
end $$;

-- A mistyped single name: at most five patients for each name that may be meant.
create or replace function medical_data.find_by_typo(p_part text, p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select (x.p).* from medical_data.names_meant(p_part, 12) m cross join lateral (
    (select p from medical_data.patients p where p.surname_1_key = m.name and p.deleted_at is null
      order by p.surname_1_key, p.surname_2_key, p.given_key limit 5)
    union all
    (select p from medical_data.patients p where p.surname_2_key = m.name and p.surname_2_key <> '' and p.deleted_at is null
      order by p.surname_2_key, p.surname_1_key, p.given_key limit 3)
    union all
    (select p from medical_data.patients p where p.given_key >= m.name and p.given_key < m.name || '!' and p.deleted_at is null
      order by p.given_key, p.surname_1_key, p.surname_2_key limit 3)) x
  order by m.distance limit p_limit;
end $$;

-- Several parts of which some begin no known name: each such part is replaced by the names it may stand for.
create or replace function medical_data.find_by_parts_with_typos(p_parts text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  parts text[] := p_parts;
  wrong int;
  other int;
  meant text;
  n int;
begin
  for i in 1 .. cardinality(p_parts) loop
    continue when length(p_parts[i]) < 4
      or exists (select 1 from medical_data.name_lexicon l where l.name >= p_parts[i] and l.name < p_parts[i] || U&'\+10FFFF');
    wrong := coalesce(wrong, i);
    parts[i] := coalesce((select m.name from medical_data.names_meant(p_parts[i], 1) m), p_parts[i]);
  end loop;
  if wrong is null then return; end if;
  -- The name that was meant begins one of the four; which of the other parts begins another is tried from the longest on.
  for meant in select m.name from medical_data.names_meant(p_parts[wrong], 4) m loop
    for other in select i from unnest(parts) with ordinality u(p, i) where i <> wrong order by length(p) desc, i loop
      return query select distinct on (f.patient_id) f.* from medical_data.find_by_pair(meant, parts[other],
        array(select p from unnest(parts) with ordinality u(p, i) where i not in (wrong, other)), p_limit) f;
      get diagnostics n = row_count;
      if n > 0 then return; end if;
    end loop;
  end loop;
end $$;
