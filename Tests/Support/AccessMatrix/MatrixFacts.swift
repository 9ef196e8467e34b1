import DatabaseTestSupport
import Foundation

/// Facts of the matrix: every patient has the same ones, under identifiers made of hers.
enum MatrixFact: String {
  case vitalSigns = "d001", vitalSignsOfAnother = "d002", oldVitalSigns = "d003", escalation = "d011", slot = "d021"
  case signedNote = "d031", nursingNote = "d033", history = "d041", historyNote = "d042"
  case test = "d051", report = "d052", file = "d061", fileOfReception = "d062", fileOfNurse = "d063"
  case criticalValue = "d071", copiedValue = "d072", profile = "d081", cycle = "d082", pregnancy = "d083", diagnosis = "d086"
  case programmeConsent = "d091", analyticsConsent = "d092", sharingConsent = "d093", enrolment = "d0a1", proposal = "d0a2"
  case prescription = "d0c1", heldPrescription = "d0c2", insulin = "d0c3"
  case dose = "d0d1", doseOfAnother = "d0d2", oldDose = "d0d3", uncheckedDose = "d0d4"
  case target = "d0b9", seal = "d201"
  case allergy = "d0e1", observation = "d0f1", contact = "d101"

  /// The identifier of this fact of one patient.
  func of(_ patient: String) -> String { patient.replacingOccurrences(of: "-c000-", with: "-\(rawValue)-") }
  /// The same in SQL, of the row p of medical_data.patients.
  var id: String { "replace(p.patient_id::text, '-c000-', '-\(rawValue)-')::uuid" }
}

extension MatrixWorld {
  static let clinicalField = "00000000-0000-4000-f000-000000000001"
  static let administrativeField = "00000000-0000-4000-f000-000000000002"
  static let newModel = "00000000-0000-4000-f000-000000000003"
  static let approvedModel = "00000000-0000-4000-f000-000000000004"
  static let merge = "00000000-0000-4000-f000-000000000005"
  static let ownMerge = "00000000-0000-4000-f000-000000000006"
  static let protection = "00000000-0000-4000-f000-000000000009"
  static let block = "00000000-0000-4000-f000-00000000000a"
  static let resource = """
    {"resourceType": "Observation", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "HbA1c"}]}, \
    "effectiveDateTime": "2026-05-04T08:30:00Z", "valueQuantity": {"value": 7.1, "code": "%"}}
    """

  /// One row of a table for every patient: columns and what they hold.
  private static func each(_ table: String, _ values: KeyValuePairs<String, String>) -> String {
    "insert into \(table) (patient_id, \(values.map(\.key).joined(separator: ", ")))"
      + " select p.patient_id, \(values.map(\.value).joined(separator: ", ")) from medical_data.patients p"
      + " where p.patient_id::text like '00000000-0000-4000-c000-%';\n"
  }

  private static let nurse = "'\(TestPerson.nurseA.userID)'", doctor = "'\(TestPerson.doctor1.userID)'"
  private static let reception = "'\(TestPerson.reception.userID)'"
  private static func practitioner(_ person: TestPerson) -> String {
    "(select d.practitioner_id from access.practitioners d where d.user_id = '\(person.userID)')"
  }

  /// Everything that is written and read in charts and at the desk.
  static var facts: String {
    rounds + notes + files + values + women + consents + medicines + doses + programme + fields + models + desk + proposals
  }

  private static var rounds: String {
    let rounds: [(MatrixFact, String, String, String)] = [
      (.vitalSigns, nurse, "Alba Reina", "1 hour"), (.vitalSignsOfAnother, doctor, "Dr Osei", "1 hour"),
      (.oldVitalSigns, nurse, "Alba Reina", "25 hours"),
    ]
    return rounds.map { fact, user, name, ago in
      each("medical_data.vital_signs", ["record_id": fact.id, "measured_at": "now() - interval '\(ago)'", "pulse": "72", "systolic": "124",
        "diastolic": "76", "recorded_by": user, "recorded_by_name": "'\(name)'", "recorded_at": "now() - interval '\(ago)'"])
    }.joined()
      + each("medical_data.news2_escalations", ["escalation_id": MatrixFact.escalation.id, "record_id": MatrixFact.vitalSignsOfAnother.id,
        "version": "1", "level": "'HIGH'"])
      + each("medical_data.spo2_scales", ["scale": "1", "reason": "'healthy lungs'", "set_by": doctor, "set_by_name": "'Dr Osei'"])
      + each("medical_data.consultations", ["consultation_id": MatrixFact.slot.id, "practitioner_id": practitioner(.doctor2),
        "kind": "'FOLLOW_UP'", "starts_at": "now() + interval '3 days'", "ends_at": "now() + interval '3 days 30 minutes'",
        "gives_access": "false", "booked_by": reception])
  }

  private static var notes: String {
    let notes: [(MatrixFact, String, String, String, String)] = [
      (.signedNote, "CONSULTATION", doctor, "Dr Osei", "now()"), (.nursingNote, "NURSING", nurse, "Alba Reina", "now()"),
    ]
    return notes.map { fact, kind, user, name, signed in
      each("medical_data.consultation_notes", ["record_id": fact.id, "kind": "'\(kind)'", "signed_at": signed, "recorded_by": user,
        "recorded_by_name": "'\(name)'", "body_encrypted": "access.encrypt_text('case', 'consultation_notes.body/' || \(fact.id) || '/1')"])
    }.joined()
      + each("medical_data.medical_histories", ["record_id": MatrixFact.history.id, "kind": "'PROBLEM'", "title": "'Asthma'",
        "status": "'ACTIVE'", "verification": "'CONFIRMED'", "recorded_by": doctor])
      + each("medical_data.history_notes", ["note_id": MatrixFact.historyNote.id, "record_id": MatrixFact.history.id, "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'",
        "body_encrypted": "access.encrypt_text('case', 'history_notes.body/' || \(MatrixFact.historyNote.id))"])
      + each("medical_data.medical_tests", ["record_id": MatrixFact.test.id, "name": "'Blood count'", "priority": "'ROUTINE'",
        "requested_by": doctor, "requested_by_name": "'Dr Osei'", "recorded_by": doctor])
      + each("medical_data.medical_reports", ["record_id": MatrixFact.report.id, "type": "'LAB'", "title": "'Blood count'",
        "report_on": "current_date - 1", "status": "'COMPLETED'", "recorded_by": doctor])
  }

  private static var files: String {
    let files: [(MatrixFact, String, String)] = [
      (.file, "CLINICAL", nurse), (.fileOfReception, "ADMINISTRATIVE", reception), (.fileOfNurse, "ADMINISTRATIVE", nurse),
    ]
    return files.map { fact, category, user in
      each("medical_data.file_attachments", ["attachment_id": fact.id, "category": "'\(category)'", "file_name": "'scan.pdf'",
        "media_type": "'application/pdf'", "byte_size": "1", "sha256": "decode(repeat('ab', 32), 'hex')", "scan_state": "'CLEAN'",
        "scanned_at": "now()", "uploaded_by": user])
    }.joined()
      + each("medical_data.attachment_links", ["attachment_id": MatrixFact.file.id, "entity": "'REPORT'", "record_id": MatrixFact.report.id,
        "linked_by": nurse])
  }

  private static var values: String {
    each("medical_data.biomarkers", ["record_id": MatrixFact.criticalValue.id, "type_id": "7", "measured_at": "now() - interval '1 hour'",
      "value": "44", "status": "'CRITICAL_LOW'", "source": "'POINT_OF_CARE'", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.biomarkers", ["record_id": MatrixFact.copiedValue.id, "type_id": "28", "measured_at": "now() - interval '1 hour'",
        "value": "140", "status": "'NORMAL'", "needs_second_check": "true", "recorded_by": nurse, "recorded_by_name": "'Alba Reina'"])
      + each("medical_data.biomarker_confirmations", ["record_id": MatrixFact.copiedValue.id, "version": "1", "kind": "'CRITICAL_READ_BACK'",
        "read_back": "140", "action_taken": "'told the ward'", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.biomarker_analyses", ["record_id": MatrixFact.copiedValue.id, "version": "1", "model": "'Trend'",
        "analysis": "'steady'", "confidence": "0.9", "processing_ms": "12"])
      + each("medical_data.biomarker_targets", ["record_id": MatrixFact.target.id, "type_id": "27", "high": "5.5", "unit": "'mmol/L'",
        "starts_on": "current_date - 9", "status": "'ACTIVE'", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.medical_observations", ["resource": "'\(resource)'", "observation_type": "'HbA1c'", "observed_at": "now()",
        "source_system": "'urn:lab'", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + """
        insert into medical_data.observation_imports (import_id, source_system, record_number, resource, resource_hash, imported_by)
        select \(MatrixFact.observation.id), 'urn:lab', p.record_number, '\(resource)', '\\x01', '\(TestPerson.admin.userID)'
          from medical_data.patients p where p.patient_id::text like '00000000-0000-4000-c000-%';

        """
  }

  private static var women: String {
    each("medical_data.hormonal_profiles", ["record_id": MatrixFact.profile.id, "assessed_on": "current_date - 9", "phase": "'LUTEAL'",
      "method": "'HISTORY'", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.menstrual_cycles", ["record_id": MatrixFact.cycle.id, "started_on": "current_date - 40", "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.pregnancies", ["record_id": MatrixFact.pregnancy.id, "outcome": "'LIVE_BIRTH'", "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.menopause_statuses", ["assessed_on": "current_date - 9", "stage": "'UNKNOWN'", "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.hormonal_therapies", ["kind": "'CONTRACEPTIVE'", "product": "'ring'", "started_on": "current_date - 90",
        "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
      + each("medical_data.diabetes_diagnoses", ["record_id": MatrixFact.diagnosis.id, "diabetes_type": "'TYPE_2'", "basis": "'LABORATORY'",
        "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
  }

  /// Given to everything; of one patient withdrawn, which is a second version.
  private static var consents: String {
    let purposes: [(MatrixFact, String)] = [(.programmeConsent, "PROGRAMME"), (.analyticsConsent, "ANALYTICS"), (.sharingConsent, "SHARING")]
    let isWithdrawn = "p.patient_id = '\(patient("CONSENT_WITHDRAWN"))'"
    return purposes.map { fact, purpose in
      each("medical_data.consents", ["record_id": fact.id, "purpose": "'\(purpose)'", "version": "case when \(isWithdrawn) then 2 else 1 end",
        "state": "case when \(isWithdrawn) then 'WITHDRAWN' else 'GIVEN' end", "given_by": "'PATIENT'", "method": "'WRITTEN'",
        "decided_on": "current_date - 9", "recorded_by": reception, "recorded_by_name": "'Clara Duarte'"])
    }.joined()
      + each("medical_data.privacy_settings", ["may_phone": "true", "may_leave_message": "false", "may_email": "false", "may_post": "true",
        "may_tell_relatives": "false", "hide_on_boards": "true", "recorded_by": reception, "recorded_by_name": "'Clara Duarte'"])
  }

  private static var medicines: String {
    let orders: [(MatrixFact, String, String, String, String, String)] = [
      (.prescription, "metformin", "850", "mg", "oral", "ACTIVE"), (.heldPrescription, "amoxicillin", "500", "mg", "oral", "ON_HOLD"),
      (.insulin, "insulin glargine", "10", "units", "subcutaneous", "ACTIVE"),
    ]
    return orders.map { fact, name, amount, unit, route, status in
      each("medical_data.prescriptions", ["record_id": fact.id, "medication": "'\(name)'", "dose_amount": amount, "dose_unit": "'\(unit)'",
        "route": "'\(route)'", "frequency": "'once a day'", "frequency_code": "'OD'", "starts_on": "current_date - 3", "status": "'\(status)'",
        "medication_id": "(select m.medication_id from medical_data.medications m where m.name = '\(name)')",
        "prescriber_id": practitioner(.doctor1), "prescriber_name": "'Dr Osei'", "recorded_by": doctor])
    }.joined()
      + each("medical_data.prescription_findings", ["record_id": MatrixFact.prescription.id, "version": "1", "check_code": "'DOSE'",
        "outcome": "'PASS'", "finding": "'DOSE'", "recorded_by": doctor])
      + each("medical_data.prescription_requests", ["medication": "'linagliptin'", "details": "'5 mg'", "asked_of": practitioner(.doctor1),
        "asked_of_name": "'Dr Osei'", "recorded_by": nurse, "recorded_by_name": "'Alba Reina'"])
      + each("medical_data.patient_allergies", ["record_id": MatrixFact.allergy.id, "substance": "'Latex'", "severity": "'MILD'",
        "recorded_by": nurse])
      + each("medical_data.treatments", ["kind": "'DIET'", "starts_on": "current_date - 9", "recorded_by": doctor])
  }

  private static var doses: String {
    let doses: [(MatrixFact, MatrixFact, String, String, String)] = [
      (.dose, .prescription, "GIVEN", nurse, "1 hour"), (.doseOfAnother, .prescription, "GIVEN", doctor, "2 hours"),
      (.oldDose, .prescription, "GIVEN", nurse, "25 hours"), (.uncheckedDose, .insulin, "AWAITING_CHECK", nurse, "1 second"),
    ]
    return doses.map { fact, order, status, user, ago in
      each("medical_data.medication_administrations", ["record_id": fact.id, "prescription_id": order.id, "prescription_version": "1",
        "medication": "'as printed'", "status": "'\(status)'", "given_at": "now() - interval '\(ago)'", "dose_amount": "10",
        "dose_unit": "'units'", "route": "'oral'", "needs_second_check": "\(status != "GIVEN")", "administered_by": user,
        "administered_by_name": "'as printed'", "administered_recorded_at": "now() - interval '\(ago)'", "recorded_by": user,
        "recorded_at": "now() - interval '\(ago)'"])
    }.joined()
  }

  private static var programme: String {
    let enrolments: [(MatrixFact, String, String)] = [(.enrolment, "MATRIX", "ENROLLED"), (.proposal, "MATRIX_B", "ELIGIBLE")]
    return enrolments.map { fact, code, state in
      """
      insert into medical_data.programmes (code, name_en, name_es, min_age, max_age) values ('\(code)', '\(code)', '\(code)', 0, 120);
      insert into medical_data.programme_diabetes_types (programme_code, diabetes_type) values ('\(code)', 'TYPE_2');

      """
        + each("medical_data.programme_enrolments", ["record_id": fact.id, "programme_code": "'\(code)'", "state": "'\(state)'",
          "checked_on": "current_date", "sex": "'FEMALE'", "birth_date": "p.birth_date",
          "age": "extract(year from age(current_date, p.birth_date))", "min_age": "0", "max_age": "120", "diabetes_type": "'TYPE_2'",
          "diagnosis_id": MatrixFact.diagnosis.id, "diagnosis_version": "1", "recorded_by": doctor, "recorded_by_name": "'Dr Osei'"])
    }.joined()
  }

  /// One for clinicians and nurses that clinicians fill in; one that the reception fills in and nurses read.
  private static var fields: String {
    """
    insert into medical_data.custom_fields (field_id, code, entity, name_en, name_es, value_type, is_administrative, max_length) values
      ('\(clinicalField)', 'MATRIX_CLINICAL', 'PATIENT', 'Clinical', 'Clinical', 'TEXT', false, 40),
      ('\(administrativeField)', 'MATRIX_DESK', 'PATIENT', 'Desk', 'Desk', 'TEXT', true, 40);
    insert into medical_data.custom_field_roles (field_id, role_code, may_write) values ('\(clinicalField)', 'CLINICIAN', true),
      ('\(clinicalField)', 'NURSE', false), ('\(administrativeField)', 'RECEPTIONIST', true), ('\(administrativeField)', 'NURSE', false);

    """
      + [clinicalField, administrativeField].enumerated().map { index, field in
        each("medical_data.custom_field_values", ["record_id": "replace(p.patient_id::text, '-c000-', '-d0b\(index)-')::uuid",
          "field_id": "'\(field)'", "value_type": "'TEXT'", "value_text": "'as it was'", "is_cleared": "false", "recorded_by": doctor,
          "recorded_by_name": "'Dr Osei'"])
      }.joined()
  }

  private static var models: String {
    """
    insert into analytics.ai_models (model_id, name, model_type, version, description, training_data, clinical_owner, registered_by,
      validation_status, validation_note, approved_by, approved_at) values
      ('\(newModel)', 'New', 'RULES', '1', 'a model', 'published cohort', \(doctor), '\(TestPerson.admin.userID)', 'NOT_VALIDATED', null, null, null),
      ('\(approvedModel)', 'Approved', 'RULES', '1', 'a model', 'published cohort', \(doctor), '\(TestPerson.admin.userID)', 'APPROVED',
       'validated here', \(doctor), now());

    """
      + each("analytics.medical_predictions", ["model_id": "'\(approvedModel)'", "prediction_type": "'HYPOGLYCAEMIA'", "horizon_hours": "24",
        "confidence": "0.8", "risk_level": "'LOW'", "input_features": "'{}'", "predicted_at": "now()", "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'"])
      + each("analytics.medical_metrics", ["metric_type": "'TREND'", "name": "'Trend'", "value": "1", "period_from": "current_date - 9",
        "period_to": "current_date", "method": "'mean'", "data_points": "3", "calculated_at": "now()", "recorded_by": doctor,
        "recorded_by_name": "'Dr Osei'"])
      + each("analytics.ai_request_logs", ["kind": "'CHAT'", "purpose": "'TREATMENT'", "redaction": "'REDACTED'", "latency_ms": "5",
        "outcome": "'ANSWERED'", "user_id": doctor])
  }

  private static var desk: String {
    each("medical_data.patient_contacts", ["contact_id": MatrixFact.contact.id, "kind": "'EMERGENCY'", "relationship": "'FRIEND'",
      "priority": "1", "name_encrypted": "access.encrypt_text('Ana', 'patient_contacts.name/' || \(MatrixFact.contact.id))",
      "phone_encrypted": "access.encrypt_text('+34600111222', 'patient_contacts.phone/' || \(MatrixFact.contact.id))",
      "phone_blind_index": "access.blind_index('+34600111222', 'patient_contacts.phone')", "recorded_by": reception])
      + each("medical_data.patient_identifiers", ["system": "'urn:other'", "type": "'PI'", "value": "p.record_number"])
  }

  /// A death proposed by the receptionist herself and by somebody else; a merge proposed by somebody else and by the doctor.
  private static var proposals: String {
    let (own, other, target) = (patient("PROPOSED_OWN"), patient("PROPOSED_OTHER"), patient("MERGE_TARGET"))
    let another = TestPerson.nurseB.userID
    return """
      insert into medical_data.patient_proposals (proposal_id, patient_id, kind, deceased_on, other_patient_id, reason, proposed_by) values
        (gen_random_uuid(), '\(own)', 'DECEASED', current_date - 1, null, null, \(reception)),
        (gen_random_uuid(), '\(other)', 'DECEASED', current_date - 1, null, null, '\(another)'),
        ('\(merge)', '\(own)', 'MERGE', null, '\(target)', 'the same person', '\(another)'),
        ('\(ownMerge)', '\(other)', 'MERGE', null, '\(target)', 'the same person', \(doctor));
      insert into medical_data.patient_proposals (proposal_id, patient_id, kind, about_user, reason, proposed_by) values
        ('\(protection)', '\(target)', 'PROTECT', null, 'plays in the first team', \(reception)),
        ('\(block)', '\(target)', 'BLOCK', '\(another)', 'her neighbour', \(reception));
      insert into access.user_capabilities (user_id, capability_code) values (\(doctor), 'MERGE_PATIENTS');
      update medical_data.patients set status = 'MERGED', merged_into = '\(target)' where patient_id = '\(patient("MERGED"))';
      update medical_data.patients set status = 'DECEASED', deceased_on = current_date - 30 where patient_id = '\(patient("DECEASED"))';
      update medical_data.patients set status = 'DECEASED', deceased_on = current_date - 100 where patient_id = '\(patient("DECEASED_LONG_AGO"))';

      """
  }
}
