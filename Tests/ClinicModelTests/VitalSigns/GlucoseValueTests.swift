import ClinicModel
import Testing

/// The trap of the two units: a value is judged in the unit it was read in.
struct GlucoseValueTests {
  private func value(_ text: String, _ unit: GlucoseUnit) throws -> Glucose { Glucose(try #require(DecimalNumber(text)), unit) }

  @Test func levelsOfHypoglycaemiaAtTheirLimits() throws {
    for (text, level) in [("2.9", 2), ("3.0", 1), ("3.8", 1), ("3.9", nil), ("10.0", nil)] as [(String, Int?)] {
      #expect(try value(text, .millimolesPerLitre).hypoglycaemia?.rawValue == level, "\(text)")
    }
    for (text, level) in [("53", 2), ("54", 1), ("69", 1), ("70", nil)] as [(String, Int?)] {
      #expect(try value(text, .milligramsPerDecilitre).hypoglycaemia?.rawValue == level, "\(text)")
    }
    // 3.9 mmol/L is 70.26 mg/dL, 3.0 is 54.05: converted and rounded they stay where they were.
    #expect(try value("3.9", .millimolesPerLitre).converted == value("70", .milligramsPerDecilitre))
    #expect(try value("3.0", .millimolesPerLitre).converted == value("54", .milligramsPerDecilitre))
  }

  @Test func theOtherUnitIsRoundedAsItIsShown() throws {
    #expect(try value("128", .milligramsPerDecilitre).converted.value.formatted() == "7.1")
    #expect(try value("2.8", .millimolesPerLitre).converted.value.formatted() == "50")
    #expect(try value("10.0", .millimolesPerLitre).converted.value.formatted() == "180")
  }

  @Test func aSlipOfTheUnitIsSeen() throws {
    #expect(try value("128", .millimolesPerLitre).looksLikeTheOtherUnit && !value("33", .millimolesPerLitre).looksLikeTheOtherUnit)
    #expect(try value("2.8", .milligramsPerDecilitre).looksLikeTheOtherUnit && !value("25", .milligramsPerDecilitre).looksLikeTheOtherUnit)
  }
}
