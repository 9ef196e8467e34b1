-- what people may execute in our schemas differs from the allow-list, either way
with allowed(f) as (values ('access.readable_patients(text)'), ('access.opened_patients()'), ('access.place_in(uuid[],uuid)'),
    ('api.site()'), ('api.sign_in(text,text)'), ('api.lock_screen()'), ('api.unlock(text)'), ('api.sign_out()'),
    ('api.whoami()'), ('api.set_preference(text,text)'), ('api.local_today()'), ('api.create_user(text,text,text,text)'),
    ('api.set_user_status(uuid,text)'), ('api.open_directory(text)'), ('api.search_patients(text,text,integer)'),
    ('api.wards()'), ('api.open_work_list(text,text)'), ('api.work_list()'), ('api.open_chart(uuid,text,text)'),
    ('api.chart_access(uuid)'), ('api.chart_banner(uuid)'), ('api.request_emergency_access(uuid,uuid,text,text,integer,text,text)'),
    ('api.my_emergency_requests()'), ('api.withdraw_emergency_request(uuid)'), ('api.end_emergency_access(uuid,text)'),
    ('api.emergency_counts()'), ('api.open_emergency_queue(text)'), ('api.emergency_queue()'),
    ('api.decide_emergency_access(uuid,text,integer,integer,text)'), ('api.find_duplicates(text,text,text,date,text,text)'),
    ('api.register_patient(uuid,text,text,text,date,text,text,text,text)'), ('api.save_draft(text,jsonb)'),
    ('api.read_draft(text)'), ('api.discard_draft(text)'),
    -- patient
    ('api.patient_details(uuid)'),
    ('api.update_patient(uuid,uuid,integer,text,text,text,date,text,text,text,text,text,boolean,text,text)'),
    ('api.mark_deceased(uuid,uuid,date)'), ('api.void_patient(uuid,uuid,text)'), ('api.patient_contacts(uuid)'),
    ('api.record_contact(uuid,uuid,uuid,integer,text,text,integer,text,text,text,text)'),
    ('api.end_contact(uuid,uuid,integer,text)'), ('api.patient_identifiers(uuid)'),
    ('api.record_identifier(uuid,uuid,text,text,text,text)'), ('api.end_identifier(uuid,uuid,text)'),
    ('access.consenting_patients(text)'),
    ('api.record_consent(uuid,uuid,text,text,text,text,text,date,date,text,uuid,integer,text)'),
    ('api.record_privacy_settings(uuid,uuid,boolean,boolean,boolean,boolean,boolean,boolean,text,uuid,integer,text)'),
    ('api.consent_status(uuid)'), ('api.consent_history(uuid)'), ('api.privacy_settings(uuid)'),
    ('api.record_hormonal_profile(uuid,uuid,date,text,text,boolean,text,uuid,integer,text)'),
    ('api.record_menstrual_cycle(uuid,uuid,date,integer,integer,text,text,text,uuid,integer,text)'),
    ('api.record_pregnancy(uuid,uuid,date,date,text,date,integer,integer,integer,boolean,text,uuid,integer,text)'),
    ('api.record_menopause(uuid,uuid,date,text,date,boolean,text,uuid,integer,text)'),
    ('api.record_hormonal_therapy(uuid,uuid,text,text,text,date,date,text,uuid,integer,text)'),
    ('api.record_diabetes(uuid,uuid,text,date,text,text,uuid,integer,text)'), ('api.check_eligibility(uuid,text)'),
    ('api.enrol(uuid,uuid,text,uuid,integer,text)'), ('api.withdraw_enrolment(uuid,uuid,uuid,integer,text)'),
    ('api.define_custom_field(text,text,text,text,text,text,boolean,numeric,numeric,integer,text[],text[],jsonb,integer)'),
    ('api.end_custom_field(uuid,integer)'),
    ('api.record_custom_value(uuid,uuid,uuid,uuid,text,numeric,date,boolean,text,uuid,integer,text)'),
    ('api.custom_values(uuid,text,uuid)')),
actual as (
  select p.oid::regprocedure::text as f from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('access', 'medical_data', 'audit_logs', 'api', 'extensions') and has_function_privilege('clinic_people', p.oid, 'EXECUTE'))
select 'allowed and not in the list: ' || f as found from actual where f not in (select f from allowed)
union all select 'in the list and not allowed: ' || f from allowed where f not in (select f from actual);
