import ClinicModel
@testable import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct SummaryModelTests {
  private let world = World()

  private func opened(_ around: @escaping @Sendable (Chart) -> CompleteChart, _ chart: Chart) async throws -> ChartModel {
    world.answerQuietly()
    world.around = around
    let session = try await world.signedIn(doctor)
    world.openChart.answer(chart)
    session.chart.open(chart.patient, purpose: .treatment)
    await settle()
    session.chart.show(.summary)
    await settle()
    return session.chart
  }

  private func result(_ type: BiomarkerType, _ flag: ResultFlag, daysAgo: Int) throws -> BiomarkerSummary {
    var result = ClinicViewModelsTests.result(UInt64(type.id), daysAgo: daysAgo)
    result.flag = flag
    return try #require(BiomarkerSummary(type: type, recent: [result]))
  }

  @Test func nothingIsAskedBeyondTheChart() async throws {
    _ = try await opened({ .alone($0) }, chart(try entry(1)))
    #expect(world.openChart.count == 1 && world.readVitalSigns.count == 0 && world.series.count == 0)
  }

  private func task(_ number: UInt64, of patient: UInt64) throws -> PatientTask {
    let entry = try entry(patient)
    return PatientTask(
      id: Identifier(identifier(number)), isMineToDo: true, patient: entry.id, recordNumber: entry.recordNumber,
      patientName: entry.name.listed, birthDate: entry.birthDate, what: "Call the ward", from: "Nora Berg", to: "Abena Osei",
      handedAt: ManualTime.start, endsAt: ManualTime.start.adding(seconds: 3600))
  }

  @Test func tasksOfThisPatientAreReadWithTheTab() async throws {
    let tasks = [try task(1, of: 1), try task(2, of: 2)]
    world.changeRecord = { $0.tasks = PatientTasks(mine: { tasks }) }
    let chart = try await opened({ .alone($0) }, chart(try entry(1)))
    #expect(chart.summary.tasks == [tasks[0]] && chart.summary.blocks.contains(.tasks) && !chart.summary.isTasksUnread)
    // Another patient's chart has none of them.
    world.openChart.answer(ClinicViewModelsTests.chart(try entry(3)))
    chart.open(try entry(3), purpose: .treatment)
    #expect(chart.summary.tasks == nil)
    await settle()
    chart.show(.summary)
    await settle()
    #expect(chart.summary.tasks == [] && !chart.summary.blocks.contains(.tasks))
  }

  @Test func tasksThatCouldNotBeReadAreSaid() async throws {
    world.changeRecord = { $0.tasks = PatientTasks(mine: { throw RepositoryError.unavailable }) }
    let chart = try await opened({ .alone($0) }, chart(try entry(1)))
    #expect(chart.summary.isTasksUnread && chart.summary.blocks.contains(.tasks))
  }

  @Test func whoseAccessIsToTheSummaryIsAskedForNoTask() async throws {
    world.changeRecord = { record in
      record.tasks = PatientTasks(mine: {
        Issue.record("asked for tasks")
        return []
      })
    }
    var chart = chart(try entry(1))
    chart.cautions.isSummaryOnly = true
    #expect(try await opened({ .alone($0) }, chart).summary.blocks == [.allergies, .medicines])
  }

  @Test func theWorstResultsComeFirstThenTheNewest() async throws {
    var chart = chart(try entry(1))
    chart.latest = [
      try result(glucose, .normal, daysAgo: 1), try result(potassium, .high, daysAgo: 90), try result(sodium, .criticalLow, daysAgo: 400),
    ]
    let model = try await opened({ .alone($0) }, chart).summary
    #expect(model.results.map(\.type) == [sodium, potassium, glucose])
  }

  @Test func whatIsPastIsNoMedicine() async throws {
    var chart = chart(try entry(1))
    chart.prescriptions = [
      try prescription(1, "active"), try prescription(2, "past", .completed), try prescription(3, "held", .onHold),
      try prescription(4, "not closed", to: "2026-11-01"),
    ]
    let model = try await opened({ .alone($0) }, chart).summary
    #expect(model.medicines.map(\.prescription.medication) == ["not closed", "held", "active"])
  }

  @Test func whatWaitsHasABlockOnlyWhereSomethingDoes() async throws {
    let model = try await opened({ .alone($0) }, chart(try entry(1))).summary
    #expect(!model.blocks.contains(.waiting) && model.selected == .vitalSigns)
    model.move(by: -9)
    #expect(model.selected == model.blocks.first)
    model.selectEnd(last: true)
    #expect(model.selected == .programme && model.target == .section(.womensHealth))
  }

  @Test func anUnansweredEscalationLeadsToTheRounds() async throws {
    let model = try await opened({ chart in
      var complete = CompleteChart.alone(chart)
      complete.openEscalations = [Escalation(id: Identifier(identifier(1)), level: .high, raisedAt: ManualTime.start)]
      return complete
    }, chart(try entry(1))).summary
    model.selectEnd(last: false)
    #expect(model.selected == .waiting && model.target == .section(.vitalSigns))
  }

  /// What was stored since is read when the summary is looked at again.
  @Test func aStoredRoundIsReadAgain() async throws {
    let chart = try await opened({ .alone($0) }, chart(try entry(1)))
    chart.show(.results)
    chart.show(.summary)
    await settle()
    #expect(world.openChart.count == 1)
    chart.show(.results)
    chart.vitalSigns.onStored()
    chart.show(.summary)
    await settle()
    #expect(world.openChart.count == 2)
  }
}
