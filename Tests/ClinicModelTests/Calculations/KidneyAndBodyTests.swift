import ClinicModel
import Testing

@Suite struct KidneyAndBodyTests {
  @Test(arguments: [
    (0.5, 30, 129.32), (0.7, 29, 119.99), (0.7, 50, 105.30), (0.8, 45, 92.54), (0.9, 55, 75.50), (1.0, 60, 64.50), (1.2, 69, 49.00),
    (1.5, 50, 42.19), (2.0, 65, 27.21), (4.0, 69, 11.55),
  ])
  func filtrationRateOfWomen(_ creatinine: Double, _ age: Int, _ expected: Double) throws {
    let rate = try #require(KidneyFunction.filtrationRate(creatinine: creatinine, age: age, sex: .female))
    #expect(abs(rate - expected) < 0.006)
  }

  @Test func filtrationRateOfAMan() throws {
    #expect(abs(try #require(KidneyFunction.filtrationRate(creatinine: 1, age: 60, sex: .male)) - 86.16) < 0.006)
  }

  @Test func whomTheFormulaDoesNotKnow() {
    #expect(KidneyFunction.filtrationRate(creatinine: 1, age: 17, sex: .female) == nil)
    #expect(KidneyFunction.filtrationRate(creatinine: 1, age: 40, sex: .other) == nil)
    #expect(KidneyFunction.filtrationRate(creatinine: 1, age: 40, sex: .unknown) == nil)
    #expect(KidneyFunction.filtrationRate(creatinine: 0, age: 40, sex: .male) == nil)
  }

  @Test(arguments: [(70.0, 170.0, 24.22), (85, 160, 33.20), (50, 165, 18.37), (120, 158, 48.07)])
  func bodyMassIndex(_ kilograms: Double, _ centimetres: Double, _ expected: Double) throws {
    #expect(abs(try #require(BodyMeasures.bodyMassIndex(kilograms: kilograms, centimetres: centimetres)) - expected) < 0.006)
    #expect(BodyMeasures.bodyMassIndex(kilograms: kilograms, centimetres: 0) == nil)
  }
}
