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

-- Clinical.
grant execute on function
  api.specialties(),
  api.practitioners(),
  api.set_practitioner_status(uuid, int, text),
  api.book_appointment(uuid, uuid, uuid, text, timestamptz, int),
  api.move_appointment(uuid, int, uuid, timestamptz, int),
  api.set_appointment_status(uuid, int, text, text),
  api.appointments(timestamptz, timestamptz, uuid),
  api.save_note(uuid, uuid, text, text, boolean, uuid, uuid, uuid, int),
  api.notes(uuid, boolean),
  api.record_vital_signs(uuid, uuid, timestamptz, jsonb, boolean, uuid, boolean),
  api.correct_vital_signs(uuid, uuid, int, timestamptz, jsonb, text, boolean),
  api.acknowledge_escalation(uuid, text, text),
  api.set_spo2_scale(uuid, int, text),
  api.save_history(uuid, uuid, text, text, text, date, text, date, text, text, uuid, int, text),
  api.add_history_note(uuid, uuid, uuid, text),
  api.history_notes(uuid),
  api.request_test(uuid, uuid, text, text, text, text, uuid),
  api.advance_test(uuid, int, text, text),
  api.add_report(uuid, uuid, text, text, date, text, text, text, uuid, uuid),
  api.advance_report(uuid, int, text),
  api.report_summaries(uuid),
  api.add_attachment(uuid, uuid, text, text, text, bigint, text),
  api.link_attachment(uuid, uuid, text, uuid),
  api.open_attachment(uuid),
  api.my_attachments(uuid)
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


-- patient
grant execute on function
  api.patient_details(uuid),
  api.update_patient(uuid, uuid, int, text, text, text, date, text, text, text, text, text, boolean, text, text),
  api.mark_deceased(uuid, uuid, date), api.void_patient(uuid, uuid, text), api.patient_contacts(uuid),
  api.record_contact(uuid, uuid, uuid, int, text, text, int, text, text, text, text), api.end_contact(uuid, uuid, int, text),
  api.patient_identifiers(uuid), api.record_identifier(uuid, uuid, text, text, text, text),
  api.end_identifier(uuid, uuid, text),
  api.record_consent(uuid, uuid, text, text, text, text, text, date, date, text, uuid, int, text, text[]),
  api.record_privacy_settings(uuid, uuid, boolean, boolean, boolean, boolean, boolean, boolean, text, uuid, int, text),
  api.consent_status(uuid), api.consent_history(uuid), api.privacy_settings(uuid),
  api.record_hormonal_profile(uuid, uuid, date, text, text, boolean, text, uuid, int, text),
  api.record_menstrual_cycle(uuid, uuid, date, int, int, text, text, text, uuid, int, text),
  api.record_pregnancy(uuid, uuid, date, date, text, date, int, int, int, boolean, text, uuid, int, text),
  api.record_menopause(uuid, uuid, date, text, date, boolean, text, uuid, int, text),
  api.record_hormonal_therapy(uuid, uuid, text, text, text, date, date, text, uuid, int, text),
  api.record_diabetes(uuid, uuid, text, date, text, text, uuid, int, text), api.check_eligibility(uuid, text),
  api.enrol(uuid, uuid, text, uuid, int, text), api.withdraw_enrolment(uuid, uuid, uuid, int, text),
  api.define_custom_field(text, text, text, text, text, text, boolean, numeric, numeric, int, text[], text[], jsonb, int, text),
  api.set_custom_field_unit(uuid, int, text),
  api.end_custom_field(uuid, int),
  api.record_custom_value(uuid, uuid, uuid, uuid, text, numeric, date, boolean, text, uuid, int, text, text),
  api.custom_values(uuid, text, uuid), api.high_risk_patients(),
  api.glucose_control(uuid, timestamp with time zone, timestamp with time zone, text, numeric, numeric, text, text),
  api.medical_history(uuid, date),
  api.register_model(text, text, text, text, text, jsonb, jsonb, uuid, numeric, numeric, numeric, numeric, numeric),
  api.decide_model(uuid, int, text, text),
  api.record_prediction(uuid, uuid, uuid, text, int, numeric, text, numeric, numeric, numeric, text, text, jsonb, text, text, text, timestamp with time zone),
  api.validate_prediction(uuid, uuid, uuid, int, numeric, text),
  api.record_metric(uuid, uuid, text, text, numeric, text, date, date, text, text, text, numeric, numeric, numeric, int, timestamp with time zone),
  api.log_ai_request(uuid, text, text, uuid, uuid, text, text, text, int, int, int, numeric, text),
  api.ai_request_log(timestamp with time zone, timestamp with time zone, int), api.import_observation(text, text, jsonb),
  api.waiting_observations(uuid), api.decide_observation(uuid, uuid, uuid, boolean, text),
  api.propose_merge(uuid, uuid, uuid, text), api.merge_proposals(), api.decide_merge(uuid, text, text)
to clinic_people;


-- rules: the event stream
-- rules: the event stream, emergency access to its end, the privacy officer
grant execute on function
  api.open_audit(text), api.who_saw(uuid, timestamptz, timestamptz), api.audit_events(timestamptz, timestamptz, uuid), api.verify_audit(),
  api.audit_heads(bigint), api.self_grant_emergency_access(uuid, text), api.extend_emergency_access(uuid, uuid, int, text),
  api.review_emergency_access(uuid, text, text), api.emergency_report(timestamptz, timestamptz),
  api.set_access_block(uuid, uuid, boolean, text), api.set_protected(uuid, boolean, text)
to clinic_people;

-- sensors
grant execute on function
  api.import_sensor_readings(uuid, text, text, timestamptz[], numeric[], text[])
to clinic_people;

-- governance
grant execute on function
  api.colleagues(), api.hand_over_task(uuid, uuid, uuid, text, int), api.take_task(uuid), api.close_task(uuid, text, text),
  api.my_tasks(), api.request_prescription(uuid, uuid, text, text, uuid),
  api.close_prescription_request(uuid, text, text, uuid), api.claim_emergency_request(uuid), api.patient_notices(),
  api.delay_patient_notice(uuid, date, text, text), api.mark_patient_notice_sent(uuid, date, text),
  api.register_unknown_patient(uuid, text, int, int, text), api.open_case(uuid, text, text, timestamptz),
  api.link_case(uuid, uuid, uuid), api.note_case_told(uuid, text), api.close_case(uuid, text), api.privacy_cases(boolean),
  api.open_case_file(uuid, text), api.case_patient(uuid), api.case_contacts(uuid), api.case_ai_requests(uuid),
  api.propose_void_patient(uuid, uuid, text), api.void_proposals(), api.decide_void_patient(uuid, text, text),
  api.propose_change(uuid, text, text, jsonb, text), api.decide_change(uuid, text, text), api.catalogue_changes(boolean),
  api.catalogue_rows(text), api.set_care_team(uuid, text, uuid, boolean, text), api.care_team(uuid),
  api.record_biomarker_analysis(uuid, uuid, int, uuid, text, numeric, int),
  api.assess_observation(uuid, uuid, uuid, int, text, text, text, text, text, text, text),
  api.record_observation_analysis(uuid, uuid, uuid, int, uuid, text, numeric), api.set_legal_hold(uuid, uuid, boolean, text),
  api.decide_erasure(uuid, uuid, text, text), api.export_patient(uuid, text), api.case_retention(),
  api.override_counts(timestamptz, timestamptz)
to clinic_people;

-- overlays
grant execute on function
  api.propose_seal(uuid, uuid, text, text, boolean, boolean, text, uuid[], text), api.decide_seal(uuid, text, text),
  api.propose_lift(uuid, text), api.lift_seal(uuid, text), api.set_seal_reader(uuid, uuid, boolean, text),
  api.seal_fact(uuid, uuid, text, uuid), api.release_fact(uuid, uuid, uuid, text),
  api.open_sealed(uuid, uuid, text, text), api.seals(uuid), api.seal_proposals(), api.set_restriction(uuid, text, text),
  api.declare_relative(uuid, text, uuid), api.end_relative(uuid, uuid, text), api.privacy_notices(timestamptz),
  api.see_privacy_notice(uuid)
to clinic_people;

-- targets of biomarkers
grant execute on function
  api.set_biomarker_target(uuid, uuid, text, numeric, numeric, text, date, text, uuid, int, text),
  api.end_biomarker_target(uuid, uuid, uuid, int, text, boolean)
to clinic_people;

-- ward board and what else of migrations 0017 to 0021
grant execute on function
  api.ward_board(), api.propose_privacy(uuid, uuid, text, uuid, text), api.privacy_proposals(),
  api.decide_privacy_proposal(uuid, text, text),
  api.renew_prescription(uuid, uuid, int, date, date, jsonb, boolean)
to clinic_people;
