@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct RegistrationTests {
  private static func registration(
    _ surname: String = "Quintero", given: String = "Lía", born: (Int, Int, Int) = (1993, 4, 5), ward: String? = nil
  ) throws -> Registration {
    Registration(
      name: PersonName(givenNames: given, surname1: surname), birthDate: try CalendarDate(born.0, born.1, born.2), sex: .female,
      phone: "+34600111222", wardCode: ward)
  }

  @Test @UIActor func registeringOnce() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, other) = (try await clinic.signedIn(.reception), try await clinic.signedIn(.nurseA))
    var told: [LiveEvent] = []
    other.onEvent = { told.append($0) }
    let (key, form) = (UniqueID.random(), try Self.registration(ward: "B"))
    let answer = try await store.repositories.registrations.register(key, form, nil)
    guard case .saved(let id, let number) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(await eventually { told == [.patientsChanged] })
    let found = try await store.repositories.directory.search(number.description, nil).entries
    #expect(found.map(\.id) == [id] && found.first?.wardCode == "B")
    #expect(try await store.repositories.registrations.register(key, form, nil) == answer)
    #expect(try await clinic.sql("select count(*) from medical_data.patients where surname_1 = 'Quintero'").value == "1")
    let another = try Self.registration(given: "Eva")
    #expect(await failure { _ = try await store.repositories.registrations.register(key, another, nil) } == .keyReused)
  }

  @Test @UIActor func aDuplicateNeedsAReason() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let registrations = try await clinic.signedIn(.reception).repositories.registrations
    let twin = Registration(
      name: PersonName(givenNames: "María José", surname1: "García", surname2: "Núñez"), birthDate: try CalendarDate(1971, 3, 12),
      sex: .female, phone: nil, wardCode: nil)
    let candidates = try await registrations.findDuplicates(
      DuplicateQuery(givenNames: "María José", surname1: "García", surname2: "Núñez", birthDate: twin.birthDate, sex: .female))
    let candidate = try #require(candidates.first)
    #expect(candidate.entry.id == TestPatient.garcia.id && candidate.level == .block && candidate.score > 0)
    #expect(candidate.why.contains(.sameBirthDate) && candidate.why.contains(.sameSurname1))
    #expect(try await registrations.findDuplicates(DuplicateQuery(surname1: "Zzyzx")).isEmpty)
    let key = UniqueID.random()
    #expect(try await registrations.register(key, twin, nil) == .duplicate)
    let answer = try await registrations.register(.random(), twin, "Another person: passport seen")
    guard case .saved = answer else {
      Issue.record("\(answer)")
      return
    }
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let registrations = try await clinic.signedIn(.reception).repositories.registrations
    func refusal(_ registration: Registration) async -> RepositoryError? {
      await failure { _ = try await registrations.register(.random(), registration, nil) }
    }
    #expect(await refusal(try Self.registration("")) == .invalid(field: "surname_1"))
    #expect(await refusal(try Self.registration(ward: "NOWHERE")) == .invalid(field: "ward"))
    #expect(await refusal(try Self.registration(born: (2999, 1, 1))) == .invalid(field: "birth_date"))
    let nul = await refusal(try Self.registration("Qui\0ntero"))
    #expect(nul == .invalid(field: ""))
    let nurse = try await clinic.signedIn(.nurseA).repositories.registrations
    let form = try Self.registration()
    #expect(await failure { _ = try await nurse.register(.random(), form, nil) } == .refused(.noRole))
  }

  @Test @UIActor func drafts() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let registrations = try await clinic.signedIn(.reception).repositories.registrations
    #expect(try await registrations.readDraft("registration") == nil)
    let content = ["surname_1": "O'Brien \"Núñez\"\\", "given_names": "Zoë\n{\"a\": 1}", "phone": "", "": "no key"]
    try await registrations.saveDraft("registration", content)
    let draft = try #require(try await registrations.readDraft("registration"))
    #expect(draft.content == content)
    #expect(abs(draft.savedAt.seconds(since: ClinicClock.system.now())) < 60)
    try await registrations.saveDraft("registration", [:])
    #expect(try await registrations.readDraft("registration")?.content == [:])
    let other = try await clinic.signedIn(.nurseA).repositories.registrations
    #expect(try await other.readDraft("registration") == nil)
    try await registrations.discardDraft("registration")
    #expect(try await registrations.readDraft("registration") == nil)
    #expect(await failure { try await registrations.saveDraft("", content) } == .invalid(field: ""))
  }

  @Test @UIActor func aWaitingDraftIsCountedAtSignIn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    try await store.repositories.registrations.saveDraft("registration", ["surname_1": "Quintero"])
    guard case .signedIn(let user) = try await store.repositories.sessions.signIn("reception_1", TestPerson.password) else {
      Issue.record("refused")
      return
    }
    #expect(user.waitingDrafts == 1)
  }

  @Test @UIActor func somebodyWithoutANameGetsARecord() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA).repositories
    let (key, person) = (UniqueID.random(), UnknownPatient(sex: .female, ages: 40...60, wardCode: "A"))
    let registered = try await nurse.registrations.registerUnknown(key, person)
    #expect(try await nurse.registrations.registerUnknown(key, person) == registered)
    #expect(try await registered.name == "Unknown \(clinic.today()) #01")
    _ = try await nurse.charts.open(registered.patient, .emergency, nil)
    func refused(_ repositories: Repositories, _ person: UnknownPatient) async -> RepositoryError? {
      await failure { _ = try await repositories.registrations.registerUnknown(.random(), person) }
    }
    #expect(await refused(nurse, UnknownPatient(sex: .female, ages: -1...60)) == .invalid(field: "age_from"))
    #expect(await refused(nurse, UnknownPatient(sex: .female, ages: 40...121)) == .invalid(field: "age_to"))
    #expect(await refused(nurse, UnknownPatient(sex: .female, ages: 40...60, wardCode: "Z")) == .invalid(field: "ward"))
    #expect(await refused(try await clinic.signedIn(.admin).repositories, person) == .refused(.noRole))
  }
}
