import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PrivacyCasesTests {
  private static let (garcia, lopez) = (TestPatient.garcia.id, TestPatient.lopez.id)
  private static let summary = "She says a neighbour knew her results."

  @Test @UIActor func aFileIsReadAndClosed() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    _ = try await doctor.contacts.add(
      key(), Self.garcia,
      PatientContact.Content(kind: .emergency, relationship: .sibling, name: "Rosa García", phone: "+34600555099"))
    _ = try await doctor.consents.record(
      key(), Self.garcia,
      Consent.Content(
        purpose: .analytics, state: .given, givenBy: .patient, method: .written, decidedOn: try CalendarDate(2026, 1, 2)))
    let request = AIRequest(kind: .chat, purpose: .treatment, redaction: .redacted, latencyMilliseconds: 8, outcome: .answered)
    let said = AIModels.Conversation(patient: Self.garcia, input: "what about her cough", output: "cannot tell")
    _ = try await doctor.models.logRequest(key(), request, said)

    let store = try await clinic.signedIn(.privacy)
    let cases = store.repositories.record.privacyCases
    let form = key()
    let opened = try await cases.open(form, .complaint, Self.summary, nil)
    #expect(try await cases.open(form, .complaint, Self.summary, nil) == opened)
    #expect(opened.number.hasPrefix("C-20"))
    try await cases.link(opened.id, .patient(Self.garcia))
    #expect(await failure { _ = try await cases.patient(Self.garcia) } == .refused(.expired))
    let before = store.asked
    let retention = try await cases.openFile(opened.id, "to answer the complaint")
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(try await retention.map(\.recordNumber) == [clinic.recordNumber(.garcia)])
    #expect(retention[0].patient == Self.garcia && !retention[0].isOver && retention[0].holds == 0 && retention[0].erasure == nil)
    let patient = try await cases.patient(Self.garcia)
    #expect(patient.form.name.surname1 == "García" && patient.status == .active && !patient.isProtected && patient.id == Self.garcia)
    let contact = try #require(try await cases.contacts(Self.garcia).first)
    #expect(contact.content.name == "Rosa García" && contact.content.phone == "+34600555099" && contact.content.kind == .emergency)
    let texts = try #require(try await cases.aiRequests(Self.garcia).first)
    #expect(texts.input == "what about her cough" && texts.output == "cannot tell" && texts.userName == "Dr Osei" && !texts.isBlanked)
    #expect(await failure { _ = try await cases.patient(Self.lopez) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await cases.contacts(Self.lopez) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await cases.aiRequests(Self.lopez) } == .refused(.noReasonForAccess))

    #expect(await failure { try await cases.close(opened.id, "no") } == .invalid(field: "reason"))
    try await cases.close(opened.id, "The neighbour works at the bakery she tells everything.")
    #expect(try await cases.list(false).isEmpty)
    let closed = try #require(try await cases.list(true).first)
    #expect(closed.status == .closed && closed.patients == 1 && closed.summary == Self.summary && closed.openedBy == "Elisa Grau")
    #expect(closed.closing?.outcome == "The neighbour works at the bakery she tells everything.")
    #expect(await failure { try await cases.link(opened.id, .patient(Self.lopez)) } == .refused(.closed))
    #expect(await failure { _ = try await cases.openFile(opened.id, "once more") } == .refused(.closed))
  }

  @Test @UIActor func theClocksOfABreach() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let cases = try await clinic.record(.privacy).privacyCases
    let now = ClinicClock.system.now()
    let week = now.adding(seconds: -7 * 86_400)
    #expect(await failure { _ = try await cases.open(key(), .complaint, Self.summary, week) } == .invalid(field: "discovered"))
    #expect(await failure { _ = try await cases.open(key(), .breach, "short", nil) } == .invalid(field: "summary"))
    let breach = try await cases.open(key(), .breach, Self.summary, week)
    let open = try #require(try await cases.list(false).first)
    #expect(open.kind == .breach && open.isOverdue && open.discoveredAt == week && open.closing == nil)
    #expect(open.authority.dueAt?.seconds(since: week) == 72 * 3600 && open.nextDueAt == open.authority.dueAt)
    try await cases.noteTold(breach.id, .authority)
    #expect(await failure { try await cases.noteTold(breach.id, .authority) } == .changedMeanwhile)
    let told = try #require(try await cases.list(false).first)
    #expect(told.authority.toldAt != nil && told.individuals.toldAt == nil && !told.isOverdue)
    #expect(told.nextDueAt == told.individuals.dueAt)
    let other = try await cases.open(key(), .legal, Self.summary, nil)
    #expect(await failure { try await cases.noteTold(other.id, .authority) } == .invalid(field: "case"))
  }

  @Test @UIActor func onlyThePrivacyOfficer() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let id = try await clinic.record(.privacy).privacyCases.open(key(), .complaint, Self.summary, nil).id
    for person in [TestPerson.doctor1, .reception, .admin] {
      let cases = try await clinic.record(person).privacyCases
      #expect(await failure { _ = try await cases.open(key(), .complaint, Self.summary, nil) } == .refused(.noRole))
      #expect(await failure { _ = try await cases.list(true) } == .refused(.noRole))
      #expect(await failure { try await cases.link(id, .patient(Self.garcia)) } == .refused(.noRole))
      #expect(await failure { try await cases.noteTold(id, .individuals) } == .refused(.noRole))
      #expect(await failure { try await cases.close(id, Self.summary) } == .refused(.noRole))
      #expect(await failure { _ = try await cases.openFile(id, "curiosity") } == .refused(.noRole))
      #expect(await failure { _ = try await cases.patient(Self.garcia) } == .refused(.noRole))
    }
  }
}
