import ClinicModel
import Testing

@Suite struct GlycaemiaTests {
  @Test(arguments: [
    (100.0, 5.702), (120, 6.180), (140, 6.659), (150, 6.898), (154, 6.994), (180, 7.616), (200, 8.094), (250, 9.290), (300, 10.486),
  ])
  func managementIndicator(_ mean: Double, _ percent: Double) {
    #expect(abs(Glycaemia.managementIndicator(meanMilligrams: mean) - percent) < 0.0006)
  }

  @Test(arguments: [(6.0, 40.95), (8, 50.36), (10, 59.77), (12, 69.18)])
  func managementIndicatorInMillimoles(_ mean: Double, _ expected: Double) {
    #expect(abs(Glycaemia.managementIndicator(meanMillimoles: mean) - expected) < 0.006)
  }

  @Test(arguments: [(5.0, 96.8), (6, 125.5), (6.5, 139.85), (7, 154.2), (8, 182.9), (9, 211.6), (10, 240.3), (12, 297.7)])
  func estimatedAverage(_ percent: Double, _ expected: Double) {
    #expect(abs(Glycaemia.averageMilligrams(haemoglobinA1c: percent) - expected) < 0.0001)
  }

  @Test(arguments: [(6.0, 6.95), (7, 8.54), (8, 10.13), (10, 13.31)])
  func estimatedAverageInMillimoles(_ percent: Double, _ expected: Double) {
    #expect(abs(Glycaemia.averageMillimoles(haemoglobinA1c: percent) - expected) < 0.0001)
  }

  @Test(arguments: [(5.0, 31.15), (5.7, 38.80), (6, 42.08), (6.5, 47.55), (7, 53.01), (8, 63.94), (10, 85.80)])
  func millimolesPerMole(_ percent: Double, _ expected: Double) {
    #expect(abs(Glycaemia.millimolesPerMole(fromPercent: percent) - expected) < 0.006)
  }

  @Test(arguments: [(31.0, 4.988), (42, 5.994), (48, 6.543), (53, 7.000), (64, 8.007), (86, 10.019)])
  func percent(_ millimolesPerMole: Double, _ expected: Double) {
    #expect(abs(Glycaemia.percent(fromMillimolesPerMole: millimolesPerMole) - expected) < 0.0006)
  }

  @Test func insulinResistance() throws {
    let milligrams = Glucose(DecimalNumber(100), .milligramsPerDecilitre)
    let millimoles = Glucose(try #require(DecimalNumber("5.5")), .millimolesPerLitre)
    #expect(abs(Glycaemia.insulinResistance(glucose: milligrams, insulin: 10) - 2.469) < 0.0006)
    #expect(abs(Glycaemia.insulinResistance(glucose: millimoles, insulin: 10) - 2.444) < 0.0006)
  }
}
