import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct DemographicsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func theWholeFileInOneRoundTrip() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let record = store.repositories.record
    let contact = PatientContact.Content(kind: .emergency, relationship: .sibling, name: "Rosa García", phone: "+34600111222")
    _ = try await record.contacts.add(key(), Self.patient, contact)
    _ = try saved(
      try await record.identifiers.record(
        key(), Self.patient, PatientIdentifier.Content(kind: .passport, system: "urn:passport:es", value: "xda-123 456")))
    let settings = PrivacySettings(
      mayPhone: true, mayLeaveMessage: false, mayEmail: true, mayPost: true, mayTellRelatives: false, hideOnBoards: true,
      note: "Rings the mother")
    _ = try await record.privacy.record(key(), Self.patient, settings)
    let before = store.asked
    let file = try await record.demographics.file(Self.patient)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 5))
    #expect(file.details.form.name == PersonName(givenNames: "María José", surname1: "García", surname2: "Núñez"))
    #expect(file.details.id == Self.patient && file.details.status == .active && file.details.form.phone == nil)
    #expect(file.contacts.map(\.content) == [contact])
    #expect(file.identifiers.map(\.content.value) == ["XDA123456"] && file.consents.isEmpty)
    #expect(file.privacy?.settings == settings)
    let hidden = await failure { _ = try await record.demographics.file(PatientID(.random())) }
    #expect(hidden == .refused(.noReasonForAccess))
    let admin = try await clinic.record(.admin).demographics
    #expect(await failure { _ = try await admin.file(Self.patient) } == .refused(.noRole))
  }

  @Test @UIActor func changingDetails() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception).demographics
    let details = try await reception.details(Self.patient)
    var form = details.form
    form.phone = "+34600999888"
    form.language = "es"
    let sent = key()
    let second = try saved(try await reception.update(sent, details.version, form, nil, nil))
    #expect(try await reception.update(sent, details.version, form, nil, nil) == .saved(second))
    let stored = try await reception.details(Self.patient)
    #expect(stored.form == form && stored.version == second)
    form.birthDate = try CalendarDate(1971, 12, 3)
    #expect(objection(try await reception.update(key(), second, form, nil, nil)) == .reasonNeeded)
    let stale = await failure { [form] in _ = try await reception.update(key(), details.version, form, "passport seen", nil) }
    #expect(stale == .changedMeanwhile)
    let twin = PatientDetails.Form(
      name: PersonName(givenNames: "Ana", surname1: "López", surname2: "García"), birthDate: try CalendarDate(1980, 1, 2),
      sex: .female)
    #expect(objection(try await reception.update(key(), second, twin, "passport seen", nil)) == .duplicate)
    form.email = "nowhere"
    let wrong = await failure { [form] in _ = try await reception.update(key(), second, form, "passport seen", nil) }
    #expect(wrong == .invalid(field: "email"))
    let (_, nurse) = try await clinic.reading(.nurseA)
    form.email = nil
    let refused = await failure { [form] in _ = try await nurse.demographics.update(key(), second, form, "passport seen", nil) }
    #expect(refused == .refused(.noRole))
  }

  @Test @UIActor func aDeathTakesTwoReceptionistsOrOneClinician() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let today = try await clinic.today()
    let reception = try await clinic.record(.reception).demographics
    let form = key()
    #expect(try await reception.markDeceased(form, Self.patient, today) == .proposed)
    #expect(try await reception.markDeceased(form, Self.patient, today) == .proposed)
    #expect(await failure { _ = try await reception.markDeceased(key(), Self.patient, today) } == .refused(.secondPerson))
    let tomorrow = await failure { _ = try await reception.markDeceased(key(), Self.patient, today.adding(days: 1)) }
    #expect(tomorrow == .invalid(field: "deceased_on"))
    let (_, doctor) = try await clinic.reading(.doctor1)
    #expect(try await doctor.demographics.markDeceased(key(), Self.patient, today) == .saved)
    #expect(try await reception.details(Self.patient).deceasedOn == today)
    #expect(await failure { _ = try await reception.markDeceased(key(), Self.patient, today) } == .refused(.closed))
  }

  @Test @UIActor func registeredInError() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let registration = Registration(
      name: PersonName(givenNames: "Lía", surname1: "Quintero"), birthDate: try CalendarDate(1993, 4, 5), sex: .female,
      phone: nil,
      wardCode: nil)
    guard case .saved(let id, _) = try await store.repositories.registrations.register(key(), registration, nil) else {
      Issue.record("not registered")
      return
    }
    let demographics = store.repositories.record.demographics
    #expect(await failure { _ = try await demographics.void(key(), id, "") } == .invalid(field: "reason"))
    let form = key()
    #expect(try await demographics.void(form, id, "typed twice") == .saved)
    #expect(try await demographics.void(form, id, "typed twice") == .saved)
    #expect(await failure { _ = try await demographics.details(id) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await demographics.void(key(), Self.patient, "typed twice") } == .refused(.secondPerson))
  }
}
