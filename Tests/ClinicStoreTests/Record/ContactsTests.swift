import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct ContactsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func contacts() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, nurse) = try await clinic.reading(.nurseA)
    var content = PatientContact.Content(
      kind: .nextOfKin, relationship: .partner, priority: 2, name: "Jon Arana", email: "jon@example.org")
    let form = key()
    let first = try await nurse.contacts.add(form, Self.patient, content)
    #expect(try await nurse.contacts.add(form, Self.patient, content) == first)
    content.priority = 1
    let second = try await nurse.contacts.change(key(), Self.patient, first, content)
    #expect(try await nurse.contacts.list(Self.patient) == [PatientContact(version: second, content: content)])
    let stale = await failure { [content] in _ = try await nurse.contacts.change(key(), Self.patient, first, content) }
    #expect(stale == .changedMeanwhile)
    // Who has the chart open needs no directory.
    let openings = "select count(*) from audit_logs.events where action = 'OPEN_DIRECTORY'"
    #expect(try await clinic.sql(openings).value == "0")
    let before = store.asked
    _ = try await nurse.contacts.list(Self.patient)
    #expect(store.asked.statements - before.statements == 1)
    content.email = nil
    let unreachable = await failure { [content] in _ = try await nurse.contacts.add(key(), Self.patient, content) }
    #expect(unreachable == .invalid(field: "phone"))
    #expect(await failure { try await nurse.contacts.end(Self.patient, second, "") } == .invalid(field: "reason"))
    try await nurse.contacts.end(Self.patient, second, "separated")
    #expect(try await nurse.contacts.list(Self.patient).isEmpty)
    #expect(await failure { try await nurse.contacts.end(Self.patient, second, "separated") } == .changedMeanwhile)
  }

  @Test @UIActor func identifiers() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let identifiers = store.repositories.record.identifiers
    let content = PatientIdentifier.Content(kind: .nationalUnique, system: "urn:dni", value: "12345678Z", assigner: "DGP")
    let form = key()
    // The desk asks for the directory, once.
    let id = try saved(try await identifiers.record(form, Self.patient, content))
    #expect(try await clinic.sql("select count(*) from audit_logs.events where action = 'OPEN_DIRECTORY'").value == "1")
    #expect(try await identifiers.record(form, Self.patient, content) == .saved(id))
    #expect(try await identifiers.list(Self.patient) == [PatientIdentifier(id: id, content: content)])
    #expect(objection(try await identifiers.record(key(), TestPatient.lopez.id, content)) == .duplicate)
    var own = content
    own.kind = .medicalRecord
    let (_, nurse) = try await clinic.reading(.nurseA)
    let refused = await failure { [own] in _ = try await nurse.identifiers.record(key(), Self.patient, own) }
    #expect(refused == .refused(.noRole))
    try await identifiers.end(Self.patient, id, "typed wrong")
    #expect(await failure { try await identifiers.end(Self.patient, id, "typed wrong") } == .changedMeanwhile)
    #expect(try await identifiers.list(Self.patient).isEmpty)
  }
}
