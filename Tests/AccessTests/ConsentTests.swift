import DatabaseTestSupport
import Foundation
import Testing

/// A consent as `api.record_consent` takes it; fields are SQL literals.
struct ConsentForm: Sendable {
  var key = UUID().uuidString
  var patient = TestPatient.garcia.patientID
  var purpose = "'ANALYTICS'", state = "'GIVEN'", givenBy = "'PATIENT'", method = "'WRITTEN'", formVersion = "'2026-1'"
  var decided = "api.local_today()", expires = "null", details = "'asked at admission'"
  var record = "null", version = "null", reason = "null", withoutParts = "'{}'"
  var call: String {
    """
    api.record_consent('\(key)', '\(patient)', \(purpose), \(state), \(givenBy), \(method), \(formVersion), \(decided), \(expires), \(details), \
    \(record), \(version), \(reason), \(withoutParts))
    """
  }
  var answer: String { "select answer from \(call)" }

  /// A new version of a record that withdraws.
  func withdrawn(_ record: String, version: Int = 1) -> ConsentForm {
    var form = self
    form.key = UUID().uuidString
    (form.state, form.record, form.version, form.reason) = ("'WITHDRAWN'", "'\(record)'", "\(version)", "'patient asked on the ward'")
    return form
  }
}

/// What a patient agreed to: captured by many, its content read by few, and in force at once.
@Suite struct ConsentTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID
  let allows = "select access.consent_allows('\(TestPatient.garcia.patientID)', 'ANALYTICS')"

  init() throws { clinic = try Clinic() }

  @Test("nothing recorded allows treatment only; given allows its own purpose only; withdrawn nothing, at once")
  func lifeOfAConsent() throws {
    #expect(clinic.root.answer(allows) == "f")
    #expect(clinic.root.answer("select access.consent_allows('\(garcia)', 'TREATMENT')") == "t")
    let reception = try clinic.searching(.reception)
    let id = reception.answer("select record_id from \(ConsentForm().call)")
    #expect(clinic.root.answer(allows) == "t")
    #expect(clinic.root.answer("select access.consent_allows('\(garcia)', 'RESEARCH')") == "f")
    #expect(clinic.root.answer("select access.consent_allows('\(TestPatient.lopez.patientID)', 'ANALYTICS')") == "f")
    #expect(reception.rows("select answer, version from \(ConsentForm().withdrawn(id).call)") == ["SAVED|2"])
    #expect(clinic.root.answer(allows) == "f")
    #expect(clinic.root.rows("select version, state, superseded_at is null, recorded_by_name from medical_data.consents order by version")
      == ["1|GIVEN|f|Clara Duarte", "2|WITHDRAWN|t|Clara Duarte"])
  }

  @Test("an expired consent allows nothing")
  func expired() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ConsentForm(decided: "api.local_today() - 10", expires: "api.local_today() + 1").answer) == "SAVED")
    #expect(clinic.root.answer(allows) == "t")
    try clinic.bend("update medical_data.consents set expires_on = expires_on - 1")
    #expect(clinic.root.answer(allows) == "f", "it ends on that day")
  }

  @Test("a withdrawal needs the version that was read and a reason, and follows something")
  func withdrawal() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.rows("select answer, field from \(ConsentForm(state: "'WITHDRAWN'").call)") == ["INVALID|state"])
    let id = reception.answer("select record_id from \(ConsentForm().call)")
    #expect(reception.rows("select answer, version from \(ConsentForm().withdrawn(id, version: 2).call)") == ["CHANGED|1"])
    var unexplained = ConsentForm().withdrawn(id)
    unexplained.reason = "null"
    #expect(reception.answer(unexplained.answer) == "REASON_NEEDED")
    #expect(reception.answer(ConsentForm(state: "'REFUSED'").answer) == "CHANGED", "a second living answer to one purpose")
    #expect(reception.rows("select answer, field from \(ConsentForm(purpose: "'RESEARCH'").withdrawn(id).call)") == ["INVALID|purpose"])
    #expect(clinic.root.answer(allows) == "t", "nothing of this withdrew it")
    var other = ConsentForm().withdrawn(id)
    other.patient = TestPatient.lopez.patientID
    #expect(reception.answer(other.answer) == "NO_RFA", "not through another patient")
  }

  @Test("two withdraw at once: one is told; the same form twice is one version")
  func race() throws {
    let sessions = try [clinic.searching(.reception), clinic.searching(.privacy)]
    let id = sessions[0].answer("select record_id from \(ConsentForm().call)")
    #expect(sessions[1].rows("select state from api.consent_status('\(garcia)')") == ["GIVEN"], "the opening is on disk: no repetition below")
    for session in sessions { try session.send(ConsentForm().withdrawn(id).answer) }
    #expect(Set(sessions.map { $0.received() }) == ["SAVED", "CHANGED"])
    let form = ConsentForm(purpose: "'SHARING'")
    #expect([sessions[0].answer(form.answer), sessions[0].answer(form.answer)] == ["SAVED", "SAVED"])
    #expect(clinic.root.answer("select count(*) from medical_data.consents") == "3")
    #expect(sessions[0].answer(ConsentForm(key: form.key, purpose: "'EXPORT'").answer) == "KEY_REUSED")
  }

  @Test("invalid content", arguments: [
    (\ConsentForm.purpose, "'FUN'", "purpose"), (\.state, "null", "state"), (\.givenBy, "'NEIGHBOUR'", "given_by"), (\.method, "''", "method"),
    (\.decided, "api.local_today() + 1", "decided_on"), (\.expires, "api.local_today()", "expires_on"), (\.details, "repeat('a', 2001)", "details"),
    (\.details, "E'a\\u202eb'", "details"), (\.formVersion, "E'a\\nb'", "form_version"),
  ] as [(WritableKeyPath<ConsentForm, String> & Sendable, String, String)])
  func invalid(field: WritableKeyPath<ConsentForm, String> & Sendable, value: String, name: String) throws {
    var form = ConsentForm()
    form[keyPath: field] = value
    #expect(try clinic.searching(.reception).rows("select answer, field, record_id from \(form.call)") == ["INVALID|\(name)|"])
    #expect(clinic.root.answer("select count(*) from medical_data.consents") == "0")
  }

  @Test("reception learns the status only; the content is for clinical roles in the chart and the privacy officer")
  func whoReads() throws {
    #expect(try clinic.searching(.privacy).answer(ConsentForm().answer) == "SAVED")
    let status = "select purpose, state, is_allowed from api.consent_status('\(garcia)')"
    let history = "select purpose, details from api.consent_history('\(garcia)')"
    let reception = try clinic.searching(.reception)
    #expect(reception.rows(status) == ["ANALYTICS|GIVEN|t"])
    #expect(reception.answer(history) == "42501 NO_ROLE")
    #expect(reception.rows("select details from medical_data.consents") == [])
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.rows(history) == [] && nurse.rows(status) == [])
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows(history) == ["ANALYTICS|asked at admission"])
    #expect(nurse.rows("select details from medical_data.consents") == ["asked at admission"])
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer(history) == "42501 EXPIRED")
    #expect(privacy.answer("select api.open_directory('case 12')") == "OPENED")
    #expect(privacy.rows(history) == ["ANALYTICS|asked at admission"])
    #expect(clinic.events("action = 'READ_CONSENTS' and user_id = '\(TestPerson.privacy.userID)' and patient_id = '\(garcia)'") == 1)
    #expect(try clinic.signedIn(.admin).answer(status) == "42501 NO_ROLE")
    #expect(try clinic.signedIn(.admin).answer(ConsentForm().answer) == "NO_ROLE")
  }

  @Test("clinical roles write in the opened chart only")
  func chart() throws {
    let nurse = try clinic.searching(.nurseA)
    #expect(nurse.answer(ConsentForm().answer) == "EXPIRED")
    #expect(nurse.answer(ConsentForm(patient: TestPatient.munoz.patientID).answer) == "NO_RFA")
    #expect(nurse.answer(ConsentForm(patient: nobody).answer) == "NO_RFA")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(ConsentForm().answer) == "SAVED")
    #expect(clinic.root.refusal("update medical_data.consents set state = 'REFUSED'") == "42501")
    #expect(clinic.root.refusal("delete from medical_data.consents") == "42501")
  }

  @Test("privacy settings: one living set, changed by version, read at the desk")
  func settings() throws {
    let set = { (record: String, version: String, relatives: String, reason: String) in
      """
      select answer from api.record_privacy_settings(gen_random_uuid(), '\(self.garcia)', true, false, true, true, \(relatives), true, null, \
      \(record), \(version), \(reason))
      """
    }
    let reception = try clinic.searching(.reception)
    let read = "select record_id, version, may_leave_message, may_tell_relatives from api.privacy_settings('\(garcia)')"
    #expect(reception.answer(set("null", "null", "null", "null")) == "INVALID")
    #expect(reception.answer(set("null", "null", "false", "null")) == "SAVED")
    #expect(reception.answer(set("null", "null", "true", "null")) == "CHANGED", "one living set")
    let id = reception.answer(read)
    #expect(reception.answer(set("'\(id)'", "1", "true", "'sister named'")) == "SAVED")
    #expect(reception.rows(read) == ["\(id)|2|f|t"])
    #expect(try clinic.signedIn(.admin).answer(read) == "42501 NO_ROLE")
  }
}
