import ClinicModel
import Testing

@Suite struct GlucoseTests {
  private func glucose(_ text: String, _ unit: GlucoseUnit) throws -> Glucose { Glucose(try #require(DecimalNumber(text)), unit) }

  /// The boundaries of the consensus, which a conversion to mg/dL would put on the wrong side.
  @Test(arguments: [
    ("2.9", GlucoseRange.veryLow), ("3.0", .low), ("3.8", .low), ("3.9", .inTarget), ("10.0", .inTarget), ("10.1", .high),
    ("13.9", .high), ("14.0", .veryHigh),
  ])
  func millimolesAreClassifiedByTheirOwnLimits(_ text: String, _ range: GlucoseRange) throws {
    #expect(GlucoseLimits.adult.range(of: try glucose(text, .millimolesPerLitre)) == range)
  }

  @Test(arguments: [
    ("53", GlucoseRange.veryLow), ("54", .low), ("69", .low), ("70", .inTarget), ("180", .inTarget), ("181", .high), ("250", .high),
    ("251", .veryHigh),
  ])
  func milligramsAreClassifiedByTheirOwnLimits(_ text: String, _ range: GlucoseRange) throws {
    #expect(GlucoseLimits.adult.range(of: try glucose(text, .milligramsPerDecilitre)) == range)
  }

  @Test func pregnancyHasItsOwnTarget() throws {
    #expect(GlucoseLimits.pregnancy.range(of: try glucose("7.8", .millimolesPerLitre)) == .inTarget)
    #expect(GlucoseLimits.pregnancy.range(of: try glucose("7.9", .millimolesPerLitre)) == .high)
    #expect(GlucoseLimits.pregnancy.range(of: try glucose("3.4", .millimolesPerLitre)) == .low)
    #expect(GlucoseLimits.pregnancy.range(of: try glucose("140", .milligramsPerDecilitre)) == .inTarget)
    #expect(GlucoseLimits.pregnancy.range(of: try glucose("300", .milligramsPerDecilitre)) == .high)
    #expect(GlucoseLimits.adult.target(in: .millimolesPerLitre) == DecimalNumber("3.9")!...DecimalNumber("10.0")!)
  }

  @Test(arguments: [("3.0", "54"), ("3.9", "70"), ("10.0", "180"), ("13.9", "250"), ("7.8", "141"), ("2.8", "50")])
  func millimolesAreShownInMilligrams(_ millimoles: String, _ milligrams: String) throws {
    #expect(try glucose(millimoles, .millimolesPerLitre).shown(in: .milligramsPerDecilitre).formatted() == milligrams)
  }

  @Test func milligramsAreShownWithOneDecimal() throws {
    #expect(try glucose("128", .milligramsPerDecilitre).shown(in: .millimolesPerLitre).formatted() == "7.1")
    #expect(try glucose("50", .milligramsPerDecilitre).shown(in: .millimolesPerLitre).formatted() == "2.8")
    #expect(try glucose("5.55", .millimolesPerLitre).shown(in: .millimolesPerLitre).formatted() == "5.55", "as measured")
  }

  @Test func aNumberOfTheOtherUnitIsNoticed() throws {
    #expect(try glucose("128", .millimolesPerLitre).looksLikeTheOtherUnit)
    #expect(try !glucose("33", .millimolesPerLitre).looksLikeTheOtherUnit)
    #expect(try glucose("7.1", .milligramsPerDecilitre).looksLikeTheOtherUnit)
    #expect(try !glucose("25", .milligramsPerDecilitre).looksLikeTheOtherUnit)
  }
}
