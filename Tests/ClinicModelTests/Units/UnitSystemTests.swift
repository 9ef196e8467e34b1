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
