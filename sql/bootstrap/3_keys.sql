-- Column encryption: AES-256-CBC, then HMAC over key version, purpose (table.column/row), IV and ciphertext.
-- Installed by bootstrap because clinic_keyreader may read server files: the migrator must not become it.
-- Layout: 1 byte key version | 16 bytes IV | ciphertext | 32 bytes HMAC. Key file key<version>.hex: 3 x 32 bytes in hex (cipher,
-- mac, index). The file `current` beside it says which version is written with; without it 1. Older versions are read as
-- long as their file is there (clinicctl secrets rotate).
-- Needs the custom setting clinic_bootstrap.key_directory: an absolute path outside the data directory. It is written into
-- the function and is no setting afterwards: people may SET any custom setting.
grant execute on function pg_catalog.pg_read_file(text), pg_catalog.pg_read_file(text, bigint, bigint, boolean) to clinic_keyreader;

do $$
declare
  directory text := rtrim(current_setting('clinic_bootstrap.key_directory', true), '/');
begin
  if coalesce(directory, '') !~ '^/' then
    raise exception 'clinic_bootstrap.key_directory is not set: an absolute path outside the data directory'
      using errcode = '22023';
  end if;
  execute format($f$
    create or replace function access.read_key(p_version int, p_part int) returns bytea
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return substr(decode(trim(pg_read_file(%L || '/key' || p_version || '.hex'), E'\n '), 'hex'), p_part * 32 + 1, 32);
    end $body$ $f$, directory);
  execute format($f$
    create or replace function access.key_version() returns int
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return coalesce(trim(pg_read_file(%L || '/current', 0, 4, true), E'\n ')::int, 1);
    end $body$ $f$, directory);
  execute format($f$
    create or replace function access.key_versions() returns int[]
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return array(select v from generate_series(access.key_version(), 1, -1) v
                    where pg_read_file(%L || '/key' || v || '.hex', 0, 1, true) is not null);
    end $body$ $f$, directory);
end $$;

create or replace function access.encrypt_text(p_text text, p_place text, p_version int default null) returns bytea
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  version int := coalesce(p_version, access.key_version());
  iv bytea := extensions.gen_random_bytes(16);
  body bytea;
begin
  body := decode(lpad(to_hex(version), 2, '0'), 'hex') || iv
       || extensions.encrypt_iv(convert_to(p_text, 'UTF8'), access.read_key(version, 0), iv, 'aes-cbc/pad:pkcs');
  return body || extensions.hmac(convert_to(p_place, 'UTF8') || '\x00' || body, access.read_key(version, 1), 'sha256');
end $$;

create or replace function access.decrypt_text(p_data bytea, p_place text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  version int := get_byte(p_data, 0);
  body bytea := substr(p_data, 1, length(p_data) - 32);
begin
  if extensions.hmac(convert_to(p_place, 'UTF8') || '\x00' || body, access.read_key(version, 1), 'sha256')
     is distinct from substr(p_data, length(p_data) - 31) then
    raise exception 'stored value was changed or moved' using errcode = 'XX001';
  end if;
  return convert_from(extensions.decrypt_iv(substr(body, 18), access.read_key(version, 0), substr(body, 2, 16), 'aes-cbc/pad:pkcs'), 'UTF8');
end $$;

-- Exact search without plaintext: HMAC of the normalised value (digits and + only for a telephone number). To be stored.
create or replace function access.blind_index(p_text text, p_column text) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (access.blind_indexes(p_text, p_column))[1];
end $$;

-- What is to be looked for: the blind index of each key there is, the current one first.
create or replace function access.blind_indexes(p_text text, p_column text) returns bytea[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when p_text is not null then array(
    select substr(extensions.hmac(convert_to(p_column || '|' || regexp_replace(p_text, '[^0-9+]', '', 'g'), 'UTF8'),
                                  access.read_key(k.version, 2), 'sha256'), 1, 16)
      from unnest(access.key_versions()) with ordinality k(version, place) order by k.place) end;
end $$;

alter function access.read_key(int, int)               owner to clinic_keyreader;
alter function access.encrypt_text(text, text, int)    owner to clinic_keyreader;
alter function access.decrypt_text(bytea, text)        owner to clinic_keyreader;
alter function access.blind_index(text, text)          owner to clinic_keyreader;
alter function access.blind_indexes(text, text)        owner to clinic_keyreader;
alter function access.key_version()                    owner to clinic_keyreader;
alter function access.key_versions()                   owner to clinic_keyreader;
revoke all on function access.read_key(int, int), access.encrypt_text(text, text, int), access.decrypt_text(bytea, text),
              access.blind_index(text, text), access.blind_indexes(text, text), access.key_version(), access.key_versions() from public;
grant execute on function access.encrypt_text(text, text, int), access.decrypt_text(bytea, text),
              access.blind_index(text, text), access.blind_indexes(text, text) to clinic_definer;
