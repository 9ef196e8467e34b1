-- The allow-list: what people may call. A function that is not here does not exist for them.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_catalog.pg_proc p
            where p.pronamespace = 'api'::regnamespace loop
    execute format('revoke all on function %s from public, clinic_people', f);
  end loop;
end $$;
grant execute on function
  api.site(), api.sign_in(text, text), api.lock_screen(), api.unlock(text), api.sign_out(), api.whoami(),
  api.set_preference(text, text), api.local_today(),
  api.create_user(text, text, text, text), api.set_user_status(uuid, text),
  api.open_directory(text), api.search_patients(text, text, int), api.wards(),
  api.open_work_list(text, text), api.work_list(),
  api.open_chart(uuid, text, text), api.chart_access(uuid), api.chart_banner(uuid),
  api.request_emergency_access(uuid, uuid, text, text, int, text, text), api.my_emergency_requests(),
  api.withdraw_emergency_request(uuid), api.end_emergency_access(uuid, text),
  api.emergency_counts(), api.open_emergency_queue(text), api.emergency_queue(),
  api.decide_emergency_access(uuid, text, int, int, text),
  api.find_duplicates(text, text, text, date, text, text),
  api.register_patient(uuid, text, text, text, date, text, text, text, text),
  api.save_draft(text, jsonb), api.read_draft(text), api.discard_draft(text)
to clinic_people;

-- rules: the event stream, emergency access to its end, the privacy officer
grant execute on function
  api.open_audit(text), api.who_saw(uuid, timestamptz, timestamptz), api.audit_events(timestamptz, timestamptz, uuid), api.verify_audit(),
  api.audit_heads(bigint), api.self_grant_emergency_access(uuid, text), api.extend_emergency_access(uuid, int, text),
  api.review_emergency_access(uuid, text, text), api.emergency_report(timestamptz, timestamptz),
  api.set_access_block(uuid, uuid, boolean, text), api.set_protected(uuid, boolean, text)
to clinic_people;
