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

-- Medication: values, allergies, medicines, treatments.
grant execute on function
  api.record_biomarker(uuid, uuid, text, numeric, text, timestamptz, text, jsonb, boolean),
  api.correct_biomarker(uuid, uuid, int, numeric, text, timestamptz, text, jsonb, boolean), api.void_biomarker(uuid, uuid, int, text),
  api.acknowledge_critical_value(uuid, uuid, int, numeric, text, text), api.second_check_biomarker(uuid, uuid, int, numeric),
  api.record_allergy(uuid, uuid, text, text, text, text, text, text), api.verify_allergy(uuid, uuid, int, text, text),
  api.void_allergy(uuid, uuid, int, text), api.review_allergies(uuid, uuid, text),
  api.prescribe(uuid, uuid, text, numeric, text, text, text, date, date, text, text, jsonb, boolean, boolean),
  api.hold_prescription(uuid, uuid, int, text), api.resume_prescription(uuid, uuid, int, text, jsonb),
  api.stop_prescription(uuid, uuid, int, text, boolean), api.void_prescription(uuid, uuid, int, text), api.ending_prescriptions(int),
  api.record_treatment(uuid, uuid, text, jsonb), api.revise_treatment(uuid, uuid, int, jsonb, text, boolean),
  api.schedule_administration(uuid, uuid, timestamptz), api.record_administration(uuid, uuid, uuid, text, timestamptz, numeric, text),
  api.check_administration(uuid, uuid, int, numeric), api.correct_administration(uuid, uuid, int, text, timestamptz, numeric, text)
to clinic_people;
