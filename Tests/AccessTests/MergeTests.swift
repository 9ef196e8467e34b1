import DatabaseTestSupport
import Foundation
import Testing

/// Two records of one person: proposed by one, decided by another, and undone the same way.
@Suite struct MergeTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID, lopez = TestPatient.lopez.patientID

  init() throws { clinic = try Clinic() }

  private func propose(_ patient: String, into survivor: String?, reason: String = "'same passport'", key: String = UUID().uuidString) -> String {
    "api.propose_merge('\(key)', '\(patient)', \(survivor.map { "'\($0)'" } ?? "null"), \(reason))"
  }
  private func decide(_ proposal: String, _ decision: String = "APPROVED", reason: String = "null") -> String {
    "select api.decide_merge('\(proposal)', '\(decision)', \(reason))"
  }
  private func state(_ patient: String) -> [String] {
    clinic.root.rows("select status, merged_into = '\(garcia)', ward_id is null from medical_data.patients where patient_id = '\(patient)'")
  }

  @Test("reception proposes, the privacy officer decides; the merged record takes no entries; undone the same way")
  func life() throws {
    let (reception, privacy) = (try clinic.searching(.reception), try clinic.searching(.privacy))
    let key = UUID().uuidString
    let id = reception.answer("select proposal_id from \(propose(lopez, into: garcia, key: key))")
    #expect(reception.rows("select answer, proposal_id from \(propose(lopez, into: garcia, key: key))") == ["PROPOSED|\(id)"])
    #expect(reception.answer("select answer from \(propose(lopez, into: garcia))") == "CHANGED", "one open proposal")
    #expect(privacy.rows("select kind, patient_name, other_name, reason, proposed_by, may_decide from api.merge_proposals()")
      == ["MERGE|Ana López García|María José García Núñez|same passport|Clara Duarte|t"])
    #expect(state(lopez) == ["ACTIVE||f"])
    #expect(privacy.answer(decide(id)) == "SAVED")
    #expect(privacy.answer(decide(id)) == "CHANGED")
    #expect(state(lopez) == ["MERGED|t|t"])
    #expect(clinic.events("action = 'DECIDE_MERGE' and patient_id = '\(lopez)' and detail ->> 'survivor' = '\(garcia)'") == 1)
    let undo = reception.answer("select proposal_id from \(propose(lopez, into: nil, reason: "'not the same after all'"))")
    #expect(privacy.answer(decide(undo)) == "SAVED")
    #expect(state(lopez) == ["ACTIVE||t"])
  }

  @Test("nobody decides her own proposal; a clinician needs the capability, and to propose both opened charts")
  func clinicians() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let munoz = TestPatient.munoz.patientID
    #expect(doctor.answer("select answer from \(propose(munoz, into: garcia))") == "NO_ROLE")
    try clinic.root.run("""
      insert into access.user_capabilities (user_id, capability_code) values ('\(TestPerson.doctor1.userID)', 'MERGE_PATIENTS'),
        ('\(TestPerson.doctor2.userID)', 'MERGE_PATIENTS')
      """)
    #expect(doctor.answer("select answer from \(propose(munoz, into: garcia))") == "NO_RFA", "the other chart is not open")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    let id = doctor.answer("select proposal_id from \(propose(munoz, into: garcia))")
    #expect(doctor.answer(decide(id)) == "42501 EXPIRED")
    #expect(doctor.answer("select api.open_directory('TREATMENT')") == "OPENED")
    #expect(doctor.answer(decide(id)) == "SECOND_PERSON")
    let second = try clinic.searching(.doctor2)
    #expect(second.answer(decide(id, "DENIED")) == "REASON_NEEDED")
    #expect(second.answer(decide(id, "DENIED", reason: "'different birth dates'")) == "SAVED")
    #expect(state(munoz) == ["ACTIVE||f"])
    #expect(clinic.root.refusal("update medical_data.patient_proposals set decision = 'APPROVED', decided_by = proposed_by") == "23514")
  }

  @Test("others neither propose, nor list, nor decide", arguments: [TestPerson.nurseA, .doctor3, .admin])
  func roles(person: TestPerson) throws {
    let id = try clinic.searching(.reception).answer("select proposal_id from \(propose(lopez, into: garcia))")
    let session = try clinic.signedIn(person)
    #expect(session.answer("select answer from \(propose(lopez, into: garcia))") == "NO_ROLE")
    #expect(session.answer("select count(*) from api.merge_proposals()") == "42501 NO_ROLE")
    #expect(session.answer(decide(id)) == "NO_ROLE")
    #expect(try clinic.searching(.reception).answer(decide(id)) == "NO_ROLE", "reception proposes only")
    #expect(try clinic.signedIn(.privacy).answer(decide(id)) == "42501 EXPIRED")
  }

  @Test("the banner tells which other numbers are in the chart; their facts are read by them; none where nothing was merged")
  func otherNumbers() throws {
    let (reception, privacy, doctor) = (try clinic.searching(.reception), try clinic.searching(.privacy), try clinic.reading(.doctor1, .garcia))
    let others = "select other_numbers from api.chart_banner('\(garcia)')"
    #expect(doctor.answer(others) == "{}")
    let id = reception.answer("select proposal_id from \(propose(lopez, into: garcia))")
    #expect(privacy.answer(decide(id)) == "SAVED")
    #expect(doctor.answer(others) == "{\(lopez)}")
    #expect(doctor.answer("select other_numbers from api.chart_banner('\(lopez)')") == "{\(lopez)}", "asked for by the old number: the chart is hers")
    #expect(doctor.answer("select count(*) from medical_data.biomarkers where patient_id = '\(garcia)'") == wholeChart)
    #expect(doctor.answer("select count(*) from medical_data.biomarkers where patient_id = any ('{\(lopez)}')") == wholeChart)
    #expect(doctor.answer("select count(*) from api.notes('\(lopez)')") == "0", "answered, not refused")
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where patient_id = '\(garcia)'")
    #expect(doctor.answer(others) == "no row")
    #expect(doctor.answer("select count(*) from medical_data.biomarkers where patient_id = '\(lopez)'") == "0")
  }

  @Test("what cannot be merged")
  func impossible() throws {
    let (reception, privacy) = (try clinic.searching(.reception), try clinic.searching(.privacy))
    #expect(reception.answer("select answer from \(propose(garcia, into: garcia))") == "INVALID")
    #expect(reception.answer("select answer from \(propose(garcia, into: nil))") == "INVALID", "was not merged")
    #expect(reception.answer("select answer from \(propose(TestPatient.lindqvist.patientID, into: garcia))") == "INVALID", "a member of staff's record stays")
    #expect(reception.answer("select answer from \(propose(nobody, into: garcia))") == "NO_RFA")
    #expect(reception.answer("select answer from \(propose(lopez, into: garcia, reason: "'no'"))") == "REASON_NEEDED")
    #expect(privacy.answer(decide(nobody)) == "CHANGED")
    let (one, other) = (reception.answer("select proposal_id from \(propose(lopez, into: garcia))"), reception.answer("select proposal_id from \(propose(garcia, into: lopez))"))
    #expect([privacy.answer(decide(one)), privacy.answer(decide(other))] == ["SAVED", "CHANGED"], "the second would make a ring")
    #expect(reception.answer("select answer from \(propose(garcia, into: TestPatient.munoz.patientID))") == "INVALID", "others were merged into it")
  }

  @Test("two decide at once: one is told")
  func race() throws {
    let id = try clinic.searching(.reception).answer("select proposal_id from \(propose(lopez, into: garcia))")
    try clinic.root.run("insert into access.user_capabilities (user_id, capability_code) values ('\(TestPerson.doctor2.userID)', 'MERGE_PATIENTS')")
    let sessions = try [clinic.searching(.privacy), clinic.searching(.doctor2)]
    for session in sessions { #expect(session.answer("select count(*) from api.merge_proposals()") == "1", "the opening is on disk: no repetition below") }
    for session in sessions { try session.send(decide(id)) }
    #expect(Set(sessions.map { $0.received() }) == ["SAVED", "CHANGED"])
  }
}
