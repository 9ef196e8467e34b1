@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Foundation
import PostgresClient
import Testing

/// Runs the event loop in the background before the first test that needs it.
struct OnLoop: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void) async throws {
    EventLoop.runInBackground()
    try await body()
  }
}

extension Trait where Self == OnLoop {
  static var onLoop: OnLoop { OnLoop() }
}

/// A database of one test, and stores of the people in it, each through a login of its own.
@UIActor
final class Clinic {
  let database: TestDatabase
  private var stores: [ClinicStore] = []

  init() async throws {
    // Building the template waits for the loop: it must not run on it.
    database = try await blocking { try TestDatabase.clone() }
  }

  /// Connected, nobody signed in.
  func store(_ person: TestPerson) async throws -> ClinicStore { try await store(role: person.loginRole) }

  /// The same by the name of a login role.
  func store(role: String) async throws -> ClinicStore {
    let store = ClinicStore(try PostgresConfiguration(database.conninfo(as: role)), pauses: .init(first: 5, longest: 20))
    stores.append(store)
    store.start()
    #expect(await eventually { store.state == .connected })
    return store
  }

  func signedIn(_ person: TestPerson) async throws -> ClinicStore {
    let store = try await store(person)
    let answer = try await store.repositories.sessions.signIn(person.email, TestPerson.password)
    guard case .signedIn = answer else {
      Issue.record("\(person) may not sign in")
      return store
    }
    return store
  }

  /// Does something as superuser, behind everybody's back.
  @discardableResult
  func sql(_ text: String) async throws -> SqlResult {
    // Off the loop: it must not stand still while the server waits for something.
    try await blocking { [database] in try database.session().run(text) }
  }

  func close() {
    for store in stores { store.close() }
  }
}

/// Waits until a condition holds; false after a minute.
@UIActor
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let deadline = EventLoop.now() + 60_000_000_000
  while EventLoop.now() < deadline {
    if try await condition() { return true }
    await EventLoop.shared.sleep(milliseconds: 5)
  }
  return false
}

/// The error a body throws, or nil.
@UIActor
func failure(of body: @UIActor () async throws -> Void) async -> RepositoryError? {
  do {
    try await body()
    return nil
  } catch {
    #expect(error is RepositoryError)
    return error as? RepositoryError
  }
}

extension TestPatient {
  var id: PatientID {
    UniqueID(patientID).map { PatientID($0) } ?? PatientID(UniqueID(high: 0, low: 0))
  }
}

extension CalendarDate {
  init(_ year: Int, _ month: Int, _ day: Int) throws {
    self = try #require(CalendarDate(year: year, month: month, day: day))
  }
}

/// Runs something that blocks on a thread of its own: neither the loop nor the few threads of the tasks must stand still.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
