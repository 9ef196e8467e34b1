-- The ways of finding a patient by name. SECURITY INVOKER and no EXECUTE for people: only api functions call them.
-- Ranges on folded keys in the order of bytes: LIKE would not use an index for every caller, these always do. Each looks
-- in the likeliest place first and stops when it has enough. Keys and parts are folded.

-- One part (or a whole field with spaces): first surname, second surname, given names, second given name.
create or replace function medical_data.find_by_prefix(p_part text, p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  stop text := p_part || U&'\+10FFFF';
  missing int := p_limit;
  n int;
begin
  return query select * from medical_data.patients p
    where p.surname_1_key >= p_part and p.surname_1_key < stop and p.deleted_at is null
    order by p.surname_1_key, p.surname_2_key, p.given_key, p.patient_id limit missing;
  get diagnostics n = row_count;
  missing := missing - n;
  if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where p.surname_2_key >= p_part and p.surname_2_key < stop and p.surname_2_key <> '' and p.deleted_at is null
      and not p.surname_1_key ^@ p_part
    order by p.surname_2_key, p.surname_1_key, p.given_key, p.patient_id limit missing;
  get diagnostics n = row_count;
  missing := missing - n;
  if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where p.given_key >= p_part and p.given_key < stop and p.deleted_at is null
      and not p.surname_1_key ^@ p_part and not p.surname_2_key ^@ p_part
    order by p.given_key, p.surname_1_key, p.surname_2_key, p.patient_id limit missing;
  get diagnostics n = row_count;
  missing := missing - n;
  if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where p.given_2_key >= p_part and p.given_2_key < stop and p.given_2_key <> '' and p.deleted_at is null
      and not p.surname_1_key ^@ p_part and not p.surname_2_key ^@ p_part and not p.given_key ^@ p_part
    order by p.given_2_key, p.given_key, p.surname_1_key limit missing;
end $$;

-- "Every part begins a word of the name" as LIKE patterns. The comparison is written out in each query: a function with a
-- pinned search_path is not inlined, and took 20 times as long per row.
create or replace function medical_data.word_patterns(p_parts text[]) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array(select '% ' || regexp_replace(part, '([\\%_])', '\\\1', 'g') || '%' from unnest(p_parts) part)
$$;

-- p_long (three letters or more) begins one of the four names, p_short another; p_rest begin any word. The third column of
-- each index tests the rest of p_long without a visit to the table. ORDER BY names the equal column too: left() is not
-- leakproof, so under row-level security the planner would not know it constant and would sort thousands of rows.
create or replace function medical_data.find_by_pair(p_long text, p_short text, p_rest text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  head text := left(p_long, 3);
  long_stop text := p_long || U&'\+10FFFF';
  stop text := p_short || U&'\+10FFFF';
  rest text[] := medical_data.word_patterns(p_rest);
  missing int := p_limit;
  n int;
begin
  return query select * from medical_data.patients p
    where left(p.surname_1_key, 3) = head and p.given_key >= p_short and p.given_key < stop
      and p.surname_1_key >= p_long and p.surname_1_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_1_key, 3), p.given_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.surname_1_key, 3) = head and p.surname_2_key >= p_short and p.surname_2_key < stop and p.surname_2_key <> ''
      and p.surname_1_key >= p_long and p.surname_1_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_1_key, 3), p.surname_2_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.given_key, 3) = head and p.surname_1_key >= p_short and p.surname_1_key < stop
      and p.given_key >= p_long and p.given_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.given_key, 3), p.surname_1_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.surname_2_key, 3) = head and p.surname_1_key >= p_short and p.surname_1_key < stop and p.surname_2_key <> ''
      and p.surname_2_key >= p_long and p.surname_2_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_2_key, 3), p.surname_1_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.given_key, 3) = head and p.surname_2_key >= p_short and p.surname_2_key < stop and p.surname_2_key <> ''
      and p.given_key >= p_long and p.given_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.given_key, 3), p.surname_2_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.surname_2_key, 3) = head and p.given_key >= p_short and p.given_key < stop and p.surname_2_key <> ''
      and p.surname_2_key >= p_long and p.surname_2_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_2_key, 3), p.given_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.find_by_second_given(p_long, p_short, p_rest, missing);
end $$;

-- The same for the second given name (José in María José), with any of the others, in either order.
create or replace function medical_data.find_by_second_given(p_long text, p_short text, p_rest text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  head text := left(p_long, 3);
  long_stop text := p_long || U&'\+10FFFF';
  stop text := p_short || U&'\+10FFFF';
  rest text[] := medical_data.word_patterns(p_rest);
  missing int := p_limit;
  n int;
begin
  return query select * from medical_data.patients p
    where left(p.surname_1_key, 3) = head and p.given_2_key >= p_short and p.given_2_key < stop and p.given_2_key <> ''
      and p.surname_1_key >= p_long and p.surname_1_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_1_key, 3), p.given_2_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.given_2_key, 3) = head and p.surname_1_key >= p_short and p.surname_1_key < stop and p.given_2_key <> ''
      and p.given_2_key >= p_long and p.given_2_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.given_2_key, 3), p.surname_1_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.surname_2_key, 3) = head and p.given_2_key >= p_short and p.given_2_key < stop and p.surname_2_key <> '' and p.given_2_key <> ''
      and p.surname_2_key >= p_long and p.surname_2_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.surname_2_key, 3), p.given_2_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where left(p.given_2_key, 3) = head and p.surname_2_key >= p_short and p.surname_2_key < stop and p.surname_2_key <> '' and p.given_2_key <> ''
      and p.given_2_key >= p_long and p.given_2_key < long_stop and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by left(p.given_2_key, 3), p.surname_2_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where p.given_2_key >= p_long and p.given_2_key < long_stop and p.given_2_key <> '' and p.given_key >= p_short and p.given_key < stop
      and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by p.given_2_key, p.given_key limit missing;
  get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  return query select * from medical_data.patients p
    where p.given_2_key >= p_short and p.given_2_key < stop and p.given_2_key <> '' and p.given_key >= p_long and p.given_key < long_stop
      and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
    order by p.given_2_key, p.given_key limit missing;
end $$;

-- Two parts of one or two letters each ("ga ma"): ranges of the ordinary indexes, whose next columns test the other part.
create or replace function medical_data.find_by_initials(p_one text, p_other text, p_rest text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  a text;
  b text;
  a_stop text;
  b_stop text;
  rest text[] := medical_data.word_patterns(p_rest);
  missing int := p_limit;
  n int;
begin
  for a, b in select * from (values (p_one, p_other), (p_other, p_one)) v loop
    a_stop := a || U&'\+10FFFF';
    b_stop := b || U&'\+10FFFF';
    return query select * from medical_data.patients p
      where p.surname_1_key >= a and p.surname_1_key < a_stop and p.given_key >= b and p.given_key < b_stop and p.deleted_at is null
        and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
      order by p.surname_1_key, p.surname_2_key, p.given_key limit missing;
    get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
    return query select * from medical_data.patients p
      where p.surname_1_key >= a and p.surname_1_key < a_stop and p.surname_2_key >= b and p.surname_2_key < b_stop and p.deleted_at is null
        and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
      order by p.surname_1_key, p.surname_2_key, p.given_key limit missing;
    get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
    return query select * from medical_data.patients p
      where p.surname_2_key >= a and p.surname_2_key < a_stop and p.surname_2_key <> '' and p.given_key >= b and p.given_key < b_stop
        and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (rest)
      order by p.surname_2_key, p.surname_1_key, p.given_key limit missing;
    get diagnostics n = row_count; missing := missing - n; if missing <= 0 then return; end if;
  end loop;
end $$;

-- Does a name of several words have one that begins so, other than its first?
create or replace function medical_data.is_later_word(p_part text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from medical_data.name_lexicon l where strpos(l.name, ' ') > 0 and strpos(l.name, ' ' || p_part) > 0);
end $$;

-- How many patients have a name that begins so, counted up to 200 for each of the four names: tells rare from frequent.
create or replace function medical_data.frequency(p_part text) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  stop text := p_part || U&'\+10FFFF';
begin
  return (select count(*) from (select 1 from medical_data.patients p where p.surname_1_key >= p_part and p.surname_1_key < stop limit 200) x)
       + (select count(*) from (select 1 from medical_data.patients p where p.given_key >= p_part and p.given_key < stop limit 200) x)
       + (select count(*) from (select 1 from medical_data.patients p
                                 where p.surname_2_key >= p_part and p.surname_2_key < stop and p.surname_2_key <> '' limit 200) x)
       + (select count(*) from (select 1 from medical_data.patients p
                                 where p.given_2_key >= p_part and p.given_2_key < stop and p.given_2_key <> '' limit 200) x);
end $$;

-- Two parts in any order by index. Of three or more the two rarest, and the other pairs only where a part may be a later word
-- of a name, which no index finds: two frequent names have thousands of rows. Two neighbours as typed are often one field
-- ("maria jose garcia"): those are few rows, and where they are enough the rest is not looked for.
create or replace function medical_data.find_by_parts(p_parts text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  parts text[] := array(select p from unnest(p_parts) with ordinality u(p, i) order by length(p) desc, i limit 6);
  has_later_word boolean;
  others text[];
  pair record;
  found int := 0;
  n int;
begin
  if cardinality(parts) = 2 then
    return query select * from medical_data.find_by_two(parts[1], parts[2], '{}', p_limit);
    return;
  end if;
  has_later_word := exists (select 1 from unnest(parts) p where medical_data.is_later_word(p));
  parts := array(select p from (select p, medical_data.frequency(p) as f from unnest(parts) p) x order by f, length(p) desc);
  if not has_later_word and medical_data.frequency(parts[1]) = 0 then return; end if;
  for k in 1 .. case when cardinality(p_parts) <= 6 then cardinality(p_parts) - 1 else 0 end loop
    others := array(select p from unnest(p_parts) with ordinality u(p, i) where i not in (k, k + 1) order by length(p) desc, i);
    continue when length(others[1]) < 3;
    return query select * from medical_data.find_by_pair(others[1], p_parts[k] || ' ' || p_parts[k + 1], others[2:], p_limit - found);
    get diagnostics n = row_count;
    found := found + n;
    if found >= p_limit then return; end if;
  end loop;
  for pair in select i, j from (values (1, 2), (1, 3), (2, 3)) v(i, j) loop
    return query select * from medical_data.find_by_two(parts[pair.i], parts[pair.j],
      array(select p from unnest(parts) with ordinality u(p, k) where k not in (pair.i, pair.j)), p_limit);
    get diagnostics n = row_count;
    found := found + n;
    -- One that begins the other may have been found in its place.
    if found > 0 or not (has_later_word or parts[1] ^@ parts[2] or parts[2] ^@ parts[1]) then return; end if;
  end loop;
end $$;

create or replace function medical_data.find_by_two(p_one text, p_other text, p_rest text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp as $$
begin
  if greatest(length(p_one), length(p_other)) < 3 then
    return query select * from medical_data.find_by_initials(p_one, p_other, p_rest, p_limit);
  elsif length(p_one) >= length(p_other) then
    return query select * from medical_data.find_by_pair(p_one, p_other, p_rest, p_limit);
  else
    return query select * from medical_data.find_by_pair(p_other, p_one, p_rest, p_limit);
  end if;
end $$;

-- 12031971, 12/03/1971, 12.3.1971, 12-03-71, 1971-03-12: a date, or null. Day before month; two digits of a year mean the
-- last hundred years. make_date and not a cast: DateStyle belongs to the client.
create or replace function medical_data.parse_birth_date(p_text text, p_today date) returns date
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  t text := btrim(p_text);
  m text[];
  y int;
begin
  if t ~ '^\d{8}$' then
    m := array[substr(t, 1, 2), substr(t, 3, 2), substr(t, 5, 4)];
  elsif t ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$' then
    m := regexp_match(t, '^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$');
    m := array[m[3], m[2], m[1]];
  else
    m := regexp_match(t, '^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$');
  end if;
  if m is null then return null; end if;
  y := m[3]::int;
  if length(m[3]) = 2 then
    y := y + extract(year from p_today)::int / 100 * 100;
    if y > extract(year from p_today) then y := y - 100; end if;
  end if;
  if y < 1880 or y > extract(year from p_today) or m[2]::int not between 1 and 12 or m[1]::int not between 1 and 31 then return null; end if;
  return make_date(y, m[2]::int, m[1]::int);
exception when datetime_field_overflow then return null;
end $$;

-- What somebody typed into the search field, answered: at most p_limit patients, each once, best first.
create or replace function medical_data.find_patients(p_text text, p_ward text, p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  raw text := btrim(p_text);
  today date := access.local_today();
  is_number boolean := raw ~ '^\d[\d ./-]*$';
  digits text;
  born date;
  word text;
  parts text[] := '{}';
  words text[];
  ward uuid;
begin
  if is_number then
    born := medical_data.parse_birth_date(raw, today);
    digits := regexp_replace(raw, '[^0-9]', '', 'g');
  else
    foreach word in array regexp_split_to_array(raw, '[\s,;]+') loop
      if word ~ '^\d' and medical_data.parse_birth_date(word, today) is not null then
        born := medical_data.parse_birth_date(word, today);
      else
        parts := parts || string_to_array(medical_data.fold(word), ' ');
      end if;
    end loop;
    parts := medical_data.without_particles(array_remove(parts, ''));
  end if;
  words := medical_data.word_patterns(parts);
  if p_ward is not null then
    select w.ward_id into ward from access.wards w where w.code = p_ward;
    return query select * from medical_data.patients p
      where p.ward_id = ward and p.deleted_at is null
        and (not is_number or p.birth_date = born or (p.record_number >= digits and p.record_number < digits || 'a'))
        and (is_number or born is null or p.birth_date = born)
        and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (words)
      order by p.ward_id, p.surname_1_key, p.surname_2_key, p.given_key limit p_limit;
  elsif is_number then
    return query
      (select * from medical_data.patients p where p.birth_date = born and p.deleted_at is null
        order by p.birth_date, p.surname_1_key, p.given_key limit p_limit)
      union all
      (select * from medical_data.patients p
        where p.record_number >= digits and p.record_number < digits || 'a' and p.birth_date is distinct from born
          and p.deleted_at is null order by p.record_number limit p_limit)
      limit p_limit;
  elsif born is not null then
    return query select * from medical_data.patients p
      where p.birth_date = born and p.deleted_at is null
      and (' ' || p.surname_1_key || ' ' || p.surname_2_key || ' ' || p.given_key) like all (words)
      order by p.birth_date, p.surname_1_key, p.given_key limit p_limit;
  elsif cardinality(parts) > 0 then
    return query select * from medical_data.find_by_name(medical_data.fold(raw), parts, p_limit);
  end if;
end $$;

create or replace function medical_data.find_by_name(p_key text, p_parts text[], p_limit int) returns setof medical_data.patients
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  n int;
begin
  if cardinality(p_parts) = 1 then
    return query select * from medical_data.find_by_prefix(p_parts[1], p_limit);
    get diagnostics n = row_count;
    if n = 0 and length(p_parts[1]) >= 4 then
      return query select * from medical_data.find_by_typo(p_parts[1], p_limit);
    end if;
    return;
  end if;
  return query
  select (x.p).* from (
    select distinct on ((f).patient_id) f as p from (
      select p as f from medical_data.find_by_prefix(p_key, p_limit) p                   -- "maria jose": one field with a space
      union all
      select p from medical_data.find_by_parts(p_parts, p_limit) p) found) x
   order by (x.p).surname_1_key, (x.p).surname_2_key, (x.p).given_key, (x.p).patient_id limit p_limit;
  get diagnostics n = row_count;
  if n = 0 then
    return query select * from medical_data.find_by_parts_with_typos(p_parts, p_limit);
  end if;
end $$;

-- Particles of surnames say nothing, unless nothing else was typed.
create or replace function medical_data.without_particles(p_parts text[]) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  rest text[] := array(select p from unnest(p_parts) with ordinality u(p, i)
                        where p <> all (array['de', 'del', 'la', 'las', 'los', 'el', 'da', 'das', 'do', 'dos', 'di', 'van', 'von', 'der', 'den', 'y', 'e'])
                        order by i);
begin
  return case when cardinality(rest) = 0 then p_parts else rest end;
end $$;
