import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

extension Clinic {
  /// Somebody who has signed in and opened a patient's chart.
  func reading(_ person: TestPerson, _ patient: TestPatient = .garcia) async throws -> (
    store: ClinicStore, record: RecordRepositories
  ) {
    let store = try await signedIn(person)
    _ = try await store.repositories.charts.open(patient.id, .treatment, nil)
    return (store, store.repositories.record)
  }

  /// Somebody who has signed in.
  func record(_ person: TestPerson) async throws -> RecordRepositories { try await signedIn(person).repositories.record }

  /// A second privacy officer, at the ward's terminal.
  func secondOfficer() async throws -> RecordRepositories {
    try await sql(
      """
      insert into access.users (email, display_name, role_code, password_hash)
      select 'privacy_2@clinic.example', 'Flora Vidal', role_code, password_hash from access.users
       where user_id = '\(TestPerson.privacy.userID)';
      insert into access.user_login_roles (user_id, login_role)
      select user_id, '\(TestPerson.terminal)' from access.users where display_name = 'Flora Vidal'
      """)
    let store = try await store(role: TestPerson.terminal)
    let answer = try await store.repositories.sessions.signIn("privacy_2@clinic.example", TestPerson.password)
    guard case .signedIn = answer else { throw RepositoryError.unexpectedAnswer }
    return store.repositories.record
  }

  /// What a statement of the superuser answers as a key.
  func uniqueID(_ statement: String) async throws -> UniqueID {
    try #require(try await sql(statement).value.flatMap { UniqueID($0) })
  }

  func recordNumber(_ patient: TestPatient) async throws -> RecordNumber {
    let statement = "select record_number from medical_data.patients where patient_id = '\(patient.patientID)'"
    return try #require(try await sql(statement).value.flatMap { RecordNumber($0) })
  }

  /// The day at the clinic.
  func today() async throws -> CalendarDate {
    let text = try #require(try await sql("select access.local_today()").value)
    return try CalendarDate.parse(text).get()
  }
}

extension TestPerson {
  var id: UserID { UserID(UniqueID(userID) ?? UniqueID(high: 0, low: 0)) }
}

/// The key of a form.
func key() -> UniqueID { .random() }

/// What was stored; an issue where nothing was.
func saved<Stored, Objection>(_ answer: WriteAnswer<Stored, Objection>) throws -> Stored {
  guard case .saved(let stored) = answer else {
    Issue.record("\(answer)")
    throw RepositoryError.unexpectedAnswer
  }
  return stored
}

/// The word of a function that stored nothing.
func objection<Stored, Objection>(_ answer: WriteAnswer<Stored, Objection>) -> Objection? {
  if case .objected(let objection) = answer { objection } else { nil }
}

extension RecordVersion {
  /// One that is not the living one.
  var stale: RecordVersion { RecordVersion(id: id, version: version + 7) }
}
