import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct MedicalHistoriesTests {
  private static let patient = TestPatient.garcia.id
  private static let content = MedicalHistory.Content(
    kind: .problem, title: "Diabetes mellitus", status: .active, verification: .confirmed, icd10: "E11.9")

  @Test @UIActor func fromTheFirstVersionToTheLast() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, doctor) = try await clinic.reading(.doctor1)
    let histories = doctor.histories
    #expect(try await histories.list(Self.patient).isEmpty)
    var content = Self.content
    content.onset = MedicalHistory.Onset(on: try CalendarDate(2015, 1, 1), precision: .year)
    let form = key()
    let first = try await histories.record(form, Self.patient, content)
    #expect(first.version == 1)
    #expect(try await histories.record(form, Self.patient, content) == first)
    let before = store.asked
    let listed = try await histories.list(Self.patient)
    #expect(store.asked.flights - before.flights == 1)
    #expect(listed.map(\.version) == [first] && listed[0].content == content)

    content.status = .resolved
    content.resolvedOn = try CalendarDate(2025, 5, 5)
    let second = try await histories.correct(key(), Self.patient, first, content, "remission")
    #expect(second == RecordVersion(id: first.id, version: 2))
    #expect(try await histories.list(Self.patient).map(\.content) == [content])
    let stale = await failure { [content] in _ = try await histories.correct(key(), Self.patient, first, content, "again") }
    #expect(stale == .changedMeanwhile)
    content.status = .enteredInError
    _ = try await histories.correct(key(), Self.patient, second, content, "another patient's")
    #expect(try await histories.list(Self.patient).isEmpty)
  }

  @Test @UIActor func notesByNurses() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let history = try await doctor.histories.record(key(), Self.patient, Self.content).id
    let (_, nurse) = try await clinic.reading(.nurseA)
    try await nurse.histories.addNote(key(), Self.patient, history, "Asks for the dietician")
    let note = try #require(try await nurse.histories.notes(Self.patient).first)
    #expect(note.history == history && note.text == "Asks for the dietician" && note.recordedBy == "Alba Reina")
    #expect(await failure { try await nurse.histories.addNote(key(), Self.patient, history, " ") } == .invalid(field: "text"))
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    var wrong = Self.content
    wrong.icd10 = "diabetes"
    let refusal = await failure { [wrong] in _ = try await doctor.histories.record(key(), Self.patient, wrong) }
    #expect(refusal == .invalid(field: "icd10"))
    let form = key()
    _ = try await doctor.histories.record(form, Self.patient, Self.content)
    wrong.icd10 = nil
    let reused = await failure { [wrong] in _ = try await doctor.histories.record(form, Self.patient, wrong) }
    #expect(reused == .keyReused)
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(await failure { _ = try await nurse.histories.record(key(), Self.patient, Self.content) } == .refused(.noRole))
    let closed = try await clinic.record(.doctor1).histories
    #expect(await failure { _ = try await closed.record(key(), Self.patient, Self.content) } == .refused(.expired))
    #expect(await failure { _ = try await closed.list(Self.patient) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await closed.notes(Self.patient) } == .refused(.noReasonForAccess))
    try await clinic.sql("update medical_data.patients set status = 'DECEASED', deceased_on = current_date")
    #expect(await failure { _ = try await doctor.histories.record(key(), Self.patient, Self.content) } == .refused(.closed))
  }
}
