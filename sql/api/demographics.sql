-- Who the patient is and how to reach her: receptionists in the opened directory, nurses and clinicians in an opened chart.

create or replace function api.patient_details(p_patient uuid)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text, status text,
  phone text, email text, address text, language text, needs_interpreter boolean, deceased_on date, row_version int)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'READ_DETAILS', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], false);
  if me.refusal is not null then return; end if;
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status,
         access.decrypt_text(p.phone_encrypted, 'patients.phone/' || p.patient_id),
         access.decrypt_text(p.email_encrypted, 'patients.email/' || p.patient_id),
         access.decrypt_text(p.address_encrypted, 'patients.address/' || p.patient_id),
         p.language, p.needs_interpreter, p.deceased_on, p.row_version
    from medical_data.patients p where p.patient_id = p_patient;
end $$;

-- The whole form, as it stood on the screen. SAVED | INVALID (field) | REASON_NEEDED (surnames, birth date or sex changed) |
-- DUPLICATE (until p_different_reason says why it is somebody else) | CHANGED (row_version tells the living one) | KEY_REUSED.
create or replace function api.update_patient(p_key uuid, p_patient uuid, p_expected int, p_given_names text, p_surname_1 text, p_surname_2 text,
  p_birth_date date, p_sex text, p_phone text, p_email text, p_address text, p_language text, p_needs_interpreter boolean,
  p_reason text default null, p_different_reason text default null, out answer text, out field text, out row_version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.normal_name(p_given_names);
  first text := medical_data.normal_name(p_surname_1);
  second text := nullif(medical_data.normal_name(p_surname_2), '');
  new_phone text := medical_data.normal_phone(p_phone);
  new_email text := medical_data.normal_email(p_email);
  new_address text := medical_data.normal_address(p_address);
  new_language text := nullif(btrim(p_language), '');
  reason text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  different text := left(nullif(btrim(normalize(p_different_reason, nfc)), ''), 500);
  content jsonb := jsonb_build_array('UPDATE_PATIENT', p_patient, p_expected, given, first, second, p_birth_date, p_sex, new_phone, new_email,
                                     new_address, new_language, p_needs_interpreter, reason, different);
  earlier jsonb;
  p medical_data.patients;
  is_other_person boolean;                  -- surnames, birth date or sex: not what a nurse changes
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  is_other_person := (first, coalesce(second, ''), p_birth_date, p_sex)
    is distinct from (p.surname_1, coalesce(p.surname_2, ''), p.birth_date, p.sex);
  -- What somebody may is said before how she came in; only who has a reason learns what differs.
  select * into me from access.desk(p_patient, 'UPDATE_PATIENT',
    case when is_other_person and exists (
           select 1 from access.current_session() s, access.reasons_for_access(s.user_id, s.role_code, array[p_patient]))
         then array['RECEPTIONIST', 'CLINICIAN'] else array['RECEPTIONIST', 'CLINICIAN', 'NURSE'] end, true);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := coalesce(medical_data.invalid_field(p_key, given, first, second, p_birth_date, p_sex, p_phone, new_phone, null, different),
                    medical_data.invalid_way(p_phone, new_phone, p_email, new_email, new_address),
                    case when new_language !~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$' then 'language'
                         when p_needs_interpreter is null then 'needs_interpreter' end);
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    row_version := (earlier ->> 'row_version')::int;
    return;
  end if;
  select * into p from medical_data.patients x where x.patient_id = p_patient for update;
  row_version := p.row_version;
  is_other_person := (first, coalesce(second, ''), p_birth_date, p_sex)
    is distinct from (p.surname_1, coalesce(p.surname_2, ''), p.birth_date, p.sex);
  if p.row_version is distinct from p_expected or (is_other_person and me.role_code = 'NURSE') then answer := 'CHANGED'; return; end if;
  if p.birth_date > p.deceased_on or p_birth_date > p.deceased_on then answer := 'INVALID'; field := 'birth_date'; return; end if;
  if is_other_person then
    if coalesce(length(reason), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
    perform pg_advisory_xact_lock(hashtextextended(medical_data.fold_surname(first) || p_birth_date, 7));      -- as registration does
    if different is null and exists (
         select 1 from medical_data.match_patients(given, first, second, p_birth_date, p_sex, new_phone) m
          where m.level = 'BLOCK' and m.patient_id <> p_patient) then
      answer := 'DUPLICATE';
      perform audit_logs.record_event(me.session_id, me.user_id, 'UPDATE_PATIENT_DUPLICATE', p_patient);
      return;
    end if;
  end if;
  update medical_data.patients x set given_names = given, surname_1 = first, surname_2 = second, birth_date = p_birth_date, sex = p_sex,
         phone_encrypted = access.encrypt_text(new_phone, 'patients.phone/' || p_patient),
         phone_blind_index = access.blind_index(new_phone, 'patients.phone'),
         phone_tail_index = access.blind_index(right(new_phone, 7), 'patients.phone_tail'),
         email_encrypted = access.encrypt_text(new_email, 'patients.email/' || p_patient),
         email_blind_index = access.blind_index_of_text(new_email, 'patients.email'),
         address_encrypted = access.encrypt_text(new_address, 'patients.address/' || p_patient),
         language = new_language, needs_interpreter = p_needs_interpreter,
         birth_date_is_estimate = x.birth_date_is_estimate and p_birth_date = x.birth_date
   where x.patient_id = p_patient returning x.row_version into row_version;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'row_version', row_version));
  perform audit_logs.record_event(me.session_id, me.user_id, 'UPDATE_PATIENT', p_patient, null,
                                  jsonb_strip_nulls(jsonb_build_object('reason', reason, 'different', different)));
  perform pg_notify('clinic_patients', '');
end $$;

-- A clinician alone; of receptionists one proposes (PROPOSED) and another confirms the same day. SAVED | INVALID | PROPOSED |
-- SECOND_PERSON (one's own proposal) | CLOSED (is recorded already) | KEY_REUSED.
create or replace function api.mark_deceased(p_key uuid, p_patient uuid, p_deceased_on date, out answer text, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  content jsonb := jsonb_build_array('MARK_DECEASED', p_patient, p_deceased_on);
  earlier jsonb;
  p medical_data.patients;
  proposal medical_data.patient_proposals;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.desk(p_patient, 'MARK_DECEASED', array['RECEPTIONIST', 'CLINICIAN'], true);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; return; end if;
  select * into p from medical_data.patients x where x.patient_id = p_patient for update;
  if p.status in ('DECEASED', 'MERGED') then answer := 'CLOSED'; return; end if;
  if p_deceased_on is null or p_deceased_on > access.local_today() or p_deceased_on < p.birth_date then
    answer := 'INVALID';
    field := 'deceased_on';
    return;
  end if;
  select * into proposal from medical_data.patient_proposals x where x.patient_id = p_patient and x.kind = 'DECEASED' and x.decision is null for update;
  if me.role_code = 'RECEPTIONIST' and proposal.deceased_on = p_deceased_on and proposal.proposed_by = me.user_id then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'MARK_DECEASED', 'SECOND_PERSON', p_patient);
    return;
  end if;
  -- A clinician's word, or another date: the open proposal is replaced. The same date by somebody else: it is confirmed.
  update medical_data.patient_proposals x set decided_by = me.user_id, decided_at = clock_timestamp(),
         decision = case when me.user_id <> x.proposed_by and x.deceased_on = p_deceased_on then 'APPROVED' else 'REPLACED' end
   where x.proposal_id = proposal.proposal_id;
  if me.role_code = 'RECEPTIONIST' and proposal.deceased_on is distinct from p_deceased_on then
    insert into medical_data.patient_proposals (patient_id, kind, deceased_on, proposed_by, session_id)
    values (p_patient, 'DECEASED', p_deceased_on, me.user_id, me.session_id);
    answer := 'PROPOSED';
  else
    update medical_data.patients x set status = 'DECEASED', deceased_on = p_deceased_on where x.patient_id = p_patient;
    answer := 'SAVED';
    perform pg_notify('clinic_patients', '');
  end if;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer));
  perform audit_logs.record_event(me.session_id, me.user_id, 'MARK_DECEASED', p_patient, answer);
end $$;

-- Registered in error: by whom it was registered, within 24 hours, while nothing clinical is recorded. SAVED |
-- REASON_NEEDED | SECOND_PERSON (somebody else's, or too late: the privacy officer) | HAS_RECORDS | KEY_REUSED.
create or replace function api.void_patient(p_key uuid, p_patient uuid, p_reason text, out answer text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  reason text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  content jsonb := jsonb_build_array('VOID_PATIENT', p_patient, reason);
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code = 'RECEPTIONIST' and p_key is not null then         -- sent again after it was done: nobody is there any more
    earlier := access.begin_request(me.user_id, p_key, content);
    if earlier is not null then answer := earlier ->> 'answer'; return; end if;
  end if;
  select * into me from access.desk(p_patient, 'VOID_PATIENT', array['RECEPTIONIST'], true);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID key'; return; end if;
  if coalesce(length(reason), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  perform 1 from medical_data.patients x where x.patient_id = p_patient for update;     -- whoever adds a fact waits for this row
  answer := case
    when not exists (select 1 from audit_logs.events e
                      where e.patient_id = p_patient and e.action = 'REGISTER' and e.user_id = me.user_id
                        and e.at > clock_timestamp() - interval '24 hours') then 'SECOND_PERSON'
    when medical_data.has_clinical_data(p_patient) then 'HAS_RECORDS' end;
  if answer is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'VOID_PATIENT', answer, p_patient);
    return;
  end if;
  update medical_data.patients x set deleted_at = clock_timestamp(), status = 'INACTIVE' where x.patient_id = p_patient;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer));
  perform audit_logs.record_event(me.session_id, me.user_id, 'VOID_PATIENT', p_patient, null, jsonb_build_object('reason', reason));
  perform pg_notify('clinic_patients', '');
end $$;
