import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct CompleteChartTests {
  private static let patient = TestPatient.garcia

  /// Rows of every section, as superuser: histories, slots, tests, reports, rounds, a diagnosis with an enrolment, a consent.
  private func fill(_ clinic: Clinic, rows: Int) async throws {
    try await clinic.sql(
      """
      insert into medical_data.medical_histories (patient_id, kind, title, icd10, onset_on, onset_precision, status,
        verification, recorded_by)
      select '\(Self.patient.patientID)', case n % 2 when 0 then 'PROBLEM' else 'SURGERY' end, 'History ' || n, 'E11.9',
        date '2020-01-01' + n,
             'DAY', 'ACTIVE', 'CONFIRMED', '\(TestPerson.doctor1.userID)' from generate_series(1, \(rows)) n;
      insert into medical_data.consultations (patient_id, practitioner_id, kind, starts_at, ends_at, gives_access, booked_by)
      select '\(Self.patient.patientID)', d.practitioner_id, 'FOLLOW_UP', now() + make_interval(days => n),
             now() + make_interval(days => n, mins => 20), false, '\(TestPerson.doctor1.userID)'
        from access.practitioners d, generate_series(1, \(rows)) n where d.user_id = '\(TestPerson.doctor1.userID)';
      insert into medical_data.medical_tests (patient_id, name, priority, requested_by, requested_by_name, recorded_by)
      select '\(Self.patient.patientID)', 'Test ' || n, 'URGENT', '\(TestPerson.doctor1.userID)', 'Dr Osei',
        '\(TestPerson.doctor1.userID)'
        from generate_series(1, \(rows)) n;
      insert into medical_data.medical_reports (patient_id, type, title, report_on, status, recorded_by)
      select '\(Self.patient.patientID)', 'LAB', 'Report ' || n, date '2026-01-01' + n, 'COMPLETED',
        '\(TestPerson.doctor1.userID)'
        from generate_series(1, \(rows)) n;
      insert into medical_data.vital_signs (patient_id, measured_at, respiratory_rate, spo2, on_oxygen, systolic, diastolic,
        pulse,
        consciousness, temperature, recorded_by, recorded_by_name)
      select '\(Self.patient.patientID)', now() - make_interval(hours => n), 16, 97, false, 118, 76, 70 + n, 'A', 37.1,
             '\(TestPerson.nurseA.userID)', 'Alba Reina' from generate_series(1, \(rows)) n;
      """)
  }

  @Test @UIActor func oneRoundTripWhateverItHolds() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let charts = store.repositories.record.charts
    for rows in [0, 3, 40] {
      try await fill(clinic, rows: rows)
      let before = store.asked
      let chart = try await charts.open(Self.patient.id, .treatment, nil)
      // The opening, and one statement a section.
      #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 17))
      #expect(chart.histories.count == (rows == 40 ? 43 : rows) && chart.vitalSigns.count == min(12, rows))
      let again = store.asked
      _ = try await charts.read(Self.patient.id)
      #expect((store.asked.flights - again.flights, store.asked.statements - again.statements) == (1, 16))
    }
  }

  @Test @UIActor func everySection() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic, rows: 2)
    try await clinic.sql(
      """
      insert into medical_data.diabetes_diagnoses (record_id, patient_id, diabetes_type, diagnosed_on, basis, recorded_by,
        recorded_by_name)
      values ('00000000-0000-4000-c000-000000000001', '\(Self.patient.patientID)', 'TYPE_2', '2020-02-02', 'LABORATORY',
              '\(TestPerson.doctor1.userID)', 'Dr Osei');
      insert into medical_data.consents (patient_id, purpose, state, given_by, method, decided_on, expires_on, recorded_by,
        recorded_by_name)
      values ('\(Self.patient.patientID)', 'PROGRAMME', 'GIVEN', 'PATIENT', 'WRITTEN', '2020-02-02', null,
        '\(TestPerson.doctor1.userID)', 'Dr Osei'),
             ('\(Self.patient.patientID)', 'RESEARCH', 'GIVEN', 'PATIENT', 'WRITTEN', '2020-02-02', '2021-02-02',
               '\(TestPerson.doctor1.userID)',
              'Dr Osei');
      """)
    let (_, doctor) = try await clinic.reading(.doctor1)
    _ = try await doctor.programmes.enrol(key(), Self.patient.id, "DIABETES_WOMEN")
    let chart = try await doctor.charts.read(Self.patient.id)
    #expect(chart.chart.patient.id == Self.patient.id && chart.chart.reason == .careTeam)
    #expect(chart.chart.allergies == .has([Allergy(substance: "Penicillin", severity: .severe, reaction: "anaphylaxis")]))
    #expect(chart.chart.prescriptions.count == 3 && chart.chart.latest.count == 3)
    #expect(chart.histories.map(\.content.title) == ["History 2", "History 1"] && chart.histories[0].content.kind == .problem)
    #expect(try chart.histories[0].content.onset == MedicalHistory.Onset(on: CalendarDate(2020, 1, 3), precision: .day))
    #expect(chart.consultations.map(\.practitionerName) == ["Dr Osei", "Dr Osei"] && chart.consultations[0].status == .planned)
    #expect(chart.tests.allSatisfy { $0.request.priority == .urgent && $0.status == .requested } && chart.tests.count == 2)
    #expect(chart.reports.map(\.title) == ["Report 2", "Report 1"] && chart.reports[0].kind == .laboratory)
    let round = try #require(chart.vitalSigns.first)
    #expect(round.pulse == 71 && round.temperature == DecimalNumber("37.1") && round.consciousness == .alert)
    #expect(
      round.news2 == 0 && round.level == ChartVitalSigns.Level.none && round.onOxygen == false && round.recordedBy == "Alba Reina"
    )
    #expect(chart.diabetes?.content.kind == .type2 && chart.programmes.map(\.state) == [.enrolled])
    #expect(chart.programmes.first?.evidence.diagnosis.id == chart.diabetes?.id)
    #expect(chart.consents.map(\.purpose) == [.programme, .research] && chart.consents.map(\.isAllowed) == [true, false])
  }

  /// What the banner has to say of the whole chart.
  @Test @UIActor func cautions() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    #expect(try await doctor.charts.read(Self.patient.id).chart.cautions == ChartCautions())
    try await clinic.sql(
      """
      update medical_data.patients set is_protected = true where patient_id = '\(Self.patient.patientID)';
      insert into access.restrictions (patient_id, ground, reason, started_by)
      values ('\(Self.patient.patientID)', 'ACCURACY', 'she contests a result', '\(TestPerson.privacy.userID)');
      """)
    _ = try await doctor.charts.open(Self.patient.id, .treatment, "her own doctor")
    #expect(try await doctor.charts.read(Self.patient.id).chart.cautions == ChartCautions(isRestricted: true, isProtected: true))
  }

  @Test @UIActor func whatIsHiddenIsRefused() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let charts = try await clinic.record(.nurseA).charts
    #expect(await failure { _ = try await charts.read(Self.patient.id) } == .refused(.noReasonForAccess))
    let hidden = await failure { _ = try await charts.open(TestPatient.petrova.id, .treatment, nil) }
    #expect(await failure { _ = try await charts.open(PatientID(.random()), .treatment, nil) } == hidden)
    #expect(hidden == .refused(.noReasonForAccess))
    _ = try await charts.open(Self.patient.id, .treatment, nil)
    try await clinic.sql("update access.roster set ends_at = now() - interval '2 hours', starts_at = now() - interval '1 day'")
    #expect(await failure { _ = try await charts.read(Self.patient.id) } == .refused(.noReasonForAccess))
  }

  @Test @UIActor func aGrantForTheSummaryShowsTheSummary() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (nurse, doctor) = (try await clinic.signedIn(.nurseA), try await clinic.signedIn(.doctor1))
    let request = EmergencyRequest(
      key: key(), patient: TestPatient.petrova.id, reasonClass: .lifeThreat, reason: "Found unconscious", hours: 4,
      scope: .summary)
    guard case .requested(let id) = try await nurse.repositories.emergencyAccesses.request(request, TestPerson.password) else {
      Issue.record("not requested")
      return
    }
    #expect(try await doctor.repositories.emergencyAccesses.decide(id, .approve(hours: 1, birthYear: 1966)) == .approved)
    let chart = try await nurse.repositories.record.charts.open(TestPatient.petrova.id, .emergency, nil)
    #expect(chart.chart.prescriptions.count == 3 && chart.vitalSigns.isEmpty && chart.histories.isEmpty)
    #expect(chart.chart.cautions == ChartCautions(isSummaryOnly: true))
  }

  @Test @UIActor func anUnknownWordIsAnErrorAndNoCrash() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic, rows: 1)
    try await clinic.sql(
      """
      alter table medical_data.medical_tests drop constraint medical_tests_priority_check;
      alter table medical_data.medical_tests disable trigger user;
      update medical_data.medical_tests set priority = 'YESTERDAY'
      """)
    let (_, record) = try await clinic.reading(.nurseA)
    #expect(await failure { _ = try await record.charts.read(Self.patient.id) } == .unexpectedAnswer)
    #expect(await failure { _ = try await record.tests.list(Self.patient.id) } == .unexpectedAnswer)
  }
}
