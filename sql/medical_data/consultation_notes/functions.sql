-- Free text as it is stored: composed (NFC), without blanks around it. Null: empty, too long, or with control, zero-width or
-- direction-changing characters, which could show another text than the one that was signed.
create or replace function medical_data.clean_text(p_text text, p_longest int) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when t = '' or length(t) > p_longest
      or t ~ U&'[\0001-\0008\000B-\001F\007F-\009F\200B-\200F\2028-\202E\2060-\2069\FEFF]' then null
              else t end
    from (select btrim(normalize(p_text, nfc), E' \t\n') as t) x
$$;

-- A signed note is finished.
create or replace function medical_data.keep_signed_notes() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if exists (select 1 from medical_data.consultation_notes n
              where n.record_id = new.record_id and (n.signed_at is not null or n.recorded_by <> new.recorded_by
                  or n.patient_id <> new.patient_id)) then
    raise exception 'a signed note is amended by an addendum, and by nobody but its author' using errcode = '42501';
  end if;
  return new;
end $$;
grant execute on function medical_data.keep_signed_notes() to clinic_owner;
