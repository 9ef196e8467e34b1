import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PrescriptionsTests {
  private static let patient = TestPatient.garcia.id
  /// The reason for the check that cannot run: nobody knows whether she is pregnant.
  private static let certain = ["PREGNANCY linagliptin": "contraception is certain"]

  private func order(_ clinic: Clinic, _ name: String = "linagliptin", days: Int? = 30) async throws -> PrescriptionOrder {
    let today = try await clinic.today()
    return PrescriptionOrder(
      medicine: .catalogue(name: name), doseAmount: DecimalNumber(5), doseUnit: .milligrams, route: .oral, frequencyCode: "OD",
      startsOn: today, endsOn: days.map { today.adding(days: $0) }, indication: "type 2 diabetes")
  }

  /// García's kidneys are known: an eGFR of 80.
  private func measured() async throws -> Clinic {
    let clinic = try await Clinic()
    try await clinic.sql(
      """
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(Self.patient)', t.type_id, clock_timestamp() - interval '2 days', 80, u.user_id, u.display_name
        from medical_data.biomarker_types t, access.users u where t.code = 'EGFR' and u.email = '\(TestPerson.doctor1.email)'
      """)
    return clinic
  }

  @Test @UIActor func checkedThenSigned() async throws {
    let clinic = try await measured()
    defer { clinic.close() }
    let (store, doctor) = try await clinic.reading(.doctor1)
    let order = try await order(clinic)
    let before = store.asked
    let findings = try await doctor.prescriptions.check(Self.patient, order)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 1))
    #expect(Set(findings.map(\.check)) == Set(PrescriptionFinding.Check.allCases))
    let blocking = findings.filter { $0.severity == .blocking }
    #expect(blocking.map(\.finding) == ["PREGNANCY linagliptin"] && blocking[0].outcome == .notRun)
    #expect(findings.filter { $0.outcome == .pass }.allSatisfy { $0.severity == nil && $0.dataVersion != nil })
    let unsigned = try await doctor.prescriptions.prescribe(key(), Self.patient, order, [:])
    guard case .findings(let again) = unsigned else {
      Issue.record("\(unsigned)")
      return
    }
    #expect(Set(again) == Set(findings))
    let form = key()
    let signed = try await doctor.prescriptions.prescribe(form, Self.patient, order, Self.certain)
    guard case .saved(let id, let kept) = signed else {
      Issue.record("\(signed)")
      return
    }
    #expect(try await doctor.prescriptions.prescribe(form, Self.patient, order, Self.certain) == signed)
    #expect(kept.first { $0.check == .pregnancy }?.overrideReason == "contraception is certain")
    let stored = try #require(try await doctor.prescriptions.list(Self.patient).first { $0.id == id })
    #expect(stored.medication == "linagliptin" && stored.version == 1 && stored.frequency == "once a day")
    let reasons = try await doctor.prescriptions.findings(Self.patient, id)
    #expect(reasons.count == 6 && reasons[0].overrideReason == "contraception is certain")
    let tomorrow = try await clinic.today().adding(days: 1)
    var renewal = try #require(try await doctor.prescriptions.renewal(Self.patient, id, tomorrow))
    #expect(renewal.startsOn == tomorrow && renewal.endsOn == nil && renewal.medicine == order.medicine)
    renewal.startsOn = order.startsOn
    renewal.endsOn = order.endsOn
    #expect(renewal == order)
    let version = RecordVersion(id: id, version: 1)
    guard case .findings(let anew) = try await doctor.prescriptions.renew(key(), version, tomorrow, nil, [:]) else {
      Issue.record("renewed without a word about pregnancy")
      return
    }
    #expect(anew.contains { $0.check == .pregnancy && $0.severity == .blocking })
    let blockers = anew.filter { $0.severity == .blocking }.map { ($0.finding, "looked at again today") }
    let lookedAt = Dictionary(blockers) { first, _ in first }
    let renewing = key()
    let renewed = try await doctor.prescriptions.renew(renewing, version, tomorrow, nil, lookedAt)
    guard case .saved(let next, _) = renewed else {
      Issue.record("\(renewed)")
      return
    }
    #expect(next != id)
    #expect(try await doctor.prescriptions.renew(renewing, version, tomorrow, nil, lookedAt) == renewed)
    #expect(try await doctor.prescriptions.renew(key(), version, tomorrow, nil, lookedAt) == .renewedAlready)
    // What was ordered in free words is not ordered again unseen.
    let old = try #require(try await doctor.prescriptions.list(Self.patient).first { $0.medication == "ibuprofen" })
    #expect(try await doctor.prescriptions.renewal(Self.patient, old.id, tomorrow) == nil)
  }

  @Test @UIActor func heldResumedStoppedVoided() async throws {
    let clinic = try await measured()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    guard
      case .saved(let id, _) = try await doctor.prescriptions.prescribe(
        key(), Self.patient, try await order(clinic), Self.certain)
    else {
      Issue.record("not signed")
      return
    }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let first = RecordVersion(id: id, version: 1)
    let form = key()
    let held = try saved(try await nurse.prescriptions.hold(form, first, "vomiting"))
    #expect(try await nurse.prescriptions.hold(form, first, "vomiting") == .saved(held))
    #expect(held.version == 2)
    #expect(await failure { _ = try await doctor.prescriptions.hold(key(), first, "vomiting") } == .changedMeanwhile)
    #expect(objection(try await nurse.prescriptions.hold(key(), held, "vomiting")) == .wrongState)
    #expect(await failure { _ = try await nurse.prescriptions.resume(key(), held, "better", [:]) } == .refused(.noRole))
    let blocked = try await doctor.prescriptions.resume(key(), held, "better", [:])
    guard case .findings(let findings) = blocked else {
      Issue.record("\(blocked)")
      return
    }
    #expect(findings.contains { $0.severity == .blocking })
    let resumed = try await doctor.prescriptions.resume(key(), held, "better", Self.certain)
    #expect(resumed == .saved(RecordVersion(id: id, version: 3)))
    let third = RecordVersion(id: id, version: 3)
    #expect(try await doctor.prescriptions.resume(key(), third, "better", [:]) == .wrongState)
    #expect(objection(try await doctor.prescriptions.stop(key(), third, .completed, "all given")) == .notEnded)
    let stopped = try saved(try await doctor.prescriptions.stop(key(), third, .stopped, "kidneys"))
    #expect(try await doctor.prescriptions.list(Self.patient).first { $0.id == id }?.status == .stopped)
    #expect(await failure { _ = try await doctor.prescriptions.void(key(), stopped, "x") } == .invalid(field: "reason"))
    #expect(try saved(try await doctor.prescriptions.void(key(), stopped, "another patient's")).version == 5)
    #expect(try await doctor.prescriptions.list(Self.patient).first { $0.id == id }?.status == .voided)
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await measured()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    var order = try await order(clinic)
    order.frequencyCode = "SOMETIMES"
    let wrong = await failure { [order] in _ = try await doctor.prescriptions.prescribe(key(), Self.patient, order, [:]) }
    #expect(wrong == .invalid(field: "frequency"))
    order.frequencyCode = "OD"
    let (_, nurse) = try await clinic.reading(.nurseA)
    let refused = await failure { [order] in _ = try await nurse.prescriptions.check(Self.patient, order) }
    #expect(refused == .refused(.noRole))
    // Words are signed with a reason only: nothing could be checked.
    order.medicine = .words("Pink tablets")
    let findings = try await doctor.prescriptions.check(Self.patient, order).filter { $0.severity == .blocking }
    #expect(!findings.isEmpty && findings.allSatisfy { $0.outcome == .notRun })
  }

  @Test @UIActor func catalogues() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let medicines = try await clinic.record(.nurseA).medicines
    let insulin = try #require(try await medicines.medications().first { $0.nameEnglish == "insulin glargine" })
    #expect(insulin.isHighAlert && insulin.doseUnit == .units && !insulin.nameSpanish.isEmpty)
    let daily = try #require(try await medicines.frequencies().first { $0.code == "OD" })
    #expect(daily.dosesPerDay == DecimalNumber(1) && daily.nameEnglish == "once a day")
  }
}
