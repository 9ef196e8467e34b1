-- Functions that the definition of the table needs. Frozen like the table: they change by a migration only, because
-- stored values were made with them.

-- For comparison only: lower case, no accents, apostrophes and middle dots dropped, hyphens and runs of space as one
-- space. What is shown is the name as written.
create or replace function medical_data.fold(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select btrim(regexp_replace(
    translate(lower(extensions.unaccent('extensions.unaccent'::regdictionary, normalize(p_text, nfc))),
              '-‐‑_,;.''’ʼ`´·', '       '), '\s+', ' ', 'g'))
$$;

-- The key of a surname: folded, without leading particles, as a Spanish index of names sorts it (De la Cruz under C).
create or replace function medical_data.fold_surname(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(medical_data.fold(p_text), '^((de|del|la|las|los|el|da|das|do|dos|di|van|von|der|den|y|e) )+', '')
$$;

-- The second given name (María José, María del Carmen), or ''.
create or replace function medical_data.fold_second_given(p_text text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select split_part(regexp_replace(medical_data.fold(p_text), ' ((de|del|la|las|los|el|y) )+', ' '), ' ', 2)
$$;

-- ISO 7064 MOD 11,10 over eight digits.
create or replace function medical_data.check_digit(p_digits text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  product int := 10;
  sum int;
begin
  for i in 1 .. length(p_digits) loop
    sum := (product + substr(p_digits, i, 1)::int) % 10;
    product := ((case sum when 0 then 10 else sum end) * 2) % 11;
  end loop;
  return ((11 - product) % 10)::text;
end $$;

create or replace function medical_data.next_record_number() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  n text := nextval('medical_data.record_numbers');
begin
  return n || medical_data.check_digit(n);
end $$;
