import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

/// The nurse's list as a ward board: the most overdue first, what others write within a second, nothing moved under her hand.
@Suite(.eventLoop) @UIActor struct WardBoardTests {
  private let world = World()

  private func row(
    _ number: UInt64, _ surname: String, rule: DueObservations.Rule? = nil, dueIn minutes: Int64? = nil, escalated: Bool = false
  ) throws -> WorkListEntry {
    WorkListEntry(
      entry: try entry(number, "Ana", surname),
      observations: DueObservations(rule: rule, dueAt: minutes.map { world.time.now.adding(seconds: $0 * 60) }),
      waiting: WaitingWork(escalation: escalated ? .medium : nil, escalatedAt: escalated ? world.time.now : nil), readAt: world.time.now)
  }

  private func board(_ rows: [WorkListEntry]) async throws -> SessionModel {
    world.answerQuietly()
    world.myPatients.answer(rows)
    return try await world.signedIn(nurse)
  }

  private func names(_ session: SessionModel) -> [String] { session.patients.rows.map(\.entry.name.surname1) }

  private func written() async {
    world.app.received(.chartsChanged)
    await settle()
  }

  @Test func theMostUrgentIsFirst() async throws {
    let session = try await board([
      try row(1, "Sola"), try row(2, "Excluida", rule: .excluded), try row(3, "Pronto", rule: .level(.low), dueIn: 20),
      try row(4, "Luego", rule: .level(.none), dueIn: 300), try row(5, "Primera", rule: .first),
      try row(6, "Tarde", rule: .level(.none), dueIn: -5), try row(7, "Muytarde", rule: .incomplete, dueIn: -90),
      try row(8, "Avisada", rule: .level(.medium), dueIn: 30, escalated: true), try row(9, "Vigilada", rule: .level(.high), dueIn: -10),
    ])
    #expect(session.patients.sort == .due)
    #expect(names(session)
      == ["Vigilada", "Avisada", "Muytarde", "Tarde", "Primera", "Pronto", "Luego", "Excluida", "Sola"])
  }

  @Test func whoMayNotBeReadIsLast() async throws {
    let session = try await board([WorkListEntry(entry: try entry(1, "Ana", "Ajena")), try row(2, "Sola")])
    #expect(names(session) == ["Sola", "Ajena"])
  }

  @Test func theClockOfTheDatabaseCounts() async throws {
    var late = try row(1, "Una", rule: .level(.none), dueIn: 10)
    late.readAt = world.time.now.adding(seconds: 3600)
    let session = try await board([late])
    #expect(session.patients.now == world.time.now.adding(seconds: 3600))
    #expect(session.patients.rows.first?.patient.observations?.isOverdue(at: session.patients.now) == true)
  }

  @Test func whatOthersWriteIsReadAtOnceAndThenOnceASecond() async throws {
    let session = try await board([try row(1, "Una", rule: .first)])
    let before = world.myPatients.count
    await world.time.advance(milliseconds: 2000)
    await written()
    #expect(world.myPatients.count == before + 1)
    for _ in 0..<20 { await written() }
    #expect(world.myPatients.count == before + 1)
    await world.time.advance(milliseconds: 1100)
    await settle()
    #expect(world.myPatients.count == before + 2)
    await world.time.advance(milliseconds: 60_000)
    await settle()
    #expect(world.myPatients.count == before + 2, "nothing was written since")
    #expect(!session.patients.isLoading)
  }

  @Test func aSlowAnswerMakesALongPause() async throws {
    _ = try await board([try row(1, "Una", rule: .first)])
    let before = world.myPatients.count
    await world.time.advance(milliseconds: 2000)
    world.myPatients.hold()
    await written()
    await written()
    await world.time.advance(milliseconds: 500)
    try await world.myPatients.reply([try row(1, "Una", rule: .first)])
    await world.time.advance(milliseconds: 9_000)
    await settle()
    #expect(world.myPatients.count == before + 1)
    await world.time.advance(milliseconds: 1_100)
    await settle()
    #expect(world.myPatients.count == before + 2)
  }

  @Test func theRowsStayUnderAHandAtWorkAndTheSelectionAlways() async throws {
    let (una, dos) = (try row(1, "Una", rule: .level(.none), dueIn: -60), try row(2, "Dos", rule: .level(.none), dueIn: 60))
    let session = try await board([una, dos])
    await world.time.advance(milliseconds: 2000)
    session.patients.select(dos.entry.id)
    world.myPatients.answer([try row(1, "Una", rule: .level(.none), dueIn: 700), dos, try row(3, "Tres", rule: .level(.high), dueIn: -1)])
    await written()
    #expect(names(session) == ["Una", "Dos", "Tres"])
    #expect(session.patients.rows.first?.patient.observations?.dueAt == world.time.now.adding(seconds: 700 * 60))
    #expect(session.patients.isOrderOld)
    #expect(session.patients.selected == dos.entry.id)
    await world.time.advance(milliseconds: 61_000)
    await written()
    #expect(names(session) == ["Tres", "Dos", "Una"])
    #expect(!session.patients.isOrderOld)
    #expect(session.patients.selected == dos.entry.id)
  }

  @Test func anotherPaneReadsNothingUntilTheListIsBack() async throws {
    let session = try await board([try row(1, "Una", rule: .first)])
    await world.time.advance(milliseconds: 2000)
    session.show(.emergency)
    await settle()
    let before = world.myPatients.count
    await written()
    await written()
    #expect(world.myPatients.count == before)
    session.show(.patients)
    await settle()
    #expect(world.myPatients.count == before + 1)
  }

  @Test func aSearchIsNotDisturbed() async throws {
    let session = try await board([try row(1, "Una", rule: .first)])
    world.search.answer(PatientDirectory.SearchAnswer(entries: [], hasMore: false))
    session.patients.search("gar")
    await settle()
    let before = (world.myPatients.count, world.search.count)
    await world.time.advance(milliseconds: 2000)
    await written()
    #expect(world.myPatients.count == before.0 && world.search.count == before.1)
  }

  @Test func nothingIsReadBehindTheLock() async throws {
    _ = try await board([try row(1, "Una", rule: .first)])
    await world.time.advance(milliseconds: 2000)
    world.app.lock()
    let before = world.myPatients.count
    await written()
    #expect(world.myPatients.count == before)
  }
}
