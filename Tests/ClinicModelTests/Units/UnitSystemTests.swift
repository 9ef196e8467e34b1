import ClinicModel
import Testing

@Suite struct UnitSystemTests {
  private func type(_ code: String, _ unit: String, decimals: Int) -> BiomarkerType {
    BiomarkerType(
      id: 1, code: code, nameEnglish: code, nameSpanish: code, unit: unit, decimals: decimals, reference: ReferenceInterval(low: nil, high: nil))
  }

  @Test(arguments: [
    ("HBA1C", "%", "6.5", "48", "mmol/mol"), ("HBA1C", "%", "7.0", "53", "mmol/mol"), ("GLUCOSE_FASTING", "mg/dL", "128", "7.1", "mmol/L"),
    ("GLUCOSE_CAPILLARY", "mg/dL", "50", "2.8", "mmol/L"), ("CREATININE", "mg/dL", "1.0", "88", "umol/L"), ("LDL", "mg/dL", "100", "2.59", "mmol/L"),
    ("TRIGLYCERIDES", "mg/dL", "150", "1.69", "mmol/L"), ("URINE_ACR", "mg/g", "30", "3.4", "mg/mmol"),
  ])
  func theOtherSystem(_ code: String, _ unit: String, _ value: String, _ shown: String, _ shownUnit: String) throws {
    let type = type(code, unit, decimals: 1)
    let display = type.displayUnit(in: .si)
    #expect(type.hasTwoUnits)
    #expect(display.unit == shownUnit)
    #expect(display.shown(try #require(DecimalNumber(value))).formatted() == shown)
  }

  @Test func whatIsStoredIsNotTouched() throws {
    let value = try #require(DecimalNumber("6.50"))
    let display = type("HBA1C", "%", decimals: 1).displayUnit(in: .conventional)
    #expect(display.unit == "%")
    #expect(display.shown(value).formatted() == "6.50")
    #expect(display.shown(difference: value).formatted() == "6.50")
  }

  @Test func aKindWithOneUnitKeepsIt() {
    let sodium = type("SODIUM", "mmol/L", decimals: 0)
    #expect(!sodium.hasTwoUnits)
    #expect(sodium.displayUnit(in: .si).unit == "mmol/L")
  }

  /// A kind of the same name in a unit that is not known is never converted.
  @Test func anUnknownUnitIsLeftAlone() {
    #expect(!type("HBA1C", "mmol/mol", decimals: 0).hasTwoUnits)
    #expect(!type("GLUCOSE_FASTING", "mmol/L", decimals: 1).hasTwoUnits)
  }

  @Test func aDifferenceHasNoOffset() throws {
    let display = type("HBA1C", "%", decimals: 1).displayUnit(in: .si)
    #expect(display.shown(difference: try #require(DecimalNumber("-0.5"))).formatted() == "-5")
  }
}
