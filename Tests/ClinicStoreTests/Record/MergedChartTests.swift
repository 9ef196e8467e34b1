import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

/// Two records of one person: what was recorded under the number that was merged is in her chart, marked with that number.
@Suite(.onLoop)
struct MergedChartTests {
  private static let (stays, merged) = (TestPatient.garcia, TestPatient.lopez)

  /// One fact of every section under each of the two numbers, that of the merged one in between, or older; then the merge.
  private func fill(_ clinic: Clinic) async throws {
    for (patient, word, days) in [(Self.stays, "Own", 2), (Self.merged, "Old", 5)] {
      let (id, doctor, nurse) = (patient.patientID, TestPerson.doctor1.userID, TestPerson.nurseA.userID)
      try await clinic.sql(
        """
        insert into medical_data.medical_histories (patient_id, kind, title, status, verification, onset_on, onset_precision, recorded_by)
        values ('\(id)', 'PROBLEM', '\(word) problem', 'ACTIVE', 'CONFIRMED', date '2025-06-10' - \(days), 'DAY', '\(doctor)'),
               ('\(id)', 'FAMILY', '\(word) family', 'ACTIVE', 'CONFIRMED', null, null, '\(doctor)');
        insert into medical_data.consultations (patient_id, practitioner_id, kind, starts_at, ends_at, gives_access, booked_by)
        select '\(id)', d.practitioner_id, 'FOLLOW_UP', now() - make_interval(days => \(days)),
               now() - make_interval(days => \(days), mins => -20), false, '\(doctor)'
          from access.practitioners d where d.user_id = '\(doctor)';
        insert into medical_data.medical_tests (patient_id, name, priority, requested_by, requested_by_name, recorded_by, recorded_at)
        values ('\(id)', '\(word) test', 'ROUTINE', '\(doctor)', 'Dr Osei', '\(doctor)', now() - make_interval(days => \(days)));
        insert into medical_data.medical_reports (patient_id, type, title, report_on, status, recorded_by)
        values ('\(id)', 'LAB', '\(word) report', current_date - \(days), 'COMPLETED', '\(doctor)');
        insert into medical_data.vital_signs (patient_id, measured_at, respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse,
          consciousness, temperature, recorded_by, recorded_by_name)
        select '\(id)', now() - make_interval(days => \(days), hours => n), 28, 90, false, 118, 76, 70, 'A', 37.1, '\(nurse)', 'Alba Reina'
          from generate_series(1, 8) n;
        insert into medical_data.patient_allergies (patient_id, substance, severity, recorded_by)
        values ('\(id)', '\(word) substance', 'MILD', '\(doctor)');
        insert into medical_data.treatments (patient_id, kind, status, starts_on, prescriber_id, prescriber_name, recorded_by)
        select '\(id)', 'DIET', 'ACTIVE', current_date - \(days), d.practitioner_id, d.display_name, '\(doctor)'
          from access.practitioners d where d.user_id = '\(doctor)';
        insert into medical_data.menstrual_cycles (patient_id, started_on, recorded_by, recorded_by_name)
        values ('\(id)', current_date - \(days), '\(nurse)', 'Alba Reina');
        """)
    }
    try await clinic.sql(
      """
      update medical_data.patients set status = 'MERGED', merged_into = '\(Self.stays.patientID)', ward_id = null, bed = null
       where patient_id = '\(Self.merged.patientID)'
      """)
  }

  private func marks(_ facts: [some ChartFact], _ number: RecordNumber) -> [Bool] {
    facts.map { fact in
      #expect(fact.mergedNumber == nil || fact.mergedNumber == number)
      return fact.mergedNumber != nil
    }
  }

  @Test @UIActor func oneRecordInOneOrderEachFactWithItsNumber() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    let number = try await clinic.recordNumber(Self.merged)
    let store = try await clinic.signedIn(.nurseA)
    let chart = try await store.repositories.record.charts.open(Self.stays.id, .treatment, nil)
    #expect(chart.histories.map(\.content.title) == ["Own problem", "Old problem", "Old family", "Own family"])
    #expect(marks(chart.histories, number) == [false, true, true, false])
    #expect(marks(chart.consultations, number) == [false, true] && marks(chart.tests, number) == [false, true])
    #expect(chart.tests.map(\.request.name) == ["Own test", "Old test"] && chart.reports.map(\.title) == ["Own report", "Old report"])
    #expect(marks(chart.reports, number) == [false, true] && marks(chart.treatments, number) == [false, true])
    // The newest twelve of both together.
    #expect(chart.vitalSigns.count == 12 && chart.vitalSigns.count { $0.mergedNumber == number } == 4)
    #expect(chart.vitalSigns.map(\.measuredAt) == chart.vitalSigns.map(\.measuredAt).sorted(by: >))
    #expect(chart.openEscalations.contains { $0.mergedNumber == number } && chart.openEscalations.contains { $0.mergedNumber == nil })
    #expect(chart.chart.prescriptions.count == 6 && chart.chart.prescriptions.count { $0.mergedNumber == number } == 3)
    #expect(chart.chart.prescriptions.map(\.startsOn) == chart.chart.prescriptions.map(\.startsOn).sorted(by: >))
    // Severe first; "none known" under the old number does not contradict an allergy.
    #expect(chart.chart.allergies == .has([
      Allergy(substance: "Penicillin", severity: .severe, reaction: "anaphylaxis"), Allergy(substance: "Old substance", severity: .mild),
      Allergy(substance: "Own substance", severity: .mild),
    ]))
    let latest = try #require(chart.chart.latest.first { $0.type.code == "POTASSIUM" })
    #expect(latest.recent.count == 12 && latest.recent.count { $0.mergedNumber == number } == 6)
    #expect(latest.recent.map(\.measuredAt) == latest.recent.map(\.measuredAt).sorted())
    #expect(chart.chart.latest.map(\.type.code).count == Set(chart.chart.latest.map(\.type.code)).count)
  }

  @Test @UIActor func theNumbersAreKnownFromTheSecondFlightOn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    let store = try await clinic.signedIn(.nurseA)
    let charts = store.repositories.record.charts
    var before = store.asked
    func asked() -> [Int] {
      defer { before = store.asked }
      return [store.asked.flights - before.flights, store.asked.statements - before.statements]
    }
    let first = try await charts.open(Self.stays.id, .treatment, nil)
    #expect(asked() == [2, 17 + 15])
    #expect(try await charts.read(Self.stays.id).histories == first.histories)
    #expect(asked() == [1, 16 + 15])
    #expect(try await charts.open(Self.stays.id, .treatment, nil).tests == first.tests)
    #expect(asked() == [1, 17 + 15])
    // By the old number it is the same chart, and says which number was asked for.
    let byOld = try await charts.open(Self.merged.id, .treatment, nil)
    #expect(asked() == [2, 17 + 16 + 15] && byOld.histories == first.histories)
    let number = try await clinic.recordNumber(Self.merged)
    #expect(byOld.chart.patient.id == Self.stays.id && byOld.chart.cautions.mergedNumber == number)
    // Separated again, it is no longer hers.
    try await clinic.sql(
      "update medical_data.patients set status = 'ACTIVE', merged_into = null where patient_id = '\(Self.merged.patientID)'")
    let alone = try await charts.open(Self.stays.id, .treatment, nil)
    #expect(alone.histories.map(\.content.title) == ["Own problem", "Own family"] && alone.chart.prescriptions.count == 3)
    _ = asked()
    _ = try await charts.read(Self.stays.id)
    #expect(asked() == [1, 16])
  }

  @Test @UIActor func everySectionAndASeries() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    let number = try await clinic.recordNumber(Self.merged)
    let (store, record) = try await clinic.reading(.doctor1)
    let id = Self.stays.id
    #expect(marks(try await record.histories.list(id), number) == [false, true, true, false])
    #expect(marks(try await record.appointments.ofPatient(id), number) == [false, true])
    #expect(marks(try await record.tests.list(id), number) == [false, true])
    #expect(marks(try await record.reports.list(id), number) == [false, true])
    #expect(marks(try await record.treatments.list(id), number) == [false, true])
    #expect(try await record.prescriptions.list(id).count == 6)
    guard case .has(let allergies) = try await record.allergies.state(id) else { throw RepositoryError.unexpectedAnswer }
    #expect(allergies.map(\.substance) == ["Penicillin", "Old substance", "Own substance"] && marks(allergies, number) == [false, true, false])
    #expect(marks(try await record.womensHealth.read(id).menstrualCycles, number) == [false, true])
    let rounds = try await store.repositories.vitalSigns.read(id).rounds
    #expect(rounds.count == 16 && rounds.map(\.measuredAt) == rounds.map(\.measuredAt).sorted(by: >))
    #expect(marks(rounds, number).count { $0 } == 8)
    // A series, its table and the versions of a value of the old number.
    let type = try #require(try await record.charts.read(id).chart.latest.first { $0.type.code == "POTASSIUM" }).type
    let series = try await store.repositories.charts.series(id, type.id, nil)
    #expect(series.count == 20 && series.map(\.measuredAt) == series.map(\.measuredAt).sorted())
    let old = try #require(series.first { $0.mergedNumber == number })
    #expect(try await record.biomarkers.versions(id, old.id).map(\.mergedNumber) == [number])
    let details = try await record.series.details(id, type.id, 15)
    #expect(details.count == 15 && details.contains { $0.mergedNumber == number })
    #expect(details.map(\.result) == Array(series.reversed().prefix(15)))
    let moment = try #require(series.last).measuredAt.adding(seconds: 1)
    let before = try await record.series.before(id, type.id, moment, 4)
    let whole = try #require(before.aggregate)
    #expect(before.stretches.reduce(0) { $0 + $1.count } == 20 && whole.count == 20)
    let computed = try #require(SeriesAggregate(series[...]))
    #expect(whole.lowest.value == computed.lowest.value && whole.highest.measuredAt == computed.highest.measuredAt)
    #expect([whole.first, whole.last].map(\.measuredAt) == [computed.first, computed.last].map(\.measuredAt))
    #expect([whole.first, whole.last].map(\.value) == [computed.first, computed.last].map(\.value) && whole.inRange == computed.inRange)
    #expect(abs(whole.mean - computed.mean) < 1e-9 && abs(whole.squares - computed.squares) < 1e-6)
    let slopes = [whole, computed].map { SeriesStatistics($0).slopePerMonth ?? .nan }
    #expect(abs(slopes[0] - slopes[1]) < 1e-3)
    #expect(try await record.series.page(id, type.id, series[5].measuredAt) == Array(series[..<5].filter { $0.measuredAt < series[5].measuredAt }))
  }

  @Test @UIActor func notesOfBothNumbers() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    for patient in [Self.merged, Self.stays] {
      _ = try await store.repositories.charts.open(patient.id, .treatment, nil)
      let content = ConsultationNote.Content(kind: .nursing, text: "Note of \(patient)")
      _ = try saved(try await store.repositories.record.notes.write(key(), patient.id, content, true))
    }
    try await fill(clinic)
    let notes = try await store.repositories.record.notes.list(Self.stays.id, true)
    #expect(notes.map(\.content.text) == ["Note of garcia", "Note of lopez"])
    #expect(notes.map(\.mergedNumber) == [nil, try await clinic.recordNumber(Self.merged)])
  }

  /// The merged number takes no more entries: the database says so, whoever asks.
  @Test @UIActor func aFactOfTheMergedNumberIsOnlyRead() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    let number = try await clinic.recordNumber(Self.merged)
    let (store, record) = try await clinic.reading(.doctor1)
    let type = try #require(try await record.charts.read(Self.stays.id).chart.latest.first { $0.type.code == "POTASSIUM" }).type
    let old = try #require(try await store.repositories.charts.series(Self.stays.id, type.id, nil).first { $0.mergedNumber == number })
    let living = try #require(try await record.biomarkers.versions(Self.stays.id, old.id).first)
    let refusal = await failure { _ = try await record.biomarkers.void(key(), living.version, "typing error") }
    #expect(refusal == .refused(.closed))
    let before = try await clinic.sql("select count(*) from medical_data.biomarkers where record_id = '\(old.id)'").value
    #expect(before == "1")
    // Her own value is corrected as ever.
    let own = try #require(try await store.repositories.charts.series(Self.stays.id, type.id, nil).first { $0.mergedNumber == nil })
    let version = try #require(try await record.biomarkers.versions(Self.stays.id, own.id).first).version
    #expect(try await record.biomarkers.void(key(), version, "typing error").version == 2)
  }

  /// What somebody waits for under the merged number is ended in the chart that stays; nothing else is added there.
  @Test @UIActor func whatWaitsUnderTheMergedNumberIsEnded() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    try await clinic.sql(
      """
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(Self.merged.patientID)', type_id, now() - interval '1 day', 6.8, '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from medical_data.biomarker_types where code = 'POTASSIUM'
      """)
    let number = try await clinic.recordNumber(Self.merged)
    let (store, record) = try await clinic.reading(.doctor1)
    let chart = try await record.charts.read(Self.stays.id)
    let open = try #require(chart.openEscalations.first { $0.mergedNumber == number })
    #expect(try await store.repositories.vitalSigns.answerEscalation(open.id, .escalated, "Dr Osei came"))
    let after = try await record.charts.read(Self.stays.id)
    #expect(!after.openEscalations.contains { $0.id == open.id })
    let report = try #require(chart.reports.first { $0.mergedNumber == number })
    try await record.reports.advance(report.version, .reviewed)
    let reviewed = try #require(try await record.reports.list(Self.stays.id).first { $0.mergedNumber == number })
    #expect(reviewed.status == .reviewed && reviewed.title == report.title)
    let critical = try #require(try await record.biomarkers.unconfirmed(Self.stays.id).first { $0.mergedNumber == number })
    let answer = try await record.biomarkers.readBack(key(), critical.version, critical.measurement.value, "potassium stopped", "Dr Osei")
    let left = try await record.biomarkers.unconfirmed(Self.stays.id)
    #expect(answer == .saved && !left.contains { $0.version.id == critical.version.id })
    let round = try #require(try await store.repositories.vitalSigns.read(Self.stays.id).rounds.first { $0.mergedNumber == number })
    let correction = VitalSignsCorrection(
      record: round.id, expectedVersion: round.version, measuredAt: round.measuredAt, values: round.values, reason: "typing error")
    #expect(await failure { _ = try await store.repositories.vitalSigns.correct(key(), correction, false) } == .refused(.closed))
  }

  /// The clinic's own fields, of the merged number and of a record under it; read through the chart that stays.
  @Test @UIActor func fieldsOfTheClinic() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).customFields
    for (code, entity) in [("FOOT", CustomField.Entity.patient), ("ROOM", .medicalTest)] {
      let definition = CustomFieldDefinition(
        code: code, entity: entity, nameEnglish: code, nameSpanish: code, type: .text, longest: 20, readers: [.nurse], writers: [.nurse])
      _ = try saved(try await admin.define(definition))
    }
    try await fill(clinic)
    try await clinic.sql(
      """
      insert into medical_data.custom_field_values (field_id, value_type, patient_id, entity_id, value_text, is_cleared, recorded_by, recorded_by_name)
      select f.field_id, f.value_type, '\(Self.merged.patientID)',
             case f.entity when 'MEDICAL_TEST' then (select record_id from medical_data.medical_tests where name = 'Old test') end, f.code || ' old',
             false, '\(TestPerson.nurseA.userID)', 'Alba Reina'
        from medical_data.custom_fields f
      """)
    let (_, record) = try await clinic.reading(.nurseA)
    let chart = try await record.charts.read(Self.stays.id)
    let merged = try #require(chart.chart.mergedNumbers.first)
    #expect(merged == MergedNumber(patient: Self.merged.id, number: try await clinic.recordNumber(Self.merged)))
    let fields = record.customFields
    let test = try #require(chart.tests.first { $0.mergedNumber == merged.number })
    let subjects = [
      CustomFields.Subject(patient: merged.patient),
      CustomFields.Subject(patient: merged.patient, entity: .medicalTest, record: test.id.value),
    ]
    for (subject, text) in zip(subjects, ["FOOT old", "ROOM old"]) {
      #expect(try await fields.values(subject).map(\.filled?.value) == [.text(text)])
    }
    #expect(try await fields.values(CustomFields.Subject(patient: Self.stays.id)).map(\.filled) == [nil])
    let field = try #require(try await fields.values(subjects[0]).first)
    #expect(await failure { _ = try await fields.record(key(), subjects[0], field.id, .text("new")) } == .refused(.closed))
  }

  /// The merged number is no way around a reason for access.
  @Test @UIActor func whatIsNotHersIsNotShown() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await fill(clinic)
    let charts = try await clinic.record(.nurseB).charts
    #expect(await failure { _ = try await charts.open(Self.stays.id, .treatment, nil) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await charts.open(Self.merged.id, .treatment, nil) } == .refused(.noReasonForAccess))
    // Somebody else's facts stay theirs.
    let nurse = try await clinic.record(.nurseA).charts
    let other = try await nurse.open(TestPatient.hernandez.id, .treatment, "covers her room")
    #expect(other.histories.isEmpty && other.chart.prescriptions.allSatisfy { $0.mergedNumber == nil } && other.chart.prescriptions.count == 3)
  }
}
