import ClinicSchema
import EventLoop
import PostgresClient

/// Fills a migrated database: the demo's people and names, as many patients as asked for, 20 laboratory values each. Loaded like
/// a
/// restored backup: triggers off, indexes made behind the rows, two connections at a time.
@UIActor
struct BenchData {
  /// A range of patients, and which of their visits.
  struct Batch: Sendable {
    var first: Int
    var last: Int
    var visit = 0

    var settings: String {
      "set clinic_demo.first = '\(first)'; set clinic_demo.last = '\(last)'; set clinic_demo.visit = '\(visit)'"
    }
  }

  /// The first patients have the demo's whole history; one of those behind them has 105,000 readings.
  nonisolated static let richPatients = 500
  nonisolated static let readings = 105_000
  private static let workers = 2
  private static let batchSize = 5_000
  private static let visits = 4

  let conninfo: String
  let folder: SchemaFolder
  let patients: Int

  nonisolated init(conninfo: String, folder: SchemaFolder, patients: Int) {
    self.conninfo = conninfo
    self.folder = folder
    self.patients = patients
  }

  func load() async throws {
    let files = try folder.demoFiles()
    let people = files.filter { $0.path.hasSuffix("people.sql") }
    let names = files.filter { $0.path.hasSuffix("names.sql") }
    let bodies = files.filter { $0.path.hasSuffix("_patients.sql") }
    let histories = files.filter { $0.path.hasSuffix("_measurements.sql") || $0.path.hasSuffix("_treatment.sql") }
    guard [people, names, bodies].allSatisfy({ $0.count == 1 }), histories.count == 2 else {
      throw Failure("\(folder.path)/demo is not the one this program knows: reinstall both.")
    }
    try await alone { connection in
      for file in people { try await connection.run(file) }
    }
    let indexes = try await takeIndexes()
    try await together("Patients", batches(), weight: batchSize) { connection in
      try await connection.execute(BenchScript.loading)
      for file in names { try await connection.run(file) }
    } step: { connection, batch in
      try await connection.execute(batch.settings)
      for file in bodies { try await connection.run(file) }
    }
    // Visit by visit, as values come in: those of one patient lie on different pages.
    try await together("Visits", (0..<Self.visits).flatMap { batches(visit: $0) }, weight: batchSize) { connection in
      try await connection.execute(BenchScript.loading + BenchScript.valueKinds)
    } step: { connection, batch in
      try await connection.execute(batch.settings)
      try await connection.execute(BenchScript.values)
    }
    try await alone { connection in
      try await connection.execute(BenchScript.loading)
      for file in names { try await connection.run(file) }
      try await connection.execute(Batch(first: 1, last: min(patients, Self.richPatients)).settings)
      try await connection.execute("set clinic_demo.rich = '\(Self.richPatients)'")
      for file in histories { try await connection.run(file) }
      try await connection.execute(BenchScript.rest)
    }
    try await together("Indexes", indexes, weight: 1) { connection in
      try await connection.execute("set maintenance_work_mem = '768MB'; set lock_timeout = 0")
    } step: { connection, definition in
      try await connection.execute(definition)
    }
    try await finish()
  }

  private var batchSize: Int { Self.batchSize }

  private func batches(visit: Int = 0) -> [Batch] {
    stride(from: 1, through: patients, by: Self.batchSize).map {
      Batch(first: $0, last: min(patients, $0 + Self.batchSize - 1), visit: visit)
    }
  }

  /// Drops what slows loading down; returns what puts it back.
  private func takeIndexes() async throws -> [String] {
    let connection = try await BenchConnection.open(conninfo)
    defer { connection.close() }
    let rows = try await connection.query(BenchStatement.secondaryIndexes)
    let (drop, make) = (try rows.map { try $0.decode(String.self, at: 0) }, try rows.map { try $0.decode(String.self, at: 1) })
    for command in drop { try await connection.execute(script: command) }
    return make
  }

  /// What the triggers would have kept, statistics, and the people who measure.
  private func finish() async throws {
    note("Names, statistics, staff ...")
    try await together("Tables", BenchScript.vacuums, weight: 1) { connection in
      try await connection.execute("set maintenance_work_mem = '768MB'; set lock_timeout = 0")
    } step: { connection, command in
      try await connection.execute(command)
    }
    try await alone { connection in
      try await connection.execute(Batch(first: 1, last: patients).settings)
      try await connection.execute(BenchScript.staff)
      try await connection.execute("vacuum (analyze)")
    }
  }

  private func alone(_ body: (SchemaConnection) async throws -> Void) async throws {
    let connection = try await SchemaConnection(conninfo)
    defer { connection.close() }
    try await body(connection)
  }

  /// Takes steps from one list with several connections.
  private func together<Step: Sendable>(
    _ what: String, _ steps: [Step], weight: Int, prepare: @escaping @UIActor @Sendable (SchemaConnection) async throws -> Void,
    step: @escaping @UIActor @Sendable (SchemaConnection, Step) async throws -> Void
  ) async throws {
    let queue = StepQueue(what, steps, weight: weight)
    let conninfo = conninfo
    try await atTheSameTime(Self.workers) { _ in
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      try await prepare(connection)
      while let next = try queue.next() {
        try await step(connection, next)
        queue.isDone()
      }
    }
    queue.finish()
  }
}

/// Steps not yet taken, with the progress of those done.
@UIActor
private final class StepQueue<Step: Sendable> {
  private var waiting: [Step]
  private var done = 0
  private let weight: Int
  private var progress: Progress

  init(_ what: String, _ steps: [Step], weight: Int) {
    waiting = steps.reversed()
    self.weight = weight
    progress = Progress(what, total: steps.count * weight)
  }

  func next() throws -> Step? {
    try Interruption.check()
    return waiting.popLast()
  }

  func isDone() {
    done += weight
    progress.show(done)
  }

  func finish() { progress.finish() }
}
