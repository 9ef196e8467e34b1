import DatabaseTestSupport
import Testing

/// What ends, ends at the next statement; what runs on is named to the watch.
@Suite struct EndOfAccessTests {
  let clinic: Clinic
  let suspend = "update access.users set status = 'SUSPENDED' where email = '\(TestPerson.nurseA.email)'"

  init() throws { clinic = try Clinic() }

  @Test("a cursor declared before a suspension and fetched first after it is empty")
  func cursor() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(readAll) == wholeChart)
    try nurse.run("begin; declare c cursor for select * from medical_data.biomarkers")
    try clinic.root.run(suspend)
    #expect(nurse.rows("fetch all from c") == [])
    #expect(nurse.answer(readAll) == "0", "the next statement of the open transaction")
  }

  @Test("a running cursor is named to the watch, which can end it")
  func runningCursor() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(readAll) == wholeChart)
    try nurse.run("begin; declare c cursor for select * from medical_data.biomarkers; fetch 1 from c")
    let watch = try clinic.database.session(as: "clinic_watch")
    #expect(watch.answer("select count(*) from access.backends_to_end()") == "0")
    try clinic.root.run(suspend)
    #expect(watch.rows("select pid from access.backends_to_end()") == ["\(nurse.backendPid)"])
    try watch.run("select pg_terminate_backend(pid) from access.backends_to_end()")
    #expect(nurse.refusal("fetch 1 from c") != nil)
    #expect(!nurse.isOpen)
  }

  @Test("a held cursor holds what was read before the end, nothing later")
  func heldCursor() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    try nurse.run("begin; declare c cursor with hold for select * from medical_data.biomarkers; commit")
    #expect(nurse.rows("fetch all from c") == [])
  }

  @Test("prepared statements see nothing after a suspension, and nothing after its end either")
  func prepared() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("prepare p as \(readAll)")
    for _ in 0..<6 { #expect(nurse.answer("execute p") == wholeChart) }
    let admin = try clinic.signedIn(.admin)
    #expect(admin.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', 'SUSPENDED')") == "SAVED")
    #expect(nurse.answer("execute p") == "0")
    #expect(admin.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', 'ACTIVE')") == "SAVED")
    #expect(nurse.answer("execute p") == "0", "the old session stays dead")
  }

  @Test("the patient moves to another ward: nothing; back: again")
  func movedPatient() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    let move = { (ward: String) in
      "update medical_data.patients set ward_id = (select ward_id from access.wards where code = '\(ward)') where patient_id = '\(TestPatient.lopez.patientID)'"
    }
    try clinic.root.run(move("B"))
    #expect(nurse.answer(readAll) == "0")
    try clinic.root.run(move("A"))
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("59 minutes after the shift she reads, 61 minutes after it not")
  func chartingTail() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    let end = { (minutes: Int) in
      "update access.roster set starts_at = clock_timestamp() - interval '9 hours', ends_at = clock_timestamp() - interval '\(minutes) minutes' where user_id = '\(TestPerson.nurseA.userID)'"
    }
    try clinic.root.run(end(59))
    #expect(nurse.answer(readAll) == wholeChart)
    try clinic.root.run(end(61))
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer(openChart(.lopez)) == "NO_RFA")
  }

  @Test("a shift that has not begun gives nothing")
  func futureShift() throws {
    try clinic.root.run("update access.roster set starts_at = clock_timestamp() + interval '1 hour' where user_id = '\(TestPerson.nurseA.userID)'")
    #expect(try clinic.signedIn(.nurseA).answer(openChart(.lopez)) == "NO_RFA")
  }

  @Test("the care team ends: the next statement sees nothing, also in an open transaction")
  func careTeam() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(readAll) == wholeChart, "outside the transaction: the first read may be repeated")
    try doctor.run("begin")
    #expect(doctor.answer(readAll) == wholeChart)
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.answer(readAll) == "0")
  }

  @Test("the watch names who reads a chart without a reason any more")
  func watchCharts() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let watch = try clinic.database.session(as: "clinic_watch")
    #expect(watch.rows("select pid from access.backends_to_end()") == [])
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(watch.rows("select pid from access.backends_to_end()") == ["\(doctor.backendPid)"])
  }

  @Test("the watch sees no person and no chart")
  func watchSeesNothing() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    for table in ["access.users", "access.sessions", "medical_data.patients", "medical_data.biomarkers", "audit_logs.events"] {
      #expect(watch.refusal("select * from \(table)") == "42501")
    }
    #expect(watch.refusal("select * from api.whoami()") == "42501")
  }
}
