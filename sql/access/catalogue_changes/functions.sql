-- What may be changed through api.propose_change: the one list of tables and columns. Statements are put together from these
-- words only; what a person sends is data. number_column is counted on when a row is added. proposers are roles; of clinicians
-- PRESCRIBE is asked where a clinician signs, CHARGE for shifts. signer null: applied at once.
create or replace function access.catalogues()
returns table (catalogue text, relation text, keys text[], addable text[], changeable text[], number_column text,
  proposers text[], signer text)
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  values
    ('wards', 'access.wards', '{ward_id}'::text[], '{code,name,sort_order}'::text[], '{code,name,sort_order}'::text[], null,
      '{ADMIN}'::text[], null),
    ('beds', 'access.beds', '{ward_id,bed}', '{ward_id,bed}', '{}', null, '{ADMIN}', null),
    ('specialties', 'access.specialties', '{code}', '{code,name_en,name_es,sort_order}', '{name_en,name_es,sort_order}', null,
      '{ADMIN}', null),
    ('practitioners', 'access.practitioners', '{practitioner_id}', '{user_id,display_name,licence,specialty,specialty_code}',
     '{display_name,licence,specialty,specialty_code}', null, '{ADMIN}', null),
    ('capabilities', 'access.user_capabilities', '{user_id,capability_code}', '{user_id,capability_code,starts_at,ends_at}',
      '{starts_at,ends_at}', null,
     '{ADMIN}', null),
    ('roster', 'access.roster', '{roster_id}', '{user_id,ward_id,starts_at,ends_at}', '{starts_at,ends_at}', null,
      '{ADMIN,NURSE,CLINICIAN}', null),
    ('settings', 'access.settings', '{name}', '{}', '{value}', null, '{ADMIN}', null),
    ('medication_classes', 'medical_data.medication_classes', '{class_code}', '{class_code,name_en,name_es,warns_of_two}',
     '{name_en,name_es,warns_of_two}', null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('ingredients', 'medical_data.ingredients', '{ingredient_id}',
     '{name,name_es,pregnancy,renal_is_known,renal_avoid_below,renal_reduce_below,source}',
     '{name,name_es,pregnancy,renal_is_known,renal_avoid_below,renal_reduce_below,source}', 'ingredient_id',
       '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('ingredient_codes', 'medical_data.ingredient_codes', '{ingredient_id,atc}', '{ingredient_id,atc}', '{}', null,
      '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('medications', 'medical_data.medications', '{medication_id}', '{name,name_es,tall_man,dose_unit,is_high_alert,is_active}',
     '{name,name_es,tall_man,dose_unit,is_high_alert,is_active}', 'medication_id', '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('medication_ingredients', 'medical_data.medication_ingredients', '{medication_id,ingredient_id}',
     '{medication_id,ingredient_id,strength,strength_unit}', '{strength,strength_unit}', null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('dose_limits', 'medical_data.dose_limits', '{medication_id,route,valid_from}',
     '{medication_id,route,max_single,max_daily,valid_from,valid_to,source}', '{max_single,max_daily,valid_to,source}', null,
     '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('medication_interactions', 'medical_data.medication_interactions', '{interaction_id}',
     '{atc_a,atc_b,severity,effect_en,effect_es,dated,valid_to,source}', '{severity,effect_en,effect_es,valid_to,source}',
       'interaction_id',
     '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('dose_frequencies', 'medical_data.dose_frequencies', '{frequency_code}',
      '{frequency_code,doses_per_day,name_en,name_es,sort_order}',
     '{doses_per_day,name_en,name_es,sort_order}', null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('medication_knowledge', 'medical_data.medication_knowledge', '{check_code}', '{check_code,data_version,valid_until,source}',
     '{data_version,valid_until,source}', null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('biomarker_types', 'medical_data.biomarker_types', '{type_id}',
     '{code,loinc,name_en,name_es,unit,decimals,reference_low,reference_high,critical_low,critical_high,plausible_low,plausible_high,nurse_may_record,sort_order}',
     '{name_en,name_es,reference_low,reference_high,critical_low,critical_high,plausible_low,plausible_high,nurse_may_record,sort_order}',
     'type_id', '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('biomarker_pregnancy_limits', 'medical_data.biomarker_pregnancy_limits', '{type_id,meal_context}',
     '{type_id,meal_context,reference_low,reference_high,source}', '{reference_low,reference_high,source}', null,
       '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('vital_sign_limits', 'medical_data.vital_sign_limits', '{code}', '{}',
      '{name_en,name_es,hard_low,hard_high,confirm_low,confirm_high,sort_order}',
     null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('observation_intervals', 'medical_data.observation_intervals', '{level}', '{}', '{from_minutes,until_minutes,source}', null,
      '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('allergies', 'medical_data.allergies', '{allergy_id}', '{code,name_en,name_es,kind,code_system,system_code,is_active}',
     '{name_en,name_es,kind,code_system,system_code,is_active}', 'allergy_id', '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('allergy_cross_reactions', 'medical_data.allergy_cross_reactions', '{allergy_id,atc}',
      '{allergy_id,atc,is_blocking,note_en,note_es,source}',
     '{is_blocking,note_en,note_es,source}', null, '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('programmes', 'medical_data.programmes', '{code}', '{code,name_en,name_es,sex,min_age,max_age}',
      '{name_en,name_es,sex,min_age,max_age}', null,
     '{ADMIN,CLINICIAN}', 'CLINICIAN'),
    ('programme_diabetes_types', 'medical_data.programme_diabetes_types', '{programme_code,diabetes_type}',
      '{programme_code,diabetes_type}', '{}', null,
     '{ADMIN,CLINICIAN}', 'CLINICIAN')
$$;

-- What was decided stays.
create or replace function access.keep_decided_changes() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if tg_op = 'DELETE' or old.decision is not null then
    raise exception 'a change is decided once' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.keep_decided_changes() to clinic_owner;

-- May she propose a change of this catalogue, and (p_is_signature) sign one that needs p_signer?
create or replace function access.may_change(p_user uuid, p_role text, p_catalogue text, p_signer text,
  p_is_signature boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_is_signature and p_role is distinct from p_signer then return false; end if;
  if not p_is_signature and not exists (select 1 from access.catalogues() c where c.catalogue = p_catalogue
    and p_role = any (c.proposers)) then
    return false;
  end if;
  return case
    when p_catalogue = 'roster' and p_role <> 'ADMIN' then access.user_may(p_user, 'CHARGE')
    when p_role = 'CLINICIAN' then access.user_may(p_user, 'PRESCRIBE') and access.may_sign(p_user) is not null
    else true end;
end $$;

-- Who has to sign this change besides who proposes it; null: nobody.
create or replace function access.signer_of_change(p_catalogue text, p_row jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when p_catalogue = 'capabilities' and p_row ->> 'capability_code' = 'AUDIT_READ' then 'ADMIN'
    when p_catalogue = 'settings' and p_row ->> 'name' in ('charts_per_10_minutes', 'retention_years') then 'PRIVACY_OFFICER'
    else (select c.signer from access.catalogues() c where c.catalogue = p_catalogue) end;
end $$;

-- A setting that is no such thing: its name, or value. The environment is the operator's: what may be undone hangs on it.
create or replace function access.invalid_setting(p_name text, p_value text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when p_name is null or p_name not in ('site_name', 'time_zone', 'email_domain', 'phone_country_code', 'charts_per_10_minutes',
                                         'retention_years') then 'name'
    when p_value is null or case p_name
      when 'site_name' then length(p_value) not between 1 and 60
      when 'time_zone' then not exists (select 1 from pg_timezone_names z where z.name = p_value)
      when 'email_domain' then p_value !~ '^[a-z0-9-]+([.][a-z0-9-]+)+$'
      when 'phone_country_code' then p_value !~ '^[+][1-9][0-9]{0,3}$'
      when 'retention_years' then p_value !~ '^([5-9]|[1-9][0-9])$'
      else p_value !~ '^[1-9][0-9]{0,2}$' end then 'value' end;
end $$;

-- What the table's own checks cannot know. A word, or INVALID and the field.
create or replace function access.why_no_change(p_user uuid, p_role text, p_catalogue text, p_row jsonb, p_old jsonb,
  out answer text, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  concerned uuid := coalesce(p_old ->> 'user_id', p_row ->> 'user_id');
  ward uuid := coalesce(p_old ->> 'ward_id', p_row ->> 'ward_id');
begin
  if p_catalogue in ('practitioners', 'capabilities', 'roster') and concerned = p_user
    then answer := 'SECOND_PERSON'; return; end if;
  if p_catalogue = 'roster' and p_role <> 'ADMIN' and not exists (
       select 1 from access.roster r where r.user_id = p_user and r.ward_id = ward and clock_timestamp() between r.starts_at
         and r.ends_at) then
    answer := 'NO_RFA';                                     -- the charge nurse of another ward
    return;
  end if;
  field := case
    when p_catalogue = 'roster' and not exists (select 1 from access.users u where u.user_id = concerned
      and u.role_code in ('NURSE', 'CLINICIAN'))
      then 'user_id'
    when p_catalogue = 'practitioners' and not exists (select 1 from access.users u where u.user_id = concerned
      and u.role_code = 'CLINICIAN')
      then 'user_id'
    when p_catalogue = 'settings' then access.invalid_setting(p_row ->> 'name', p_row ->> 'value') end;
  if field is not null then answer := 'INVALID'; end if;
end $$;

-- The row of a catalogue that p_row names by its key, or null.
create or replace function access.catalogue_row(p_catalogue text, p_row jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c record;
  found_row jsonb;
begin
  select * into c from access.catalogues() x where x.catalogue = p_catalogue;
  execute format('select to_jsonb(t) from %1$s t join jsonb_populate_record(null::%1$s, $1) r on %2$s', c.relation::regclass,
                 (select string_agg(format('t.%1$I = r.%1$I', k), ' and ') from unnest(c.keys) k)) into found_row using p_row;
  return found_row;
end $$;

-- Writes it: columns are those of the list that p_row has, values its values. One who adds a numbered row at a time.
create or replace function access.apply_change(p_catalogue text, p_operation text, p_row jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c record;
  fields jsonb := p_row;
  columns text[];
  n int;
begin
  select * into c from access.catalogues() x where x.catalogue = p_catalogue;
  if p_operation = 'ADD' then
    columns := array(select a from unnest(c.addable) a where p_row ? a);
    if c.number_column is not null then
      perform pg_advisory_xact_lock(hashtextextended('catalogue ' || p_catalogue, 12));
      execute format('select coalesce(max(%I), 0) + 1 from %s', c.number_column, c.relation::regclass) into n;
      fields := fields || jsonb_build_object(c.number_column, n);
      columns := columns || c.number_column;
    end if;
    execute format('insert into %1$s (%2$s) select %3$s from jsonb_populate_record(null::%1$s, $1) r', c.relation::regclass,
                   (select string_agg(quote_ident(a), ', ') from unnest(columns) a), (select string_agg('r.' || quote_ident(a),
                     ', ') from unnest(columns) a))
      using fields;
  else
    columns := array(select a from unnest(c.changeable) a where p_row ? a);
    execute format('update %1$s t set %2$s from jsonb_populate_record(null::%1$s, $1) r where %3$s', c.relation::regclass,
                   (select string_agg(format('%1$I = r.%1$I', a), ', ') from unnest(columns) a),
                   (select string_agg(format('t.%1$I = r.%1$I', k), ' and ') from unnest(c.keys) k)) using fields;
  end if;
end $$;

-- The same, with what the table says against it as the name of a field; p_is_trial: nothing stays.
create or replace function access.try_change(p_catalogue text, p_operation text, p_row jsonb, p_is_trial boolean,
  out answer text, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  broken text;
begin
  perform access.apply_change(p_catalogue, p_operation, p_row);
  if p_is_trial then raise exception 'trial' using errcode = 'CT001'; end if;
exception
  when sqlstate 'CT001' then return;
  when unique_violation then answer := 'CHANGED';           -- such a row is there
  when not_null_violation then
    get stacked diagnostics field = column_name;
    answer := 'INVALID';
  when integrity_constraint_violation or data_exception then
    get stacked diagnostics broken = constraint_name, field = table_name;
    field := nullif(regexp_replace(regexp_replace(broken, '^' || field || '_', ''), '_(check|fkey)\d*$', ''), '');
    if field ~ '^check\d*$' then field := null; end if;    -- a check that spans columns
    answer := 'INVALID';
end $$;
