@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct VitalSignsTests {
  private static let usual = VitalSignValues([
    .respiratoryRate: .number(DecimalNumber(16)), .oxygenSaturation: .number(DecimalNumber(97)), .onOxygen: .oxygen(false),
    .systolic: .number(DecimalNumber(128)), .diastolic: .number(DecimalNumber(76)), .pulse: .number(DecimalNumber(82)),
    .consciousness: .consciousness(.alert), .temperature: .number(DecimalNumber(37)),
  ])

  private func opened(_ clinic: Clinic, _ person: TestPerson = .nurseA) async throws -> Repositories {
    let repositories = try await clinic.signedIn(person).repositories
    _ = try await repositories.charts.open(TestPatient.garcia.id, .treatment, nil)
    return repositories
  }

  private func round(_ values: VitalSignValues = usual, hoursAgo: Int64 = 0) -> NewVitalSigns {
    NewVitalSigns(
      patient: TestPatient.garcia.id, measuredAt: ClinicClock.system.now().adding(seconds: -3600 * hoursAgo - 1), values: values)
  }

  @Test @UIActor func aRoundIsStoredOnceAndReadBack() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let signs = try await opened(clinic).vitalSigns
    let (key, sent) = (UniqueID.random(), round())
    let answer = try await signs.record(key, sent, false)
    #expect(answer == .saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    #expect(try await signs.record(key, sent, false) == answer)
    let chart = try await signs.read(TestPatient.garcia.id)
    let stored = try #require(chart.rounds.first)
    #expect(chart.rounds.count == 1 && stored.values == Self.usual && stored.total == 0 && stored.level == News2.Level.none)
    #expect(stored.measuredAt == sent.measuredAt && stored.version == 1 && stored.earlier.isEmpty && !stored.isVoid)
    #expect(chart.limits[.respiratoryRate]?.hardHigh == DecimalNumber(80) && chart.scale == .one)
    #expect(chart.limits[.temperature]?.confirmHigh == DecimalNumber(41) && chart.openEscalations.isEmpty)
    // Another content under the same key is another round.
    #expect(await failure { _ = try await signs.record(key, round(hoursAgo: 1), false) } == .keyReused)
  }

  @Test @UIActor func aDoctorDecidesOnTheSaturationScale() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await opened(clinic)
    let scales = nurse.record.oxygenScales
    #expect(await failure { try await scales.set(TestPatient.garcia.id, .two, "COPD, 88-92 %") } == .refused(.noRole))
    #expect(try await nurse.vitalSigns.read(TestPatient.garcia.id).scaleDecision == nil)
    let doctor = try await opened(clinic, .doctor1)
    try await doctor.record.oxygenScales.set(TestPatient.garcia.id, .two, "COPD, 88-92 %")
    let chart = try await nurse.vitalSigns.read(TestPatient.garcia.id)
    #expect(chart.scale == .two && chart.scaleDecision?.reason == "COPD, 88-92 %")
    #expect(chart.scaleDecision == (try await scales.decisions(TestPatient.garcia.id).first) && chart.scaleDecision?.setBy.isEmpty == false)
    var values = Self.usual
    values[.oxygenSaturation] = .number(DecimalNumber(91))
    // Three points by scale 1, none by scale 2.
    #expect(try await nurse.vitalSigns.record(.random(), round(values), false) == .saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    let board = try await nurse.directory.myPatients()
    #expect(board.first { $0.entry.id == TestPatient.garcia.id }?.observations?.scale == .two)
    #expect(board.contains { $0.observations?.scale == .one })
  }

  @Test @UIActor func whoIsNotScoredIsToldWhy() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await opened(clinic)
    var pregnant = round()
    pregnant.isPregnant = true
    #expect(try await nurse.vitalSigns.record(.random(), pregnant, false) == .saved(VitalSigns.Saved(total: nil, level: nil, escalation: nil)))
    #expect(try await nurse.vitalSigns.read(TestPatient.garcia.id).latest?.exclusion == .pregnancy)
    let complete = try await nurse.record.charts.read(TestPatient.garcia.id)
    #expect(complete.vitalSigns.first?.exclusion == .pregnancy && complete.vitalSigns.first?.news2 == nil)
  }

  @Test @UIActor func theThreeTiers() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let signs = try await opened(clinic).vitalSigns
    var values = Self.usual
    values[.pulse] = .number(DecimalNumber(301))
    #expect(await failure { _ = try await signs.record(.random(), round(values), false) } == .invalid(field: "pulse"))
    values[.pulse] = .number(DecimalNumber(190))
    #expect(try await signs.record(.random(), round(values), false) == .confirm([.unusual(.pulse)]))
    guard case .saved(let saved) = try await signs.record(.random(), round(values), true) else {
      Issue.record("confirmed and yet not stored")
      return
    }
    #expect(saved.level == .singleThree)
    let escalation = try #require(saved.escalation)
    #expect(try await signs.read(TestPatient.garcia.id).openEscalations.count == 1)
    #expect(try await signs.answerEscalation(escalation, .escalated, "Dr Osei, bleep 4471"))
    #expect(try await !signs.answerEscalation(escalation, .notNeeded, "somebody else's answer"))
    let answered = try #require(try await signs.read(TestPatient.garcia.id).rounds.first?.escalation)
    #expect(answered.action == .escalated && answered.answer == "Dr Osei, bleep 4471" && answered.answeredBy != nil)
    // Typed again as it stood: asked whether it was copied.
    #expect(try await signs.record(.random(), round(values), false) == .confirm([.copied, .unusual(.pulse)]))
    #expect(try await signs.record(.random(), round(hoursAgo: 13), false) == .confirm([.longAgo]))
  }

  @Test @UIActor func aCorrectionIsAVersionWithItsReason() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let signs = try await opened(clinic).vitalSigns
    _ = try await signs.record(.random(), round(), false)
    let stored = try #require(try await signs.read(TestPatient.garcia.id).rounds.first)
    var corrected = stored.values
    corrected[.pulse] = .number(DecimalNumber(92))
    let correction = VitalSignsCorrection(
      record: stored.id, expectedVersion: 1, measuredAt: stored.measuredAt, values: corrected, reason: "typing error")
    #expect(try await signs.correct(.random(), correction, false) == .saved(VitalSigns.Saved(total: 1, level: .low, escalation: nil)))
    let now = try #require(try await signs.read(TestPatient.garcia.id).rounds.first)
    #expect(now.version == 2 && now.correctionReason == "typing error" && now.earlier.map(\.version) == [1])
    #expect(now.replaced(.pulse) == .number(DecimalNumber(82)) && now.replaced(.systolic) == nil)
    #expect(await failure { _ = try await signs.correct(.random(), correction, false) } == .changedMeanwhile)
    // A colleague's is not hers to correct; after a day nor is her own.
    let other = try await opened(clinic, .doctor1).vitalSigns
    var late = correction
    late.expectedVersion = 2
    late.values = VitalSignValues()
    #expect(try await other.correct(.random(), late, false) != .notAuthor)
    let void = try #require(try await signs.read(TestPatient.garcia.id).rounds.first)
    #expect(void.isVoid && void.values.isEmpty && void.total == nil && void.earlier.count == 2)
  }

  @Test @UIActor func withoutAnOpenedChartNothingIsReadOrWritten() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let signs = try await clinic.signedIn(.nurseA).repositories.vitalSigns
    #expect(await failure { _ = try await signs.read(TestPatient.garcia.id) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await signs.record(.random(), round(), false) } != nil)
    let reception = try await clinic.signedIn(.reception).repositories.vitalSigns
    #expect(await failure { _ = try await reception.record(.random(), round(), false) } != nil)
    #expect(try await clinic.sql("select count(*) from medical_data.vital_signs").value == "0")
  }

  @Test @UIActor func whatWasNotDoneStandsInANoteOnce() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let signs = try await opened(clinic).vitalSigns
    var sent = round()
    sent.values[.pulse] = nil
    sent.note = NewVitalSigns.Note(text: "Vital signs, not done: pulse (refused)", role: .nurse)
    let key = UniqueID.random()
    for _ in 0..<2 {
      #expect(try await signs.record(key, sent, false) == .saved(VitalSigns.Saved(total: nil, level: .incomplete, escalation: nil)))
    }
    let notes = "select count(*) from medical_data.consultation_notes where signed_at is not null"
    #expect(try await clinic.sql(notes).value == "1")
    #expect(try await signs.read(TestPatient.garcia.id).rounds.count == 1)
  }

  /// The generated columns of the database and the program say the same about anything, missing parts too.
  @Test @UIActor func theDatabaseScoresTheSame() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    var generator = SystemRandomNumberGenerator()
    var rows: [(VitalSignValues, News2.Scale)] = []
    for _ in 0..<1500 { rows.append((Self.random(&generator), Bool.random(using: &generator) ? .one : .two)) }
    let list = rows.map { values, scale in
      func number(_ sign: VitalSign) -> String { values.number(sign)?.formatted() ?? "null" }
      let oxygen = values.onOxygen.map { "\($0)" } ?? "null"
      let letter = values.consciousness.map { "'\($0.rawValue)'" } ?? "null"
      return "(\(number(.respiratoryRate)), \(number(.oxygenSaturation)), \(scale.rawValue), \(oxygen), \(number(.systolic)), "
        + "\(number(.pulse)), \(letter), \(number(.temperature)))"
    }
    let answer = try await clinic.sql(
      """
      select coalesce(medical_data.news2_total(p)::text, '-') || ' ' || coalesce(medical_data.news2_level(p), '-')
        from (values \(list.joined(separator: ", "))) v(rr, spo2, scale, o2, sbp, pulse, avpu, temp),
             lateral (select medical_data.news2_points(rr::int, spo2::int, scale, o2::boolean, sbp::int, pulse::int, avpu::text,
               temp::numeric) as p) x
      """)
    try #require(answer.rows.count == rows.count)
    for (row, stored) in zip(rows, answer.rows) {
      let score = News2(row.0, scale: row.1)
      let here = "\(score.total.map(String.init) ?? "-") \(score.level?.rawValue ?? "-")"
      #expect(stored.first == here, "\(row)")
    }
  }

  private static func random(_ generator: inout SystemRandomNumberGenerator) -> VitalSignValues {
    var values = VitalSignValues()
    let ranges: [(VitalSign, ClosedRange<Int>)] = [
      (.respiratoryRate, 5...28), (.oxygenSaturation, 80...100), (.systolic, 85...225), (.pulse, 36...135),
    ]
    for (sign, range) in ranges where Int.random(in: 0..<8, using: &generator) > 0 {
      values[sign] = .number(DecimalNumber(Int.random(in: range, using: &generator)))
    }
    if Int.random(in: 0..<8, using: &generator) > 0 {
      let tenths = Int64.random(in: 345...395, using: &generator)
      values[.temperature] = DecimalNumber(significand: tenths, scale: 1).map { .number($0) }
    }
    if Int.random(in: 0..<8, using: &generator) > 0 { values[.onOxygen] = .oxygen(Bool.random(using: &generator)) }
    if Int.random(in: 0..<8, using: &generator) > 0 {
      values[.consciousness] = .consciousness(Int.random(in: 0..<3, using: &generator) > 0 ? .alert : .voice)
    }
    return values
  }
}
