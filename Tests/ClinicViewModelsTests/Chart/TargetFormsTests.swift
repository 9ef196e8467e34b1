import ClinicModel
import EventLoop
import Testing

@testable import ClinicViewModels

/// Personal targets: typed in the unit shown, stored in the unit measured, counted against what was measured.
@Suite(.eventLoop) @UIActor struct TargetFormsTests {
  private let world = World()
  private let kind = MeasurableBiomarker(
    type: BiomarkerType(
      id: 9, code: "HBA1C", nameEnglish: "HbA1c", nameSpanish: "HbA1c", unit: "%", decimals: 1,
      reference: ReferenceInterval(low: nil, high: DecimalNumber("5.6"))),
    plausible: DecimalNumber(3)...DecimalNumber(20))

  private actor Log {
    private(set) var lines: [String] = []
    func note(_ line: String) { lines.append(line) }
  }

  private func content(_ low: String?, _ high: String?, _ start: String = "2025-10-14") throws -> BiomarkerTarget.Content {
    BiomarkerTarget.Content(
      range: ReferenceInterval(low: low.flatMap { DecimalNumber($0) }, high: high.flatMap { DecimalNumber($0) }), unit: "%",
      startsOn: try date(start))
  }

  private func target(_ low: String?, _ high: String?, type: BiomarkerType.ID = 9, start: String = "2025-10-14") throws -> BiomarkerTarget {
    BiomarkerTarget(
      version: RecordVersion(id: Identifier(identifier(40)), version: 2), type: type, content: try content(low, high, start), setBy: "Osei",
      setAt: ManualTime.start)
  }

  private func targets(_ log: Log) -> BiomarkerTargets {
    @Sendable func words(_ content: BiomarkerTarget.Content) -> String {
      "\(content.range.low?.formatted() ?? "-") \(content.range.high?.formatted() ?? "-") \(content.unit) \(content.startsOn)"
    }
    return BiomarkerTargets(
      list: { _ in [] },
      set: { _, _, type, content in
        await log.note("set \(type) \(words(content))")
        return RecordVersion(id: Identifier(identifier(41)), version: 1)
      },
      change: { _, _, version, type, content, reason in
        await log.note("change \(version.version) \(type) \(words(content)) \(reason)")
        return RecordVersion(id: version.id, version: version.version + 1)
      },
      end: { _, _, version, reason, isInError in
        await log.note("end \(version.version) \(reason) \(isInError)")
        return RecordVersion(id: version.id, version: version.version + 1)
      })
  }

  private func form(_ log: Log, _ system: UnitSystem = .asMeasured, _ known: BiomarkerTarget? = nil) throws -> RecordFormSpecification {
    TargetForms.form(targets(log), try entry(1).id, kind, in: system, known, today: try date("2026-11-21"))
  }

  private func submission(_ values: [String: String], confirmed: Bool = false, version: Int = 0) -> RecordSubmission {
    RecordSubmission(
      key: identifier(1), version: version, values: RecordValues(values), isConfirmed: confirmed, sentAt: ManualTime.start,
      clock: world.time.clock)
  }

  @Test func whatIsTypedInTheUnitShownIsStoredInTheUnitMeasured() async throws {
    let log = Log()
    let (percent, si) = (try form(log), try form(log, .si))
    #expect(percent.kind == .setTarget && percent.fields.map(\.id) == ["low", "high", "starts_on", "note"])
    #expect(percent.fields[1].content == .number(unit: "%", decimals: 2, range: DecimalNumber(3)...DecimalNumber(20)))
    #expect(si.fields[1].content == .number(unit: "mmol/mol", decimals: 2, range: DecimalNumber(9)...DecimalNumber(195)))
    #expect(percent.subject != si.subject, "a draft belongs to its unit")
    #expect(try await percent.submit(submission(["high": "7.0", "starts_on": "14/10/2025"])) == .saved)
    #expect(try await si.submit(submission(["high": "53", "starts_on": "14/10/2025"])) == .saved)
    #expect(await log.lines == ["set HBA1C - 7.0 % 2025-10-14", "set HBA1C - 7.0 % 2025-10-14"])
  }

  @Test func aNumberOfTheOtherUnitIsAskedBack() async throws {
    let log = Log()
    #expect(try await form(log).submit(submission(["high": "53", "starts_on": "14/10/2025"])) == .confirm("unit"))
    #expect(await log.lines == [])
  }

  @Test func whatIsWrongBetweenTheFields() throws {
    let log = Log()
    #expect(try form(log).check(RecordValues(["starts_on": "14/10/2025"])) == ["low": .named("neither")])
    #expect(try form(log).check(RecordValues(["low": "7.5", "high": "7"])) == ["high": .named("interval")])
    #expect(try form(log).check(RecordValues(["low": "6.5", "high": "7"])) == [:])
    #expect(try form(log, .asMeasured, target(nil, "7")).check(RecordValues(["status": "ENDED"])) == [:])
  }

  @Test func aChangeKeepsWhatWasNotTouchedAndAnEndIsAnEnd() async throws {
    let log = Log()
    let known = try target("6.512345", "7.0")
    let change = try form(log, .asMeasured, known)
    #expect(change.kind == .changeTarget && change.version == 2 && change.initial["low"] == "6.51" && change.initial["high"] == "7")
    var values = change.initial.texts.merging(["high": "7.5", "reason": "falls at night"]) { $1 }
    #expect(try await change.submit(submission(values, version: 2)) == .saved)
    let si = try form(log, .si, known)
    #expect(si.initial["high"] == "53")
    #expect(try await si.submit(submission(si.initial.texts.merging(["reason": "asked again"]) { $1 }, version: 2)) == .saved)
    values["status"] = "ENDED"
    #expect(try await change.submit(submission(values, version: 2)) == .saved)
    values["status"] = "ENTERED_IN_ERROR"
    #expect(try await change.submit(submission(values, version: 2)) == .saved)
    #expect(await log.lines == [
      "change 2 HBA1C 6.512345 7.5 % 2025-10-14 falls at night", "change 2 HBA1C 6.512345 7.0 % 2025-10-14 asked again",
      "end 2 falls at night false", "end 2 falls at night true",
    ])
  }

  // MARK: The series

  private func drawn(_ target: BiomarkerTarget) async throws -> SeriesModel {
    world.answerQuietly()
    let session = try await world.signedIn(doctor)
    var opened = chart(try entry(1))
    opened.targets = [target]
    world.openChart.answer(opened)
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    let model = session.chart.series
    world.series.answer((0...10).map { result(UInt64($0), daysAgo: 100 - 10 * $0, 100 + $0) })
    model.draw()
    await settle()
    return model
  }

  @Test func readingsAreCountedFromItsBeginning() async throws {
    // The reading of 30 days ago is the first of four.
    let start = world.time.clock.local(ManualTime.start.adding(seconds: -30 * 86_400)).date
    let model = try await drawn(try target(nil, "108", type: glucose.id, start: start.description))
    #expect(model.targets.share == SeriesTargetModel.Share(inside: 2, count: 4, recentBeyond: 2, recentCount: 4))
    #expect(model.target(of: glucose.id)?.content.range.high == DecimalNumber(108) && model.target(of: potassium.id) == nil)
    model.selectNext(by: 1)
    await settle()
    #expect(model.targets.share == nil && model.target == nil)
  }

  @Test func theUnitShownChangesNothingOfWhatIsIn() async throws {
    let model = try await drawn(try target("101", "108", type: glucose.id, start: "2000-01-01"))
    let share = model.targets.share
    #expect(share == SeriesTargetModel.Share(inside: 8, count: 11, recentBeyond: 2, recentCount: 5))
    model.nextUnits()
    #expect(model.targets.share == share && model.target?.content.range == model.targets.targets[0].content.range)
    #expect(model.sideOfNewest(glucose.id) == BiomarkerTarget.Side.below)
  }

  @Test func nothingOfItIsKeptWhenTheChartIsClosed() async throws {
    let model = try await drawn(try target(nil, "108", type: glucose.id))
    #expect(model.targets.targets.count == 1)
    world.app.session?.chart.close()
    #expect(model.targets.targets == [] && model.targets.share == nil)
  }
}
