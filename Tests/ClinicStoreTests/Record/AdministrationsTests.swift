import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AdministrationsTests {
  private static let patient = TestPatient.garcia.id

  private func metformin(_ record: RecordRepositories) async throws -> Prescription {
    try #require(try await record.prescriptions.list(Self.patient).first { $0.medication == "metformin" })
  }

  private var now: Instant { ClinicClock.system.now() }

  @Test @UIActor func dueAndGiven() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let (doses, metformin) = (nurse.administrations, try await metformin(nurse))
    let at = now.adding(seconds: 600)
    let form = key()
    let due = try saved(try await doses.schedule(form, metformin.id, at))
    #expect(try await doses.schedule(form, metformin.id, at) == .saved(due))
    #expect(objection(try await doses.schedule(key(), metformin.id, at)) == .duplicate)
    let scheduled = try #require(try await doses.due(Self.patient).first)
    #expect(scheduled.id == due && scheduled.status == .scheduled && scheduled.scheduledAt == at)
    #expect(scheduled.doseAmount == DecimalNumber(850) && scheduled.doseUnit == "mg" && !scheduled.needsSecondCheck)
    let given = try saved(
      try await doses.record(key(), metformin.id, due, .given(at: now, dose: DecimalNumber(850)), nil))
    #expect(given.isCounted && given.version == RecordVersion(id: due, version: 2))
    #expect(try await doses.due(Self.patient).isEmpty)
    let done = try #require(try await doses.since(Self.patient, now.adding(seconds: -3600)).first)
    #expect(done.status == .given && done.givenBy == "Alba Reina" && done.prescription == metformin.id)
    let again = await failure { _ = try await doses.record(key(), metformin.id, due, .refused, "feels sick") }
    #expect(again == .changedMeanwhile)
  }

  @Test @UIActor func whatNeedsAReason() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let (doses, metformin) = (nurse.administrations, try await metformin(nurse))
    let full = DecimalNumber(850)
    _ = try saved(try await doses.record(key(), metformin.id, nil, .given(at: now, dose: full), nil))
    #expect(objection(try await doses.record(key(), metformin.id, nil, .given(at: now, dose: full), nil)) == .alreadyGiven)
    let half = MedicationAdministrations.Outcome.given(at: now.adding(seconds: -7200), dose: DecimalNumber(425))
    #expect(objection(try await doses.record(key(), metformin.id, nil, half, nil)) == .reasonNeeded)
    #expect(objection(try await doses.record(key(), metformin.id, nil, .omitted, nil)) == .reasonNeeded)
    let omitted = try saved(try await doses.record(key(), metformin.id, nil, .omitted, "fasting"))
    let refused = try saved(try await doses.correct(key(), omitted.version, .refused, "she said no"))
    #expect(refused.version.version == 2)
    #expect(await failure { _ = try await doses.correct(key(), omitted.version, .refused, "she said no") } == .changedMeanwhile)
    let nothing = try saved(try await doses.correct(key(), refused.version, .notGivenAtAll, "another patient"))
    #expect(objection(try await doses.correct(key(), nothing.version, .refused, "again")) == .wrongState)
    let future = MedicationAdministrations.Outcome.given(at: now.adding(seconds: 3600), dose: full)
    #expect(await failure { _ = try await doses.record(key(), metformin.id, nil, future, nil) } == .invalid(field: "given_at"))
    _ = try saved(try await nurse.prescriptions.hold(key(), metformin.recordVersion, "vomiting"))
    #expect(objection(try await doses.schedule(key(), metformin.id, now)) == .onHold)
    #expect(objection(try await doses.record(key(), metformin.id, nil, half, "late")) == .onHold)
  }

  @Test @UIActor func aHighAlertMedicineTakesTwo() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let order = PrescriptionOrder(
      medicine: .catalogue(name: "insulin glargine"), doseAmount: DecimalNumber(18), doseUnit: .units, route: .subcutaneous,
      frequencyCode: "OD", startsOn: try await clinic.today())
    let blocking = try await doctor.prescriptions.check(Self.patient, order).filter { $0.severity == .blocking }
    let overrides = Dictionary(blocking.map { ($0.finding, "looked at") }) { first, _ in first }
    guard case .saved(let insulin, _) = try await doctor.prescriptions.prescribe(key(), Self.patient, order, overrides) else {
      Issue.record("not signed")
      return
    }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let doses = nurse.administrations
    let outcome = MedicationAdministrations.Outcome.given(at: now, dose: DecimalNumber(18))
    #expect(objection(try await doses.record(key(), insulin, nil, outcome, nil)) == .glucoseNeeded)
    let given = try saved(try await doses.record(key(), insulin, nil, outcome, "meter is broken"))
    #expect(!given.isCounted)
    #expect(try await doses.due(Self.patient).map(\.status) == [.awaitingCheck])
    #expect(await failure { _ = try await doses.check(key(), given.version, DecimalNumber(18)) } == .refused(.secondPerson))
    #expect(objection(try await doctor.administrations.check(key(), given.version, DecimalNumber(81))) == .wrongValue)
    let checked = try saved(try await doctor.administrations.check(key(), given.version, DecimalNumber(18)))
    #expect(objection(try await doctor.administrations.check(key(), checked, DecimalNumber(18))) == .notNeeded)
    #expect(try await doses.since(Self.patient, now.adding(seconds: -600)).first?.checkedBy == "Dr Osei")
  }
}
