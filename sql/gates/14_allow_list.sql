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
    ('api.read_draft(text)'), ('api.discard_draft(text)')
    -- medication
    , ('api.record_biomarker(uuid,uuid,text,numeric,text,timestamp with time zone,text,jsonb,boolean)')
    , ('api.correct_biomarker(uuid,uuid,integer,numeric,text,timestamp with time zone,text,jsonb,boolean)')
    , ('api.void_biomarker(uuid,uuid,integer,text)'), ('api.acknowledge_critical_value(uuid,uuid,integer,numeric,text,text)')
    , ('api.second_check_biomarker(uuid,uuid,integer,numeric)')
    , ('access.session_role()')
    , ('api.record_allergy(uuid,uuid,text,text,text,text,text,text)'), ('api.verify_allergy(uuid,uuid,integer,text,text)')
    , ('api.void_allergy(uuid,uuid,integer,text)'), ('api.review_allergies(uuid,uuid,text)')
    , ('api.prescribe(uuid,uuid,text,numeric,text,text,text,date,date,text,text,jsonb,boolean,boolean)')
    , ('api.hold_prescription(uuid,uuid,integer,text)'), ('api.resume_prescription(uuid,uuid,integer,text,jsonb)')
    , ('api.stop_prescription(uuid,uuid,integer,text,boolean)'), ('api.void_prescription(uuid,uuid,integer,text)')
    , ('api.ending_prescriptions(integer)')
    , ('api.record_treatment(uuid,uuid,text,jsonb)'), ('api.revise_treatment(uuid,uuid,integer,jsonb,text,boolean)')
    , ('api.schedule_administration(uuid,uuid,timestamp with time zone)')
    , ('api.record_administration(uuid,uuid,uuid,text,timestamp with time zone,numeric,text)')
    , ('api.check_administration(uuid,uuid,integer,numeric)')
    , ('api.correct_administration(uuid,uuid,integer,text,timestamp with time zone,numeric,text)')
    -- end of medication
    ),
actual as (
  select p.oid::regprocedure::text as f from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('access', 'medical_data', 'audit_logs', 'api', 'extensions') and has_function_privilege('clinic_people', p.oid, 'EXECUTE'))
select 'allowed and not in the list: ' || f as found from actual where f not in (select f from allowed)
union all select 'in the list and not allowed: ' || f from allowed where f not in (select f from actual);
