import DatabaseTestSupport
import Foundation
import Testing

/// Reasons for access beyond ward, care team and grant: attending, encounter, order. Each both ways, and its end.
@Suite struct ReasonTests {
  let clinic: Clinic
  /// A doctor with no relation to anybody, and a patient in ward B.
  let doctor = TestPerson.doctor3
  let patient = TestPatient.munoz

  init() throws { clinic = try Clinic() }

  private func reason(_ session: SqlSession, _ patient: TestPatient? = nil) -> [String] {
    session.rows("select reason from api.chart_access('\((patient ?? self.patient).patientID)')")
  }

  private func practitioner(_ person: TestPerson) -> String {
    clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(person.userID)'")
  }

  /// A slot, written past the functions; times relative to now.
  private func slot(_ starts: String, hours: Int = 1, of person: TestPerson? = nil, gives: Bool = true, status: String = "PLANNED") throws {
    try clinic.bend("""
      delete from medical_data.consultations;
      insert into medical_data.consultations (patient_id, practitioner_id, kind, status, starts_at, ends_at, cancel_reason, closed_at, gives_access, booked_by)
      values ('\(patient.patientID)', '\(practitioner(person ?? doctor))', 'FOLLOW_UP', '\(status)', clock_timestamp() + interval '\(starts)',
              clock_timestamp() + interval '\(starts)' + interval '\(hours) hours', \(status == "CANCELLED" ? "'PATIENT'" : "null"),
              \(["COMPLETED", "CANCELLED", "NO_SHOW"].contains(status) ? "clock_timestamp()" : "null"), \(gives), '\(TestPerson.reception.userID)')
      """)
  }

  @Test("attending: the clinician named while the patient lies in a ward, and seven days longer")
  func attending() throws {
    let session = try clinic.signedIn(doctor)
    #expect(reason(session) == [])
    try clinic.root.run("update medical_data.patients set attending_id = '\(practitioner(doctor))' where patient_id = '\(patient.patientID)'")
    #expect(reason(session) == ["attending"])
    #expect(session.answer(openChart(patient)) == "OPENED")
    #expect(session.answer(readAll) == wholeChart)
    try clinic.root.run("update medical_data.patients set ward_id = null, bed = null where patient_id = '\(patient.patientID)'")
    #expect(reason(session) == ["attending"], "the tail after the discharge")
    try clinic.root.run("update access.attendings set starts_at = ends_at - interval '9 days', ends_at = clock_timestamp() - interval '6 days 23 hours'")
    #expect(session.answer(readAll) == wholeChart)
    try clinic.root.run("update access.attendings set ends_at = clock_timestamp() - interval '7 days 1 minute'")
    #expect(reason(session) == [] && session.answer(readAll) == "0")
    #expect(session.answer(openChart(patient)) == "NO_RFA")
  }

  @Test("attending follows the row of the patient: another name, back again, entered in error")
  func attendingChanges() throws {
    let (first, second) = (try clinic.signedIn(doctor), try clinic.signedIn(.doctor2))
    let put = { (person: TestPerson) in "update medical_data.patients set attending_id = '\(practitioner(person))' where patient_id = '\(patient.patientID)'" }
    try clinic.root.run(put(doctor))
    try clinic.root.run(put(.doctor2))
    #expect(reason(first) == ["attending"] && reason(second) == ["attending"])
    #expect(clinic.root.rows("select ends_at = 'infinity' from access.attendings order by starts_at") == ["f", "t"])
    try clinic.root.run(put(doctor))
    #expect(clinic.root.answer("select count(*) from access.attendings where ends_at = 'infinity'") == "1")
    try clinic.root.run("update medical_data.patients set bed = 'B1' where patient_id = '\(patient.patientID)'")
    #expect(clinic.root.answer("select count(*) from access.attendings") == "3", "another bed is no other attending")
    try clinic.root.run("update medical_data.patients set deleted_at = clock_timestamp() where patient_id = '\(patient.patientID)'")
    #expect(reason(first) == [])
    #expect(clinic.root.answer("select count(*) from access.attendings where ends_at = 'infinity'") == "0")
  }

  @Test("a name without a ward is no admission; a nurse is nobody's attending clinician")
  func notAdmitted() throws {
    try clinic.root.run("update medical_data.patients set attending_id = '\(practitioner(doctor))' where patient_id = '\(TestPatient.petrova.patientID)'")
    #expect(reason(try clinic.signedIn(doctor), .petrova) == [])
    try clinic.root.run("update medical_data.patients set attending_id = '\(practitioner(doctor))' where patient_id = '\(patient.patientID)'")
    try clinic.root.run("update access.users set role_code = 'NURSE' where user_id = '\(doctor.userID)'")
    #expect(reason(try clinic.signedIn(doctor)) == [])
  }

  @Test("encounter: from 30 days before the appointment to 30 days after it, with this clinician only", arguments: [
    ("29 days 23 hours", ["encounter"]), ("30 days 1 minute", []), ("-5 hours", ["encounter"]), ("-30 days", ["encounter"]), ("-30 days -61 minutes", []),
  ])
  func encounter(starts: String, expected: [String]) throws {
    try slot(starts)
    #expect(reason(try clinic.signedIn(doctor)) == expected)
    #expect(reason(try clinic.signedIn(.doctor2)) == [], "another clinician")
    #expect(reason(try clinic.signedIn(.nurseA)) == [], "no nurse of another ward")
    #expect(reason(try clinic.signedIn(doctor), .schroeder) == [], "another patient")
  }

  @Test("encounter: what was cancelled or missed is none; what is under way or over is one", arguments: [
    ("PLANNED", true), ("ARRIVED", true), ("IN_PROGRESS", true), ("COMPLETED", true), ("CANCELLED", false), ("NO_SHOW", false),
  ])
  func encounterStates(status: String, expected: Bool) throws {
    try slot("-1 hour", status: status)
    #expect(reason(try clinic.signedIn(doctor)) == (expected ? ["encounter"] : []))
  }

  @Test("the end of an encounter shows at the next statement")
  func encounterEnds() throws {
    try slot("1 day")
    let session = try clinic.reading(doctor, patient)
    #expect(session.answer(readAll) == wholeChart)
    let desk = try clinic.searching(.reception)
    let id = clinic.root.answer("select consultation_id from medical_data.consultations")
    #expect(desk.answer("select api.set_appointment_status('\(id)', 1, 'CANCELLED', 'PATIENT')") == "SAVED")
    #expect(session.answer(readAll) == "0")
    #expect(session.answer(openChart(patient)) == "NO_RFA")
  }

  private func book(_ session: SqlSession, for person: TestPerson) -> String {
    session.answer("select answer from api.book_appointment(gen_random_uuid(), '\(patient.patientID)', '\(practitioner(person))', 'URGENT', clock_timestamp(), 15)")
  }

  @Test("nobody books herself a reason: not new, not by moving, not from an emergency grant; the reception does, and a colleague")
  func ownBooking() throws {
    let session = try clinic.searching(doctor)
    #expect(book(session, for: doctor) == "SAVED")
    #expect(reason(session) == [])
    let id = clinic.root.answer("select consultation_id from medical_data.consultations")
    #expect(session.answer("select api.move_appointment('\(id)', 1, '\(practitioner(doctor))', clock_timestamp() + interval '1 day', 15)") == "SAVED")
    #expect(reason(session) == [])
    #expect(try clinic.searching(.reception).answer("select api.move_appointment('\(id)', 2, '\(practitioner(doctor))', clock_timestamp() + interval '2 days', 15)") == "SAVED")
    #expect(reason(session) == ["encounter"], "the reception confirmed it")
    #expect(session.answer("select api.move_appointment('\(id)', 3, '\(practitioner(doctor))', clock_timestamp() + interval '3 days', 15)") == "SAVED")
    #expect(reason(session) == ["encounter"], "she has a reason now, and keeps it")
  }

  @Test("an emergency grant does not become an encounter")
  func bookingUnderGrant() throws {
    let session = try clinic.searching(doctor)
    let request = session.requested(patient)
    #expect(try clinic.signedIn(.doctor1).approve(request, of: patient) == "APPROVED")
    #expect(reason(session) == ["grant"])
    #expect(book(session, for: doctor) == "SAVED")
    #expect(reason(session) == ["grant"])
    #expect(session.answer("select api.end_emergency_access('\(request)', 'done')") == "CLOSED")
    #expect(reason(session) == [])
    #expect(book(try clinic.searching(.doctor1), for: doctor) == "TAKEN")
  }

  @Test("order: while something waits for her own action, and 30 days after it was done", arguments: [TestPerson.doctor3, .nurseA])
  func order(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    let record = UUID().uuidString
    #expect(reason(session) == [])
    try clinic.root.run("select access.await_action('\(person.userID)', '\(patient.patientID)', 'TEST', '\(record)')")
    #expect(reason(session) == ["order"] && reason(session, .schroeder) == [])
    #expect(reason(try clinic.signedIn(.doctor2)) == [])
    #expect(session.answer(openChart(patient)) == "OPENED")
    try clinic.root.run("select access.close_action('TEST', '\(record)')")
    #expect(session.answer(readAll) == wholeChart)
    try clinic.root.run("update access.awaited_actions set ends_at = clock_timestamp() + interval '1 minute'")
    #expect(session.answer(readAll) == wholeChart)
    try clinic.root.run("update access.awaited_actions set ends_at = clock_timestamp()")
    #expect(session.answer(readAll) == "0" && reason(session) == [])
  }

  @Test("an order's 30 days begin when it is closed, once, for whom it waited")
  func orderCloses() throws {
    let record = UUID().uuidString
    for person in [doctor, TestPerson.doctor2] {
      try clinic.root.run("select access.await_action('\(person.userID)', '\(patient.patientID)', 'REPORT', '\(record)')")
      try clinic.root.run("select access.await_action('\(person.userID)', '\(patient.patientID)', 'REPORT', '\(record)')")
    }
    try clinic.root.run("select access.close_action('TEST', '\(record)'); select access.close_action('REPORT', '\(record)', '\(doctor.userID)')")
    #expect(clinic.root.rows("select user_id, round(extract(epoch from ends_at - clock_timestamp()) / 86400) from access.awaited_actions where closed_at is not null")
      == ["\(doctor.userID)|30"])
    #expect(clinic.root.answer("select count(*) from access.awaited_actions") == "2")
  }

  @Test("an order under an emergency grant does not outlive it")
  func orderUnderGrant() throws {
    let session = try clinic.signedIn(doctor)
    let request = session.requested(patient)
    #expect(try clinic.signedIn(.doctor1).approve(request, of: patient) == "APPROVED")
    try clinic.root.run("select access.await_action('\(doctor.userID)', '\(patient.patientID)', 'TEST', gen_random_uuid())")
    #expect(clinic.root.answer("select count(*) from access.awaited_actions") == "0")
  }

  @Test("a block wins over every one of them, and nobody gets her own record")
  func overlays() throws {
    try slot("1 day")
    try clinic.root.run("update medical_data.patients set attending_id = '\(practitioner(doctor))' where patient_id = '\(patient.patientID)'")
    try clinic.root.run("select access.await_action('\(doctor.userID)', '\(patient.patientID)', 'TEST', gen_random_uuid())")
    let session = try clinic.signedIn(doctor)
    #expect(reason(session) == ["attending"])
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(patient.patientID)', '\(doctor.userID)')")
    #expect(reason(session) == [] && session.answer(openChart(patient)) == "BLOCKED")
    try clinic.root.run("select access.await_action('\(TestPerson.doctor2.userID)', '\(TestPatient.lindqvist.patientID)', 'TEST', gen_random_uuid())")
    #expect(reason(try clinic.signedIn(.doctor2), .lindqvist) == [])
  }

  @Test("reception, administrator and privacy officer have none, whatever rows name them")
  func otherRoles() throws {
    for person in [TestPerson.reception, .admin, .privacy] {
      try clinic.root.run("select access.await_action('\(person.userID)', '\(patient.patientID)', 'TEST', gen_random_uuid())")
      try clinic.root.run("insert into access.practitioners (user_id, display_name, licence) values ('\(person.userID)', 'x', 'L-\(person)')")
      try slot("1 day", of: person)
      #expect(reason(try clinic.signedIn(person)) == [])
    }
  }

  @Test("each lookup goes by an index that begins with who asks and the patient", arguments: [
    ("attendings_as_reason", "practitioner_id"), ("consultations_as_reason", "practitioner_id"), ("awaited_actions_as_reason", "user_id"),
  ])
  func indexes(index: String, column: String) throws {
    #expect(clinic.root.answer("select indexdef like '%(\(column), patient_id%' from pg_indexes where indexname = '\(index)'") == "t")
  }
}
