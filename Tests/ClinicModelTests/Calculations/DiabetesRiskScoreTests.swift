import ClinicModel
import Testing

@Suite struct DiabetesRiskScoreTests {
  private func score(
    _ age: Int, _ bodyMassIndex: Double, _ waist: Double, active: Bool, vegetables: Bool, drug: Bool = false, glucose: Bool = false,
    _ family: DiabetesRiskScore.FamilyHistory = .none
  ) -> DiabetesRiskScore {
    DiabetesRiskScore(
      age: age, bodyMassIndex: bodyMassIndex, waist: waist, isActive: active, eatsVegetables: vegetables, everTookAntihypertensives: drug,
      everHadHighGlucose: glucose, family: family)
  }

  @Test func vectors() {
    let mother = score(50, 31, 90, active: false, vegetables: false, .close)
    #expect((mother.points, mother.risk) == (17, .high))
    let young = score(30, 22, 70, active: true, vegetables: true)
    #expect((young.points, young.risk) == (0, .low))
    let grandmother = score(66, 27, 85, active: false, vegetables: true, drug: true, glucose: true, .distant)
    #expect((grandmother.points, grandmother.risk) == (20, .high))
    let worst = score(80, 45, 120, active: false, vegetables: false, drug: true, glucose: true, .close)
    #expect((worst.points, worst.risk) == (26, .veryHigh))
  }

  @Test(arguments: [(44, 0), (45, 2), (54, 2), (55, 3), (64, 3), (65, 4)])
  func ages(_ age: Int, _ points: Int) {
    #expect(score(age, 22, 70, active: true, vegetables: true).points == points)
  }

  @Test(arguments: [(24.9, 79.9, 0), (25, 80, 4), (30, 88, 4), (30.1, 88.1, 7)])
  func bodies(_ bodyMassIndex: Double, _ waist: Double, _ points: Int) {
    #expect(score(30, bodyMassIndex, waist, active: true, vegetables: true).points == points)
  }

  @Test func bands() {
    #expect(score(45, 25, 70, active: false, vegetables: false).risk == .low, "6 points")
    #expect(score(45, 25, 70, active: false, vegetables: true, drug: true).risk == .slightlyElevated, "7 points")
    #expect(score(45, 25, 70, active: false, vegetables: true, glucose: true, .none).risk == .slightlyElevated, "10 points")
    #expect(score(45, 25, 70, active: false, vegetables: true, drug: true, glucose: true).risk == .moderate, "12 points")
  }
}
