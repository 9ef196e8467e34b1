import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct TreatmentsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func recordedFollowedUpEnded() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let metformin = try #require(try await doctor.prescriptions.list(Self.patient).first { $0.medication == "metformin" })
    var content = Treatment.Content(
      startsOn: try CalendarDate(2026, 1, 5), medication: "metformin", dosage: "850 mg", frequency: "twice a day",
      durationDays: 90,
      prescription: metformin.id, hormonalConsiderations: "perimenopause", isModelOptimised: true,
      predictedEffectiveness: DecimalNumber("3.5"))
    let form = key()
    let id = try await doctor.treatments.record(form, Self.patient, .medicineHistory, content)
    #expect(try await doctor.treatments.record(form, Self.patient, .medicineHistory, content) == id)
    let stored = try #require(try await doctor.treatments.list(Self.patient).first)
    #expect(
      stored.content == content && stored.kind == .medicineHistory && stored.prescriber == "Dr Osei"
        && stored.version.version == 1)
    content.effectiveness = 4
    content.sideEffects = "nausea"
    let second = try await doctor.treatments.revise(key(), stored.version, content, "follow-up")
    content.sideEffects = nil
    content.hasEnded = true
    content.endsOn = try CalendarDate(2026, 4, 5)
    let third = try await doctor.treatments.revise(key(), second, content, "end")
    let ended = try #require(try await doctor.treatments.list(Self.patient).first)
    #expect(ended.content == content && ended.status == .ended && ended.version == third)
    let stale = await failure { [content] in _ = try await doctor.treatments.revise(key(), second, content, "late") }
    #expect(stale == .changedMeanwhile)
    #expect(try await doctor.treatments.void(key(), third, "another patient's").version == 4)
    #expect(try await doctor.treatments.list(Self.patient).isEmpty)
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let wrong = Treatment.Content(startsOn: try CalendarDate(2026, 1, 5), effectiveness: 9)
    #expect(
      await failure { _ = try await doctor.treatments.record(key(), Self.patient, .diet, wrong) }
        == .invalid(field: "effectiveness"))
    let nameless = Treatment.Content(startsOn: try CalendarDate(2026, 1, 5))
    let refusal = await failure { _ = try await doctor.treatments.record(key(), Self.patient, .medicineHistory, nameless) }
    #expect(refusal == .invalid(field: "medication"))
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(await failure { _ = try await nurse.treatments.record(key(), Self.patient, .diet, nameless) } == .refused(.noRole))
  }
}
