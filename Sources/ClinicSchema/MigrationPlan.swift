/// A migration as the database remembers it.
public struct AppliedMigration: Sendable, Equatable {
  public var number: Int
  public var name: String
  public var upSum: String
  public var downSum: String
  public var appliedAt: String

  public init(number: Int, name: String, upSum: String, downSum: String, appliedAt: String) {
    self.number = number
    self.name = name
    self.upSum = upSum
    self.downSum = downSum
    self.appliedAt = appliedAt
  }
}

/// What the folder and the database say about one migration.
public struct MigrationStatus: Sendable, Equatable {
  /// `changed`, `missing`, `renamed` and `outOfOrder` keep anything from being applied.
  public enum State: String, Sendable {
    case applied, pending, changed, missing, renamed, outOfOrder = "out of order"
  }

  public var number: Int
  public var name: String
  public var state: State
  public var appliedAt: String?
  /// One line of what is wrong and what to do; nil where nothing is.
  public var problem: SchemaError?
}

/// A migration of the folder with the SHA-256 of its two files in hex.
struct SummedMigration: Sendable, Equatable {
  var migration: Migration
  var upSum: String
  var downSum: String
}

/// Compares the folder with what the database remembers. Pure: no connection.
struct MigrationPlan {
  let statuses: [MigrationStatus]

  init(found: [SummedMigration], applied: [AppliedMigration]) {
    let newest = applied.map(\.number).max() ?? 0
    let records = Dictionary(applied.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    var all = found.map { Self.status(of: $0, applied: records[$0.migration.number], newest: newest) }
    for record in applied where !found.contains(where: { $0.migration.number == record.number }) {
      let isBeyond = record.number > (found.last?.migration.number ?? 0)
      let reason = isBeyond
        ? SchemaError(
          .unknown, "The database holds migration \(record.name), which this program does not know: use the newer program.")
        : SchemaError(.missing, "Migration \(record.name) was applied, but its files are missing: restore them.")
      all.append(MigrationStatus(
        number: record.number, name: record.name, state: .missing, appliedAt: record.appliedAt, problem: reason))
    }
    statuses = all.sorted { $0.number < $1.number }
  }

  /// Throws the first problem, lowest number first.
  func check() throws {
    if let problem = statuses.lazy.compactMap(\.problem).first { throw problem }
  }

  private static func status(of found: SummedMigration, applied: AppliedMigration?, newest: Int) -> MigrationStatus {
    let migration = found.migration
    var status = MigrationStatus(number: migration.number, name: migration.name, state: .applied, appliedAt: applied?.appliedAt)
    guard let applied else {
      status.state = migration.number < newest ? .outOfOrder : .pending
      if status.state == .outOfOrder {
        status.problem = SchemaError(
          .outOfOrder, "Migration \(migration.name) is not applied, but a later one is: give it the next number.")
      }
      return status
    }
    if applied.name != migration.name {
      status.state = .renamed
      status.problem = SchemaError(
        .renamed, "Migration \(applied.name) was applied, but is now called \(migration.name): give it its old name.")
    } else if applied.upSum != found.upSum || applied.downSum != found.downSum {
      let file = applied.upSum != found.upSum ? migration.up.path : migration.down.path
      status.state = .changed
      status.problem = SchemaError(.changed, "Migration \(migration.name) was changed after it was applied (\(file)):"
        + " restore it, and write a new migration for the change.")
    }
    return status
  }
}
