import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct PrescriptionsModelTests {
  private let world = World()

  private func model(_ prescriptions: [Prescription]) async throws -> PrescriptionsModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), prescriptions: prescriptions))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    return session.prescriptions
  }

  private func usual() throws -> [Prescription] {
    [
      try prescription(1, "Warfarin"), try prescription(2, "Ácido fólico"), try prescription(3, "Amoxicillin", to: "2026-11-24"),
      try prescription(4, "Zolpidem", to: "2026-11-21"), try prescription(5, "Ibuprofen", to: "2026-11-10"),
        try prescription(6, "Insulin", from: "2026-12-01"),
      try prescription(7, "Aspirin", to: "2025-01-01", .completed),
        try prescription(8, "Bisoprolol", to: "2026-05-01", .cancelled),
      try prescription(9, "Amlodipine", to: "2026-12-31"),
    ]
  }

  private func names(_ model: PrescriptionsModel) -> [String] { model.rows.map(\.prescription.medication) }

  @Test func whatNeedsAttentionComesFirst() async throws {
    let model = try await model(try usual())
    #expect(
      names(model) == ["Ibuprofen", "Zolpidem", "Amoxicillin", "Ácido fólico", "Amlodipine", "Warfarin", "Insulin", "Bisoprolol",
        "Aspirin"])
    #expect(model.rows.first?.standing == .endedNotClosed)
    #expect(model.rows[1].standing == .ending(inDays: 0))
  }

  @Test func theFiltersAndTheirCounts() async throws {
    let model = try await model(try usual())
    #expect(PrescriptionsModel.Filter.allCases.map { model.count($0) } == [9, 7, 2])
    model.showNextFilter()
    #expect(model.filter == .active)
    #expect(names(model) == ["Ibuprofen", "Zolpidem", "Amoxicillin", "Ácido fólico", "Amlodipine", "Warfarin", "Insulin"])
    model.showNextFilter()
    #expect(model.filter == .endingSoon)
    #expect(names(model) == ["Zolpidem", "Amoxicillin"])
    model.showNextFilter()
    #expect(model.filter == .all)
  }

  @Test func endingSoonIsOneKeyThereAndBack() async throws {
    let model = try await model(try usual())
    model.showEndingSoon()
    #expect(model.filter == .endingSoon)
    model.showEndingSoon()
    #expect(model.filter == .all)
  }

  @Test func theStandingIsOfTheLocalDay() async throws {
    let model = try await model([try prescription(1, "Amoxicillin", to: "2026-11-29")])
    #expect(model.count(.endingSoon) == 0)
    world.time.setClock(by: 13 * 3600)   // 23:00 here
    #expect(model.count(.endingSoon) == 0)
    world.time.setClock(by: 3600)        // midnight here, 23:00 in Greenwich
    #expect(model.count(.endingSoon) == 1)
  }

  @Test func theSelectionIsByPrescription() async throws {
    let model = try await model(try usual())
    #expect(model.selectedRow?.prescription.medication == "Ibuprofen")
    model.select(try prescription(3, "").id)
    #expect(model.selectedRow?.prescription.medication == "Amoxicillin")
    model.showNextFilter()
    model.showNextFilter()
    #expect(model.selectedRow?.prescription.medication == "Amoxicillin")
  }

  @Test func aSelectionThatIsFilteredAwayFallsToTheFirst() async throws {
    let model = try await model(try usual())
    model.select(try prescription(7, "").id)
    model.showEndingSoon()
    #expect(model.selectedRow?.prescription.medication == "Zolpidem")
  }

  @Test func withoutAChartThereAreNone() async throws {
    world.answerQuietly()
    let model = try await world.signedIn(nurse).prescriptions
    #expect(model.rows.isEmpty)
    #expect(model.count(.all) == 0)
    #expect(model.selectedRow == nil)
  }

  @Test func whenTheAccessEndsTheyAreGone() async throws {
    let model = try await model(try usual())
    model.chart.accessEnded()
    #expect(model.rows.isEmpty)
  }

  @Test func twoOfTheSameMedicineKeepTheirOrder() async throws {
    let model = try await model([try prescription(1, "Insulin", from: "2026-03-01"),
      try prescription(2, "insulin", from: "2026-02-01")])
    #expect(model.rows.map(\.prescription.id) == [try prescription(2, "").id, try prescription(1, "").id])
  }
}
