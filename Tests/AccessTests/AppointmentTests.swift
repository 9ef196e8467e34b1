import DatabaseTestSupport
import Foundation
import Testing

/// The calendar: who books, moves and ends a slot, and what nobody can do with it.
@Suite struct AppointmentTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func practitioner(_ person: TestPerson) -> String {
    clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(person.userID)'")
  }

  private func booking(_ patient: TestPatient, _ doctor: TestPerson = .doctor3, at: String = "interval '1 day'", minutes: String = "30",
                       kind: String = "FOLLOW_UP", key: String = UUID().uuidString) -> String {
    "select answer from api.book_appointment('\(key)', '\(patient.patientID)', '\(practitioner(doctor))', '\(kind)', date_trunc('hour', clock_timestamp()) + \(at), \(minutes))"
  }

  private var slot: String { clinic.root.answer("select consultation_id from medical_data.consultations order by created_at desc limit 1") }
  private func status(_ id: String, _ version: Int, _ status: String, _ reason: String = "null") -> String {
    "select api.set_appointment_status('\(id)', \(version), '\(status)', \(reason))"
  }

  @Test("reception, nurses and clinicians book; nobody else")
  func roles() throws {
    for (n, person) in [TestPerson.reception, .nurseB, .doctor1].enumerated() {
      #expect(try clinic.searching(person).answer(booking(.garcia, at: "interval '\(n + 1) days'")) == "SAVED")
    }
    #expect(try clinic.signedIn(.admin).answer(booking(.garcia)) == "NO_ROLE")
    #expect(try clinic.searching(.privacy).answer(booking(.garcia)) == "NO_ROLE")
    #expect(clinic.root.answer("select string_agg(distinct u.role_code, ',' order by u.role_code) from medical_data.consultations c join access.users u on u.user_id = c.booked_by")
      == "CLINICIAN,NURSE,RECEPTIONIST")
    #expect(clinic.events("table_name = 'medical_data.consultations' and action = 'INSERT' and session_id is not null") == 3)
  }

  @Test("booking needs the directory's opening")
  func opening() throws {
    #expect(try clinic.signedIn(.reception).answer(booking(.garcia)).contains("EXPIRED"))
    #expect(clinic.root.answer("select count(*) from medical_data.consultations") == "0")
  }

  @Test("the same form twice is one slot; another form under its key is refused")
  func repeated() throws {
    let (desk, key) = (try clinic.searching(.reception), UUID().uuidString)
    let form = "select answer, consultation_id from api.book_appointment('\(key)', '\(TestPatient.garcia.patientID)', '\(practitioner(.doctor3))', 'FOLLOW_UP', date_trunc('hour', clock_timestamp()) + interval '1 day', 30)"
    let first = desk.rows(form)
    #expect(first.first?.hasPrefix("SAVED|") == true && desk.rows(form) == first)
    #expect(desk.answer(booking(.lopez, at: "interval '1 day'", key: key)) == "KEY_REUSED")
    #expect(clinic.root.answer("select count(*) from medical_data.consultations") == "1")
  }

  @Test("what cannot be: length, time, kind, nobody, a retired clinician", arguments: [
    ("minutes", "4"), ("minutes", "721"), ("minutes", "null"), ("at", "interval '-13 hours'"), ("at", "interval '3 years'"), ("at", "null::interval"), ("kind", "CHAT"),
  ])
  func invalid(what: String, value: String) throws {
    let desk = try clinic.searching(.reception)
    #expect(desk.answer(booking(.garcia, at: what == "at" ? value : "interval '1 day'", minutes: what == "minutes" ? value : "30",
                                kind: what == "kind" ? value : "FOLLOW_UP").replacing("select answer", with: "select concat_ws(' ', answer, field)"))
      == "INVALID " + (what == "at" ? "starts_at" : what))
  }

  @Test("nobody and a retired clinician: INVALID; the deceased: CLOSED; whom the patient does not want: BLOCKED; herself: OWN_RECORD")
  func refused() throws {
    let desk = try clinic.searching(.reception)
    #expect(desk.answer("select answer from api.book_appointment(gen_random_uuid(), '\(nobody)', '\(practitioner(.doctor3))', 'FOLLOW_UP', clock_timestamp(), 30)") == "INVALID")
    #expect(desk.answer(booking(.lindqvist, .doctor2)) == "OWN_RECORD")
    #expect(try clinic.searching(.doctor2).answer(booking(.lindqvist)) == "OWN_RECORD")
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor3.userID)')")
    #expect(desk.answer(booking(.garcia)) == "BLOCKED")
    try clinic.root.run("update medical_data.patients set status = 'DECEASED' where patient_id = '\(TestPatient.lopez.patientID)'")
    #expect(desk.answer(booking(.lopez)) == "CLOSED")
    try clinic.root.run("update access.practitioners set status = 'RETIRED' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(desk.answer(booking(.munoz, .doctor1)) == "INVALID")
    #expect(clinic.events("action = 'BOOK_REFUSED'") == 4)
  }

  @Test("a clinician is in one place at a time; two counters at once are told apart")
  func overlap() throws {
    let desk = try clinic.searching(.reception)
    #expect(desk.answer(booking(.garcia)) == "SAVED")
    #expect(desk.answer(booking(.lopez, at: "interval '1 day 29 minutes'")) == "TAKEN")
    #expect(desk.answer(booking(.lopez, at: "interval '1 day -10 minutes'")) == "TAKEN")
    #expect(desk.answer(booking(.lopez, at: "interval '1 day 30 minutes'")) == "SAVED")
    #expect(desk.answer(booking(.munoz, .doctor1)) == "SAVED")
    let other = try clinic.searching(.nurseA)
    #expect(other.answer("select count(*) from api.search_patients('garcia')") != "0", "its opening is known to be on disk")
    try desk.run("begin; \(booking(.garcia, at: "interval '2 days'"))")
    try other.send(booking(.lopez, at: "interval '2 days'"))
    try desk.run("commit")
    #expect(other.received() == "TAKEN")
  }

  @Test("PLANNED, ARRIVED, IN_PROGRESS, COMPLETED; the consultation itself needs a clinician in the open chart")
  func course() throws {
    let (desk, doctor) = (try clinic.searching(.reception), try clinic.signedIn(.doctor1))
    #expect(desk.answer(booking(.garcia, .doctor1)) == "SAVED")
    let id = slot
    #expect(desk.answer(status(id, 1, "COMPLETED")) == "NO_ROLE")
    #expect(desk.answer(status(id, 1, "ARRIVED")) == "SAVED")
    #expect(desk.answer(status(id, 1, "CANCELLED", "'PATIENT'")) == "CHANGED")
    #expect(doctor.answer(status(id, 2, "IN_PROGRESS")) == "EXPIRED")
    #expect(doctor.answer(openChart(.garcia)) == "OPENED")
    #expect(doctor.answer(status(id, 2, "COMPLETED")) == "INVALID status")
    #expect(doctor.answer(status(id, 2, "IN_PROGRESS")) == "SAVED")
    #expect(doctor.answer(status(id, 3, "COMPLETED")) == "SAVED")
    #expect(doctor.answer(status(id, 4, "IN_PROGRESS")) == "INVALID status")
    #expect(clinic.root.answer("select status || ' ' || (arrived_at < started_at and started_at < closed_at) from medical_data.consultations") == "COMPLETED true")
    #expect(clinic.events("action = 'CONSULT_REFUSED'") == 2)
  }

  @Test("cancelled with a reason from the list; missed not before its time")
  func ends() throws {
    let desk = try clinic.searching(.reception)
    #expect(desk.answer(booking(.garcia)) == "SAVED")
    #expect([desk.answer(status(slot, 1, "CANCELLED")), desk.answer(status(slot, 1, "CANCELLED", "'RAIN'")), desk.answer(status(slot, 1, "NO_SHOW")),
             desk.answer(status(slot, 1, "GONE")), desk.answer(status(nobody, 1, "ARRIVED"))] 
      == ["INVALID cancel_reason", "INVALID cancel_reason", "INVALID status", "INVALID status", "INVALID consultation"])
    #expect(desk.answer(status(slot, 1, "CANCELLED", "'PATIENT'")) == "SAVED")
    #expect(desk.answer(status(slot, 2, "ARRIVED")) == "INVALID status")
    #expect(desk.answer(booking(.lopez)) == "SAVED", "a cancelled slot is free")
    #expect(desk.answer(booking(.munoz, at: "interval '-5 hours'")) == "SAVED")
    #expect(desk.answer(status(slot, 1, "NO_SHOW")) == "SAVED")
    #expect(try clinic.signedIn(.admin).answer(status(slot, 2, "ARRIVED")) == "NO_ROLE")
  }

  @Test("moved while planned, with the version that was seen")
  func moved() throws {
    let desk = try clinic.searching(.reception)
    let move = { (version: Int, doctor: TestPerson, hours: Int) in
      "select api.move_appointment('\(slot)', \(version), '\(practitioner(doctor))', date_trunc('hour', clock_timestamp()) + interval '\(hours) hours', 45)" }
    #expect(desk.answer(booking(.garcia)) == "SAVED")
    #expect(desk.answer(move(1, .doctor2, 50)) == "SAVED")
    #expect(desk.answer(move(1, .doctor2, 60)) == "CHANGED")
    #expect(clinic.root.answer("select round(extract(epoch from ends_at - starts_at) / 60) from medical_data.consultations") == "45")
    #expect(try clinic.searching(.privacy).answer(move(2, .doctor2, 60)) == "NO_ROLE")
    #expect(desk.answer(status(slot, 2, "ARRIVED")) == "SAVED")
    #expect(desk.answer(move(3, .doctor2, 60)) == "CHANGED", "who has arrived is not moved")
  }

  @Test("the calendar shows directory fields to who keeps it, and records the look")
  func calendar() throws {
    let desk = try clinic.searching(.reception)
    #expect(desk.answer(booking(.garcia)) == "SAVED")
    #expect(desk.answer(booking(.lindqvist, .doctor1)) == "SAVED")
    let look = "select surname_1, practitioner_name, status from api.appointments(clock_timestamp(), clock_timestamp() + interval '3 days')"
    #expect(desk.rows(look) == ["García|Dr Amato|PLANNED", "Lindqvist|Dr Osei|PLANNED"])
    #expect(try clinic.searching(.doctor2).rows(look) == ["García|Dr Amato|PLANNED"], "not her own")
    #expect(try clinic.signedIn(.nurseA).answer(look).contains("EXPIRED"))
    #expect(try clinic.searching(.privacy).answer(look).contains("NO_ROLE"))
    #expect(desk.refusal("select * from api.appointments(clock_timestamp(), clock_timestamp() + interval '32 days')") == "22023")
    #expect(clinic.events("action = 'SHOW_APPOINTMENTS' and detail ->> 'shown' = '2'") == 1)
    #expect(desk.answer("select count(*) from medical_data.consultations") == "0", "the table is the chart's")
    #expect(try clinic.reading(.nurseA, .garcia).answer("select count(*) from medical_data.consultations") == "1")
  }

  @Test("the table keeps the order of states, whoever writes", arguments: [
    "delete from medical_data.consultations", "update medical_data.consultations set status = 'COMPLETED', closed_at = clock_timestamp()",
    "update medical_data.consultations set patient_id = '\(TestPatient.lopez.patientID)'", "update medical_data.consultations set status = 'CANCELLED', closed_at = clock_timestamp()",
    "update medical_data.consultations set ends_at = starts_at + interval '13 hours'", "update medical_data.consultations set ends_at = starts_at",
  ])
  func guarded(statement: String) throws {
    #expect(try clinic.searching(.reception).answer(booking(.garcia)) == "SAVED")
    #expect(["42501", "23514"].contains(clinic.root.refusal(statement)))
  }
}
