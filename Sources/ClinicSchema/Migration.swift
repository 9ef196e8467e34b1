import Foundation

/// One numbered step from one state of the tables to the next, and the way back.
public struct Migration: Sendable, Equatable {
  public let number: Int
  /// `NNNN_name`, what messages call it.
  public let name: String
  public let up: SchemaFile
  public let down: SchemaFile

  /// First line of a step that PostgreSQL cannot run in a transaction (CREATE INDEX CONCURRENTLY). Such a file holds one
  /// statement, and its down file undoes a half-made attempt too (DROP INDEX CONCURRENTLY IF EXISTS).
  public static let concurrentMark = "-- concurrent"

  /// Whether the step runs outside a transaction.
  public var isConcurrent: Bool { up.text.hasPrefix(Self.concurrentMark) }

  /// Reads `migrations/` of this folder, ordered by number. Throws where a file has no partner, a number is used twice or
  /// left out, or a name does not fit.
  static func readAll(in folder: String) throws -> [Migration] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/migrations")) ?? []
    var ups: [Int: String] = [:]
    var downs: [Int: String] = [:]
    for entry in entries.sorted() where !entry.hasPrefix(".") {
      guard let match = entry.wholeMatch(of: /([0-9]{4}_[a-z0-9_]+)\.(up|down)\.sql/), let number = Int(match.1.prefix(4)) else {
        throw SchemaError(
          .folder, "\(folder)/migrations/\(entry) is no migration: its name must be NNNN_name.up.sql or .down.sql.")
      }
      let isUp = match.2 == "up"
      if let other = (isUp ? ups : downs)[number] {
        throw SchemaError(.folder, "Migrations \(other) and \(match.1) have the same number: renumber the newer one.")
      }
      if isUp { ups[number] = String(match.1) } else { downs[number] = String(match.1) }
    }
    for (number, name) in downs where ups[number] != name {
      throw SchemaError(.folder, "Migration \(name).down.sql has no \(name).up.sql.")
    }
    return try ups.sorted { $0.key < $1.key }.enumerated().map { index, entry in
      let (number, name) = entry
      guard downs[number] == name else { throw SchemaError(.folder, "Migration \(name).up.sql has no \(name).down.sql.") }
      guard number == index + 1 else {
        throw SchemaError(.folder, "Migration \(String(format: "%04d", index + 1)) is missing before \(name).")
      }
      return Migration(
        number: number, name: name, up: try .read("migrations/\(name).up.sql", in: folder),
        down: try .read("migrations/\(name).down.sql", in: folder))
    }
  }
}
