import DatabaseTestSupport
import Foundation
import Testing

/// What the reception hears at the counter: who is to be protected, and whom a patient does not want. The privacy officer decides.
@Suite struct PrivacyProposalTests {
  let clinic: Clinic
  let reception: SqlSession
  let privacy: SqlSession
  let munoz = TestPatient.munoz.patientID

  init() throws {
    clinic = try Clinic()
    reception = try clinic.searching(.reception)
    privacy = try clinic.searching(.privacy)
  }

  private func propose(_ kind: String, _ user: TestPerson? = nil, reason: String = "'he said so at the counter'", key: String = UUID().uuidString) -> String {
    "api.propose_privacy('\(key)', '\(munoz)', '\(kind)', \(user.map { "'\($0.userID)'" } ?? "null"), \(reason))"
  }
  private func asked(_ session: SqlSession, _ call: String) -> String { session.answer("select concat_ws(' ', answer, field) from \(call)") }
  private func decide(_ id: String, _ decision: String = "APPROVED", _ reason: String = "null") -> String {
    "select api.decide_privacy_proposal('\(id)', '\(decision)', \(reason))"
  }

  @Test("protected: proposed, decided, and from then on a chart asks for a reason; ended the same way")
  func protected() throws {
    let (doctor, key) = (try clinic.signedIn(.doctor1), UUID().uuidString)
    let id = reception.answer("select proposal_id from \(propose("PROTECT", key: key))")
    #expect(reception.rows("select answer, proposal_id from \(propose("PROTECT", key: key))") == ["PROPOSED|\(id)"], "the reply was lost")
    #expect(asked(reception, propose("UNPROTECT", key: key)) == "KEY_REUSED")
    #expect(asked(reception, propose("PROTECT")) == "CHANGED", "one open proposal")
    // Who is protected is not told: the answer is the same where there is nothing to end.
    let idle = reception.answer("select proposal_id from \(propose("UNPROTECT"))")
    #expect(privacy.answer(decide(idle, "DENIED", "'she is not protected'")) == "SAVED")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED", "proposed is not decided")
    #expect(privacy.rows("select kind, patient_name, user_name, reason, proposed_by from api.privacy_proposals()")
      == ["PROTECT|Íñigo Muñoz López||he said so at the counter|Clara Duarte"])
    #expect(privacy.answer(decide(id)) == "SAVED")
    #expect(privacy.answer(decide(id)) == "CHANGED")
    #expect(doctor.answer(openChart(.munoz)) == "VIP_REASON")
    #expect(clinic.events("action = 'DECIDE_PRIVACY' and patient_id = '\(munoz)' and detail ->> 'kind' = 'PROTECT'") == 1)
    let end = reception.answer("select proposal_id from \(propose("UNPROTECT"))")
    #expect(privacy.answer(decide(end)) == "SAVED")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
  }

  @Test("a block: of one person, several at a time; decided, it closes the chart; ended the same way")
  func blocked() throws {
    let doctor = try clinic.reading(.doctor1, .munoz)
    let (one, other) = (reception.answer("select proposal_id from \(propose("BLOCK", .doctor1))"),
                        reception.answer("select proposal_id from \(propose("BLOCK", .nurseB))"))
    #expect(asked(reception, propose("BLOCK", .doctor1)) == "CHANGED")
    #expect(doctor.answer(readAll) == wholeChart)
    #expect(privacy.answer("select string_agg(user_name, ',' order by user_name) from api.privacy_proposals()") == "Berta Soler,Dr Osei")
    #expect(privacy.answer(decide(one)) == "SAVED")
    #expect(doctor.answer(readAll) == "0")
    #expect(doctor.answer(openChart(.munoz)) == "BLOCKED")
    #expect(privacy.answer(decide(other, "DENIED")) == "REASON_NEEDED")
    #expect(privacy.answer(decide(other, "DENIED", "'she is his nurse today'")) == "SAVED")
    #expect(clinic.root.answer("select count(*) from access.patient_blocks where user_id = '\(TestPerson.nurseB.userID)'") == "0")
    let end = reception.answer("select proposal_id from \(propose("UNBLOCK", .doctor1))")
    #expect(privacy.answer(decide(end)) == "SAVED")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
  }

  @Test("the reception proposes and nobody else; the privacy officer decides and nobody else; each through the opened directory")
  func roles() throws {
    let id = reception.answer("select proposal_id from \(propose("PROTECT"))")
    for person in [TestPerson.doctor1, .nurseA, .admin, .privacy] {
      #expect(try asked(clinic.signedIn(person), propose("BLOCK", .nurseB)) == "NO_ROLE")
    }
    for person in [TestPerson.doctor1, .nurseA, .admin, .reception] {
      let session = try clinic.signedIn(person)
      #expect(session.answer(decide(id)) == "NO_ROLE")
      #expect(session.answer("select * from api.privacy_proposals()") == "42501 NO_ROLE")
    }
    #expect(try clinic.signedIn(.reception).answer("select answer from \(propose("BLOCK", .nurseB))") == "42501 EXPIRED")
    #expect(try clinic.signedIn(.privacy).answer(decide(id)) == "42501 EXPIRED")
    #expect(try clinic.signedIn(.privacy).answer("select * from api.privacy_proposals()") == "42501 EXPIRED")
    #expect(reception.refusal("insert into access.patient_blocks (patient_id, user_id) values ('\(munoz)', '\(TestPerson.nurseB.userID)')") == "42501")
    #expect(reception.refusal("update medical_data.patient_proposals set decision = 'APPROVED'") == "42501")
    #expect(clinic.root.refusal("update medical_data.patient_proposals set decision = 'APPROVED', decided_by = proposed_by, decided_at = now()") == "23514")
  }

  @Test("fields; a reason; nobody there; whose patient she is")
  func refused() throws {
    #expect(asked(reception, propose("SEAL")) == "INVALID kind")
    #expect(asked(reception, propose("BLOCK")) == "INVALID user")
    #expect(asked(reception, propose("PROTECT", .nurseB)) == "INVALID user")
    #expect(asked(reception, propose("BLOCK", .privacy)) == "INVALID user", "who watches over the files is never kept out of them")
    #expect(asked(reception, propose("PROTECT", reason: "' '")) == "REASON_NEEDED")
    #expect(asked(reception, propose("PROTECT").replacing(munoz, with: nobody)) == "NO_RFA")
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(munoz)', '\(TestPerson.reception.userID)')")
    #expect(asked(reception, propose("PROTECT")) == "BLOCKED")
    #expect(privacy.answer(decide(nobody)) == "CHANGED")
    #expect(privacy.answer(decide(nobody, "PERHAPS")) == "CHANGED")
  }
}
