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

  /// The day at the clinic.
  func today() async throws -> CalendarDate {
    let text = try #require(try await sql("select access.local_today()").value)
    return try CalendarDate.parse(text).get()
  }
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
