import DatabaseTestSupport
import Testing

/// The door every writing function goes through: `access.chart_for_writing`, asked through a function planted for the test.
@Suite struct ChartWritingTests {
  let clinic: Clinic

  init() throws {
    clinic = try Clinic()
    try clinic.root.run("""
      create function api.try_writing(p uuid, r text[], c text default null, n text default 'FULL', a text default 'TRY') returns text
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as
      $f$ begin return (select coalesce(w.refusal, w.role_code || ' ' || w.display_name) from access.chart_for_writing(p, a, r, c, n) w); end $f$;
      alter function api.try_writing(uuid, text[], text, text, text) owner to clinic_definer;
      grant execute on function api.try_writing(uuid, text[], text, text, text) to clinic_people
      """)
  }

  private func writing(_ patient: TestPatient, _ roles: String = "NURSE,CLINICIAN", more: String = "") -> String {
    "select api.try_writing('\(patient.patientID)', '{\(roles)}'\(more))"
  }

  private func refused(_ code: String) -> Int { clinic.events("action = 'TRY_REFUSED' and detail ->> 'code' = '\(code)'") }

  @Test("who opened the chart may write into it, under her printed name")
  func allowed() throws {
    #expect(try clinic.reading(.nurseA, .garcia).answer(writing(.garcia)) == "NURSE Alba Reina")
    #expect(try clinic.reading(.doctor1, .garcia).answer(writing(.garcia)) == "CLINICIAN Dr Osei")
    #expect(clinic.events("action = 'TRY_REFUSED'") == 0)
  }

  @Test("a role that is not in the list, and a capability that is not held: NO_ROLE, opened or not")
  func roles() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(writing(.garcia, "CLINICIAN")) == "NO_ROLE")
    #expect(nurse.answer(writing(.garcia, "NURSE,CLINICIAN", more: ", 'PRESCRIBE'")) == "NO_ROLE")
    #expect(nurse.answer(writing(.garcia, "")) == "NO_ROLE")
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(writing(.garcia, "CLINICIAN", more: ", 'PRESCRIBE'")) == "CLINICIAN Dr Osei")
    #expect(doctor.answer(writing(.garcia, "NURSE", more: ", 'PRESCRIBE'")) == "NO_ROLE")
    for person in [TestPerson.reception, .admin, .privacy] {
      #expect(try clinic.signedIn(person).answer(writing(.garcia, "RECEPTIONIST,ADMIN,PRIVACY_OFFICER")) == "NO_RFA", "\(person)")
    }
    #expect(refused("NO_ROLE") == 4)
  }

  @Test("without an opening, with one that ended, and with one of another session: EXPIRED")
  func expired() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(writing(.garcia)) == "EXPIRED")
    _ = try clinic.reading(.nurseA, .garcia)
    let other = try clinic.signedIn(.nurseA)
    #expect(other.answer(writing(.garcia)) == "EXPIRED")
    #expect(other.answer(openChart(.lopez)) == "OPENED")
    #expect(other.answer(writing(.garcia)) == "EXPIRED", "another patient's chart")
    #expect(other.answer(openChart(.garcia)) == "OPENED")
    #expect(other.answer(writing(.garcia)) == "NURSE Alba Reina")
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    #expect(other.answer(writing(.garcia)) == "EXPIRED")
    #expect(refused("EXPIRED") == 4)
  }

  @Test("an opening of the same transaction, committed or not, is none")
  func sameTransaction() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(writing(.garcia)) == "EXPIRED")
    try nurse.run("commit")
    #expect(nurse.answer(writing(.garcia)) == "NURSE Alba Reina")
    #expect(nurse.answer("\(openChart(.lopez)); \(writing(.lopez))") == "EXPIRED", "one message is one transaction")
  }

  @Test("the reason for access is looked at again: moved, out of the team, blocked")
  func reasonEnds() throws {
    let (nurse, doctor) = (try clinic.reading(.nurseA, .garcia), try clinic.reading(.doctor1, .munoz))
    try clinic.root.run("update medical_data.patients set ward_id = null, bed = null where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(nurse.answer(writing(.garcia)) == "NO_RFA")
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.munoz.patientID)', '\(TestPerson.doctor1.userID)')")
    #expect(doctor.answer(writing(.munoz)) == "BLOCKED")
    #expect(refused("NO_RFA") == 1 && refused("BLOCKED") == 1)
  }

  @Test("hidden and absent patients get the same word; nobody writes into her own record")
  func hiddenAndAbsent() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect([nurse.answer(writing(.munoz)), nurse.answer("select api.try_writing('\(nobody)', '{NURSE}')"),
             nurse.answer("select api.try_writing(null, '{NURSE}')")] == ["NO_RFA", "NO_RFA", "NO_RFA"])
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.lindqvist.patientID)', '\(TestPerson.doctor2.userID)')")
    #expect(try clinic.signedIn(.doctor2).answer(writing(.lindqvist)) == "OWN_RECORD")
  }

  @Test("a grant for the summary writes only what needs no more")
  func summary() throws {
    let doctor = try clinic.signedIn(.doctor2)
    let id = doctor.requested(.petrova, scope: "SUMMARY")
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .petrova) == "APPROVED")
    #expect(doctor.answer(openChart(.petrova)) == "OPENED")
    #expect(doctor.answer(writing(.petrova)) == "NO_RFA")
    #expect(doctor.answer(writing(.petrova, more: ", null, 'SUMMARY'")) == "CLINICIAN Dr Lindqvist")
    #expect(doctor.answer("select api.end_emergency_access('\(id)', 'done')") == "CLOSED")
    #expect(doctor.answer(writing(.petrova, more: ", null, 'SUMMARY'")) == "NO_RFA")
  }

  @Test("charts of the deceased and of merged numbers are only read")
  func closed() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(openChart(.lopez)) == "OPENED", "a merged number is read in the chart of the one that stays")
    for status in ["status = 'DECEASED'", "status = 'MERGED', merged_into = '\(TestPatient.lopez.patientID)'"] {
      try clinic.root.run("update medical_data.patients set \(status) where patient_id = '\(TestPatient.garcia.patientID)'")
      #expect(nurse.answer(writing(.garcia)) == "CLOSED")
      // What ends something that waits adds nothing.
      for action in ["ACKNOWLEDGE_ESCALATION", "ACKNOWLEDGE_CRITICAL_VALUE", "SECOND_CHECK_BIOMARKER", "ADVANCE_REPORT"] {
        #expect(nurse.answer(writing(.garcia, more: ", null, 'FULL', '\(action)'")) == "NURSE Alba Reina", "\(action)")
      }
      #expect(nurse.answer(readAll) == "60", "both charts")
    }
    try clinic.root.run("update medical_data.patients set status = 'ACTIVE', merged_into = null, deleted_at = clock_timestamp() where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(nurse.answer(writing(.garcia)) == "NO_RFA")
  }

  @Test("locked, signed out, another isolation level: an error, no word")
  func session() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("begin isolation level repeatable read")
    #expect(nurse.refusal(writing(.garcia)) == "25001")
    try nurse.run("rollback; select api.lock_screen()")
    #expect(nurse.answer(writing(.garcia)).contains("LOCKED"))
    #expect(nurse.answer("select api.unlock('\(TestPerson.password)')").contains("null") == false)
    #expect(nurse.answer(writing(.garcia)) == "NURSE Alba Reina")
    try nurse.run("select api.sign_out()")
    #expect(nurse.answer(writing(.garcia)).contains("NO_SESSION"))
  }

  @Test("a refusal leaves a line in the server's log though the caller rolls back")
  func rolledBackRefusal() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin; \(writing(.petrova)); rollback")
    #expect(clinic.events("action = 'TRY_REFUSED'") == 0)
    #expect(try Clinic.serverLog().contains("refused TRY NO_RFA"))
  }

  @Test("people cannot ask the door itself")
  func notCallable() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.refusal("select * from access.chart_for_writing('\(TestPatient.garcia.patientID)', 'TRY', '{NURSE}')") == "42501")
  }
}
