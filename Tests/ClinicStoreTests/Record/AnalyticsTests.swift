import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AnalyticsTests {
  private static let patient = TestPatient.garcia.id

  private static func registration() throws -> AIModel.Registration {
    AIModel.Registration(
      name: "Hypo risk", kind: .classification, version: "1.0", description: "Risk of low glucose",
      trainingData: "Published cohort, 4,000 people", parameters: "{\"depth\": 4}",
      clinicalOwner: try #require(UniqueID(TestPerson.doctor1.userID).map { UserID($0) }),
      performance: AIModel.Performance(accuracy: DecimalNumber("0.91"), areaUnderCurve: DecimalNumber("0.93")))
  }

  private func agree(_ record: RecordRepositories) async throws {
    _ = try await record.consents.record(
      key(), Self.patient,
      Consent.Content(
        purpose: .analytics, state: .given, givenBy: .patient, method: .written, decidedOn: try CalendarDate(2026, 1, 2)))
  }

  private func approved(_ clinic: Clinic) async throws -> AIModelID {
    let id = try saved(try await clinic.record(.admin).models.register(Self.registration()))
    try await clinic.record(.doctor1).models.decide(RecordVersion(id: id, version: 1), .approved, "validated on our data")
    return id
  }

  @Test @UIActor func aModelIsApprovedByItsOwner() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).models
    let id = try saved(try await admin.register(Self.registration()))
    #expect(objection(try await admin.register(Self.registration())) == .duplicate)
    let owner = try await clinic.record(.doctor1).models
    let model = try #require(try await owner.list().first)
    #expect(try model.registration == Self.registration() && model.status == .notValidated)
    #expect(await failure { try await admin.decide(model.version, .approved, "looks fine") } == .refused(.noRole))
    #expect(await failure { try await owner.decide(model.version, .approved, "") } == .invalid(field: "reason"))
    try await owner.decide(model.version, .approved, "validated on our data")
    #expect(await failure { try await owner.decide(model.version, .rejected, "second thoughts") } == .changedMeanwhile)
    let stored = try #require(try await owner.list().first)
    #expect(stored.id == id && stored.status == .approved && stored.note == "validated on our data" && stored.approvedAt != nil)
  }

  @Test @UIActor func predictionsAndMetrics() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let model = try await approved(clinic)
    let (_, doctor) = try await clinic.reading(.doctor1)
    let made = Instant(secondsSinceEpoch: 1_777_883_400)
    let content = Prediction.Content(
      model: model, type: "HYPOGLYCAEMIA", horizonHours: 24, value: DecimalNumber("3.4"), unit: "mmol/L",
      interval: EstimateInterval(low: DecimalNumber("2.9"), high: DecimalNumber("4.1")),
      confidence: try #require(DecimalNumber("0.8")),
      riskLevel: .high, riskFactors: "insulin, low intake", inputFeatures: "{\"glucose\": 68}", hormonalContext: "LUTEAL",
      predictedAt: made)
    #expect(await failure { _ = try await doctor.analytics.recordPrediction(key(), Self.patient, content) } == .refused(.consent))
    try await agree(doctor)
    let form = key()
    let first = try await doctor.analytics.recordPrediction(form, Self.patient, content)
    #expect(try await doctor.analytics.recordPrediction(form, Self.patient, content) == first)
    let stored = try #require(try await doctor.analytics.predictions(Self.patient).first)
    #expect(stored.content == content && stored.version == first && stored.actualValue == nil && stored.recordedBy == "Dr Osei")
    let second = try await doctor.analytics.validatePrediction(key(), Self.patient, first, DecimalNumber(5), "measured")
    let validated = try #require(try await doctor.analytics.predictions(Self.patient).first)
    #expect(validated.version == second && validated.actualValue == DecimalNumber(5) && validated.validatedOn != nil)
    let stale = await failure {
      _ = try await doctor.analytics.validatePrediction(key(), Self.patient, first, DecimalNumber(5), "measured")
    }
    #expect(stale == .changedMeanwhile)

    let metric = MedicalMetric.Content(
      type: "TIME_IN_RANGE", name: "Time in range", value: DecimalNumber(72), unit: "%", periodFrom: try CalendarDate(2026, 1, 1),
      periodTo: try CalendarDate(2026, 1, 31), hormonalPhase: .luteal, method: "CONSENSUS_2019",
      interval: EstimateInterval(low: DecimalNumber(70)), pValue: DecimalNumber("0.04"), dataPoints: 2880, calculatedAt: made)
    _ = try await doctor.analytics.recordMetric(key(), Self.patient, metric)
    #expect(try await doctor.analytics.metrics(Self.patient).map(\.content) == [metric])
    try await clinic.sql(
      "alter table medical_data.consents disable trigger user; update medical_data.consents set state = 'REFUSED'")
    #expect(try await doctor.analytics.predictions(Self.patient).isEmpty)
    #expect(try await doctor.analytics.metrics(Self.patient).isEmpty)
  }

  @Test @UIActor func theLogOfRequests() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let request = AIRequest(
      kind: .chat, purpose: .treatment, redaction: .redacted, latencyMilliseconds: 820, inputUnits: 100, outputUnits: 20,
      cost: DecimalNumber("0.0012"), outcome: .answered)
    let about = AIModels.Conversation(patient: Self.patient, input: "Dose?", output: "Ask the pharmacist")
    #expect(await failure { _ = try await doctor.models.logRequest(key(), request, about) } == .refused(.consent))
    let form = key()
    let id = try await doctor.models.logRequest(form, request, AIModels.Conversation(input: "Dose?"))
    #expect(try await doctor.models.logRequest(form, request, AIModels.Conversation(input: "Dose?")) == id)
    let now = ClinicClock.system.now()
    let admin = try await clinic.record(.admin).models
    let entry = try #require(try await admin.requestLog(now.adding(seconds: -600), now.adding(seconds: 600), 10).first)
    #expect(entry.id == id && entry.request == request && !entry.isBlanked)
    #expect(await failure { _ = try await doctor.models.requestLog(now, now, 10) } == .refused(.noRole))
  }
}
