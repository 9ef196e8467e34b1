import DatabaseTestSupport
import Foundation
import Testing

/// The privacy officer's cases: what she reads through one and nothing beside it, the clocks of a breach, and old registrations in error.
@Suite struct CaseTests {
  let clinic: Clinic
  let privacy: SqlSession
  private let garcia = TestPatient.garcia.patientID

  init() throws {
    clinic = try Clinic()
    privacy = try clinic.signedIn(.privacy)
  }

  private func open(_ kind: String = "COMPLAINT", key: String = UUID().uuidString, summary: String = "She says a neighbour knew her results.",
                    discovered: String = "null") -> String {
    "api.open_case('\(key)', '\(kind)', '\(summary)', \(discovered))"
  }
  private func opened(_ kind: String = "COMPLAINT", discovered: String = "null") -> String {
    privacy.answer("select case_id from \(open(kind, discovered: discovered))")
  }
  private func link(_ id: String, _ patient: TestPatient = .garcia) -> String {
    privacy.answer("select api.link_case('\(id)', '\(patient.patientID)')")
  }
  private func file(_ id: String) -> String { privacy.answer("select api.open_case_file('\(id)', 'to answer the complaint')") }
  private func name(_ patient: TestPatient = .garcia) -> String { privacy.answer("select surname_1 from api.case_patient('\(patient.patientID)')") }

  @Test("details of a linked patient, through a committed file of an open case; nobody else's, and not after it is closed")
  func reading() throws {
    let id = opened()
    #expect(link(id) == "SAVED")
    #expect(link(id) == "SAVED", "once is enough")
    #expect(clinic.root.answer("select count(*) from access.privacy_case_links") == "1")
    #expect(name() == "42501 EXPIRED")
    try privacy.run("begin")
    #expect(file(id) == "OPENED")
    #expect(name() == "42501 EXPIRED")
    try privacy.run("rollback")
    #expect(file(id) == "OPENED")
    #expect(name() == "García")
    #expect(name(.lopez) == "42501 NO_RFA")
    #expect(privacy.answer("select surname_1 from api.case_patient('\(nobody)')") == "42501 NO_RFA")
    #expect(link(id, .lopez) == "SAVED")
    #expect(name(.lopez) == "López", "added while the file is open")
    #expect(privacy.answer("select count(*) from medical_data.patients") == "0", "no chart")
    #expect(privacy.answer(readAll) == "0")
    #expect(clinic.events("action = 'READ_DETAILS' and patient_id = '\(garcia)' and user_id = '\(TestPerson.privacy.userID)' and detail ->> 'case' = '\(id)'") == 1)
    let other = opened()
    #expect(file(other) == "OPENED")
    #expect(name() == "42501 NO_RFA", "one file at a time")
    #expect(file(id) == "OPENED")
    #expect(privacy.answer("select api.close_case('\(id)', 'no')") == "REASON_NEEDED")
    #expect(privacy.answer("select api.close_case('\(id)', 'The neighbour works at the bakery she tells everything.')") == "SAVED")
    #expect(name() == "42501 NO_RFA")
    #expect(file(id) == "CLOSED")
    #expect(link(id, .munoz) == "CLOSED")
    #expect(clinic.root.refusal("update access.privacy_cases set summary = 'something else'  where status = 'CLOSED'") == "23514")
  }

  @Test("contacts and texts of requests to models, in the case only")
  func texts() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ContactForm().answer) == "SAVED")
    #expect(reception.answer(ConsentForm().answer) == "SAVED")
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer("""
      select answer from api.log_ai_request(gen_random_uuid(), 'CHAT', 'TREATMENT', null, '\(garcia)', 'what about her cough', 'cannot tell',
        'NOT_REDACTED', 100, 4, 2, null, 'ANSWERED')
      """) == "SAVED")
    let id = opened("MODEL_REVIEW")
    #expect(link(id) == "SAVED")
    #expect(privacy.answer("select count(*) from api.case_contacts('\(garcia)')") == "42501 EXPIRED")
    #expect(privacy.answer("select count(*) from api.case_ai_requests('\(garcia)')") == "42501 EXPIRED")
    #expect(file(id) == "OPENED")
    #expect(privacy.rows("select name, phone from api.case_contacts('\(garcia)')") == ["Rosa García|+34600555099"])
    #expect(privacy.rows("select input, output, user_name from api.case_ai_requests('\(garcia)')") == ["what about her cough|cannot tell|Dr Osei"])
    #expect(privacy.answer("select count(*) from api.case_ai_requests('\(TestPatient.lopez.patientID)')") == "42501 NO_RFA")
  }

  @Test("an inappropriate emergency access opens a breach with its clocks")
  func breach() throws {
    let emergency = try clinic.signedIn(.nurseA).requested(.munoz)
    #expect(try clinic.signedIn(.doctor1).approve(emergency, of: .munoz) == "APPROVED")
    for outcome in ["IN_REVIEW", "INAPPROPRIATE"] {
      #expect(privacy.answer("select api.review_emergency_access('\(emergency)', '\(outcome)', 'curiosity')") == "SAVED")
    }
    #expect(privacy.rows("""
      select kind, patients, emergencies like 'E-%', authority_due_at - discovered_at, individuals_due_at - discovered_at, next_due_at = authority_due_at, is_overdue
        from api.privacy_cases()
      """) == ["BREACH|1|t|3 days|60 days|t|f"])
    let id = privacy.answer("select case_id from api.privacy_cases()")
    try clinic.bend("update access.privacy_cases set discovered_at = discovered_at - interval '4 days', authority_due_at = authority_due_at - interval '4 days'")
    #expect(privacy.answer("select is_overdue from api.privacy_cases()") == "t")
    #expect(privacy.answer("select api.note_case_told('\(id)', 'AUTHORITY')") == "SAVED")
    #expect(privacy.answer("select api.note_case_told('\(id)', 'AUTHORITY')") == "DECIDED")
    #expect(privacy.answer("select is_overdue from api.privacy_cases()") == "f")
    #expect(privacy.answer("select api.note_case_told('\(id)', 'PRESS')") == "INVALID whom")
    #expect(privacy.answer("select api.note_case_told('\(opened())', 'AUTHORITY')") == "INVALID case", "no breach")
    #expect(clinic.root.refusal("update access.privacy_cases set authority_told_at = null where kind = 'BREACH'") == "23514")
  }

  @Test("fields; the same form once; a breach known for a week")
  func fields() throws {
    let key = UUID().uuidString
    let number = privacy.answer("select case_number from \(open(key: key))")
    #expect(number.hasPrefix("C-20"))
    #expect(privacy.answer("select case_number from \(open(key: key))") == number)
    #expect(privacy.answer("select answer from \(open("BREACH", key: key))") == "KEY_REUSED")
    #expect(privacy.answer("select concat_ws(' ', answer, field) from \(open("GOSSIP"))") == "INVALID kind")
    #expect(privacy.answer("select concat_ws(' ', answer, field) from \(open(summary: "short"))") == "INVALID summary")
    #expect(privacy.answer("select concat_ws(' ', answer, field) from \(open(discovered: "now()"))") == "INVALID discovered")
    #expect(privacy.answer("select concat_ws(' ', answer, field) from \(open("BREACH", discovered: "now() + interval '1 day'"))") == "INVALID discovered")
    _ = opened("BREACH", discovered: "now() - interval '7 days'")
    #expect(privacy.answer("select is_overdue from api.privacy_cases() where kind = 'BREACH'") == "t")
    #expect(privacy.answer("select api.link_case('\(opened())', '\(nobody)')") == "NO_RFA")
    #expect(privacy.answer("select api.link_case('\(nobody)', '\(garcia)')") == "CLOSED")
    #expect(privacy.answer("select api.link_case('\(opened())')") == "INVALID patient")
  }

  @Test("nobody but the privacy officer", arguments: [TestPerson.admin, .doctor1, .nurseA, .reception])
  func refused(person: TestPerson) throws {
    let id = opened()
    let session = try clinic.signedIn(person)
    for call in ["(\(open())).answer", "api.link_case('\(id)', '\(garcia)')", "api.close_case('\(id)', 'because I say so')",
                 "api.note_case_told('\(id)', 'AUTHORITY')", "api.open_case_file('\(id)', 'curious')"] {
      #expect(session.answer("select \(call)") == "NO_ROLE")
    }
    #expect(session.answer("select count(*) from api.privacy_cases()") == "42501 NO_ROLE")
    #expect(session.answer("select count(*) from api.case_patient('\(garcia)')") == "42501 NO_ROLE")
    #expect(session.answer("select count(*) from api.void_proposals()") == "42501 NO_ROLE")
  }

  @Test("an old registration in error: proposed by one, voided by another, never one with records")
  func voids() throws {
    try clinic.root.run("""
      insert into medical_data.patients (patient_id, given_names, surname_1, birth_date) values ('\(nobody)', 'Doble', 'Registro', '1980-01-01');
      insert into access.users (email, display_name, role_code, password_hash)
      select 'privacy_2@clinic.example', 'Flora Vidal', role_code, password_hash from access.users where user_id = '\(TestPerson.privacy.userID)';
      insert into access.user_login_roles (user_id, login_role) select user_id, '\(TestPerson.terminal)' from access.users where display_name = 'Flora Vidal'
      """)
    let reception = try clinic.searching(.reception)
    func propose(_ patient: String) -> String { "api.propose_void_patient(gen_random_uuid(), '\(patient)', 'typed twice last month')" }
    #expect(reception.answer("select answer from api.void_patient(gen_random_uuid(), '\(nobody)', 'typed twice')") == "SECOND_PERSON")
    #expect(reception.answer("select answer from \(propose(garcia))") == "HAS_RECORDS")
    #expect(try clinic.reading(.nurseA, .lopez).answer("select answer from \(propose(TestPatient.lopez.patientID))") == "NO_ROLE")
    let id = reception.answer("select proposal_id from \(propose(nobody))")
    #expect(reception.answer("select answer from \(propose(nobody))") == "CHANGED", "one is open")
    #expect(reception.answer("select api.decide_void_patient('\(id)', 'APPROVED')") == "NO_ROLE")
    #expect(privacy.answer("select api.open_directory('registrations in error')") == "OPENED")
    #expect(privacy.rows("select patient_name, reason, proposed_by, may_decide from api.void_proposals()") == ["Doble Registro|typed twice last month|Clara Duarte|t"])
    #expect(privacy.answer("select count(*) from api.merge_proposals()") == "0")
    #expect(privacy.answer("select api.decide_merge('\(id)', 'APPROVED')") == "CHANGED", "no merge")
    #expect(privacy.answer("select api.decide_void_patient('\(id)', 'DENIED')") == "REASON_NEEDED")
    #expect(privacy.answer("select api.decide_void_patient('\(id)', 'DENIED', 'she was here')") == "SAVED")
    let own = privacy.answer("select proposal_id from \(propose(nobody))")
    #expect(privacy.answer("select api.decide_void_patient('\(own)', 'APPROVED')") == "SECOND_PERSON")
    let second = try clinic.database.session(as: TestPerson.terminal)
    #expect(second.answer(signIn("privacy_2@clinic.example", TestPerson.password)) == "SIGNED_IN")
    #expect(second.answer("select api.open_directory('registrations in error')") == "OPENED")
    try clinic.root.run("update medical_data.patients set status = 'MERGED', merged_into = '\(garcia)' where patient_id = '\(nobody)'")
    #expect(second.answer("select api.decide_void_patient('\(own)', 'APPROVED')") == "CHANGED", "merged meanwhile")
    try clinic.root.run("update medical_data.patients set status = 'ACTIVE', merged_into = null where patient_id = '\(nobody)'")
    #expect(second.answer("select api.decide_void_patient('\(own)', 'APPROVED')") == "SAVED")
    #expect(clinic.root.answer("select deleted_at is not null from medical_data.patients where patient_id = '\(nobody)'") == "t")
    #expect(second.answer("select api.decide_void_patient('\(own)', 'APPROVED')") == "NO_RFA", "it is not there any more")
  }
}
