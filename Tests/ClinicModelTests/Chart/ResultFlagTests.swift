import ClinicModel
import Testing

@Suite struct ResultFlagTests {
  private func flag(_ value: String, _ low: String?, _ high: String?,
    critical: (String?, String?) = (nil, nil)) throws -> ResultFlag {
    func number(_ text: String?) throws -> DecimalNumber? { try text.map { try #require(DecimalNumber($0)) } }
    return ResultFlag.classify(
      try #require(DecimalNumber(value)), reference: ReferenceInterval(low: try number(low), high: try number(high)),
      criticalLow: try number(critical.0), criticalHigh: try number(critical.1))
  }

  /// Potassium: 3.5-5.1 mmol/L, critical below 2.8 and above 6.2.
  @Test(arguments: [
    ("2.79", ResultFlag.criticalLow), ("2.8", .low), ("2.80", .low), ("3.49", .low), ("3.5", .normal), ("3.50", .normal),
    ("5.1", .normal), ("5.100", .normal),
    ("5.11", .high), ("6.2", .high), ("6.20001", .criticalHigh), ("0", .criticalLow), ("12", .criticalHigh),
  ])
  func everySideOfEveryLimit(value: String, expected: ResultFlag) throws {
    #expect(try flag(value, "3.5", "5.1", critical: ("2.8", "6.2")) == expected)
  }

  @Test func withoutAnIntervalNothingIsGuessed() throws {
    #expect(try flag("100", nil, nil) == .unclassified)
    #expect(try flag("100", nil, nil, critical: ("2", "200")) == .unclassified)
  }

  @Test func criticalLimitsHoldWithoutAnIntervalToo() throws {
    #expect(try flag("1", nil, nil, critical: ("2", nil)) == .criticalLow)
    #expect(try flag("201", nil, nil, critical: (nil, "200")) == .criticalHigh)
  }

  @Test func anIntervalMayBeOpen() throws {
    #expect(try flag("7.0", nil, "5.7") == .high)
    #expect(try flag("5.6", nil, "5.7") == .normal)
    #expect(try flag("49", "50", nil) == .low)
    #expect(try flag("5000", "50", nil) == .normal)
  }

  @Test func theRawValuesAreTheStoredCodes() {
    #expect(ResultFlag.allCases.map(\.rawValue) == ["NORMAL", "LOW", "HIGH", "CRITICAL_LOW", "CRITICAL_HIGH", "UNCLASSIFIED"])
  }
}
