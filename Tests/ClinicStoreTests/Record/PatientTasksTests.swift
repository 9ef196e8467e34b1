import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PatientTasksTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func handedOverTakenDone() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let store = try await clinic.signedIn(.nurseB)
    let other = store.repositories.record
    let colleagues = try await nurse.tasks.colleagues()
    #expect(colleagues.map(\.name) == ["Alba Reina", "Berta Soler", "Dr Amato", "Dr Lindqvist", "Dr Osei"])
    let named = try #require(colleagues.first { $0.name == "Berta Soler" })
    #expect(named.id == TestPerson.nurseB.id && named.role == .nurse)
    let form = key()
    let id = try await nurse.tasks.handOver(form, Self.patient, named.id, "potassium at six", 4)
    #expect(try await nurse.tasks.handOver(form, Self.patient, named.id, "potassium at six", 4) == id)
    let before = store.asked
    let task = try #require(try await other.tasks.mine().first)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(task.id == id && task.isMineToDo && task.patient == Self.patient && task.what == "potassium at six")
    #expect(task.patientName == "García Núñez, María José" && task.bed == "A1" && task.ward == "A")
    #expect(task.from == "Alba Reina" && task.to == "Berta Soler" && task.takenAt == nil)
    #expect(task.endsAt.seconds(since: task.handedAt) == 4 * 3600)
    #expect(await failure { _ = try await other.tasks.close(id, .done, nil) } == .invalid(field: "outcome"))
    #expect(
      await failure { _ = try await store.repositories.charts.open(Self.patient, .treatment, nil) }
        == .refused(.noReasonForAccess))
    try await other.tasks.take(id)
    _ = try await store.repositories.charts.open(Self.patient, .treatment, nil)
    #expect(try await nurse.tasks.mine().first?.takenAt != nil)
    #expect(try await nurse.tasks.close(id, .done, nil) == .notAuthor)
    #expect(try await other.tasks.close(id, .done, "4.1") == .saved)
    #expect(await failure { _ = try await other.tasks.close(id, .done, nil) } == .refused(.expired))
    for tasks in [other.tasks, nurse.tasks] { #expect(try await tasks.mine().isEmpty) }
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    func hand(_ record: RecordRepositories, _ to: TestPerson, hours: Int = 4) async -> RepositoryError? {
      await failure { _ = try await record.tasks.handOver(key(), Self.patient, to.id, "potassium at six", hours) }
    }
    #expect(await hand(nurse, .nurseA) == .invalid(field: "to"))
    #expect(await hand(nurse, .reception) == .invalid(field: "to"))
    #expect(await hand(nurse, .nurseB, hours: 25) == .invalid(field: "hours"))
    let reception = try await clinic.record(.reception)
    #expect(await hand(reception, .nurseB) == .refused(.noRole))
    // Whom a patient does not want is told at the desk: the reception names colleagues too.
    #expect(try await !reception.tasks.colleagues().isEmpty)
    #expect(await failure { _ = try await reception.tasks.mine() } == .refused(.noRole))
    let closed = try await clinic.record(.doctor1)
    #expect(await hand(closed, .nurseB) == .refused(.expired))
    let id = try await nurse.tasks.handOver(key(), Self.patient, TestPerson.nurseB.id, "potassium at six", 4)
    #expect(await failure { try await closed.tasks.take(id) } == .refused(.expired))
    #expect(try await nurse.tasks.close(id, .withdrawn, "did it myself") == .saved)
    let other = try await clinic.record(.nurseB)
    #expect(await failure { try await other.tasks.take(id) } == .refused(.expired))
  }
}
