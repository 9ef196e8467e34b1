import DatabaseTestSupport
import Testing

/// The letter to the patient after an emergency access (BG-22): nobody forgets it, it may be put off with a justification.
@Suite struct PatientNoticeTests {
  let clinic: Clinic
  let privacy: SqlSession

  init() throws {
    clinic = try Clinic()
    privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer("select api.open_emergency_queue('letters to patients')") == "OPENED")
  }

  private func granted(_ patient: TestPatient = .munoz) throws {
    let id = try clinic.signedIn(.nurseA).requested(patient)
    #expect(try clinic.signedIn(.doctor1).approve(id, of: patient) == "APPROVED")
  }
  private var notice: String { clinic.root.answer("select notice_id from access.patient_notices") }
  private func delay(_ days: Int, _ kind: String = "SAFEGUARDING", _ reason: String = "the husband reads her post") -> String {
    "select api.delay_patient_notice('\(notice)', api.local_today() + \(days), '\(kind)', '\(reason)')"
  }
  private func sent(_ on: String = "api.local_today()", _ channel: String = "LETTER") -> String {
    "select api.mark_patient_notice_sent('\(notice)', \(on), '\(channel)')"
  }

  @Test("each granted access makes one, due in seven days; a denied one and a second approval make none")
  func made() throws {
    try granted()
    let self_ = try clinic.signedIn(.doctor3)
    let own = self_.requested(.petrova)
    #expect(self_.answer("select answer from api.self_grant_emergency_access('\(own)', '\(TestPerson.password)')") == "SELF_GRANTED")
    let denied = try clinic.signedIn(.nurseA).requested(.schroeder)
    #expect(try clinic.signedIn(.doctor1).answer(denial(denied)) == "DENIED")
    #expect(clinic.root.answer("""
      select count(*) from access.patient_notices n join access.emergency_access e using (emergency_id)
       where n.patient_id = e.patient_id and n.due_at = e.granted_at + interval '7 days'
      """) == "2")
    let extended = clinic.root.answer("select emergency_id from access.emergency_access where not is_self_grant and granted_at is not null")
    #expect(try clinic.signedIn(.doctor2).answer("select answer from api.extend_emergency_access(gen_random_uuid(), '\(extended)', 1, 'still needed')") == "EXTENDED")
    #expect(clinic.root.answer("select count(*) from access.patient_notices") == "2")
    #expect(privacy.rows("select patient_name, requester_name, requester_role, is_self_grant, is_overdue from api.patient_notices()") == [
      "Muñoz López, Íñigo|Alba Reina|NURSE|f|f", "Petrova Ivanova, Nadia|Dr Amato|CLINICIAN|t|f"])
    #expect(clinic.events("action = 'SHOW_PATIENT_NOTICES' and jsonb_array_length(detail -> 'notices') = 2") == 1)
  }

  @Test("put off with a class and a justification, for 90 days at most; overdue counts from there")
  func delayed() throws {
    try granted()
    try clinic.bend("update access.patient_notices set due_at = due_at - interval '8 days', created_at = created_at - interval '8 days'")
    #expect(privacy.answer("select is_overdue from api.patient_notices()") == "t")
    #expect(privacy.answer(delay(30, "SAFEGUARDING", "short")) == "REASON_NEEDED")
    #expect(privacy.answer(delay(30, "BUSY")) == "INVALID class")
    #expect(privacy.answer(delay(0)) == "INVALID until")
    #expect(privacy.answer(delay(91)) == "INVALID until")
    #expect(privacy.answer(delay(30)) == "SAVED")
    #expect(privacy.rows("select is_overdue, delay_class, delay_reason from api.patient_notices()") == ["f|SAFEGUARDING|the husband reads her post"])
    try clinic.bend("update access.patient_notices set delayed_until = clock_timestamp() - interval '1 day'")
    #expect(privacy.answer("select is_overdue from api.patient_notices()") == "t")
    #expect(clinic.root.refusal("update access.patient_notices set delay_reason = null") == "23514", "not even by hand")
  }

  @Test("sent is sent: once, not before it was due to be written, not in the future")
  func marked() throws {
    try granted()
    #expect(privacy.answer(sent("api.local_today() + 1")) == "INVALID sent_on")
    #expect(privacy.answer(sent("api.local_today() - 1")) == "INVALID sent_on")
    #expect(privacy.answer(sent("api.local_today()", "GOSSIP")) == "INVALID channel")
    #expect(privacy.answer(sent()) == "SAVED")
    #expect(privacy.answer(sent()) == "DECIDED")
    #expect(privacy.answer(delay(10)) == "DECIDED")
    #expect(privacy.rows("select channel, sent_on = api.local_today() from api.patient_notices()") == ["LETTER|t"])
    #expect(clinic.root.refusal("update access.patient_notices set sent_on = null, sent_by = null, channel = null") == "23514")
    #expect(clinic.events("action = 'MARK_PATIENT_NOTICE_SENT' and patient_id = '\(TestPatient.munoz.patientID)'") == 1)
  }

  @Test("the privacy officer only, and behind an opening", arguments: [TestPerson.nurseA, .doctor1, .reception, .admin])
  func refused(person: TestPerson) throws {
    try granted()
    let session = try clinic.signedIn(person)
    #expect(session.answer("select count(*) from api.patient_notices()").hasPrefix("42501 NO_ROLE"))
    #expect(session.answer(delay(30)) == "NO_ROLE")
    #expect(session.answer(sent()) == "NO_ROLE")
    #expect(try clinic.signedIn(.privacy).answer("select count(*) from api.patient_notices()").hasPrefix("42501 EXPIRED"))
    #expect(privacy.answer("select api.mark_patient_notice_sent('\(nobody)', api.local_today(), 'LETTER')") == "EXPIRED")
  }
}
