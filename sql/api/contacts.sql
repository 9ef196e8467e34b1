-- People around the patient, and numbers that others gave her.

create or replace function api.patient_contacts(p_patient uuid)
returns table (contact_id uuid, kind text, relationship text, priority smallint, name text, phone text, email text, address text, row_version int)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_CONTACTS', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], false);
  if me.refusal is not null then return; end if;
  return query
  select c.contact_id, c.kind, c.relationship, c.priority, access.decrypt_text(c.name_encrypted, 'patient_contacts.name/' || c.contact_id),
         access.decrypt_text(c.phone_encrypted, 'patient_contacts.phone/' || c.contact_id),
         access.decrypt_text(c.email_encrypted, 'patient_contacts.email/' || c.contact_id),
         access.decrypt_text(c.address_encrypted, 'patient_contacts.address/' || c.contact_id), c.row_version
    from medical_data.patient_contacts c where c.patient_id = p_patient and c.ended_at is null order by c.priority, c.created_at;
end $$;

-- Adds a contact (p_contact null) or changes one. SAVED | INVALID (field) | CHANGED | KEY_REUSED.
create or replace function api.record_contact(p_key uuid, p_patient uuid, p_contact uuid, p_expected int, p_kind text, p_relationship text,
  p_priority int, p_name text, p_phone text, p_email text, p_address text,
  out answer text, out field text, out contact_id uuid, out row_version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  new_name text := medical_data.normal_name(p_name);
  new_phone text := medical_data.normal_phone(p_phone);
  new_email text := medical_data.normal_email(p_email);
  new_address text := medical_data.normal_address(p_address);
  content jsonb := jsonb_build_array('RECORD_CONTACT', p_patient, p_contact, p_expected, p_kind, p_relationship, p_priority, new_name, new_phone,
                                     new_email, new_address);
  earlier jsonb;
  living int;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.desk(p_patient, 'RECORD_CONTACT', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], true);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case
    when p_key is null then 'key'
    when p_kind is null or p_kind not in ('EMERGENCY', 'NEXT_OF_KIN', 'GUARDIAN', 'CAREGIVER', 'OTHER') then 'kind'
    when p_relationship is null or p_relationship not in ('SPOUSE', 'PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'GRANDPARENT', 'GRANDCHILD',
           'RELATIVE', 'FRIEND', 'NEIGHBOUR', 'PROFESSIONAL', 'OTHER') then 'relationship'
    when p_priority is null or p_priority not between 1 and 9 then 'priority'
    when not coalesce(medical_data.is_name(new_name), false) then 'name'
    else coalesce(medical_data.invalid_way(p_phone, new_phone, p_email, new_email, new_address),
                  case when num_nonnulls(new_phone, new_email, new_address) = 0 then 'phone' end) end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    contact_id := (earlier ->> 'contact_id')::uuid;
    row_version := (earlier ->> 'row_version')::int;
    return;
  end if;
  contact_id := coalesce(p_contact, gen_random_uuid());
  if p_contact is not null then
    select c.row_version into living from medical_data.patient_contacts c
     where c.contact_id = p_contact and c.patient_id = p_patient and c.ended_at is null for update;
    row_version := living;
    if living is null or living is distinct from p_expected then answer := 'CHANGED'; return; end if;
    update medical_data.patient_contacts c set kind = p_kind, relationship = p_relationship, priority = p_priority,
           name_encrypted = access.encrypt_text(new_name, 'patient_contacts.name/' || p_contact),
           phone_encrypted = access.encrypt_text(new_phone, 'patient_contacts.phone/' || p_contact),
           phone_blind_index = access.blind_index(new_phone, 'patient_contacts.phone'),
           email_encrypted = access.encrypt_text(new_email, 'patient_contacts.email/' || p_contact),
           email_blind_index = access.blind_index_of_text(new_email, 'patient_contacts.email'),
           address_encrypted = access.encrypt_text(new_address, 'patient_contacts.address/' || p_contact),
           recorded_by = me.user_id, session_id = me.session_id
     where c.contact_id = p_contact returning c.row_version into row_version;
  else
    insert into medical_data.patient_contacts as c (contact_id, patient_id, kind, relationship, priority, name_encrypted, phone_encrypted,
      phone_blind_index, email_encrypted, email_blind_index, address_encrypted, recorded_by, session_id)
    values (record_contact.contact_id, p_patient, p_kind, p_relationship, p_priority,
            access.encrypt_text(new_name, 'patient_contacts.name/' || record_contact.contact_id),
            access.encrypt_text(new_phone, 'patient_contacts.phone/' || record_contact.contact_id),
            access.blind_index(new_phone, 'patient_contacts.phone'),
            access.encrypt_text(new_email, 'patient_contacts.email/' || record_contact.contact_id),
            access.blind_index_of_text(new_email, 'patient_contacts.email'),
            access.encrypt_text(new_address, 'patient_contacts.address/' || record_contact.contact_id), me.user_id, me.session_id)
    returning c.row_version into row_version;
  end if;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'contact_id', contact_id, 'row_version', row_version));
end $$;

-- SAVED | REASON_NEEDED | CHANGED.
create or replace function api.end_contact(p_patient uuid, p_contact uuid, p_expected int, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  reason text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
begin
  select * into me from access.desk(p_patient, 'END_CONTACT', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], true);
  if me.refusal is not null then return me.refusal; end if;
  if coalesce(length(reason), 0) < 3 or not access.is_plain(reason, false) then return 'REASON_NEEDED'; end if;
  update medical_data.patient_contacts c set ended_at = clock_timestamp(), end_reason = reason, recorded_by = me.user_id, session_id = me.session_id
   where c.contact_id = p_contact and c.patient_id = p_patient and c.ended_at is null and c.row_version = p_expected;
  return case when found then 'SAVED' else 'CHANGED' end;
end $$;

create or replace function api.patient_identifiers(p_patient uuid)
returns table (identifier_id uuid, type text, system text, value text, assigner text)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_IDENTIFIERS', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], false);
  if me.refusal is not null then return; end if;
  return query
  select i.identifier_id, i.type, i.system,
         coalesce(i.value, access.decrypt_text(i.value_encrypted, 'patient_identifiers.value/' || i.identifier_id)), i.assigner
    from medical_data.patient_identifiers i where i.patient_id = p_patient and i.ended_at is null order by i.type, i.system, i.created_at;
end $$;

-- Nurses no record number (MR): it says who she is. SAVED | INVALID (field) | DUPLICATE (somebody has this number already) | KEY_REUSED.
create or replace function api.record_identifier(p_key uuid, p_patient uuid, p_type text, p_system text, p_value text, p_assigner text,
  out answer text, out field text, out identifier_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  new_system text := btrim(normalize(p_system, nfc));
  new_value text := upper(regexp_replace(normalize(p_value, nfkc), '[\s\u00a0.-]', '', 'g'));
  new_assigner text := nullif(btrim(normalize(p_assigner, nfc)), '');
  content jsonb := jsonb_build_array('RECORD_IDENTIFIER', p_patient, p_type, new_system, new_value, new_assigner);
  earlier jsonb;
  is_secret boolean := medical_data.is_secret_identifier(p_type);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.desk(p_patient, 'RECORD_IDENTIFIER',
    case when p_type = 'MR' then array['RECEPTIONIST', 'CLINICIAN'] else array['RECEPTIONIST', 'CLINICIAN', 'NURSE'] end, true);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case
    when p_key is null then 'key'
    when p_type is null or p_type not in ('MR', 'NI', 'PPN', 'SS', 'MB', 'DL', 'TAX', 'JHN', 'PI') then 'type'
    when coalesce(length(new_system), 0) not between 1 and 200 or not access.is_plain(new_system, false) then 'system'
    when coalesce(length(new_value), 0) not between 1 and 100 or not access.is_plain(new_value, false) then 'value'
    when length(new_assigner) > 200 or not access.is_plain(new_assigner, false) then 'assigner' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    identifier_id := (earlier ->> 'identifier_id')::uuid;
    return;
  end if;
  identifier_id := gen_random_uuid();
  -- Under an older key too: the unique index sees equal numbers of one key only, while keys are being changed.
  if is_secret and exists (select 1 from medical_data.patient_identifiers i
                            where i.system = new_system and i.ended_at is null
                              and i.value_index = any (access.blind_indexes_of_text(new_value, 'patient_identifiers.value'))) then
    answer := 'DUPLICATE';
    identifier_id := null;
    perform audit_logs.record_event(me.session_id, me.user_id, 'RECORD_IDENTIFIER_DUPLICATE', p_patient);
    return;
  end if;
  begin
    insert into medical_data.patient_identifiers (identifier_id, patient_id, system, type, value, value_encrypted, value_index, assigner)
    values (record_identifier.identifier_id, p_patient, new_system, p_type, case when not is_secret then new_value end,
            case when is_secret then access.encrypt_text(new_value, 'patient_identifiers.value/' || record_identifier.identifier_id) end,
            case when is_secret then access.blind_index_of_text(new_value, 'patient_identifiers.value') end, new_assigner);
    answer := 'SAVED';
  exception when unique_violation then
    answer := 'DUPLICATE';
    identifier_id := null;
  end;
  if answer = 'DUPLICATE' then
    perform audit_logs.record_event(me.session_id, me.user_id, 'RECORD_IDENTIFIER_DUPLICATE', p_patient);
    return;
  end if;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'identifier_id', identifier_id));
end $$;

-- SAVED | REASON_NEEDED | CHANGED (is ended already, or not this patient's).
create or replace function api.end_identifier(p_patient uuid, p_identifier uuid, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  reason text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
begin
  select * into me from access.desk(p_patient, 'END_IDENTIFIER', array['RECEPTIONIST', 'CLINICIAN'], true);
  if me.refusal is not null then return me.refusal; end if;
  if coalesce(length(reason), 0) < 3 then return 'REASON_NEEDED'; end if;
  update medical_data.patient_identifiers i set ended_at = clock_timestamp()
   where i.identifier_id = p_identifier and i.patient_id = p_patient and i.ended_at is null;
  if not found then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'END_IDENTIFIER', p_patient, null,
                                  jsonb_build_object('identifier', p_identifier, 'reason', reason));
  return 'SAVED';
end $$;
