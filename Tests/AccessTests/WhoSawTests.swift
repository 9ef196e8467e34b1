import DatabaseTestSupport
import Testing

/// "Who saw this patient", and the event stream in the shapes of the sources.
@Suite struct WhoSawTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func auditing(_ person: TestPerson) throws -> SqlSession {
    let session = try clinic.signedIn(person)
    #expect(session.answer("select api.open_audit('PATIENT_ASKS')") == "OPENED")
    return session
  }

  private func whoSaw(_ patient: TestPatient, _ columns: String = "user_name, role_code, what, purpose, reason") -> String {
    "select \(columns) from api.who_saw('\(patient.patientID)')"
  }

  @Test("the privacy officer is told every access in plain rows, and her question is one of them")
  func everything() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    #expect(try clinic.signedIn(.doctor1).answer(openChart(.garcia, "RESULT_REVIEW")) == "OPENED")
    #expect(try clinic.signedIn(.nurseB).answer(openChart(.garcia)) == "NO_RFA")
    let list = try clinic.signedIn(.nurseB)
    #expect(list.answer("select api.open_work_list('A')") == "OPENED")
    let privacy = try auditing(.privacy)
    #expect(privacy.rows(whoSaw(.garcia) + " w where what <> 'WROTE'") == [
      "Alba Reina|NURSE|CHART|TREATMENT|ward", "Dr Osei|CLINICIAN|CHART|RESULT_REVIEW|care_team", "Berta Soler|NURSE|REFUSED||NO_RFA",
      "Berta Soler|NURSE|LIST|WORK_LIST|",
    ])
    #expect(privacy.rows(whoSaw(.garcia) + " w where what = 'ACCESS_LOG'") == ["Elisa Grau|PRIVACY_OFFICER|ACCESS_LOG|PATIENT_ASKS|"])
    #expect(clinic.events("action = 'WHO_SAW' and patient_id = '\(TestPatient.garcia.patientID)' and purpose = 'PATIENT_ASKS'") == 2)
  }

  @Test("others are told their own accesses, whoever the patient is; an administrator nothing")
  func ownOnly() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    _ = try clinic.reading(.doctor1, .garcia)
    #expect(try auditing(.doctor1).rows(whoSaw(.garcia, "user_name, what") + " w where what <> 'WROTE'") == ["Dr Osei|CHART"])
    #expect(try auditing(.nurseA).rows(whoSaw(.garcia, "user_name, what")) == ["Alba Reina|CHART"])
    #expect(try auditing(.nurseB).rows(whoSaw(.garcia)) == [])
    #expect(try auditing(.reception).rows(whoSaw(.garcia)) == [])
    #expect(try auditing(.admin).rows(whoSaw(.garcia)) == ["42501 NO_ROLE"])
    #expect(try auditing(.privacy).rows("select what from api.who_saw('\(nobody)')") == [])
  }

  @Test("nothing is answered without a committed opening of this session")
  func opening() throws {
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.rows(whoSaw(.garcia)) == ["42501 EXPIRED"])
    try privacy.run("begin; select api.open_audit('PATIENT_ASKS')")
    #expect(privacy.rows(whoSaw(.garcia)) == ["42501 EXPIRED"])
    try privacy.run("rollback")
    #expect(privacy.rows("select * from api.audit_log") == ["42501 EXPIRED"])
    #expect(privacy.rows("select * from api.audit_events('-infinity', 'infinity')") == ["42501 EXPIRED"])
    #expect(privacy.answer("select api.open_audit('x')") == "INVALID purpose")
    #expect(try clinic.database.session(as: TestPerson.privacy).rows(whoSaw(.garcia)) == ["42501 NO_SESSION"])
  }

  @Test("an access under an emergency grant tells its number; a reason for a protected patient too")
  func emergency() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let id = nurse.requested(.munoz)
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .munoz) == "APPROVED")
    #expect(nurse.answer(openChart(.munoz, "EMERGENCY")) == "OPENED")
    #expect(nurse.answer("select api.open_chart('\(TestPatient.hernandez.patientID)', 'TREATMENT', 'called by the family')") == "OPENED")
    let privacy = try auditing(.privacy)
    let number = clinic.root.answer("select emergency_number from access.emergency_access")
    #expect(privacy.rows(whoSaw(.munoz, "what, subject, emergency_number") + " w where what in ('CHART', 'EMERGENCY')") == [
      "EMERGENCY|REQUEST_EMERGENCY|\(number)", "EMERGENCY|DECIDE_EMERGENCY|\(number)", "CHART|OPEN_CHART|\(number)",
    ])
    #expect(privacy.rows(whoSaw(.hernandez, "special_reason") + " w where what = 'CHART'") == ["called by the family"])
  }

  @Test("a change of role later does not change what was recorded")
  func roleThen() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update access.users set role_code = 'RECEPTIONIST' where user_id = '\(TestPerson.nurseA.userID)'")
    #expect(try auditing(.privacy).rows(whoSaw(.garcia, "role_code") + " w where what = 'CHART'") == ["NURSE"])
  }

  @Test("a period is one, with its end left out")
  func period() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    let at = clinic.root.answer("select at from audit_logs.events where action = 'OPEN_CHART'")
    let privacy = try auditing(.privacy)
    func count(_ from: String, _ to: String) -> String {
      privacy.answer("select count(*) from api.who_saw('\(TestPatient.garcia.patientID)', \(from), \(to)) w where what = 'CHART'")
    }
    #expect(count("'\(at)'", "'infinity'") == "1")
    #expect(count("'-infinity'", "'\(at)'") == "0")
  }

  @Test("the index answers, not a scan of the stream")
  func plan() throws {
    try clinic.root.run("""
      insert into audit_logs.events (user_id, action, patient_id, at)
      select '\(TestPerson.nurseA.userID)', 'OPEN_CHART', gen_random_uuid(), now() - make_interval(hours => i) from generate_series(1, 20000) i;
      analyze audit_logs.events
      """)
    let plan = clinic.root.rows("""
      explain select * from audit_logs.events e where e.patient_id = '\(TestPatient.garcia.patientID)' and e.at >= '-infinity' and e.at < 'infinity'
      union all select * from audit_logs.events e where e.action in ('OPEN_WORK_LIST', 'FIND_DUPLICATES') and e.at >= '-infinity' and e.at < 'infinity'
        and coalesce(e.detail -> 'patients', e.detail -> 'found') @> jsonb_build_array('\(TestPatient.garcia.patientID)'::text)
      """).joined(separator: "\n")
    #expect(plan.contains("events_by_patient") && plan.contains("events_by_shown") && !plan.contains("Seq Scan"), "\(plan)")
  }

  @Test("one write is in all views of the sources, with actor and values; the views are the stream of their reader")
  func views() throws {
    let reception = try clinic.searching(.reception)
    let saved = reception.rows("""
      select answer, patient_id from api.register_patient(gen_random_uuid(), 'Vera', 'Quintana', null, '1988-08-08', 'FEMALE', null, null, null)
      """).first?.split(separator: "|").map(String.init) ?? []
    #expect(saved.first == "SAVED")
    let patient = saved.last ?? ""
    let privacy = try auditing(.privacy)
    let (who, table) = (TestPerson.reception.userID, "medical_data.patients")
    #expect(privacy.rows("select user_role, action, operation, table_name, record_id from api.medical_audit_log where patient_id = '\(patient)' and user_id = '\(who)' and action = 'INSERT'")
      == ["RECEPTIONIST|INSERT|INSERT|\(table)|\(patient)"])
    #expect(privacy.rows("select action, new_values ->> 'given_names' from api.audit_log where record_id = '\(patient)' and table_name = '\(table)' and user_id = '\(who)'") == ["INSERT|Vera"])
    #expect(privacy.rows("select action, old_values from api.audit_logs where entity_id = '\(patient)' and entity_type = '\(table)' and user_id = '\(who)'") == ["INSERT|"])
    #expect(try clinic.signedIn(.nurseB).answer(openChart(patient)) == "NO_RFA")
    #expect(privacy.rows("select severity, patient_data_involved from api.medical_security_log where event_type = 'OPEN_CHART_REFUSED'") == ["HIGH|t"])
    #expect(privacy.answer("select count(*) from api.medical_security_log where event_type = 'INSERT' and affected_resources = '\(table)'") == "0")
    #expect(clinic.events("action = 'AUDIT_SEARCH' and user_id = '\(TestPerson.privacy.userID)'") == 5, "each look at a view is an event")
  }

  @Test("an administrator reads events of security without patients; clinical staff and reception none")
  func roles() throws {
    #expect(try clinic.signedIn(.nurseB).answer(openChart(.garcia)) == "NO_RFA")
    let admin = try auditing(.admin)
    #expect(admin.answer("select count(*) from api.medical_security_log where event_type = 'OPEN_CHART_REFUSED' and not patient_data_involved") == "1")
    #expect(admin.answer("select count(*) from api.audit_events('-infinity', 'infinity') where patient_id is not null or not is_security") == "0")
    #expect(admin.answer("select count(*) from api.audit_events('-infinity', 'infinity') e where e::text like '%\(TestPatient.garcia.patientID)%'") == "0")
    for person in [TestPerson.nurseA, .doctor1, .reception] {
      #expect(try auditing(person).rows("select * from api.audit_logs") == ["42501 NO_ROLE"])
    }
  }

  @Test("administrator and privacy officer verify the seals and take the heads; nobody else")
  func verifying() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    _ = try clinic.signedIn(.nurseA)
    while watch.answer("select audit_logs.seal()") != "null" {}
    for person in [TestPerson.admin, .privacy] {
      let session = try clinic.signedIn(person)
      #expect(session.rows("select * from api.verify_audit()") == [])
      #expect(session.rows("select seal_number, head from api.audit_heads()") == clinic.root.rows("select seal_number, encode(chain, 'hex') from audit_logs.seals order by 1"))
    }
    for person in [TestPerson.nurseA, .doctor1, .reception] {
      let session = try clinic.signedIn(person)
      #expect(session.rows("select * from api.verify_audit()") == ["42501 NO_ROLE"])
      #expect(session.rows("select * from api.audit_heads()") == ["42501 NO_ROLE"])
    }
  }

  @Test("a refusal that is raised leaves a line in the server's log, and none at the client", arguments: [
    (TestPerson.reception, "NO_ROLE"), (.privacy, "LOCKED"),
  ])
  func raisedRefusals(person: TestPerson, word: String) throws {
    let session = try clinic.signedIn(person)
    try session.run("set client_min_messages = 'log'")
    let id = clinic.root.answer("select session_id from access.sessions where pid = \(session.backendPid)")
    if word == "LOCKED" { try session.run("select api.lock_screen()") }
    #expect(session.answer("begin; select * from api.audit_log").hasPrefix("42501 \(word)"))
    try session.run("rollback")
    #expect(try Clinic.serverLog().contains("clinic: refused \(word) session \(id) login \(person.loginRole)"))
    #expect(session.notices == [])
  }
}
