import ClinicModel
@testable import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct WomensHealthModelTests {
  private let world = World()
  private let programme = Programme(
    code: "DIABETES_WOMEN", nameEnglish: "Women with diabetes", nameSpanish: "Mujeres con diabetes", sex: .female, ages: 29...69)

  private func recorded<Content>(_ number: UInt64, _ content: Content) -> WomensHealth.Recorded<Content> {
    WomensHealth.Recorded(version: RecordVersion(id: Identifier(identifier(number)), version: 1), content: content, recordedBy: "Dr. Vidal")
  }

  private func record() throws -> WomensHealth.Record {
    WomensHealth.Record(
      hormonalProfiles: [recorded(1, HormonalProfile(assessedOn: try date("2026-10-01"), phase: .luteal, method: .history))],
      menstrualCycles: [recorded(2, MenstrualCycle(startedOn: try date("2026-11-02")))],
      pregnancies: [recorded(3, Pregnancy(outcome: .unknown)), recorded(4, Pregnancy(dueOn: try date("2020-01-01"), outcome: .liveBirth))],
      menopause: [],
      hormonalTherapies: [
        recorded(5, HormonalTherapy(kind: .contraceptive, product: "a device", startedOn: try date("2026-11-02")))
      ])
  }

  /// The chart of somebody born in 1957, women's health in front.
  private func opened(
    _ patient: DirectoryEntry? = nil, diabetes: DiabetesDiagnosis.Kind? = .type2, consent: Consent.State? = .given, by user: SignedInUser = doctor
  ) async throws -> ChartModel {
    world.answerQuietly()
    let patient = try patient ?? entry(1)
    world.around = { chart in
      var complete = CompleteChart.alone(chart)
      complete.diabetes = diabetes.map {
        DiabetesDiagnosis(
          version: RecordVersion(id: Identifier(identifier(50)), version: 1), content: DiabetesDiagnosis.Content(kind: $0, basis: .clinical))
      }
      complete.consents = consent.map {
        [ConsentStatus(
          version: RecordVersion(id: Identifier(identifier(51)), version: 1), purpose: .programme, state: $0, isAllowed: $0 == .given)]
      } ?? []
      return complete
    }
    let session = try await world.signedIn(user)
    world.openChart.answer(chart(patient))
    session.chart.open(patient, purpose: .treatment)
    await settle()
    session.chart.show(.womensHealth)
    await settle()
    return session.chart
  }

  private func answerQuietly(isEligible: Bool = true) throws {
    world.womensHealth.answer(try record())
    world.catalogue.answer([programme])
    world.isEligible.answer(isEligible)
  }

  @Test func allKindsStandInTheOrderOfTime() async throws {
    try answerQuietly()
    let model = try await opened().womensHealth
    #expect(model.facts?.map(\.version.id.value) == [2, 5, 1, 4, 3].map { identifier($0) })
    #expect(model.rows.first == .programme("DIABETES_WOMEN"))
  }

  @Test func aManHasProgrammesOnly() async throws {
    world.catalogue.answer([programme])
    world.isEligible.answer(false)
    var man = try entry(1)
    man.sex = .male
    let model = try await opened(man).womensHealth
    #expect(!model.hasWomensHealth && world.womensHealth.count == 0 && model.newFactForm() == nil)
    #expect(model.programmes.first?.conditions.first?.isMet == false)
  }

  @Test(arguments: [(true, "1957-03-12", true), (false, "1957-03-12", false), (false, "2005-01-01", nil)] as [(Bool, String, Bool?)])
  func theDiagnosisCountsWhereNothingElseDecides(_ isEligible: Bool, _ born: String, _ isMet: Bool?) async throws {
    try answerQuietly(isEligible: isEligible)
    let model = try await opened(try entry(1, born: born)).womensHealth
    let standing = try #require(model.programmes.first)
    let diagnosis = standing.conditions.first { if case .diabetes = $0.subject { true } else { false } }
    #expect(diagnosis?.isMet == isMet && standing.mayEnrol == isEligible)
  }

  @Test(arguments: [Consent.State.refused, .withdrawn, nil])
  func withoutConsentNobodyIsEnrolled(_ state: Consent.State?) async throws {
    try answerQuietly()
    let standing = try #require(try await opened(consent: state).womensHealth.programmes.first)
    #expect(!standing.mayEnrol && standing.conditions.last?.isMet == false)
  }

  @Test func whatNobodyDecidedIsNotMet() async throws {
    try answerQuietly(isEligible: false)
    let standing = try #require(try await opened(diabetes: nil).womensHealth.programmes.first)
    #expect(standing.conditions.contains { $0.subject == .diabetes(nil, since: nil) && $0.isMet == false })
  }

  @Test func enrollingReadsTheChartAgain() async throws {
    try answerQuietly()
    let chart = try await opened()
    world.enrol.answer(
      .saved(Programmes.Enrolled(version: RecordVersion(id: Identifier(identifier(60)), version: 1), state: .enrolled)))
    let before = world.openChart.count
    chart.womensHealth.enrol(try #require(chart.womensHealth.programmes.first))
    await settle()
    #expect(world.enrol.count == 1 && world.openChart.count == before + 1)
    #expect(world.app.notice == .enrolled(.enrolled))
  }

  /// From the answer until the chart was read again the page does not show what was before, and enrols nobody twice.
  @Test func untilItIsReadAgainTheOldStateIsNotShown() async throws {
    try answerQuietly()
    let chart = try await opened()
    world.enrol.answer(
      .saved(Programmes.Enrolled(version: RecordVersion(id: Identifier(identifier(60)), version: 1), state: .enrolled)))
    world.openChart.hold()
    let standing = try #require(chart.womensHealth.programmes.first)
    chart.womensHealth.enrol(standing)
    await settle()
    #expect(chart.womensHealth.isOutdated)
    chart.womensHealth.enrol(standing)
    await settle()
    #expect(world.enrol.count == 1)
    world.isEligible.hold()
    try await world.openChart.reply(ClinicViewModelsTests.chart(try entry(1)))
    // Her standing came with the chart, like the banner; whether she could be enrolled is not known yet.
    #expect(!chart.womensHealth.isOutdated && chart.womensHealth.programmes.first?.isEligible == nil)
    #expect(chart.womensHealth.programmes.first?.mayEnrol == false)
    try await world.isEligible.reply(true)
    #expect(chart.womensHealth.programmes.first?.isEligible == true)
  }

  @Test func aLostAnswerGoesOutAgainWithTheSameKey() async throws {
    try answerQuietly()
    let chart = try await opened()
    world.enrol.fails(.unknownOutcome)
    chart.womensHealth.enrol(try #require(chart.womensHealth.programmes.first))
    await settle()
    #expect(world.app.notice == .inDoubt)
    world.enrol.answer(.objected(.notEligible))
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "a password"
    world.app.unlock.submit()
    await settle()
    #expect(world.enrol.count == 2 && Set(world.enrol.asked.map(\.key)).count == 1)
    #expect(world.app.notice == .notEligible)
  }

  @Test func theNextPatientStartsEmpty() async throws {
    try answerQuietly()
    let chart = try await opened()
    world.womensHealth.hold()
    chart.open(try entry(2), purpose: .treatment)
    #expect(chart.womensHealth.facts == nil && chart.womensHealth.rows.isEmpty)
  }
}
