import EventLoop
import PostgresClient

/// Brings a database from one version of its schema to another. Logged in as `clinic_migrator`, which becomes the owners for
/// the length of each transaction. One migrator at a time: others wait, and are refused when that takes too long.
@UIActor
public struct Migrator {
  /// The advisory lock of a migration under way ("clinic" in ASCII).
  nonisolated static let lockKey: Int64 = 0x636c_696e_6963
  private static let lock = Statement.once("migration_lock", "select pg_advisory_lock($1)")
  private static let unlock = Statement.once("migration_unlock", "select pg_advisory_unlock($1)")
  private static let transactionID = Statement.once("transaction_id", "select pg_current_xact_id()::text")

  public let connection: SchemaConnection
  public let folder: SchemaFolder
  /// Called with one line before each step.
  public var report: (String) -> Void = { _ in }

  public init(_ connection: SchemaConnection, folder: SchemaFolder) {
    self.connection = connection
    self.folder = folder
  }

  /// Every migration of the folder and of the database, by number.
  public func status() async throws -> [MigrationStatus] {
    try await plan().statuses
  }

  /// Whether nothing is to be done: no migration pending, nothing wrong, the definitions applied from the very same files.
  public func isCurrent() async throws -> Bool {
    let plan = try await plan()
    try plan.check()
    guard plan.statuses.allSatisfy({ $0.state == .applied }) else { return false }
    return try await MigrationBooks.definitionsSum(on: connection) == MigrationBooks.sum(of: folder.definitions, on: connection)
  }

  /// Applies what is pending, in order, up to a number (all where nil), and then the definitions from their current files
  /// where that was the newest. Returns the names of what was applied. A failed step leaves everything as before it.
  @discardableResult
  public func up(to last: Int? = nil) async throws -> [String] {
    try await locked {
      let steps = try await MigrationBooks.summed(folder.migrations, on: connection)
      let plan = MigrationPlan(found: steps, applied: try await MigrationBooks.applied(on: connection))
      try plan.check()
      let pending = Set(plan.statuses.filter { $0.state == .pending }.map(\.number))
      let chosen = steps.filter { pending.contains($0.migration.number) && $0.migration.number <= last ?? .max }
      for step in chosen {
        report("\(step.migration.name) ...")
        if step.migration.isConcurrent { try await applyConcurrently(step) } else { try await apply(step) }
      }
      if chosen.count == pending.count { try await applyDefinitionsLocked() }
      return chosen.map(\.migration.name)
    }
  }

  /// Takes back every migration above a number, newest first. The definitions go too: the program that belongs to that version
  /// puts its own back with `up`. To nothing (0) only where that is allowed explicitly: a demo or a test.
  @discardableResult
  public func down(to number: Int, mayEmpty: Bool = false) async throws -> [String] {
    guard number > 0 || mayEmpty else {
      throw SchemaError(.refused, "Down to nothing would remove every table with its data: only a demo or a test may do that.")
    }
    return try await locked {
      let plan = try await plan()
      try plan.check()
      let chosen = plan.statuses.filter { $0.state == .applied && $0.number > number }.map(\.number).sorted(by: >)
      for (index, step) in folder.migrations.filter({ chosen.contains($0.number) }).reversed().enumerated() {
        report("\(step.name) down ...")
        try await takeBack(step, isFirst: index == 0)
      }
      return folder.migrations.filter { chosen.contains($0.number) }.map(\.name).reversed()
    }
  }

  /// Builds an empty, bootstrapped database from the tables as they are today, without migrations: what migrated databases
  /// are compared with.
  public func buildCurrentState() async throws {
    try await locked {
      try await inTransaction { transaction in
        for step in folder.tables { try await run(step, in: transaction) }
      }
      try await applyDefinitionsLocked()
    }
  }

  func plan() async throws -> MigrationPlan {
    let steps = try await MigrationBooks.summed(folder.migrations, on: connection)
    return MigrationPlan(found: steps, applied: try await MigrationBooks.applied(on: connection))
  }

  /// Holds the advisory lock of the session while `body` runs.
  private func locked<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      _ = try await connection.ask(Self.lock, [Self.lockKey])
    } catch let error as SchemaError where error.kind == .busy {
      throw SchemaError(.busy, "Another migration of this database is under way: wait for it and try again.")
    }
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    // A lost connection has let go of the lock already.
    _ = try? await connection.ask(Self.unlock, [Self.lockKey])
    return try outcome.get()
  }

  private func applyDefinitionsLocked() async throws {
    let sum = try await MigrationBooks.sum(of: folder.definitions, on: connection)
    report("functions, policies, triggers, views and grants ...")
    try await inTransaction { transaction in
      try await transaction.execute(script: "set local row_security = on")
      try await removeDefinitions(in: transaction)
      for step in folder.definitions { try await run(step, in: transaction) }
      try await become(nil, in: transaction)
      try await MigrationBooks.recordDefinitions(sum, in: transaction)
    }
  }

  private func apply(_ step: SummedMigration) async throws {
    try Self.checkTransactionControl(step.migration.up)
    try await inTransaction { transaction in
      let before = try await transactionID(transaction)
      try await run(SchemaStep(role: .owner, file: step.migration.up), in: transaction)
      try await become(nil, in: transaction)
      guard try await transactionID(transaction) == before else {
        throw SchemaError(
          .statement, "\(step.migration.up.path) ends its transaction itself: restore the database, and remove that.")
      }
      try await MigrationBooks.record(step, in: transaction)
    }
  }

  private func takeBack(_ migration: Migration, isFirst: Bool) async throws {
    try Self.checkTransactionControl(migration.down)
    if migration.isConcurrent { try await runAlone(migration.down) }
    try await inTransaction { transaction in
      if isFirst {
        try await removeDefinitions(in: transaction)
        try await become(nil, in: transaction)
        try await MigrationBooks.recordDefinitions(nil, in: transaction)
      }
      if !migration.isConcurrent { try await run(SchemaStep(role: .owner, file: migration.down), in: transaction) }
      try await become(nil, in: transaction)
      try await MigrationBooks.erase(migration.number, in: transaction)
    }
  }

  /// Outside a transaction: what an earlier attempt left half-made is undone first, and this attempt's when it fails.
  private func applyConcurrently(_ step: SummedMigration) async throws {
    try await runAlone(step.migration.down)
    do {
      try await runAlone(step.migration.up)
    } catch {
      try? await runAlone(step.migration.down)
      throw error
    }
    try await inTransaction { try await MigrationBooks.record(step, in: $0) }
  }

  private func runAlone(_ file: SchemaFile) async throws {
    try await connection.execute("set role \(SchemaStep.Role.owner.rawValue)")
    let outcome: Result<Void, any Error>
    do {
      try await connection.connection.execute(script: file.text)
      outcome = .success(())
    } catch {
      outcome = .failure(SchemaConnection.refusal(error, file: file))
    }
    try await connection.execute("reset role")
    try outcome.get()
  }

  private func transactionID(_ transaction: PostgresTransaction) async throws -> String {
    try await transaction.query(Self.transactionID, []).onlyRow().decode(String.self, at: 0)
  }
}
