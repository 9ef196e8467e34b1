import ClinicModel
import EventLoop
import Testing

@testable import ClinicViewModels

/// Values of the chart: the question for the other unit, recording, correcting, reading back.
@Suite(.eventLoop) @UIActor struct BiomarkerFormsTests {
  nonisolated private static func type(_ code: String, _ unit: String, _ decimals: Int, _ low: String?, _ high: String?) -> BiomarkerType {
    BiomarkerType(
      id: 9, code: code, nameEnglish: code, nameSpanish: code, unit: unit, decimals: decimals,
      reference: ReferenceInterval(low: low.flatMap { DecimalNumber($0) }, high: high.flatMap { DecimalNumber($0) }))
  }

  nonisolated static let glucose = type("GLUCOSE_FASTING", "mg/dL", 0, "70", "99")
  nonisolated static let glucoseSI = type("GLUCOSE_FASTING_SI", "mmol/L", 1, "3.9", "5.5")
  nonisolated static let creatinine = type("CREATININE", "mg/dL", 2, "0.59", "1.04")
  nonisolated static let haemoglobin = type("HBA1C", "%", 1, nil, "5.6")
  nonisolated static let potassium = type("POTASSIUM", "mmol/L", 1, "3.5", "5.1")

  @Test(arguments: [
    (glucose, "7.1", true), (glucose, "128", false), (glucose, "40", false), (glucose, "400", false), (glucoseSI, "128", true),
    (glucoseSI, "7.1", false), (glucoseSI, "2.1", false), (glucoseSI, "28", false), (creatinine, "88", true), (creatinine, "7.4", false),
    (haemoglobin, "64", true), (haemoglobin, "13.9", false), (potassium, "66", false),
  ])
  func theOtherUnitIsAskedFor(_ type: BiomarkerType, _ typed: String, _ isAsked: Bool) throws {
    #expect((BiomarkerForms.looksLikeTheOtherUnit(try decimal(typed), type) != nil) == isAsked)
  }

  private actor Log {
    private(set) var lines: [String] = []
    func note(_ line: String) { lines.append(line) }
  }

  private func submission(_ values: [String: String], confirmed: Bool = false, version: Int = 0) -> RecordSubmission {
    let now = ManualTime.start
    return RecordSubmission(
      key: identifier(1), version: version, values: RecordValues(values), isConfirmed: confirmed, sentAt: now,
      clock: ClinicClock(now: { now }, offset: { _ in 0 }))
  }

  @Test func aCriticalValueIsAskedBackAndThenReadBack() async throws {
    let log = Log()
    var biomarkers = Biomarkers()
    let version = RecordVersion<BiomarkerResult>(id: Identifier(identifier(7)), version: 1)
    biomarkers.record = { _, _, code, source, measurement, confirmed in
      await log.note("\(code) \(source.rawValue) \(measurement.value) \(measurement.unit) \(confirmed)")
      guard confirmed else { return .objected(.confirm) }
      return .saved(.init(version: version, flag: .criticalHigh, needsSecondCheck: true))
    }
    var flags: [ResultFlag] = []
    let kind = MeasurableBiomarker(type: Self.potassium, plausible: DecimalNumber(1)...DecimalNumber(12))
    let form = BiomarkerForms.new(biomarkers, try entry(1).id, kind) { _, flag in flags.append(flag) }
    #expect(try await form.submit(submission(["value": "6.6"])) == .confirm("critical"))
    #expect(flags.isEmpty)
    #expect(try await form.submit(submission(["value": "6.6"], confirmed: true)) == .saved)
    #expect(flags == [.criticalHigh])
    #expect(await log.lines == ["POTASSIUM LABORATORY 6.6 mmol/L false", "POTASSIUM LABORATORY 6.6 mmol/L true"])
  }

  @Test func theOtherUnitIsAskedForBeforeAnythingIsSent() async throws {
    var biomarkers = Biomarkers()
    biomarkers.record = { _, _, _, _, _, _ in throw RepositoryError.unavailable }
    let kind = MeasurableBiomarker(type: Self.glucose, plausible: DecimalNumber(5)...DecimalNumber(2000))
    let form = BiomarkerForms.new(biomarkers, try entry(1).id, kind) { _, _ in }
    #expect(try await form.submit(submission(["value": "7.1"])) == .confirm("unit"))
    await #expect(throws: RepositoryError.self) { try await form.submit(submission(["value": "7.1"], confirmed: true)) }
  }

  @Test func whatCannotBeIsRejectedInItsField() throws {
    let kind = MeasurableBiomarker(type: Self.potassium, plausible: DecimalNumber(1)...DecimalNumber(12))
    let form = BiomarkerForms.new(Biomarkers(), try entry(1).id, kind) { _, _ in }
    let field = try #require(form.fields.first { $0.id == "value" })
    let clock = ClinicClock(now: { ManualTime.start }, offset: { _ in 0 })
    #expect(RecordValues(["value": "66"]).problem(of: field, now: ManualTime.start, clock: clock) == .outOfRange(DecimalNumber(1), DecimalNumber(12)))
    #expect(RecordValues(["value": "6.6"]).problem(of: field, now: ManualTime.start, clock: clock) == nil)
    #expect(form.check(RecordValues(["reference_low": "5", "reference_high": "4"])) == ["reference_high": .named("interval")])
  }

  @Test func aReadBackThatDiffersIsObjected() async throws {
    var biomarkers = Biomarkers()
    biomarkers.readBack = { _, _, value, action, toldTo in
      value == DecimalNumber("6.6") && action == "ECG, calcium" && toldTo == nil ? .saved : .wrongValue
    }
    let version = RecordVersion<BiomarkerResult>(id: Identifier(identifier(7)), version: 2)
    let form = BiomarkerForms.readBack(biomarkers, Self.potassium, version)
    #expect(try await form.submit(submission(["value": "6.9", "action": "ECG, calcium"])) == .objected("WRONG_VALUE"))
    #expect(try await form.submit(submission(["value": "6.6", "action": " ECG,  calcium "])) == .saved)
  }
}
