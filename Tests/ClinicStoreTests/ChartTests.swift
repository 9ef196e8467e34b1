@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct ChartTests {
  @Test @UIActor func aWholeChartInOneFlight() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let before = store.asked
    let chart = try await store.repositories.charts.open(TestPatient.garcia.id, .treatment, nil)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 7))
    #expect(chart.patient.id == TestPatient.garcia.id && chart.patient.name.surname1 == "García")
    #expect(chart.patient.wardName == "Ward A" && chart.patient.bed == "A1" && chart.patient.hasReason)
    #expect(chart.reason == .ward && chart.grantEndsAt == nil)
    #expect(chart.allergies == .has([Allergy(substance: "Penicillin", severity: .severe, reaction: "anaphylaxis")]))
    #expect(chart.latest.map(\.type.code).sorted() == ["GLUCOSE_FASTING_SI", "HBA1C", "POTASSIUM"])
    let potassium = try #require(chart.latest.first { $0.type.code == "POTASSIUM" })
    #expect(potassium.recent.map(\.value) == (6...15).reversed().map { DecimalNumber($0) })
    #expect(potassium.recent.map(\.measuredAt) == potassium.recent.map(\.measuredAt).sorted())
    #expect(potassium.latest.recordedBy == "Dr Osei" && potassium.latest.source == "LABORATORY")
    #expect(potassium.type.unit == "mmol/L" && potassium.type.reference.low != nil)
    #expect(chart.prescriptions.map(\.medication) == ["amoxicillin", "metformin", "ibuprofen"])
    let metformin = chart.prescriptions[1]
    #expect(metformin.doseAmount == DecimalNumber(850) && metformin.doseUnit == "mg" && metformin.endsOn == nil)
    #expect(metformin.status == .active && metformin.prescriber == "Dr Osei")
    #expect(chart.prescriptions[2].status == .completed)
    #expect(abs(chart.readAt.seconds(since: ClinicClock.system.now())) < 60)
    let trace = try await clinic.sql("select count(*) from audit_logs.events where action = 'OPEN_CHART'").value
    #expect(trace == "1")
  }

  @Test @UIActor func theNumberOfAMergedRecordOpensTheChartThatStays() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await clinic.sql("""
      update medical_data.patients set status = 'MERGED', merged_into = '\(TestPatient.garcia.patientID)', ward_id = null, bed = null
       where patient_id = '\(TestPatient.lopez.patientID)'
      """)
    let store = try await clinic.signedIn(.nurseA)
    let chart = try await store.repositories.charts.open(TestPatient.lopez.id, .treatment, nil)
    #expect(chart.patient.id == TestPatient.garcia.id)
    // Those of both numbers.
    #expect(chart.prescriptions.map(\.medication) == ["amoxicillin", "amoxicillin", "metformin", "metformin", "ibuprofen", "ibuprofen"])
    let whole = try await store.repositories.record.charts.open(TestPatient.lopez.id, .treatment, nil)
    #expect(whole.chart.patient.id == TestPatient.garcia.id)
  }

  @Test @UIActor func fourStatesOfAllergies() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA).repositories.charts
    #expect(try await nurse.open(TestPatient.lopez.id, .treatment, nil).allergies == .noneKnown)
    let doctor = try await clinic.signedIn(.doctor1).repositories.charts
    #expect(try await doctor.open(TestPatient.munoz.id, .treatment, nil).allergies == .notObtainable)
    let other = try await clinic.signedIn(.nurseB).repositories.charts
    #expect(try await other.open(TestPatient.schroeder.id, .treatment, nil).allergies == .notAsked)
    // Retiring the last entry is not "none known".
    try await clinic.sql("update medical_data.patient_allergies set superseded_at = now()")
    #expect(try await nurse.open(TestPatient.garcia.id, .treatment, nil).allergies == .notAsked)
  }

  @Test @UIActor func hiddenAndAbsentAnswerAlike() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let charts = try await clinic.signedIn(.nurseA).repositories.charts
    let hidden = await failure { _ = try await charts.open(TestPatient.petrova.id, .treatment, nil) }
    let absent = await failure { _ = try await charts.open(PatientID(.random()), .treatment, nil) }
    #expect(hidden == .refused(.noReasonForAccess) && absent == hidden)
  }

  @Test @UIActor func otherRefusals() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.signedIn(.reception).repositories.charts
    #expect(await failure { _ = try await reception.open(TestPatient.garcia.id, .treatment, nil) } == .refused(.noRole))
    let own = try await clinic.signedIn(.doctor2).repositories.charts
    #expect(await failure { _ = try await own.open(TestPatient.lindqvist.id, .treatment, nil) } == .refused(.ownRecord))
    let nurse = try await clinic.signedIn(.nurseA).repositories.charts
    #expect(await failure { _ = try await nurse.open(TestPatient.hernandez.id, .treatment, nil) } == .refused(.vipReason))
    let chart = try await nurse.open(TestPatient.hernandez.id, .treatment, "Admitted tonight, fever")
    #expect(chart.patient.id == TestPatient.hernandez.id)
    #expect(await failure { _ = try await nurse.open(TestPatient.garcia.id, .treatment, "x") } == .invalid(field: "special_reason"))
  }

  @Test @UIActor func aSeries() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let charts = store.repositories.charts
    let chart = try await charts.open(TestPatient.garcia.id, .treatment, nil)
    let type = try #require(chart.latest.first { $0.type.code == "POTASSIUM" }).type
    let before = store.asked
    let series = try await charts.series(TestPatient.garcia.id, type.id, nil)
    #expect(store.asked.flights - before.flights == 1)
    #expect(series.map(\.value) == (6...15).reversed().map { DecimalNumber($0) })
    // A type without results is an empty series, not a refusal.
    let empty = try #require(
      try await clinic.sql("select max(type_id) from medical_data.biomarker_types").value.flatMap { Int16($0) })
    #expect(try await charts.series(TestPatient.garcia.id, empty, nil).isEmpty)
  }

  @Test @UIActor func whatIsHiddenIsNotAnEmptySeries() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let charts = try await clinic.signedIn(.nurseA).repositories.charts
    #expect(await failure { _ = try await charts.series(TestPatient.garcia.id, 1, nil) } == .refused(.noReasonForAccess))
    _ = try await charts.open(TestPatient.garcia.id, .treatment, nil)
    _ = try await charts.series(TestPatient.garcia.id, 1, nil)
    try await clinic.sql("update access.roster set ends_at = now() - interval '2 hours', starts_at = now() - interval '1 day'")
    #expect(await failure { _ = try await charts.series(TestPatient.garcia.id, 1, nil) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await charts.open(TestPatient.garcia.id, .treatment, nil) } == .refused(.noReasonForAccess))
  }

  @Test @UIActor func theBannerNeedsAnOpening() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let session = try clinic.database.signedIn(.nurseA)
    let banner = "select surname_1 from api.chart_banner('\(TestPatient.garcia.patientID)')"
    #expect(try session.run(banner).rows.isEmpty)
    // Neither in the opening's own transaction, nor for anybody else.
    try session.run("begin")
    try session.run("select api.open_chart('\(TestPatient.garcia.patientID)', 'TREATMENT')")
    #expect(try session.run(banner).rows.isEmpty)
    try session.run("commit")
    // While others write, the first read behind an opening may be told to come again.
    let first = try? session.run(banner).value
    #expect(try first ?? session.run(banner).value == "García")
    #expect(try session.run("select * from api.chart_banner('\(TestPatient.lopez.patientID)')").rows.isEmpty)
    #expect(try session.run("select * from api.chart_banner(null)").rows.isEmpty)
    #expect(session.refusal("begin isolation level repeatable read; \(banner)") == "25001")
    #expect(try clinic.database.signedIn(.nurseA).run(banner).rows.isEmpty)
    #expect(try clinic.database.session(as: .nurseA).refusal(banner) == "42501")
  }
}
