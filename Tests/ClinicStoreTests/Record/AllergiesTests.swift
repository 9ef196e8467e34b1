import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AllergiesTests {
  private static let patient = TestPatient.lopez.id
  private static let latex = PatientAllergy.Entry(substance: .words("Latex gloves"), severity: .mild, reaction: "rash")

  @Test @UIActor func fourStates() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA, .lopez)
    let allergies = nurse.allergies
    #expect(try await allergies.state(Self.patient) == .noneKnown)
    #expect(try await allergies.review(key(), Self.patient, .notObtainable) == .saved)
    #expect(try await allergies.state(Self.patient) == .notObtainable)
    #expect(try await allergies.review(key(), Self.patient, .hasSome) == .noAllergies)
    let form = key()
    let id = try saved(try await allergies.record(form, Self.patient, Self.latex))
    #expect(try await allergies.record(form, Self.patient, Self.latex) == .saved(id))
    guard case .has(let entries) = try await allergies.state(Self.patient) else {
      Issue.record("no entry")
      return
    }
    #expect(entries.map(\.id) == [id] && entries[0].version.version == 1 && entries[0].code == nil)
    #expect(entries[0].substance == "Latex gloves" && entries[0].reaction == "rash" && entries[0].verification == .unverified)
    #expect(try await allergies.review(key(), Self.patient, .noneKnown) == .hasAllergies)
    #expect(objection(try await allergies.record(key(), Self.patient, Self.latex)) == .duplicate)
    let (_, other) = try await clinic.reading(.nurseB, .schroeder)
    #expect(try await other.allergies.state(TestPatient.schroeder.id) == .notAsked)
  }

  @Test @UIActor func verifyingAndVoiding() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let (garcia, allergies) = (TestPatient.garcia.id, doctor.allergies)
    let code = try #require(try await allergies.catalogue().first { $0.kind == .food }?.code)
    let entry = PatientAllergy.Entry(
      substance: .catalogue(code: code), severity: .severe, kind: .intolerance, verification: .confirmed)
    let id = try saved(try await allergies.record(key(), garcia, entry))
    guard case .has(let entries) = try await allergies.state(garcia), let food = entries.first(where: { $0.id == id }) else {
      Issue.record("not there")
      return
    }
    #expect(entries.count == 2 && food.code == code && food.kind == .intolerance && food.verification == .confirmed)
    let penicillin = try #require(entries.first { $0.id != id }).version
    let confirmed = try await allergies.verify(key(), penicillin, .confirmed, nil)
    #expect(confirmed.version == 2)
    #expect(await failure { _ = try await allergies.verify(key(), penicillin, .confirmed, nil) } == .changedMeanwhile)
    #expect(await failure { _ = try await allergies.verify(key(), confirmed, .refuted, nil) } == .invalid(field: "reason"))
    #expect(try await allergies.verify(key(), confirmed, .refuted, "tolerated amoxicillin").version == 3)
    #expect(try await allergies.void(key(), food.version, "another patient's").version == 2)
    #expect(try await allergies.state(garcia) == .notAsked)
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA, .lopez)
    var sure = Self.latex
    sure.verification = .confirmed
    let refusal = await failure { [sure] in _ = try await nurse.allergies.record(key(), Self.patient, sure) }
    #expect(refusal == .refused(.noRole))
    let wrong = PatientAllergy.Entry(substance: .catalogue(code: "NO_SUCH_THING"), severity: .mild)
    #expect(await failure { _ = try await nurse.allergies.record(key(), Self.patient, wrong) } == .invalid(field: "allergy"))
    let reception = try await clinic.record(.reception).allergies
    #expect(await failure { _ = try await reception.state(Self.patient) } == .refused(.noReasonForAccess))
  }
}
