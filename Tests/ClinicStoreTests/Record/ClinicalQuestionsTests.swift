import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

/// The questions of the source documents, each in one round trip.
@Suite(.onLoop)
struct ClinicalQuestionsTests {
  private static let garcia = TestPatient.garcia.id

  @Test @UIActor func prescriptionsThatEnd() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let questions = store.repositories.record.questions
    let before = store.asked
    let ending = try await questions.endingPrescriptions(7)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    // Amoxicillin of the three patients of ward A; metformin has no end, ibuprofen is over.
    #expect(ending.map(\.prescription.medication) == ["amoxicillin", "amoxicillin", "amoxicillin"])
    #expect(Set(ending.map(\.patient)) == Set([TestPatient.garcia, .hernandez, .lopez].map(\.id)))
    let first = try #require(ending.first { $0.patient == Self.garcia })
    #expect((3...5).contains(first.daysLeft ?? 0) && first.standing == .ending && first.wardCode == "A" && first.bed == "A1")
    #expect(first.name.surname1 == "García" && first.prescription.version == 1)
    #expect(try await questions.endingPrescriptions(1).isEmpty)
    let (_, nurse) = try await clinic.reading(.nurseA)
    let metformin = try #require(try await nurse.prescriptions.list(Self.garcia).first { $0.medication == "metformin" })
    _ = try saved(try await nurse.prescriptions.hold(key(), metformin.recordVersion, "vomiting"))
    let held = try #require(try await questions.endingPrescriptions(1).first)
    #expect(held.standing == .onHold && held.daysLeft == nil && held.prescription.version == 2)
    let trace = "select count(*) from audit_logs.events where action = 'SHOW_ENDING_PRESCRIPTIONS'"
    #expect(try await clinic.sql(trace).value == "3")
    let reception = try await clinic.record(.reception).questions
    #expect(await failure { _ = try await reception.endingPrescriptions(7) } == .refused(.noRole))
  }

  @Test @UIActor func highRiskPatientsOneRowEach() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let model = "00000000-0000-4000-d000-000000000001"
    try await clinic.sql(
      """
      insert into analytics.ai_models (model_id, name, model_type, version, description, training_data, clinical_owner,
        registered_by,
        validation_status, validation_note, approved_by, approved_at)
      values ('\(model)', 'Hypo risk', 'RULES', '1', 'x', 'x', '\(TestPerson.doctor1.userID)', '\(TestPerson.admin.userID)',
        'APPROVED',
        'checked', '\(TestPerson.doctor1.userID)', clock_timestamp());
      insert into analytics.medical_predictions (patient_id, model_id, prediction_type, horizon_hours, confidence,
        risk_level, risk_factors,
        input_features, predicted_at, recorded_by, recorded_by_name)
      select v.id::uuid, '\(model)', 'HYPO', 24, 0.8, v.level, 'insulin', '{}', clock_timestamp() - v.age::interval,
             '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from (values ('\(Self.garcia)', 'LOW', '3 days'), ('\(Self.garcia)', 'HIGH', '2 days'), ('\(Self.garcia)',
          'CRITICAL', '1 day'),
                     ('\(TestPatient.lopez.id)', 'HIGH', '1 day')) v(id, level, age);
      insert into medical_data.consents (patient_id, purpose, state, given_by, method, decided_on, recorded_by, recorded_by_name)
      values ('\(Self.garcia)', 'ANALYTICS', 'GIVEN', 'PATIENT', 'WRITTEN', '2020-02-02', '\(TestPerson.doctor1.userID)',
        'Dr Osei')
      """)
    let store = try await clinic.signedIn(.nurseA)
    let before = store.asked
    let list = try await store.repositories.record.questions.highRiskPatients()
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    let patient = try #require(list.first)
    #expect(list.count == 1 && patient.patient == Self.garcia && patient.level == .critical && patient.reason == .ward)
    #expect(patient.hba1c?.value == DecimalNumber(6) && patient.hba1c?.unit == "%" && patient.glucose?.unit == "mmol/L")
    #expect(patient.confidence == DecimalNumber("0.8") && patient.riskFactors == "insulin" && patient.predictionType == "HYPO")
  }

  @Test @UIActor func glucoseOfAPeriod() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await clinic.sql(
      """
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, source, recorded_by, recorded_by_name)
      select '\(Self.garcia)', t.type_id, timestamptz '2026-03-01 08:00Z' + make_interval(hours => v.n), v.value, 'DEVICE',
             '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from medical_data.biomarker_types t, (values (1, 2.5), (2, 5.0), (3, 10.0), (4, 15.0)) v(n,
          value) where t.code = 'GLUCOSE_FASTING_SI'
      """)
    let (store, doctor) = try await clinic.reading(.doctor1)
    let march = Instant(secondsSinceEpoch: 1_772_323_200)
    var period = GlucoseControl.Period(from: march, to: march.adding(seconds: 86_400))
    let before = store.asked
    let control = try await doctor.questions.glucoseControl(Self.garcia, period)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 1))
    #expect(control.unit == "mg/dL" && control.readings == 4 && control.inRange == DecimalNumber(50))
    #expect(control.below54 == DecimalNumber(25) && control.below70 == DecimalNumber(25) && control.above180 == DecimalNumber(25))
    #expect(control.above250 == DecimalNumber(25) && control.mean == DecimalNumber("146.4") && control.level == .fair)
    #expect(control.firstAt == march.adding(seconds: 9 * 3600))
    period.source = .patient
    let nothing = try await doctor.questions.glucoseControl(Self.garcia, period)
    #expect(nothing.readings == 0 && nothing.mean == nil && nothing.level == nil)
    let hidden = await failure { [period] in _ = try await doctor.questions.glucoseControl(TestPatient.lopez.id, period) }
    #expect(hidden == .refused(.noReasonForAccess))
  }

  @Test @UIActor func completeHistory() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, doctor) = try await clinic.reading(.doctor1)
    let before = store.asked
    let document = try await doctor.questions.completeHistory(Self.garcia, nil)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 1))
    for word in ["\"García\"", "\"metformin\"", "\"Penicillin\"", "\"medical_histories\": []", "\"Dr Osei\""] {
      #expect(document.contains(word), "\(word)")
    }
    let tomorrow = try await clinic.today().adding(days: 1)
    #expect(try await doctor.questions.completeHistory(Self.garcia, tomorrow).contains("\"biomarkers\": []"))
    let hidden = await failure { _ = try await doctor.questions.completeHistory(TestPatient.lopez.id, nil) }
    #expect(hidden == .refused(.noReasonForAccess))
  }
}
