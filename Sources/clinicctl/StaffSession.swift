import EventLoop
import PostgresClient

/// A person of the staff at work from the command line: her own login role, her password, and the rules of everybody.
@UIActor
struct StaffSession {
  /// A patient of the directory.
  struct Patient: Sendable {
    var id: PostgresUUID
    var name: String
    var birthDate: String
  }

  private static let signIn = Statement.once("sign_in", "select api.sign_in($1, $2)")
  private static let openDirectory = Statement.once("open_directory", "select api.open_directory($1)")
  private static let find = Statement.once("find_patient", """
    select s.patient_id, s.given_names || ' ' || s.surname_1 || coalesce(' ' || s.surname_2, ''), s.birth_date::text
      from api.search_patients($1, null, 1) s
    """)
  private static let timeZone = Statement.once("site_time_zone", "select time_zone from api.site()")

  private let connection: PostgresConnection

  init(_ conninfo: String) async throws {
    do {
      connection = try await PostgresConnection.connect(PostgresConfiguration(conninfo))
    } catch {
      throw Failure("Cannot connect to the database: \(error.messageForOperators ?? error.reason ?? error.description)")
    }
  }

  func close() { connection.close() }

  /// The clinic's own time zone; asked without signing in.
  func clinicTimeZone() async throws -> String { try await word(Self.timeZone, []) ?? "" }

  func signIn(email: String, password: String) async throws {
    guard try await word(Self.signIn, [email, password]) == "SIGNED_IN" else {
      throw Failure("You are not signed in: the e-mail address or the password is wrong, or the account is closed.")
    }
  }

  /// Opens something and throws a `Failure` with what to say where it is refused.
  func open(_ statement: Statement, _ parameters: [any PostgresEncodable]) async throws {
    let word = try await word(statement, parameters)
    if word != "OPENED" { throw Failure(Self.sentence(word)) }
  }

  /// What a refusal means to who typed the command.
  nonisolated static func sentence(_ word: String?) -> String {
    switch word {
    case "NO_ROLE": "Your role may not do this."
    case "NO_RFA":
      "You have no reason for access to this patient: ask for emergency access in clinic, or be added to the care team."
    case "OWN_RECORD": "This is your own record: nobody opens her own."
    case "BLOCKED": "This record is closed to you at the patient's request."
    case "VIP_REASON": "This is a protected record: give a special reason with --reason."
    case "CLOSED": "This record takes no more entries."
    case "RESTRICTED": "This record may only be read: its processing is restricted."
    case "RATE_LIMIT": "You opened too many charts in a short time: wait, or ask the privacy officer."
    case "INVALID purpose", "INVALID special_reason": "The purpose, or the reason, must have 3 to 200 characters."
    default: "This was refused: \(word ?? "no answer")."
    }
  }

  /// The patient with a record number, through the opened directory.
  func patient(number: String, purpose: String) async throws -> Patient {
    try await open(Self.openDirectory, [purpose])
    let found = try await rows(Self.find, [number]) { row throws(PostgresError) in
      Patient(id: try row.next(), name: try row.next(), birthDate: try row.next())
    }
    guard let patient = found.first else { throw Failure("There is no patient with this record number.") }
    return patient
  }

  func word(_ statement: Statement, _ parameters: [any PostgresEncodable]) async throws -> String? {
    try await rows(statement, parameters) { row throws(PostgresError) in try row.next(String?.self) }.first ?? nil
  }

  /// The first read after an opening may have to be repeated once (40001: its trace was not on disk yet).
  func rows<Value: Sendable>(
    _ statement: Statement, _ parameters: [any PostgresEncodable],
    _ decode: (inout PostgresRowReader) throws(PostgresError) -> Value
  ) async throws -> [Value] {
    for repetition in 0..<2 {
      do throws(PostgresError) {
        return try await connection.query(statement, parameters).decode(decode)
      } catch {
        if error.condition == .serializationFailure, repetition == 0 { continue }
        throw Failure(error.messageForOperators ?? error.description)
      }
    }
    return []
  }
}
