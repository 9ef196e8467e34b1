import DatabaseTestSupport
import Foundation
import Testing

/// A clinic of one test: a clone of the template with people, a superuser's session, and short ways to ask.
struct Clinic {
  let database: TestDatabase
  let root: SqlSession

  /// A clone of its own, or one that the tests of a suite share.
  init(_ shared: TestDatabase? = nil) throws {
    database = try shared ?? TestDatabase.clone()
    root = try database.session()
  }

  /// Somebody who has signed in on her own login.
  func signedIn(_ person: TestPerson) throws -> SqlSession { try database.signedIn(person) }

  /// Somebody who has signed in and opened a chart.
  func reading(_ person: TestPerson, _ patient: TestPatient) throws -> SqlSession {
    let session = try signedIn(person)
    #expect(session.answer(openChart(patient)) == "OPENED")
    return session
  }

  /// Somebody who has signed in and opened the directory.
  func searching(_ person: TestPerson) throws -> SqlSession {
    let session = try signedIn(person)
    #expect(session.answer("select api.open_directory('TREATMENT')") == "OPENED")
    return session
  }

  /// Failures of a user since her last success.
  func failures(_ person: TestPerson) -> Int {
    Int(root.answer("""
      select coalesce(pg_sequence_last_value(format('access.attempts_%s', number)::regclass), 0) - attempts_at_last_success
        from access.users where email = '\(person.email)'
      """)) ?? -1
  }

  /// Puts the time of the last attempt back, as if the quarter of an hour had passed.
  func waitOutTheQuarterHour(_ person: TestPerson) {
    _ = root.answer("""
      select setval(format('access.attempt_time_%s', number)::regclass, extract(epoch from clock_timestamp())::bigint - 901)
        from access.users where email = '\(person.email)'
      """)
  }

  /// How many events meet a condition.
  func events(_ condition: String) -> Int { Int(root.answer("select count(*) from audit_logs.events where \(condition)")) ?? -1 }

  /// Runs statements of the superuser with triggers off: moves the clock of rows that the state machine protects.
  func bend(_ sql: String) throws {
    try root.run("set session_replication_role = replica; \(sql); set session_replication_role = origin")
  }

  /// What the server's log holds from here on.
  static func serverLog() throws -> String {
    let path = try TestCluster.shared().folder + "/cluster/server.log"
    return String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}

extension SqlSession {
  /// The single value, "null", or "SQLSTATE message" of a refusal. A statement that ends with 40001 is repeated once, as
  /// ClinicStore does.
  func answer(_ sql: String) -> String {
    for repetition in 0..<2 {
      do {
        let result = try run(sql)
        return result.rows.isEmpty ? "no row" : result.value ?? "null"
      } catch let error as SqlError where error.sqlState == "40001" && repetition == 0 {
        continue
      } catch {
        return "\(error)"
      }
    }
    return "40001"
  }

  /// All rows, values joined by "|"; a refusal is one row.
  func rows(_ sql: String) -> [String] {
    for repetition in 0..<2 {
      do {
        return try run(sql).rows.map { $0.map { $0 ?? "" }.joined(separator: "|") }
      } catch let error as SqlError where error.sqlState == "40001" && repetition == 0 {
        continue
      } catch {
        return ["\(error)"]
      }
    }
    return ["40001"]
  }

  /// The answer to `send`, as `answer` words it.
  func received() -> String {
    do {
      let result = try receive()
      return result.rows.isEmpty ? "no row" : result.value ?? "null"
    } catch {
      return "\(error)"
    }
  }
}

/// What a person may count after a chart was opened; nothing before.
let readAll = "select count(*) from medical_data.biomarkers"
/// What is in the fixture for each patient: three kinds of values on ten days.
let wholeChart = "30"
/// No patient has it.
let nobody = "00000000-0000-4000-b000-00000000dead"

func openChart(_ patient: TestPatient, _ purpose: String = "TREATMENT") -> String { openChart(patient.patientID, purpose) }
func openChart(_ patient: String, _ purpose: String = "TREATMENT") -> String { "select api.open_chart('\(patient)', '\(purpose)')" }
func signIn(_ person: TestPerson, _ password: String = TestPerson.password) -> String { signIn(person.email, password) }
func signIn(_ email: String, _ password: String) -> String { "select api.sign_in('\(email)', '\(password)')" }
