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
    -- rules
    ('api.open_audit(text)'), ('api.who_saw(uuid,timestamp with time zone,timestamp with time zone)'), ('api.verify_audit()'),
    ('api.audit_events(timestamp with time zone,timestamp with time zone,uuid)'), ('api.audit_heads(bigint)'),
    ('api.self_grant_emergency_access(uuid,text)'), ('api.extend_emergency_access(uuid,integer,text)'),
    ('api.review_emergency_access(uuid,text,text)'), ('api.emergency_report(timestamp with time zone,timestamp with time zone)'),
    ('api.set_access_block(uuid,uuid,boolean,text)'), ('api.set_protected(uuid,boolean,text)')),
actual as (
  select p.oid::regprocedure::text as f from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('access', 'medical_data', 'audit_logs', 'api', 'extensions') and has_function_privilege('clinic_people', p.oid, 'EXECUTE'))
select 'allowed and not in the list: ' || f as found from actual where f not in (select f from allowed)
union all select 'in the list and not allowed: ' || f from allowed where f not in (select f from actual);
