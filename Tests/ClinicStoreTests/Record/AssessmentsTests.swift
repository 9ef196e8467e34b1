import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AssessmentsTests {
  private static let patient = TestPatient.garcia.id
  private static let resource = """
    {"resourceType": "Observation", "id": "g-1", "status": "final", "category": [{"coding": [{"code": "laboratory"}]}],
     "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "HbA1c"}]},
     "effectiveDateTime": "2026-05-04T08:30:00Z", "valueQuantity": {"value": 7.10, "code": "%"},
     "performer": [{"display": "Central laboratory"}]}
    """

  private func agree(_ record: RecordRepositories) async throws {
    _ = try await record.consents.record(
      key(), Self.patient,
      Consent.Content(
        purpose: .analytics, state: .given, givenBy: .patient, method: .written, decidedOn: try CalendarDate(2026, 1, 2)))
  }

  private func approved(_ clinic: Clinic) async throws -> AIModelID {
    let registration = AIModel.Registration(
      name: "Trend", kind: .regression, version: "2.1", description: "Trend of a value", trainingData: "Published cohort",
      clinicalOwner: TestPerson.doctor1.id)
    let id = try saved(try await clinic.record(.admin).models.register(registration))
    try await clinic.record(.doctor1).models.decide(RecordVersion(id: id, version: 1), .approved, "validated here")
    return id
  }

  private func accepted(_ clinic: Clinic, _ doctor: RecordRepositories) async throws -> RecordVersion<Observation> {
    try await clinic.record(.admin).observations.load("urn:lab:central", clinic.recordNumber(.garcia), Self.resource)
    let waiting = try #require(try await doctor.observations.waiting(Self.patient).first)
    return RecordVersion(id: try await doctor.observations.accept(key(), Self.patient, waiting.id), version: 1)
  }

  @Test @UIActor func whatAModelSaysOfAValue() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let record = BiomarkerResultID(
      try await clinic.uniqueID("select record_id from medical_data.biomarkers where patient_id = '\(Self.patient)' limit 1"))
    let version = RecordVersion(id: record, version: 1)
    let confidence = try #require(DecimalNumber("0.7"))
    let model = try await approved(clinic)
    func analyse(_ record: RecordRepositories, _ model: AIModelID, _ confidence: DecimalNumber) async -> RepositoryError? {
      await failure { _ = try await record.assessments.recordAnalysis(key(), version, model, "rising for a week", confidence, 120) }
    }
    #expect(await analyse(doctor, model, confidence) == .refused(.consent))
    try await agree(doctor)
    #expect(await analyse(doctor, AIModelID(.random()), confidence) == .invalid(field: "model_id"))
    #expect(await analyse(doctor, model, DecimalNumber(2)) == .invalid(field: "confidence"))
    let form = key()
    let id = try await doctor.assessments.recordAnalysis(form, version, model, "rising for a week", confidence, 120)
    #expect(try await doctor.assessments.recordAnalysis(form, version, model, "rising for a week", confidence, 120) == id)
    let stored = try await doctor.assessments.analyses(Self.patient, record)
    #expect(stored.map(\.id) == [id] && stored[0].model == "Trend" && stored[0].modelVersion == "2.1" && stored[0].version == version)
    #expect(stored[0].analysis == "rising for a week" && stored[0].confidence == confidence && stored[0].processingMilliseconds == 120)
    #expect(await analyse(try await clinic.record(.nurseB), model, confidence) == .refused(.noReasonForAccess))
    #expect(await analyse(try await clinic.record(.reception), model, confidence) == .refused(.noRole))
  }

  @Test @UIActor func howAClinicianAssessesAnObservation() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let (_, nurse) = try await clinic.reading(.nurseA)
    let first = try await accepted(clinic, doctor)
    let form = ObservationAssessment.Form(severity: .severe, urgency: .urgent, lifestyleContext: "works at night")
    let second = try await doctor.assessments.assess(key(), Self.patient, first, form, "seen with the patient")
    #expect(second == RecordVersion(id: first.id, version: 2))
    let third = try await doctor.assessments.assess(
      key(), Self.patient, second, ObservationAssessment.Form(urgency: .routine), "slept well")
    var stored = try #require(try await nurse.assessments.observations(Self.patient).first)
    #expect(stored.version == third && stored.form.severity == .severe && stored.form.urgency == .routine)
    #expect(stored.form.lifestyleContext == "works at night" && stored.form.category == "laboratory")
    #expect(stored.reason == "slept well" && stored.analysis == nil)
    #expect(
      await failure { _ = try await doctor.assessments.assess(key(), Self.patient, first, form, "late") } == .changedMeanwhile)
    #expect(
      await failure { _ = try await doctor.assessments.assess(key(), Self.patient, third, form, " ") } == .invalid(field: "reason"))
    #expect(
      await failure { _ = try await nurse.assessments.assess(key(), Self.patient, third, form, "seen") } == .refused(.noRole))

    let model = try await approved(clinic)
    let analysis = ObservationAssessment.Analysis(text: "above goal", confidence: try #require(DecimalNumber("0.6")))
    func process(_ version: RecordVersion<Observation>) async throws -> RecordVersion<Observation> {
      try await doctor.assessments.recordObservationAnalysis(key(), Self.patient, version, model, analysis)
    }
    #expect(await failure { _ = try await process(third) } == .refused(.consent))
    try await agree(doctor)
    #expect(try await process(third).version == 4)
    stored = try #require(try await nurse.assessments.observations(Self.patient).first)
    #expect(stored.analysis == analysis && stored.form.severity == .severe)
    #expect(await failure { _ = try await process(third) } == .changedMeanwhile)
    let closed = try await clinic.record(.doctor1)
    #expect(await failure { _ = try await closed.assessments.observations(Self.patient) } == .refused(.noReasonForAccess))
  }
}
