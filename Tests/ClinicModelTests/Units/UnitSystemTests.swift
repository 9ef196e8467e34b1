import ClinicModel
import Testing

@Suite struct UnitSystemTests {
  private func type(_ code: String, _ unit: String, decimals: Int = 1, high: String? = nil) -> BiomarkerType {
    BiomarkerType(
      id: 1, code: code, nameEnglish: code, nameSpanish: code, unit: unit, decimals: decimals,
      reference: ReferenceInterval(low: nil, high: high.flatMap { DecimalNumber($0) }))
  }

  private func result(_ value: String, flag: ResultFlag = .normal) throws -> BiomarkerResult {
    BiomarkerResult(
      id: .init(UniqueID(high: 0, low: 1)), measuredAt: Instant(microseconds: 0), value: try #require(DecimalNumber(value)), flag: flag,
      reference: ReferenceInterval(low: nil, high: DecimalNumber("180")))
  }

  private func shown(_ value: String, _ type: BiomarkerType, _ system: UnitSystem) throws -> String {
    "\(type.shown([try result(value)], in: system)[0].value.formatted()) \(type.shown(in: system).unit)"
  }

  @Test(arguments: [
    ("HBA1C", "%", "6.5", "48 mmol/mol"), ("HBA1C", "%", "7.0", "53 mmol/mol"), ("GLUCOSE_FASTING", "mg/dL", "128", "7.1 mmol/L"),
    ("GLUCOSE_CAPILLARY", "mg/dL", "50", "2.8 mmol/L"), ("CREATININE", "mg/dL", "1.0", "88 umol/L"), ("LDL", "mg/dL", "100", "2.59 mmol/L"),
    ("TRIGLYCERIDES", "mg/dL", "150", "1.69 mmol/L"), ("URINE_ACR", "mg/g", "30", "3.4 mg/mmol"), ("OGTT_2H", "mg/dL", "200", "11.1 mmol/L"),
  ])
  func conventionalInSI(_ code: String, _ unit: String, _ value: String, _ expected: String) throws {
    #expect(try shown(value, type(code, unit), .si) == expected)
    #expect(try shown(value, type(code, unit), .conventional) == "\(value) \(unit)")
    #expect(try shown(value, type(code, unit), .asMeasured) == "\(value) \(unit)")
  }

  @Test(arguments: [
    ("HBA1C_IFCC", "mmol/mol", "53", "7.0 %"), ("GLUCOSE_RANDOM_SI", "mmol/L", "10.0", "180 mg/dL"), ("GLUCOSE_SENSOR_SI", "mmol/L", "3.9", "70 mg/dL"),
  ])
  func siInConventional(_ code: String, _ unit: String, _ value: String, _ expected: String) throws {
    #expect(try shown(value, type(code, unit), .conventional) == expected)
    #expect(try shown(value, type(code, unit), .si) == "\(value) \(unit)")
  }

  @Test(arguments: UnitSystem.allCases) func whatHasOneUnitKeepsIt(system: UnitSystem) throws {
    #expect(try shown("140", type("SODIUM", "mmol/L"), system) == "140 mmol/L")
    #expect(try shown("6.50", type("FERRITIN", "ng/mL"), system) == "6.50 ng/mL")
    // A kind of the same name in a unit that is not known is never converted.
    #expect(try shown("5", type("GLUCOSE_FASTING", "g/L"), system) == "5 g/L")
  }

  /// 10.1 mmol/L is high, though 182 mg/dL stands beside a limit of 180, and 10.0 is not, though it is 180.16.
  @Test func flagsAreThoseOfTheMeasuredUnit() throws {
    let glucose = type("GLUCOSE_SENSOR_SI", "mmol/L", high: "10.0")
    let high = glucose.shown([try result("10.1", flag: .high)], in: .conventional)[0]
    #expect(high.flag == .high && high.value == DecimalNumber(182))
    let normal = glucose.shown([try result("10.0")], in: .conventional)[0]
    #expect(normal.flag == .normal && normal.value == DecimalNumber(180))
    #expect(glucose.shown(in: .conventional).reference.high == DecimalNumber(180))
  }

  /// What is typed in the other unit reads the same when it is shown there again, and is a round number of the own unit where one does.
  @Test(arguments: [
    ("HBA1C", "%", 1, UnitSystem.si, "53", "7.0"), ("HBA1C", "%", 1, .si, "48", "6.5"), ("HBA1C_IFCC", "mmol/mol", 0, .conventional, "7.0", "53"),
    ("GLUCOSE_FASTING", "mg/dL", 0, .si, "10.0", "180"), ("GLUCOSE_FASTING", "mg/dL", 0, .si, "4.0", "72"),
    ("GLUCOSE_FASTING", "mg/dL", 0, .si, "10.05", "181.056780"), ("LDL", "mg/dL", 0, .si, "1.80", "69.606000"), ("LDL", "mg/dL", 0, .si, "1.40", "54"),
    ("CREATININE", "mg/dL", 2, .si, "100", "1.13"), ("HBA1C", "%", 1, .conventional, "7.0", "7.0"), ("SODIUM", "mmol/L", 0, .si, "140", "140"),
  ])
  func aTargetTypedInTheOtherUnit(
    _ code: String, _ unit: String, _ decimals: Int, _ system: UnitSystem, _ typed: String, _ stored: String
  ) throws {
    let (type, number) = (type(code, unit, decimals: decimals), try #require(DecimalNumber(typed)))
    let measured = type.measured(number, from: system)
    #expect(measured.formatted() == stored)
    let target = BiomarkerTarget(
      version: RecordVersion(id: .init(UniqueID(high: 0, low: 1)), version: 1), type: type.id,
      content: .init(range: ReferenceInterval(low: nil, high: measured), unit: unit, startsOn: CalendarDate(daysSinceEpoch: 0)), setBy: "Osei",
      setAt: Instant(microseconds: 0))
    let shown = type.shown(target, in: system).content
    #expect(shown.unit == type.shown(in: system).unit)
    if number.scale <= type.shown(in: system).decimals { #expect(shown.range.high == number) }
  }

  @Test func theEndsBelongToTheTarget() throws {
    let content = BiomarkerTarget.Content(
      range: ReferenceInterval(low: DecimalNumber("4.0"), high: DecimalNumber("7.0")), unit: "%", startsOn: CalendarDate(daysSinceEpoch: 0))
    let target = BiomarkerTarget(
      version: RecordVersion(id: .init(UniqueID(high: 0, low: 1)), version: 1), type: 1, content: content, setBy: "Osei", setAt: Instant(microseconds: 0))
    let sides = ["3.9", "4", "5.5", "7.00", "7.01"].compactMap { DecimalNumber($0) }.map { target.side(of: $0) }
    #expect(sides == [.below, nil, nil, nil, .above])
  }

  @Test func theSystemsComeRound() {
    #expect(UnitSystem.asMeasured.next.next.next == .asMeasured)
    #expect(Set([UnitSystem.asMeasured, .asMeasured.next, .asMeasured.next.next]).count == 3)
  }

  @Test func aSummaryIsShownAsAWhole() throws {
    let summary = try #require(BiomarkerSummary(type: type("GLUCOSE_FASTING", "mg/dL", decimals: 0, high: "99"), recent: [try result("90"), try result("128")]))
    let shown = summary.shown(in: .si)
    #expect(shown.type.unit == "mmol/L" && shown.type.decimals == 1)
    #expect(shown.type.reference.high?.formatted() == "5.5")
    #expect(shown.latest.value.formatted() == "7.1" && shown.delta?.formatted() == "2.1")
  }
}
