@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct SessionTests {
  @Test @UIActor func theSiteBeforeSignIn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.store(.nurseA)
    let site = try await store.repositories.sessions.site()
    #expect(site == Site(name: "Test clinic", environment: .demo, timeZone: "Europe/Madrid", emailDomain: "clinic.example"))
  }

  @Test @UIActor func signingIn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.store(.nurseA)
    let before = store.asked
    let answer = try await store.repositories.sessions.signIn("nurse_a", TestPerson.password)
    guard case .signedIn(let user) = answer else {
      Issue.record("refused")
      return
    }
    #expect(user.id.description == TestPerson.nurseA.userID)
    #expect(user.name == "Alba Reina" && user.email == "nurse_a@clinic.example" && user.role == .nurse)
    #expect(user.wards == ["A"] && user.capabilities == [] && !user.isLocked)
    #expect(user.lockAfterSeconds == 300 && user.signOutAfterSeconds == 900)
    #expect(user.previousSignInAt == nil && user.language == nil && user.theme == nil && user.waitingDrafts == 0)
    #expect(user.sessionEndsAt > ClinicClock.system.now().adding(seconds: 11 * 3600))
    #expect(store.asked.flights - before.flights == 1)
  }

  @Test @UIActor func capabilitiesAndTheLastSignIn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let first = try await clinic.signedIn(.doctor1)
    try await first.repositories.sessions.signOut()
    let store = try await clinic.store(.doctor1)
    guard case .signedIn(let user) = try await store.repositories.sessions.signIn("doctor_1", TestPerson.password) else {
      Issue.record("refused")
      return
    }
    #expect(user.capabilities == [.prescribe, .approveBreakGlass])
    #expect(user.approvesEmergencies)
    #expect(user.previousSignInAt != nil)
  }

  @Test @UIActor func refused() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let sessions = try await clinic.store(.nurseA).repositories.sessions
    #expect(try await sessions.signIn("nurse_a", "wrong") == .refused)
    #expect(try await sessions.signIn("nobody", TestPerson.password) == .refused)
    // Somebody else's account from this personal login.
    #expect(try await sessions.signIn("nurse_b", TestPerson.password) == .refused)
    #expect(await failure { try await sessions.lock() } == .refused(.noSession))
  }

  @Test @UIActor func lockAndUnlock() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let repositories = try await clinic.signedIn(.nurseA).repositories
    try await repositories.sessions.lock()
    #expect(await failure { _ = try await repositories.directory.search("garcia", nil) } == .refused(.locked))
    #expect(await failure { _ = try await repositories.directory.myPatients() } == .refused(.locked))
    #expect(await failure { _ = try await repositories.charts.open(TestPatient.garcia.id, .treatment, nil) } == .refused(.locked))
    #expect(try await repositories.sessions.unlock("wrong") == false)
    #expect(try await repositories.sessions.unlock(TestPerson.password))
    #expect(try await repositories.directory.search("garcia", nil).entries.isEmpty == false)
  }

  @Test @UIActor func signingOut() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let repositories = try await clinic.signedIn(.nurseA).repositories
    try await repositories.sessions.signOut()
    #expect(await failure { _ = try await repositories.directory.wards() } == .refused(.noSession))
    #expect(await failure { _ = try await repositories.sessions.unlock(TestPerson.password) } == .refused(.noSession))
    try await repositories.sessions.signOut()
  }

  @Test @UIActor func preferencesAreKept() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let first = try await clinic.signedIn(.nurseA).repositories.sessions
    try await first.setLanguage(.spanish)
    try await first.setTheme("night-ward")
    #expect(await failure { try await first.setTheme("no theme; at all") } == .invalid(field: "theme"))
    let second = try await clinic.store(.nurseA).repositories.sessions
    guard case .signedIn(let user) = try await second.signIn("nurse_a", TestPerson.password) else {
      Issue.record("refused")
      return
    }
    #expect(user.language == .spanish && user.theme == "night-ward")
  }

  @Test @UIActor func aSuspendedPersonSeesNothingMore() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let repositories = try await clinic.signedIn(.nurseA).repositories
    _ = try await repositories.charts.open(TestPatient.garcia.id, .treatment, nil)
    try await clinic.sql("update access.users set status = 'SUSPENDED' where email = 'nurse_a@clinic.example'")
    #expect(await failure { _ = try await repositories.directory.wards() } == .refused(.noSession))
    #expect(await failure { _ = try await repositories.charts.series(TestPatient.garcia.id, 1, nil) } == .refused(.noSession))
  }
}
