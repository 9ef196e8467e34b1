import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct BiomarkersTests {
  private static let patient = TestPatient.garcia.id

  private func glucose(_ value: Int, _ context: MeasurementContext = MeasurementContext()) -> BiomarkerMeasurement {
    BiomarkerMeasurement(
      value: DecimalNumber(value), unit: "mg/dL", measuredAt: ClinicClock.system.now().adding(seconds: -60), context: context)
  }

  @Test @UIActor func recordedCorrectedAndWithdrawn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, nurse) = try await clinic.reading(.nurseA)
    let context = MeasurementContext(
      method: "strip", device: "meter 12", quality: .suspect, hormonal: .luteal, meal: .fasting, medication: .beforeDose,
      activity: .rest, stress: .mild, notes: "cold hands")
    let (form, sent) = (key(), glucose(220, context))
    let answer = try await nurse.biomarkers.record(form, Self.patient, "GLUCOSE_CAPILLARY", .pointOfCare, sent, false)
    let first = try saved(answer)
    #expect(first.version.version == 1 && first.flag == .high && !first.needsSecondCheck)
    #expect(try await nurse.biomarkers.record(form, Self.patient, "GLUCOSE_CAPILLARY", .pointOfCare, sent, false) == answer)
    var next = sent
    next.value = DecimalNumber(202)
    next.context.notes = nil
    let second = try saved(try await nurse.biomarkers.correct(key(), first.version, next, "mistyped", false))
    #expect(second == Biomarkers.Corrected(version: RecordVersion(id: first.version.id, version: 2), flag: .high))
    let before = store.asked.flights
    let versions = try await nurse.biomarkers.versions(Self.patient, first.version.id)
    #expect(store.asked.flights - before == 1)
    #expect(versions.map(\.version.version) == [2, 1] && versions.map(\.isLiving) == [true, false])
    #expect(versions[1].measurement.context == context && versions[0].measurement.context == next.context)
    #expect(versions[0].measurement.value == next.value && versions[0].measurement.reference?.high == DecimalNumber(180))
    #expect(versions[0].reason == "mistyped" && versions[0].recordedBy == "Alba Reina" && versions[0].type == "GLUCOSE_CAPILLARY")
    let stale = await failure { [next] in _ = try await nurse.biomarkers.correct(key(), first.version, next, "again", false) }
    #expect(stale == .changedMeanwhile)
    #expect(await failure { _ = try await nurse.biomarkers.void(key(), second.version, " ") } == .invalid(field: "reason"))
    #expect(try await nurse.biomarkers.void(key(), second.version, "wrong patient").version == 3)
    let last = try #require(try await nurse.biomarkers.versions(Self.patient, first.version.id).first)
    #expect(last.isEnteredInError && !last.isLiving && last.reason == "wrong patient")
  }

  @Test @UIActor func criticalValuesAreReadBackAndCopiedOnesCompared() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let (_, doctor) = try await clinic.reading(.doctor1)
    let potassium = BiomarkerMeasurement(
      value: DecimalNumber(7), unit: "mmol/L", measuredAt: ClinicClock.system.now().adding(seconds: -60),
      reference: ReferenceInterval(low: DecimalNumber(3), high: DecimalNumber(4)))
    let form = key()
    let asked = try await nurse.biomarkers.record(form, Self.patient, "POTASSIUM", .laboratory, potassium, false)
    #expect(objection(asked) == .confirm)
    let copied = try saved(try await nurse.biomarkers.record(form, Self.patient, "POTASSIUM", .laboratory, potassium, true))
    #expect(copied.flag == .criticalHigh && copied.needsSecondCheck)
    let waiting = try #require(try await doctor.biomarkers.unconfirmed(Self.patient).first)
    #expect(waiting.version == copied.version && waiting.awaitsSecondCheck && waiting.awaitsReadBack && waiting.isConfirmed)
    #expect(waiting.measurement.reference == potassium.reference)
    #expect(
      await failure { _ = try await nurse.biomarkers.secondCheck(key(), copied.version, DecimalNumber(7)) }
        == .refused(.secondPerson))
    #expect(try await doctor.biomarkers.secondCheck(key(), copied.version, DecimalNumber(6)) == .wrongValue)
    #expect(try await doctor.biomarkers.secondCheck(key(), copied.version, DecimalNumber(7)) == .saved)
    #expect(try await doctor.biomarkers.secondCheck(key(), copied.version, DecimalNumber(7)) == .done)
    let readBack = { (value: Int) in
      try await nurse.biomarkers.readBack(key(), copied.version, DecimalNumber(value), "calcium given", "Dr Osei")
    }
    #expect(try await readBack(6) == .wrongValue)
    #expect(try await readBack(7) == .saved)
    #expect(try await readBack(7) == .done)
    #expect(try await doctor.biomarkers.unconfirmed(Self.patient).isEmpty)
    let confirmed = try #require(try await doctor.biomarkers.versions(Self.patient, copied.version.id).first)
    #expect(confirmed.confirmations.map(\.kind) == [.criticalReadBack, .secondCheck] && !confirmed.awaitsReadBack)
    #expect(confirmed.confirmations.first?.toldTo == "Dr Osei" && confirmed.confirmations.last?.recordedBy == "Dr Osei")
    let own = try saved(try await doctor.biomarkers.record(key(), Self.patient, "GLUCOSE_CAPILLARY", .pointOfCare, glucose(120), false))
    #expect(try await nurse.biomarkers.secondCheck(key(), own.version, DecimalNumber(120)) == .notNeeded)
    #expect(try await nurse.biomarkers.readBack(key(), own.version, DecimalNumber(120), "nothing", nil) == .notCritical)
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let (_, doctor) = try await clinic.reading(.doctor1)
    func record(_ record: RecordRepositories, _ type: String, _ sent: BiomarkerMeasurement) async -> RepositoryError? {
      await failure { _ = try await record.biomarkers.record(key(), Self.patient, type, .pointOfCare, sent, false) }
    }
    var wrong = glucose(120)
    wrong.unit = "mmol/L"
    #expect(await record(nurse, "GLUCOSE_CAPILLARY", wrong) == .invalid(field: "unit"))
    #expect(await record(nurse, "SUGAR", glucose(120)) == .invalid(field: "type"))
    wrong = glucose(120)
    wrong.reference = ReferenceInterval(low: DecimalNumber(60), high: nil)
    #expect(await record(nurse, "GLUCOSE_CAPILLARY", wrong) == .invalid(field: "source"))
    var potassium = glucose(5)
    potassium.unit = "mmol/L"
    #expect(await record(nurse, "POTASSIUM", potassium) == .refused(.noRole))
    let others = try saved(
      try await doctor.biomarkers.record(key(), Self.patient, "GLUCOSE_CAPILLARY", .pointOfCare, glucose(120), false))
    #expect(
      await failure { _ = try await nurse.biomarkers.correct(key(), others.version, glucose(121), "mine now", false) }
        == .refused(.noRole))
    #expect(await failure { _ = try await nurse.biomarkers.void(key(), others.version, "mine now") } == .refused(.noRole))
    let low = try await doctor.biomarkers.correct(key(), others.version, glucose(30), "mistyped", false)
    #expect(objection(low) == .confirm)
    let closed = try await clinic.record(.nurseA)
    #expect(await record(closed, "GLUCOSE_CAPILLARY", glucose(120)) == .refused(.expired))
    #expect(await failure { _ = try await closed.biomarkers.unconfirmed(Self.patient) } == .refused(.noReasonForAccess))
    let reception = try await clinic.record(.reception)
    #expect(await record(reception, "GLUCOSE_CAPILLARY", glucose(120)) == .refused(.noRole))
    #expect(
      await failure { _ = try await reception.biomarkers.versions(Self.patient, others.version.id) } == .refused(.noReasonForAccess))
  }

  @Test @UIActor func aClinicianSetsTheScaleOfOxygenSaturation() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let (store, doctor) = try await clinic.reading(.doctor1)
    #expect(try await nurse.oxygenScales.decisions(Self.patient).isEmpty)
    #expect(await failure { try await nurse.oxygenScales.set(Self.patient, .two, "COPD") } == .refused(.noRole))
    #expect(await failure { try await doctor.oxygenScales.set(Self.patient, .two, " ") } == .invalid(field: "reason"))
    try await doctor.oxygenScales.set(Self.patient, .two, "COPD, target 88 to 92 %")
    try await doctor.oxygenScales.set(Self.patient, .one, "target lifted")
    try await doctor.oxygenScales.set(Self.patient, .two, "hypercapnia again")
    let decisions = try await nurse.oxygenScales.decisions(Self.patient)
    #expect(decisions.map(\.scale) == [.two, .one, .two] && decisions.map(\.setBy) == ["Dr Osei", "Dr Osei", "Dr Osei"])
    #expect(decisions.first?.reason == "hypercapnia again")
    #expect(try await store.repositories.vitalSigns.read(Self.patient).scale == .two)
    let closed = try await clinic.record(.doctor1)
    #expect(await failure { try await closed.oxygenScales.set(Self.patient, .two, "COPD") } == .refused(.expired))
    #expect(await failure { _ = try await closed.oxygenScales.decisions(Self.patient) } == .refused(.noReasonForAccess))
  }
}
