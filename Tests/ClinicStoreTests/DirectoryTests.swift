@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct DirectoryTests {
  @Test @UIActor func searching() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let directory = try await clinic.signedIn(.nurseA).repositories.directory
    let answer = try await directory.search("nunez maria", nil)
    let entry = try #require(answer.entries.first)
    #expect(answer.entries.count == 1 && !answer.hasMore)
    #expect(entry.id == TestPatient.garcia.id)
    #expect(entry.name == PersonName(givenNames: "María José", surname1: "García", surname2: "Núñez"))
    #expect(try entry.birthDate == CalendarDate(1971, 3, 12))
    #expect(entry.sex == .female && entry.status == .active)
    #expect(entry.wardCode == "A" && entry.wardName == "Ward A" && entry.bed == "A1")
    #expect(entry.hasAlert && entry.hasReason)
    #expect(try await directory.search(entry.recordNumber.description, nil).entries.map(\.id) == [entry.id])
    #expect(try await directory.search("12/03/1971", nil).entries.map(\.id) == [entry.id])
    let other = try await directory.search("muñoz", nil).entries
    #expect(other.map(\.id) == [TestPatient.munoz.id])
    #expect(other.first?.hasReason == false)
    #expect(try await directory.search("", "B").entries.map(\.id) == [TestPatient.munoz.id, TestPatient.schroeder.id])
    #expect(try await directory.search("zzzz", nil).entries.isEmpty)
  }

  @Test @UIActor func oneOpeningForManySearches() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let directory = store.repositories.directory
    var before = store.asked
    _ = try await directory.search("g", nil)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    before = store.asked
    for text in ["ga", "gar", "garc"] { _ = try await directory.search(text, nil) }
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (3, 3))
    let events = try await clinic.sql(
      "select action, count(*) from audit_logs.events where action in ('OPEN_DIRECTORY', 'SEARCH') group by 1 order by 1")
    #expect(events.rows == [["OPEN_DIRECTORY", "1"], ["SEARCH", "4"]])
  }

  @Test @UIActor func anOpeningThatEndedIsRenewed() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    _ = try await store.repositories.directory.search("garcia", nil)
    try await clinic.sql("update access.openings set expires_at = clock_timestamp()")
    let before = store.asked
    #expect(try await store.repositories.directory.search("garcia", nil).entries.count == 2)
    #expect(store.asked.flights - before.flights == 2)
  }

  @Test @UIActor func anotherSessionOpensAnew() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    _ = try await store.repositories.directory.search("garcia", nil)
    _ = try await store.repositories.sessions.signIn(TestPerson.reception.email, TestPerson.password)
    let before = store.asked
    #expect(try await store.repositories.directory.search("garcia", nil).entries.count == 2)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
  }

  @Test @UIActor func moreThanFifty() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await clinic.sql("""
      insert into medical_data.patients (given_names, surname_1, birth_date, sex)
      select 'Many', 'Manyfold', date '1950-01-01' + n, 'FEMALE' from generate_series(1, 51) n
      """)
    let directory = try await clinic.signedIn(.reception).repositories.directory
    let answer = try await directory.search("manyfold", nil)
    #expect(answer.entries.count == 50 && answer.hasMore)
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.signedIn(.admin).repositories.directory
    #expect(await failure { _ = try await admin.search("garcia", nil) } == .refused(.noRole))
    let reception = try await clinic.signedIn(.reception).repositories.directory
    #expect(await failure { _ = try await reception.myPatients() } == .refused(.noRole))
    let nobody = try await clinic.store(.nurseB).repositories.directory
    #expect(await failure { _ = try await nobody.search("garcia", nil) } == .refused(.noSession))
  }

  @Test @UIActor func myPatients() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let before = store.asked
    let list = try await store.repositories.directory.myPatients()
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(list.map(\.entry.id) == [TestPatient.garcia, .hernandez, .lopez].map(\.id))
    let latest = try #require(list.first?.latest)
    #expect(latest.flag == .normal && latest.value == DecimalNumber(6) && !latest.unit.isEmpty && latest.nameEnglish == "HbA1c (NGSP)")
    // Protected, and by her own wish: neither has her name on a board.
    #expect(list.filter(\.isNameHidden).map(\.entry.id) == [TestPatient.hernandez.id])
    try await clinic.sql(
      """
      insert into medical_data.privacy_settings (patient_id, may_phone, may_leave_message, may_email, may_post, may_tell_relatives,
        hide_on_boards, recorded_by, recorded_by_name)
      values ('\(TestPatient.lopez.patientID)', true, true, true, true, true, true, '\(TestPerson.doctor1.userID)', 'Dr Osei')
      """)
    let again = try await store.repositories.directory.myPatientsAgain()
    #expect(again.filter(\.isNameHidden).map(\.entry.id) == [TestPatient.hernandez, .lopez].map(\.id))
    let doctor = try await clinic.signedIn(.doctor1).repositories.directory
    #expect(try await doctor.myPatients().map(\.entry.id) == [TestPatient.garcia, .munoz].map(\.id))
    let stranger = try await clinic.signedIn(.doctor3).repositories.directory
    #expect(try await stranger.myPatients().isEmpty)
  }

  @Test @UIActor func wards() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let directory = try await clinic.signedIn(.reception).repositories.directory
    #expect(try await directory.wards() == [Ward(code: "A", name: "Ward A"), Ward(code: "B", name: "Ward B")])
  }
}
