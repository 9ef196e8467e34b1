import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct StaffAccountsTests {
  @Test @UIActor func createdSuspendedReadmitted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).accounts
    let id = try await admin.create("new@clinic.example", "Nora Vega", .nurse, "a long password")
    #expect(try await clinic.sql("select display_name from access.users where user_id = '\(id)'").value == "Nora Vega")
    let taken = await failure { _ = try await admin.create("new@clinic.example", "Nora Vega", .nurse, "a long password") }
    #expect(taken == .changedMeanwhile)
    #expect(await failure { _ = try await admin.create("x@clinic.example", "X", .nurse, "short") } == .invalid(field: "password"))
    try await admin.setStatus(id, .suspended)
    #expect(try await clinic.sql("select status from access.users where user_id = '\(id)'").value == "SUSPENDED")
    try await admin.setStatus(id, .active)
    let own = try #require(UniqueID(TestPerson.admin.userID).map { UserID($0) })
    #expect(await failure { try await admin.setStatus(own, .suspended) } == .refused(.secondPerson))
    #expect(await failure { try await admin.setStatus(UserID(.random()), .suspended) } == .invalid(field: "user"))
    let nurse = try await clinic.record(.nurseA).accounts
    #expect(await failure { try await nurse.setStatus(id, .suspended) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.create("y@clinic.example", "Y", .nurse, "a long password") } == .refused(.noRole))
  }

  @Test @UIActor func whatNobodyProvides() async throws {
    let record = RecordRepositories()
    #expect(await failure { _ = try await record.charts.read(TestPatient.garcia.id) } == .unavailable)
    #expect(await failure { try await record.accounts.setStatus(UserID(.random()), .active) } == .unavailable)
  }
}
