import EventLoop
import PostgresClient

/// What a ward of nurses does all day, each action with its trace on disk before it is answered: opening a chart, reading its
/// newest
/// rounds of vital signs, recording one.
@UIActor
struct ActionFigures {
  private let bench: BenchCluster
  private let seconds: Double
  /// Actions in a second that fifty callers on two processors should reach.
  private static let wishedPerSecond = 1_000.0

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    let patients = try await superuser.query(BenchStatement.nursesPatients, ["bench.nurse1@clinic.demo"])
      .map { try $0.decode(PostgresUUID.self, at: 0) }
    var nurses: [Nurse] = []
    defer { nurses.forEach { $0.close() } }
    for number in 1...50 {
      nurses.append(try await Nurse("bench.nurse\(number)@clinic.demo", on: bench.terminal, of: patients))
    }
    let people = nurses
    var part = BenchReport.Part()
    let bareRead = try await Load.run(callers: 1, seconds: seconds / 4) { _, turn in
      try await superuser.query(BenchStatement.vitalSigns, [patients[turn % patients.count]])
    }
    for action in Nurse.Action.allCases {
      for count in [1, 8, 50] {
        let run = try await Load.run(callers: count, seconds: seconds / 2) { caller, turn in
          try await people[caller].perform(action, on: turn)
        }
        let bare = action == .read && count == 1 ? bareRead : nil
        part.latencies.append(.init(group: .actions, name: action.rawValue, run, withoutRules: bare))
      }
    }
    let all = Nurse.Action.allCases
    for count in [1, 8, 50] {
      let run = try await Load.run(callers: count, seconds: seconds) { caller, turn in
        try await people[caller].perform(all[turn % all.count], on: turn / all.count)
      }
      part.latencies.append(.init(group: .actions, name: "all in turn", run))
      guard count == 50 else { continue }
      part.counts.append(
        .init(
          group: FigureGroup.actions.rawValue, name: "audited nurse actions per second, 50 callers", value: run.perSecond,
          unit: "1/s",
          budget: Self.wishedPerSecond, isMet: run.perSecond >= Self.wishedPerSecond, remark: "at least"))
    }
    return part
  }
}

/// A nurse on a connection of her own.
@UIActor
private final class Nurse {
  enum Action: String, CaseIterable {
    case open = "open a chart of her ward"
    case read = "read its last 12 rounds"
    case record = "record a round of vital signs"
  }

  private let connection: PostgresConnection
  private let patients: [PostgresUUID]

  init(_ email: String, on conninfo: String, of patients: [PostgresUUID]) async throws {
    connection = try await BenchConnection.open(conninfo)
    self.patients = patients
    try await connection.query(BenchStatement.signIn, [email, Caller.password])
    for patient in patients { try await connection.query(BenchStatement.openChart, [patient]) }
  }

  func perform(_ action: Action, on turn: Int) async throws {
    let patient = patients[turn % patients.count]
    switch action {
    case .open: try await connection.query(BenchStatement.openChart, [patient])
    case .read: try await repeatedOnce { try await self.connection.query(BenchStatement.vitalSigns, [patient]) }
    case .record:
      let answer = try await repeatedOnce {
        try await self.connection.query(BenchStatement.recordVitalSigns, [patient, 60 + turn % 30]).onlyRow().decode(
          String.self, at: 0)
      }
      guard answer == "SAVED" else { throw Failure("A round of vital signs was answered \(answer).") }
    }
  }

  func close() { connection.close() }

  /// A statement behind an opening that is not on disk yet is refused once, as the program's store knows.
  @discardableResult
  private func repeatedOnce<Value: Sendable>(_ statement: () async throws -> Value) async throws -> Value {
    do {
      return try await statement()
    } catch let error as PostgresError where error.condition == .serializationFailure {
      return try await statement()
    }
  }
}
