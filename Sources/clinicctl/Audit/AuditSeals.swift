import EventLoop
import PostgresClient

/// The head of the chain after a seal.
struct SealHead: Sendable, Equatable {
  var number: Int
  var rows: Int
  var sealedAt: String
  var head: String

  /// As kept in a file: four words.
  var line: String { "\(number) \(rows) \(sealedAt) \(head)" }

  init(number: Int, rows: Int, sealedAt: String, head: String) {
    self.number = number
    self.rows = rows
    self.sealedAt = sealedAt
    self.head = head
  }

  /// Reads a kept line; nil where it is none.
  init?(line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 4, let number = Int(words[0]), let rows = Int(words[1]), words[3].count == 64 else { return nil }
    self.init(number: number, rows: rows, sealedAt: words[2], head: words[3])
  }
}

/// What the verifier found in one window.
struct SealFinding: Sendable, CustomStringConvertible {
  var seal: Int
  var problem: String
  var event: Int?
  var what: String?

  var description: String {
    switch problem {
    case "rows changed":
      let row = event.map { ", first at event \($0) (\((what ?? "CHANGED").lowercased()))" } ?? ""
      return "Seal \(seal): events were changed\(row)."
    case "gap between windows": return "Seal \(seal): the seal before it is missing."
    default: return "Seal \(seal): the seal itself, or the one before it, was changed."
    }
  }
}

/// Sealing and verifying, as clinic_watch.
@UIActor
struct AuditSeals {
  private static let seal = Statement("seal_events", "select audit_logs.seal()")
  private static let newestSeal = Statement("newest_seal", "select coalesce(max(h.seal_number), 0) from audit_logs.heads() h")
  private static let headsAfter = Statement("seal_heads", """
    select h.seal_number, h.row_count, to_char(h.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), h.head
      from audit_logs.heads($1) h
    """)
  private static let verify = Statement("verify_seals", """
    select v.seal_number, v.problem, v.event_id, v.what from audit_logs.verify($1, $2) v
    """)
  /// Seals verified with one statement: about ten seconds' work at most, so that progress can be told.
  private static let sealsAtOnce = 20

  private let connection: PostgresConnection

  /// Connects; throws a `Failure` of one line.
  init(_ conninfo: String) async throws {
    do {
      var configuration = try PostgresConfiguration(conninfo)
      configuration.timeLimit = nil
      configuration.settings["statement_timeout"] = "0"
      connection = try await PostgresConnection.connect(configuration)
    } catch {
      throw Failure("Cannot connect to the database: \(error.messageForOperators ?? error.reason ?? error.description)")
    }
  }

  init(_ connection: PostgresConnection) { self.connection = connection }

  func close() { connection.close() }

  /// Seals until nothing is left that can be sealed now.
  func sealAll() async throws {
    while try await sealOnce() != nil {}
  }

  /// Makes one seal; how many events it covers, nil where there was nothing to seal.
  func sealOnce() async throws -> Int? {
    try await explained { try await connection.query(Self.seal).onlyRow().decode(Int?.self, at: 0) }
  }

  func newest() async throws -> Int {
    try await explained { try await connection.query(Self.newestSeal).onlyRow().decode(Int.self, at: 0) }
  }

  func heads(after number: Int) async throws -> [SealHead] {
    try await explained {
      try await connection.query(Self.headsAfter, [number]).decode { row throws(PostgresError) in
        SealHead(number: try row.next(), rows: try row.next(), sealedAt: try row.next(), head: try row.next())
      }
    }
  }

  /// Everything that does not hold, in the order of seals; telling progress.
  func findings() async throws -> [SealFinding] {
    let last = try await newest()
    var all: [SealFinding] = []
    var progress = Progress("Verifying", total: last)
    var first = 1
    while first <= last {
      let (from, to) = (first, first + Self.sealsAtOnce - 1)
      all += try await explained {
        try await connection.query(Self.verify, [from, to]).decode { row throws(PostgresError) in
          SealFinding(seal: try row.next(), problem: try row.next(), event: try row.next(), what: try row.next())
        }
      }
      first += Self.sealsAtOnce
      progress.show(min(first - 1, last))
    }
    progress.finish()
    return all
  }

  private func explained<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as PostgresError {
      throw Failure(error.messageForOperators ?? error.description)
    }
  }
}
