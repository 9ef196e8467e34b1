import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct CareTeamsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func membersComeAndGo() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, doctor) = try await clinic.reading(.doctor1)
    try await doctor.careTeams.add(Self.patient, TestPerson.doctor3.id, "covers the night")
    let before = store.asked.flights
    let team = try await doctor.careTeams.members(Self.patient)
    #expect(store.asked.flights - before == 1)
    #expect(team.map(\.name) == ["Dr Amato", "Dr Osei"] && team[0].role == .clinician && team[0].endsAt == nil)
    let (_, colleague) = try await clinic.reading(.doctor3)
    #expect(try await colleague.careTeams.members(Self.patient).count == 2)
    try await doctor.careTeams.remove(Self.patient, TestPerson.doctor3.id, "the night is over")
    #expect(try await doctor.careTeams.members(Self.patient).map(\.name) == ["Dr Osei"])
    #expect(await failure { _ = try await colleague.careTeams.members(Self.patient) } == .refused(.noReasonForAccess))
    let admin = try await clinic.record(.admin).careTeams
    let number = try await clinic.recordNumber(.garcia)
    try await admin.addByNumber(number, TestPerson.nurseB.id, "her named nurse")
    #expect(try await doctor.careTeams.members(Self.patient).map(\.name) == ["Berta Soler", "Dr Osei"])
    try await admin.removeByNumber(number, TestPerson.nurseB.id, "left the ward")
    #expect(try await doctor.careTeams.members(Self.patient).map(\.name) == ["Dr Osei"])
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let (_, nurse) = try await clinic.reading(.nurseA)
    func add(_ record: RecordRepositories, _ user: TestPerson, _ reason: String = "covers the night") async -> RepositoryError? {
      await failure { try await record.careTeams.add(Self.patient, user.id, reason) }
    }
    #expect(await add(doctor, .doctor1) == .refused(.secondPerson))
    #expect(await add(doctor, .reception) == .invalid(field: "user"))
    #expect(await add(doctor, .doctor3, " ") == .invalid(field: "reason"))
    #expect(await add(nurse, .doctor3) == .refused(.noRole))
    #expect(await add(try await clinic.record(.reception), .doctor3) == .refused(.noRole))
    let admin = try await clinic.record(.admin)
    #expect(await add(admin, .doctor3) == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await admin.careTeams.members(Self.patient) } == .refused(.noReasonForAccess))
    let number = try await clinic.recordNumber(.garcia)
    #expect(
      await failure { try await doctor.careTeams.addByNumber(number, TestPerson.doctor3.id, "covers") }
        == .refused(.noReasonForAccess))
  }
}
