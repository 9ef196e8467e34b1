import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct ConsultationNotesTests {
  private static let patient = TestPatient.garcia.id

  private static func note(_ text: String, kind: ConsultationNote.Kind = .consultation) -> ConsultationNote.Content {
    ConsultationNote.Content(kind: kind, text: text)
  }

  @Test @UIActor func writingSigningAndAmending() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let notes = doctor.notes
    let form = key()
    let first = try saved(try await notes.write(form, Self.patient, Self.note("Thirst"), false))
    #expect(try await notes.write(form, Self.patient, Self.note("Thirst"), false) == .saved(first))
    let second = try saved(try await notes.rewrite(key(), Self.patient, first, Self.note("Thirst, weight loss"), true))
    #expect(second == RecordVersion(id: first.id, version: 2))
    let living = try #require(try await notes.list(Self.patient, false).first)
    #expect(living.version == second && living.content.text == "Thirst, weight loss" && living.signedAt != nil)
    #expect(living.authorName == "Dr Osei" && living.supersededAt == nil)
    let versions = try await notes.list(Self.patient, true)
    #expect(versions.map(\.content.text) == ["Thirst, weight loss", "Thirst"] && versions[1].supersededAt != nil)
    #expect(objection(try await notes.rewrite(key(), Self.patient, second, Self.note("Nothing"), true)) == .signed)
    var addendum = Self.note("Glucose 18 mmol/L", kind: .addendum)
    addendum.amends = first.id
    let added = try saved(try await notes.write(key(), Self.patient, addendum, true))
    #expect(try await notes.list(Self.patient, false).first { $0.version == added }?.content == addendum)
  }

  @Test @UIActor func onlyTheAuthorContinues() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let note = try saved(try await nurse.notes.write(key(), Self.patient, Self.note("Slept badly", kind: .nursing), false))
    let (_, doctor) = try await clinic.reading(.doctor1)
    var addendum = Self.note("Why?", kind: .addendum)
    addendum.amends = note.id
    #expect(objection(try await doctor.notes.write(key(), Self.patient, addendum, true)) == .notAuthor)
    #expect(
      await failure { _ = try await doctor.notes.write(key(), Self.patient, Self.note("x", kind: .nursing), true) }
        == .refused(.noRole))
    #expect(
      await failure { _ = try await nurse.notes.write(key(), Self.patient, Self.note(" ", kind: .nursing), true) }
        == .invalid(field: "text"))
    let stale = await failure {
      _ = try await nurse.notes.rewrite(key(), Self.patient, note.stale, Self.note("x", kind: .nursing), true)
    }
    #expect(stale == .changedMeanwhile)
    let closed = try await clinic.record(.nurseA).notes
    #expect(await failure { _ = try await closed.list(Self.patient, false) } == .refused(.noReasonForAccess))
  }
}
