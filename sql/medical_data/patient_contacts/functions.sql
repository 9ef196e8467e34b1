-- What is said about people and how to reach them.

-- Lower case; null where it is none.
create or replace function medical_data.normal_email(p_text text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when t ~ '^[^[:space:]@<>,;:"()]+@[^[:space:]@<>,;:"()]+\.[^[:space:]@<>,;:"().]{2,}$' and length(t) <= 254 and access.is_plain(t, false) then t end
    from (select lower(normalize(btrim(p_text), nfc)) as t) x
$$;

-- Lines as on an envelope, at most ten; null where nothing is left.
create or replace function medical_data.normal_address(p_text text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select nullif(btrim(regexp_replace(regexp_replace(normalize(p_text, nfc), '[ \u00a0]+', ' ', 'g'), ' ?\n ?', E'\n', 'g'), E' \n'), '')
$$;

-- The first of the ways to reach somebody that is not acceptable, or null. As typed, and as normalised.
create or replace function medical_data.invalid_way(p_phone text, p_normal_phone text, p_email text, p_normal_email text, p_address text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when btrim(coalesce(p_phone, '')) <> '' and p_normal_phone is null then 'phone'
    when btrim(coalesce(p_email, '')) <> '' and p_normal_email is null then 'email'
    when length(p_address) > 500 or not access.is_plain(p_address, true) or p_address ~ '(\n.*){10}' then 'address' end
$$;

-- Numbers that identify a person by law are encrypted and found by blind index; others are stored as they are.
create or replace function medical_data.is_secret_identifier(p_type text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select p_type in ('NI', 'PPN', 'SS', 'DL', 'TAX')
$$;

-- Whether anything clinical is recorded: any table with a patient, but for those of the person herself.
create or replace function medical_data.has_clinical_data(p_patient uuid) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  t regclass;
  found_one boolean;
begin
  for t in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where n.nspname in ('medical_data', 'analytics') and c.relkind in ('r', 'p') and not c.relispartition
              and a.attname = 'patient_id' and not a.attisdropped
              and c.relname not in ('patients', 'patient_identifiers', 'patient_contacts', 'patient_proposals', 'consents', 'privacy_settings') loop
    execute format('select exists (select 1 from %s where patient_id = $1)', t) into found_one using p_patient;
    if found_one then return true; end if;
  end loop;
  return false;
end $$;
