import ClinicModel
import Testing

@Suite struct GlucoseVariabilityTests {
  @Test(arguments: [
    (20.0, 100.042), (40, 36.418), (50, 22.500), (54, 18.461), (70, 7.755), (100, 0.482), (112.5, 0), (120, 0.144), (150, 2.886),
    (180, 7.729), (250, 22.436), (400, 57.046), (600, 99.948),
  ])
  func risk(_ glucose: Double, _ expected: Double) {
    #expect(abs(GlucoseVariability.risk(glucose) - expected) < 0.0006)
  }

  @Test func theTransformationIsZeroInTheMiddle() {
    #expect(abs(GlucoseVariability.symmetrised(20) - -3.1629) < 0.00005)
    #expect(abs(GlucoseVariability.symmetrised(50) - -1.5000) < 0.00005)
    #expect(abs(GlucoseVariability.symmetrised(112.517)) < 0.00005)
  }

  @Test func riskIndicesOfASeries() throws {
    let indices = try #require(GlucoseVariability.riskIndices([50, 70, 100, 112.5, 150, 180, 250, 300]))
    #expect(abs(indices.low - 3.8422) < 0.00005)
    #expect(abs(indices.high - 8.3754) < 0.00005)
    #expect(GlucoseVariability.riskIndices([]) == nil)
  }

  @Test func riskIndicesOfADay() throws {
    let day = [(3, 50.0), (9, 60), (200, 100), (20, 180), (40, 181), (16, 251)].flatMap { Array(repeating: $1, count: $0) }
    let indices = try #require(GlucoseVariability.riskIndices(day))
    #expect(abs(indices.low - 0.9932) < 0.00005)
    #expect(abs(indices.high - 2.8949) < 0.00005)
  }

  @Test func excursionsOfOneHeight() throws {
    let excursions = try #require(GlucoseVariability.excursions([100, 200, 100, 200, 100]))
    #expect((excursions.service, excursions.up, excursions.down, excursions.average) == (100, 100, 100, 100))
  }

  @Test func smallSwingsAreLeftOut() throws {
    let excursions = try #require(GlucoseVariability.excursions([100, 160, 110, 180, 90, 150, 140, 170, 100]))
    #expect(excursions.service == 70)
    #expect(excursions.up == 70 && excursions.down == 70)
  }

  @Test func theDirectionIsThatOfTheFirstExcursion() throws {
    let values = [80.0, 100, 90, 220, 120, 130, 70, 200, 100]
    let excursions = try #require(GlucoseVariability.excursions(values))
    #expect((excursions.service, excursions.up, excursions.down, excursions.average) == (135, 135, 125, 130))
    let mirrored = try #require(GlucoseVariability.excursions(values.map { 300 - $0 }))
    #expect((mirrored.service, mirrored.up, mirrored.down) == (135, 125, 135))
  }

  @Test func aConstantSeriesHasNoValue() {
    #expect(GlucoseVariability.excursions([120, 120, 120]) == nil)
    #expect(GlucoseVariability.excursions([120]) == nil)
    #expect(GlucoseVariability.excursions([]) == nil)
  }
}
