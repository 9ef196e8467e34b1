import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct TestsAndReportsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func fromTheRequestToTheReview() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let request = MedicalTest.Request(name: "HbA1c", loinc: "4548-4", priority: .routine)
    let form = key()
    let id = try await doctor.tests.request(form, Self.patient, request)
    #expect(try await doctor.tests.request(form, Self.patient, request) == id)
    let asked = try #require(try await doctor.tests.list(Self.patient).first)
    #expect(asked.id == id && asked.request == request && asked.status == .requested && asked.requestedBy == "Dr Osei")
    #expect(try await doctor.tests.advance(asked.version, .collected(specimen: nil)) == .saved)
    #expect(await failure { _ = try await doctor.tests.advance(asked.version, .resulted("7.1 %")) } == .changedMeanwhile)
    let collected = try #require(try await doctor.tests.list(Self.patient).first)
    #expect(await failure { _ = try await doctor.tests.advance(collected.version, .resulted("")) } == .invalid(field: "detail"))
    #expect(try await doctor.tests.advance(collected.version, .resulted("7.1 %")) == .saved)
    #expect(try await doctor.tests.list(Self.patient).first?.detail == "7.1 %")

    let osei = try #require(try await doctor.practitioners.list().first { $0.name == "Dr Osei" })
    let entry = MedicalReport.Entry(
      kind: .laboratory, title: "HbA1c", reportOn: try CalendarDate(2026, 11, 1), status: .processing,
      summary: MedicalReport.Summary(text: "Above target", source: .manual), reviewer: osei.id, test: id)
    let report = try await doctor.reports.add(key(), Self.patient, entry)
    let processing = try #require(try await doctor.reports.list(Self.patient).first)
    #expect(
      processing.id == report && processing.test == id && processing.reviewer == osei.id && processing.summarySource == .manual)
    try await doctor.reports.advance(processing.version, .completed)
    let completed = RecordVersion(id: report, version: 2)
    try await doctor.reports.advance(completed, .reviewed)
    let reviewed = try #require(try await doctor.reports.list(Self.patient).first)
    #expect(reviewed.status == .reviewed && reviewed.reviewedBy == "Dr Osei" && reviewed.reviewedAt != nil)
    #expect(
      try await doctor.reports.summaries(Self.patient) == [report: MedicalReport.Summary(text: "Above target", source: .manual)])
    #expect(await failure { try await doctor.reports.advance(completed, .reviewed) } == .changedMeanwhile)
  }

  @Test @UIActor func nursesUnderAProtocol() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    var request = MedicalTest.Request(name: "Urine culture", priority: .stat)
    let refusal = await failure { [request] in _ = try await nurse.tests.request(key(), Self.patient, request) }
    #expect(refusal == .invalid(field: "protocol"))
    request.nursingProtocol = "Fever 3"
    _ = try await nurse.tests.request(key(), Self.patient, request)
    let (_, doctor) = try await clinic.reading(.doctor1)
    _ = try await doctor.tests.request(key(), Self.patient, MedicalTest.Request(name: "CRP", priority: .urgent))
    let others = try #require(try await nurse.tests.list(Self.patient).first { $0.request.name == "CRP" })
    #expect(try await nurse.tests.advance(others.version, .cancelled(reason: "no vein")) == .notAuthor)
    let own = try #require(try await nurse.tests.list(Self.patient).first { $0.request.name == "Urine culture" })
    #expect(try await nurse.tests.advance(own.version, .cancelled(reason: "sample lost")) == .saved)
    let entry = MedicalReport.Entry(kind: .imaging, title: "Chest", reportOn: try CalendarDate(2026, 11, 1), status: .completed)
    let report = RecordVersion(id: try await nurse.reports.add(key(), Self.patient, entry), version: 1)
    #expect(await failure { try await nurse.reports.advance(report, .reviewed) } == .refused(.noRole))
    #expect(try await nurse.reports.summaries(Self.patient).isEmpty)
  }
}
