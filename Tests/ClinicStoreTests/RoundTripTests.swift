import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

/// Every function of the record's repositories that reads is one round trip, whatever it finds.
@Suite(.onLoop)
struct RoundTripTests {
  typealias Call = @UIActor () async throws -> Void

  private static let patient = TestPatient.garcia.id

  /// Statements in the one flight, where it is more than two: an opening or a banner, and what was asked.
  private static let statements = [
    "charts.open": 17, "charts.read": 16, "demographics.file": 5, "womensHealth.read": 6, "allergies.state": 3,
    "series.before": 7,
  ]

  /// What writes is one statement: `Database.write`, `save` and `answer` send nothing else.
  private static let writes: Set<String> = [
    "histories.record", "histories.correct", "histories.addNote", "allergies.record", "allergies.verify", "allergies.void",
    "allergies.review", "appointments.book", "appointments.move", "appointments.setStatus", "practitioners.setStatus",
    "notes.write", "notes.rewrite", "tests.request", "tests.advance", "reports.add", "reports.advance", "attachments.register",
    "attachments.link", "attachments.open", "customFields.define", "customFields.end", "customFields.setUnit", "customFields.record",
    "customFields.change", "programmes.recordDiabetes", "programmes.correctDiabetes", "programmes.enrol", "programmes.confirm",
    "programmes.withdraw", "prescriptions.check", "prescriptions.prescribe", "prescriptions.hold", "prescriptions.resume",
    "prescriptions.stop", "prescriptions.void", "administrations.schedule", "administrations.record", "administrations.check",
    "administrations.correct", "treatments.record", "treatments.revise", "treatments.void", "demographics.update",
    "demographics.markDeceased", "demographics.void", "contacts.add", "contacts.change", "contacts.end", "identifiers.record",
    "identifiers.end", "consents.record", "consents.change", "privacy.record", "privacy.change", "privacy.setBlocked",
    "privacy.setProtected", "privacy.restrict", "privacy.endRestriction", "womensHealth.record", "womensHealth.correct",
    "emergencyReviews.selfGrant", "emergencyReviews.extend", "emergencyReviews.review", "merges.propose",
    "merges.proposeUndoing", "merges.decide", "observations.load", "observations.accept", "observations.reject",
    "analytics.recordPrediction", "analytics.validatePrediction", "analytics.recordMetric", "models.register", "models.decide",
    "models.logRequest", "accounts.create", "accounts.setStatus", "biomarkers.record", "biomarkers.correct", "biomarkers.void",
    "biomarkers.readBack", "biomarkers.secondCheck", "oxygenScales.set", "assessments.recordAnalysis", "assessments.assess",
    "assessments.recordObservationAnalysis", "tasks.handOver", "tasks.take", "tasks.close", "prescriptionRequests.ask",
    "prescriptionRequests.close", "careTeams.add", "careTeams.remove", "careTeams.addByNumber", "careTeams.removeByNumber",
    "seals.propose", "seals.decide", "seals.proposeLift", "seals.lift", "seals.setReader", "seals.sealFact",
    "seals.releaseFact", "seals.open", "relatives.declare", "relatives.declareOf", "relatives.end", "patientNotices.delay",
    "patientNotices.markSent", "privacyNotices.see", "privacyCases.open", "privacyCases.link", "privacyCases.noteTold",
    "privacyCases.close", "rights.placeHold", "rights.liftHold", "rights.decideErasure", "voids.propose", "voids.decide",
    "privacyProposals.propose", "privacyProposals.decide", "prescriptions.renew",
    "catalogues.propose", "catalogues.decide", "targets.set", "targets.change", "targets.end",
  ]

  @Test func everyFunctionIsInOneOfTheLists() {
    var functions: Set<String> = []
    for repository in Mirror(reflecting: RecordRepositories()).children {
      for function in Mirror(reflecting: repository.value).children {
        functions.insert("\(repository.label ?? "").\(function.label ?? "")")
      }
    }
    let record = RecordRepositories()
    let now = ClinicClock.system.now()
    let reads = Set(inTheChart(record, now).keys).union(ofThePrivacyOfficer(record, now, nil).keys).union(ofOthers(record, now).keys)
    #expect(reads.isDisjoint(with: Self.writes))
    #expect(functions == reads.union(Self.writes))
  }

  private func inTheChart(_ record: RecordRepositories, _ now: Instant) -> [String: Call] {
    let patient = Self.patient
    let period = GlucoseControl.Period(from: now.adding(seconds: -864_000), to: now)
    let day = CalendarDate(daysSinceEpoch: 20_000)
    return [
      "charts.open": { _ = try await record.charts.open(patient, .treatment, nil) },
      "charts.read": { _ = try await record.charts.read(patient) },
      "histories.list": { _ = try await record.histories.list(patient) },
      "histories.versions": { _ = try await record.histories.versions(patient) },
      "series.details": { _ = try await record.series.details(patient, 1, 100) },
      "series.measurable": { _ = try await record.series.measurable() },
      "series.before": { _ = try await record.series.before(patient, 1, now, 100) },
      "series.page": { _ = try await record.series.page(patient, 1, now) },
      "series.devices": { _ = try await record.series.devices(patient, 1, now) },
      "histories.notes": { _ = try await record.histories.notes(patient) },
      "allergies.state": { _ = try await record.allergies.state(patient) },
      "allergies.catalogue": { _ = try await record.allergies.catalogue() },
      "appointments.list": { _ = try await record.appointments.list(now, now.adding(seconds: 86_400), nil) },
      "appointments.ofPatient": { _ = try await record.appointments.ofPatient(patient) },
      "practitioners.list": { _ = try await record.practitioners.list() },
      "practitioners.specialties": { _ = try await record.practitioners.specialties() },
      "notes.list": { _ = try await record.notes.list(patient, true) },
      "tests.list": { _ = try await record.tests.list(patient) },
      "reports.list": { _ = try await record.reports.list(patient) },
      "reports.summaries": { _ = try await record.reports.summaries(patient) },
      "attachments.list": { _ = try await record.attachments.list(patient) },
      "attachments.links": { _ = try await record.attachments.links(patient) },
      "customFields.definitions": { _ = try await record.customFields.definitions() },
      "customFields.choices": { _ = try await record.customFields.choices(CustomFieldID(.random())) },
      "customFields.values": { _ = try await record.customFields.values(CustomFields.Subject(patient: patient)) },
      "programmes.catalogue": { _ = try await record.programmes.catalogue() },
      "programmes.isEligible": { _ = try await record.programmes.isEligible(patient, "DIABETES") },
      "programmes.diabetes": { _ = try await record.programmes.diabetes(patient) },
      "programmes.enrolments": { _ = try await record.programmes.enrolments(patient) },
      "prescriptions.list": { _ = try await record.prescriptions.list(patient) },
      "prescriptions.findings": { _ = try await record.prescriptions.findings(patient, PrescriptionID(.random())) },
      "prescriptions.renewal": { _ = try await record.prescriptions.renewal(patient, PrescriptionID(.random()), day) },
      "medicines.medications": { _ = try await record.medicines.medications() },
      "medicines.frequencies": { _ = try await record.medicines.frequencies() },
      "administrations.due": { _ = try await record.administrations.due(patient) },
      "administrations.since": { _ = try await record.administrations.since(patient, now.adding(seconds: -86_400)) },
      "treatments.list": { _ = try await record.treatments.list(patient) },
      "demographics.details": { _ = try await record.demographics.details(patient) },
      "demographics.file": { _ = try await record.demographics.file(patient) },
      "contacts.list": { _ = try await record.contacts.list(patient) },
      "identifiers.list": { _ = try await record.identifiers.list(patient) },
      "consents.status": { _ = try await record.consents.status(patient) },
      "consents.history": { _ = try await record.consents.history(patient) },
      "privacy.settings": { _ = try await record.privacy.settings(patient) },
      "womensHealth.read": { _ = try await record.womensHealth.read(patient) },
      "questions.endingPrescriptions": { _ = try await record.questions.endingPrescriptions(30) },
      "questions.highRiskPatients": { _ = try await record.questions.highRiskPatients() },
      "questions.glucoseControl": { _ = try await record.questions.glucoseControl(patient, period) },
      "questions.completeHistory": { _ = try await record.questions.completeHistory(patient, nil) },
      "observations.waiting": { _ = try await record.observations.waiting(patient) },
      "observations.list": { _ = try await record.observations.list(patient) },
      "observations.resource": { _ = try await record.observations.resource(patient, ObservationID(.random())) },
      "analytics.predictions": { _ = try await record.analytics.predictions(patient) },
      "analytics.metrics": { _ = try await record.analytics.metrics(patient) },
      "models.list": { _ = try await record.models.list() },
      "biomarkers.versions": { _ = try await record.biomarkers.versions(patient, BiomarkerResultID(.random())) },
      "targets.list": { _ = try await record.targets.list(patient) },
      "biomarkers.unconfirmed": { _ = try await record.biomarkers.unconfirmed(patient) },
      "oxygenScales.decisions": { _ = try await record.oxygenScales.decisions(patient) },
      "assessments.analyses": { _ = try await record.assessments.analyses(patient, BiomarkerResultID(.random())) },
      "assessments.observations": { _ = try await record.assessments.observations(patient) },
      "tasks.colleagues": { _ = try await record.tasks.colleagues() },
      "tasks.mine": { _ = try await record.tasks.mine() },
      "prescriptionRequests.list": { _ = try await record.prescriptionRequests.list(patient) },
      "careTeams.members": { _ = try await record.careTeams.members(patient) },
      "seals.list": { _ = try await record.seals.list(patient) },
      "catalogues.rows": { _ = try await record.catalogues.rows(.biomarkerTypes) },
      "catalogues.list": { _ = try await record.catalogues.list(true) },
    ]
  }

  private func ofThePrivacyOfficer(_ record: RecordRepositories, _ now: Instant, _ file: PrivacyCaseID?) -> [String: Call] {
    let (patient, file, from) = (Self.patient, file ?? PrivacyCaseID(.random()), now.adding(seconds: -86_400))
    return [
      "emergencyReviews.report": { _ = try await record.emergencyReviews.report(nil, nil) },
      "accessLog.whoSaw": { _ = try await record.accessLog.whoSaw(patient, "The patient asks", nil, nil) },
      "accessLog.whoSawNewest": { _ = try await record.accessLog.whoSawNewest(patient, "The patient asks", nil, now, 0, 50) },
      "accessLog.events": { _ = try await record.accessLog.events(from, now.adding(seconds: 60), nil, "Monthly review") },
      "accessLog.verify": { _ = try await record.accessLog.verify() },
      "accessLog.heads": { _ = try await record.accessLog.heads(0) },
      "merges.proposals": { _ = try await record.merges.proposals() },
      "seals.proposals": { _ = try await record.seals.proposals() },
      "patientNotices.list": { _ = try await record.patientNotices.list() },
      "privacyNotices.list": { _ = try await record.privacyNotices.list(nil) },
      "privacyNotices.overrideCounts": { _ = try await record.privacyNotices.overrideCounts(nil, nil) },
      "privacyCases.list": { _ = try await record.privacyCases.list(true) },
      "privacyCases.openFile": { _ = try await record.privacyCases.openFile(file, "to answer her letter") },
      "privacyCases.patient": { _ = try await record.privacyCases.patient(patient) },
      "privacyCases.contacts": { _ = try await record.privacyCases.contacts(patient) },
      "privacyCases.aiRequests": { _ = try await record.privacyCases.aiRequests(patient) },
      "rights.retention": { _ = try await record.rights.retention() },
      "rights.export": { _ = try await record.rights.export(patient, "the patient") },
      "voids.proposals": { _ = try await record.voids.proposals() },
      "privacyProposals.list": { _ = try await record.privacyProposals.list() },
    ]
  }

  private func ofOthers(_ record: RecordRepositories, _ now: Instant) -> [String: Call] {
    let patient = Self.patient
    return [
      "attachments.mine": { _ = try await record.attachments.mine(patient) },
      "models.requestLog": { _ = try await record.models.requestLog(now.adding(seconds: -60), now, 10) },
    ]
  }

  /// The second call of each: what is kept open is open by then.
  @UIActor private func measure(_ calls: [String: Call], _ store: ClinicStore) async {
    for (name, call) in calls.sorted(by: { $0.key < $1.key }) {
      do {
        try await call()
        let before = store.asked
        try await call()
        let (flights, statements) = (store.asked.flights - before.flights, store.asked.statements - before.statements)
        #expect(flights == 1, "\(name)")
        #expect(statements <= Self.statements[name] ?? 2, "\(name): \(statements)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }

  @Test @UIActor func everyReadIsOneRoundTrip() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let now = ClinicClock.system.now()
    let (doctor, record) = try await clinic.reading(.doctor1)
    await measure(inTheChart(record, now), doctor)
    let officer = try await clinic.signedIn(.privacy)
    let cases = officer.repositories.record.privacyCases
    let file = try await cases.open(key(), .subjectAccess, "She asks for it in a letter.", nil).id
    try await cases.link(file, .patient(Self.patient))
    _ = try await cases.openFile(file, "to answer her letter")
    await measure(ofThePrivacyOfficer(officer.repositories.record, now, file), officer)
    let (reception, admin) = (try await clinic.signedIn(.reception), try await clinic.signedIn(.admin))
    await measure(ofOthers(reception.repositories.record, now).filter { $0.key == "attachments.mine" }, reception)
    await measure(ofOthers(admin.repositories.record, now).filter { $0.key == "models.requestLog" }, admin)
  }
}
