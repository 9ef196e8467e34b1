-- Registration: what is stored, and who may be the same person.

-- NFC, trimmed, one space between words; other white space stays, to be refused.
create or replace function medical_data.normal_name(p_text text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select btrim(regexp_replace(normalize(p_text, nfc), '[ \u00a0]+', ' ', 'g'))
$$;

-- Letters and marks of any script, apostrophe, hyphen, full stop, middle dot and space; no digit, no control, bidirectional or zero-width
-- character; 1 to 100 characters.
create or replace function medical_data.is_name(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select length(p_text) between 1 and 100 and medical_data.fold(p_text) <> ''
     and p_text !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff]'
     and p_text !~ '[0-9!"#$%&()*+,/:;<=>?@\[\]^_`{|}~\\]'
$$;

-- E.164: +34600123456. A number without + or 00 gets the country code of the site. '' when there is none; null when it is none.
create or replace function medical_data.normal_phone(p_text text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  t text := regexp_replace(p_text, '[\s().-]', '', 'g');
begin
  if coalesce(t, '') = '' then return null; end if;
  t := regexp_replace(t, '^00', '+');
  if t ~ '^[0-9]' then t := access.setting('phone_country_code') || t; end if;
  return case when t ~ '^\+[1-9][0-9]{6,14}$' then t end;
end $$;

-- The first field that is not acceptable, or null. p_phone as typed, p_normal as normal_phone() read it.
create or replace function medical_data.invalid_field(p_key uuid, p_given text, p_first text, p_second text, p_born date, p_sex text,
  p_phone text, p_normal text, p_ward text, p_different text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  today date := access.local_today();
begin
  return case
    when p_key is null then 'key'
    when not coalesce(medical_data.is_name(p_given), false) then 'given_names'
    when not coalesce(medical_data.is_name(p_first), false) then 'surname_1'
    when p_second is not null and not medical_data.is_name(p_second) then 'surname_2'
    when p_born is null or p_born > today or p_born < today - interval '120 years' then 'birth_date'
    when p_sex is null or p_sex not in ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN') then 'sex'
    when btrim(coalesce(p_phone, '')) <> '' and p_normal is null then 'phone'
    when p_ward is not null and not exists (select 1 from access.wards w where w.code = p_ward) then 'ward'
    when length(p_different) < 3 then 'different_reason' end;
end $$;

-- Fellegi-Sunter: the sum of the weights of what agrees and what does not; what is missing counts nothing. Candidates by
-- birth date (also with day and month swapped), by three letters of a surname and the year, by the end of the telephone
-- number. REVIEW from 12, BLOCK from 25. The weights are the clinical reference's starting values (6.4).
create or replace function medical_data.match_patients(p_given text, p_first text, p_second text, p_born date, p_sex text, p_phone text)
returns table (patient_id uuid, score numeric, level text, why text[])
language plpgsql volatile rows 10 set search_path = pg_catalog, pg_temp as $$
declare
  given text := medical_data.fold(p_given);
  first text := medical_data.fold_surname(p_first);
  second text := medical_data.fold_surname(p_second);
  swapped date := medical_data.swapped_date(p_born);
  blind bytea[] := access.blind_indexes(p_phone, 'patients.phone');
  tail bytea[] := access.blind_indexes(right(p_phone, 7), 'patients.phone_tail');
  year_start date := date_trunc('year', p_born);
  year_end date := date_trunc('year', p_born) + interval '1 year';
begin
  return query
  with candidates as (
    (select p.* from medical_data.patients p where p.birth_date = p_born limit 2000)
    union
    (select p.* from medical_data.patients p where p.birth_date = swapped limit 2000)
    union
    (select p.* from medical_data.patients p where left(p.surname_1_key, 3) = left(first, 3) and p.birth_date >= year_start and p.birth_date < year_end limit 3000)
    union
    (select p.* from medical_data.patients p where left(p.surname_1_key, 3) = left(second, 3) and p.birth_date >= year_start and p.birth_date < year_end limit 3000)
    union
    (select p.* from medical_data.patients p where p.phone_tail_index = any (tail) limit 100)),
  compared as (
    select p.*, p.surname_1_key = second and p.surname_2_key = first and first <> second as is_swapped from candidates p where p.deleted_at is null),
  weighed as (
    select c.patient_id,
      case when first is null or first = '' then 0 when c.is_swapped then 0.8 * 6.5 else medical_data.weigh_name(c.surname_1_key, first, 6.5, -3.6) end
      + case when coalesce(second, '') = '' or c.surname_2_key = '' then 0 when c.is_swapped then 0.8 * 6.4
             else medical_data.weigh_name(c.surname_2_key, second, 6.4, -2.7) end
      + case when coalesce(given, '') = '' then 0 else medical_data.weigh_name(c.given_key, given, 6.5, -3.3) end
      + case when p_born is null then 0 when c.birth_date = p_born then 14.2
             when c.birth_date = swapped or medical_data.one_digit_apart(c.birth_date, p_born) then 7.1 else -5.1 end
      + case when p_sex is null or 'UNKNOWN' in (p_sex, c.sex) then 0 when c.sex = p_sex then 1.0 else -5.6 end
      + case when blind is null or c.phone_blind_index is null then 0
             when c.phone_blind_index = any (blind) or c.phone_tail_index = any (tail) then 12.8 else -1.7 end as score,
      array_remove(array[
        case when c.birth_date = p_born then 'SAME_BIRTH_DATE' when c.birth_date = swapped then 'BIRTH_DATE_SWAPPED' end,
        case when c.surname_1_key = first then 'SAME_SURNAME_1' when c.is_swapped then 'SURNAMES_SWAPPED' end,
        case when c.given_key = given then 'SAME_GIVEN_NAMES' end,
        case when c.phone_blind_index = any (blind) or c.phone_tail_index = any (tail) then 'PHONE' end], null) as why
    from compared c)
  select w.patient_id, round(w.score::numeric, 1), case when w.score >= 25 then 'BLOCK' else 'REVIEW' end, w.why
    from weighed w where w.score >= 12 order by w.score desc limit 10;
end $$;

-- Agreement of two folded names: whole; 80 % when one begins the other (María, María José) or one letter differs.
create or replace function medical_data.weigh_name(p_stored text, p_typed text, p_agree numeric, p_disagree numeric) returns numeric
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when p_stored = p_typed then p_agree
              when p_stored ^@ (p_typed || ' ') or p_typed ^@ (p_stored || ' ') then 0.8 * p_agree
              when length(p_typed) >= 4 and extensions.levenshtein_less_equal(left(p_stored, 60), left(p_typed, 60), 1) <= 1 then 0.8 * p_agree
              else p_disagree end
$$;

-- 1971-03-12 for 1971-12-03; null where there is no such date, or it is the same.
create or replace function medical_data.swapped_date(p_date date) returns date
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when extract(day from p_date) <= 12 and extract(day from p_date) <> extract(month from p_date)
              then make_date(extract(year from p_date)::int, extract(day from p_date)::int, extract(month from p_date)::int) end
$$;

create or replace function medical_data.one_digit_apart(p_one date, p_other date) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select count(*) = 1 from generate_series(1, 8) i
   where substr(to_char(p_one, 'YYYYMMDD'), i, 1) <> substr(to_char(p_other, 'YYYYMMDD'), i, 1)
$$;
