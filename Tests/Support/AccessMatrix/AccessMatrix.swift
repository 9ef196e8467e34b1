import DatabaseTestSupport
import Foundation

/// One cell: what this role is answered when she does this, in this situation.
public struct MatrixCell: Sendable, Hashable, CustomStringConvertible {
  public var role: String
  public var resource: String
  public var action: String
  public var overlay: String
  public var expected: String
  public var description: String { "\(role) · \(resource) · \(action) · \(overlay): \(expected)" }
  /// What is done, whoever does it.
  public var deed: String { "\(resource)·\(action)" }
}

/// The matrix of who may do what, as written by people from the design: the policies have no part in it.
public struct AccessMatrix: Sendable {
  public static let roles = ["ADMIN", "CLINICIAN", "CLINICIAN_PLAIN", "NURSE", "RECEPTIONIST", "PRIVACY"]
  /// Answers that are no refusal; PROPOSED and ELIGIBLE: somebody else decides.
  public static let allowances = ["ALLOW", "ALL", "OWN", "SECURITY", "PROPOSED", "ELIGIBLE"]
  /// Everything that can be done.
  public static var deeds: [String] { MatrixProbes.all.keys.sorted() }
  public var cells: [MatrixCell]
  /// Rows of the design whose resource is not in the database yet: resource, action, reason.
  public var notYet: [[String]]

  public init() throws {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    folder.appendPathComponent("AccessTests/Matrix")
    cells = try Self.rows(folder.appendingPathComponent("matrix.csv"), width: 5).map {
      MatrixCell(role: $0[0], resource: $0[1], action: $0[2], overlay: $0[3], expected: $0[4])
    }
    notYet = try Self.rows(folder.appendingPathComponent("not_yet.csv"), width: 3)
  }

  private static func rows(_ file: URL, width: Int) throws -> [[String]] {
    let lines: [Substring] = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return try lines.dropFirst().map { (line: Substring) -> [String] in
      let fields = line.split(separator: ",", maxSplits: width - 1, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == width else { throw DamagedMatrix(line: "\(file.lastPathComponent): \(line)") }
      return fields
    }
  }
}

struct DamagedMatrix: Error { var line: String }

/// Asks a database every cell through real logins, one connection for each role, and one that is locked.
public final class MatrixRun {
  private let root: SqlSession
  private var sessions: [String: SqlSession] = [:]
  private let connect: (String) throws -> SqlSession

  /// `database` holds the people of the template and what `MatrixWorld.script` adds.
  public init(_ database: TestDatabase) throws {
    root = try database.session()
    connect = { try database.session(as: $0) }
    for role in AccessMatrix.roles {
      let person = MatrixWorld.person(role)
      for state in ["", "LOCKED"] {
        let session = try connect(person.loginRole)
        _ = session.word("select api.sign_in('\(person.email)', '\(TestPerson.password)')")
        sessions[role + state] = session
        if state == "LOCKED" { _ = session.word("select api.lock_screen()") }
      }
      sessions[role + "NO_SESSION"] = try connect(person.loginRole)
    }
  }

  /// The cells that are answered otherwise, with the answer.
  public func differences(_ cells: [MatrixCell]) -> [(cell: MatrixCell, answer: String)] {
    cells.compactMap { cell in
      let answer = answer(cell)
      return answer == cell.expected ? nil : (cell, answer)
    }
  }

  /// The first cell that is answered otherwise.
  public func firstDifference(_ cells: [MatrixCell]) -> MatrixCell? { cells.first { answer($0) != $0.expected } }

  func answer(_ cell: MatrixCell) -> String {
    let state = ["LOCKED", "NO_SESSION"].contains(cell.overlay) ? cell.overlay : ""
    guard let session = sessions[cell.role + state], let probe = MatrixProbes.all[cell.deed] else { return "no probe" }
    return probe(MatrixQuestion(session: session, root: root, cell: cell, patient: MatrixWorld.patient(cell.overlay, role: cell.role)))
  }
}

/// What a probe works with.
struct MatrixQuestion {
  var session: SqlSession
  var root: SqlSession
  var cell: MatrixCell
  var patient: String
  var person: TestPerson { MatrixWorld.person(cell.role) }
}

extension SqlSession {
  /// The single value; the word of a refusal that the application raised; DENIED where the server refused; otherwise the error.
  func word(_ sql: String) -> String {
    for repetition in 0..<2 {
      do {
        let result = try run(sql)
        return result.rows.isEmpty ? "EMPTY" : result.value ?? "null"
      } catch let error as SqlError {
        if error.sqlState == "40001", repetition == 0 { continue }
        let isWord = error.message.allSatisfy { $0.isUppercase || $0 == "_" }
        return isWord ? error.message : error.sqlState == "42501" ? "DENIED" : "\(error)"
      } catch {
        return "\(error)"
      }
    }
    return "40001"
  }
}
