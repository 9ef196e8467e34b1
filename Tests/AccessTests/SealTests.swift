import DatabaseTestSupport
import Foundation
import Testing

/// Sealed compartments: proposed by one, set by another; hidden facts are as if absent, but for the author team and the three grounds.
@Suite struct SealTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID
  private let newest = "select record_id from medical_data.biomarkers order by measured_at desc, record_id limit 1"

  init() throws { clinic = try Clinic() }

  /// A chart with one value in a compartment: the doctor of the team, the number of the seal and of the record.
  private func chart(_ seal: Seal = Seal()) throws -> (doctor: SqlSession, seal: String, record: String) {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let id = try clinic.sealed(seal, by: doctor)
    let record = doctor.answer(newest)
    #expect(doctor.seal("BIOMARKER", record, in: id) == "SAVED")
    return (doctor, id, record)
  }

  @Test("a sealed value is gone for the ward, and there for the author team; nothing else changes")
  func hidden() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(readAll) == wholeChart)
    let (doctor, _, record) = try chart()
    #expect(nurse.answer(readAll) == "29", "at the next statement")
    #expect(doctor.answer(readAll) == wholeChart)
    #expect(nurse.answer("select count(*) from medical_data.biomarkers where record_id = '\(record)'") == "0")
    #expect(nurse.answer("select count(*) from medical_data.prescriptions where status = 'ACTIVE'") != "0", "current medicines stay")
    #expect(nurse.answer("select count(*) from medical_data.patient_allergies") == "1")
    #expect(clinic.events("action = 'SEAL_FACT'") == 1)
    #expect(try clinic.reading(.nurseA, .garcia).answer(readAll) == "29", "another session")
  }

  @Test("proposed and set by two persons, with the patient's instruction; only the privacy officer decides")
  func twoPersons() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let seal = Seal()
    let id = doctor.answer("select seal_id from \(seal.call)")
    #expect(doctor.rows("select answer, seal_id from \(seal.call)") == ["PROPOSED|\(id)"], "the same form again")
    #expect(doctor.answer("select answer from \(Seal().call)") == "CHANGED", "one of a kind")
    #expect(doctor.answer("select answer from \(seal.call.replacingOccurrences(of: "asked by", with: "asked for by"))") == "KEY_REUSED")
    #expect(doctor.answer("select answer from \(Seal(compartment: "HIV").call.replacingOccurrences(of: "paper 4711, folder 12", with: ""))") == "INVALID")
    #expect(doctor.rows("select answer, field from \(Seal(compartment: "CUSTOM").call)") == ["INVALID|name"])
    #expect(doctor.rows("select answer, field from \(Seal(compartment: "HIV", team: "array['\(TestPerson.reception.userID)'::uuid]").call)") == ["INVALID|team"])
    #expect(doctor.seal("BIOMARKER", doctor.answer(newest), in: id) == "SEALED", "not set yet")
    let privacy = try clinic.searching(.privacy)
    #expect(privacy.rows("select state, compartment, proposed_by, may_decide from api.seal_proposals()") == ["PROPOSED|MENTAL_HEALTH|Dr Osei|t"])
    #expect(privacy.answer("select kind from api.privacy_notices()") == "SEAL_PROPOSED")
    #expect(doctor.answer("select api.decide_seal('\(id)', 'SET')") == "NO_ROLE")
    let own = privacy.answer("select seal_id from \(Seal(compartment: "HIV", team: "array['\(TestPerson.doctor1.userID)'::uuid]").call)")
    #expect(privacy.answer("select api.decide_seal('\(own)', 'SET')") == "SECOND_PERSON")
    #expect(privacy.answer("select api.decide_seal('\(id)', 'DENIED')") == "REASON_NEEDED")
    #expect(privacy.answer("select api.decide_seal('\(id)', 'SET')") == "SAVED")
    #expect(privacy.answer("select api.decide_seal('\(id)', 'SET')") == "CHANGED")
    #expect(privacy.answer("select api.decide_seal('\(nobody)', 'SET')") == "CHANGED")
    #expect(clinic.root.refusal("update access.seals set decided_by = proposed_by where seal_id = '\(id)'") == "23514")
    #expect(clinic.root.refusal("update access.seals set is_shown = false where seal_id = '\(id)'") == "23514")
    #expect(try clinic.signedIn(.nurseA).answer("select answer from \(Seal(compartment: "ABUSE").call)") == "NO_ROLE")
  }

  @Test("existence hidden: no row tells of it, and a record by its number is as one that nobody has")
  func existenceHidden() throws {
    let (doctor, id, record) = try chart(Seal(isShown: false))
    let nurse = try clinic.reading(.nurseA, .garcia)
    let void = { (record: String) in "select answer from api.void_biomarker(gen_random_uuid(), '\(record)', 1, 'typed wrong')" }
    #expect([nurse.answer(void(record)), nurse.answer(void(nobody))] == ["NO_RFA", "NO_RFA"])
    #expect(nurse.answer("select count(*) from api.seals('\(garcia)')") == "0")
    #expect(nurse.answer("select has_seal from api.chart_banner('\(garcia)')") == "f")
    #expect(nurse.openSealed("CONSENT", id) == "SEALED")
    #expect(nurse.openSealed("CONSENT", nobody) == "SEALED")
    #expect(doctor.rows("select compartment, is_open from api.seals('\(garcia)')") == ["MENTAL_HEALTH|t"])
    let lopez = "select api.open_sealed('\(TestPatient.lopez.patientID)', null, 'CONSENT', 'she agrees, at her bedside')"
    #expect(nurse.answer(openChart(.lopez)) == "OPENED")
    #expect([nurse.openSealed("CONSENT"), nurse.answer(lopez)] == ["OPENED", "OPENED"], "whether there is something or not")
    #expect(nurse.answer("select count(*) from medical_data.biomarkers where patient_id = '\(garcia)'") == wholeChart)
  }

  @Test("existence shown: there is a seal, not which; writing says SEALED, and is recorded")
  func existenceShown() throws {
    let (doctor, _, record) = try chart()
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows("select state, compartment, is_open from api.seals('\(garcia)')") == ["SET||f"])
    #expect(nurse.rows("select has_seal, seal_is_open from api.chart_banner('\(garcia)')") == ["t|f"])
    #expect(doctor.rows("select has_seal, seal_is_open from api.chart_banner('\(garcia)')") == ["t|t"])
    #expect(nurse.answer("select answer from api.void_biomarker(gen_random_uuid(), '\(record)', 1, 'typed wrong')") == "SEALED")
    #expect(clinic.events("action = 'VOID_BIOMARKER_REFUSED' and detail ->> 'code' = 'SEALED'") == 1)
    #expect(doctor.answer("select answer from api.void_biomarker(gen_random_uuid(), '\(record)', 1, 'typed wrong')") == "VOIDED")
    #expect(nurse.answer("select count(*) from medical_data.biomarkers where record_id = '\(record)'") == "0", "its versions too")
  }

  @Test("with the patient's consent: for thirty minutes of this session, from the next transaction on, and the privacy officer is told")
  func consent() throws {
    let (_, id, _) = try chart()
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.openSealed("CONSENT", id, reason: "yes") == "INVALID reason")
    #expect(nurse.openSealed("BECAUSE", id) == "INVALID ground")
    try nurse.run("begin")
    #expect(nurse.openSealed("CONSENT", id) == "OPENED")
    #expect(nurse.answer(readAll) == "29", "not in the same transaction")
    try nurse.run("rollback")
    #expect(nurse.answer(readAll) == "29")
    #expect(nurse.openSealed("CONSENT", id) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(try clinic.reading(.nurseA, .garcia).answer(readAll) == "29", "in her other session: no")
    #expect(try clinic.searching(.privacy).rows("select kind, user_name, detail from api.privacy_notices() where kind = 'SEAL_OPENED'")
      == ["SEAL_OPENED|Alba Reina|CONSENT"])
    #expect(clinic.events("action = 'OPEN_SEALED' and purpose = 'CONSENT'") == 1)
    try clinic.bend("update access.seal_openings set expires_at = clock_timestamp()")
    #expect(nurse.answer(readAll) == "29")
    #expect(clinic.root.refusal("update access.seal_openings set expires_at = 'infinity'") == "42501")
  }

  @Test("the law: clinicians only; without an opened chart nobody")
  func legal() throws {
    let (_, id, _) = try chart()
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.openSealed("LEGAL", id) == "NO_ROLE")
    #expect(try clinic.signedIn(.nurseA).openSealed("CONSENT", id) == "NO_RFA")
    #expect(try clinic.signedIn(.doctor3).openSealed("LEGAL", id) == "NO_RFA")
    for person in [TestPerson.reception, .privacy, .admin] { #expect(try clinic.signedIn(person).openSealed("LEGAL", id) == "NO_ROLE") }
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(garcia)', '\(TestPerson.doctor3.userID)')")
    let other = try clinic.reading(.doctor3, .garcia)
    #expect(other.openSealed("LEGAL", id, reason: "order 12/2026 of the court") == "OPENED")
    #expect(other.answer(readAll) == wholeChart)
  }

  @Test("a vital interest: under a break-glass of the right reason, as long as it lasts; never where the patient refused it")
  func vital() throws {
    let (doctor, id, record) = try chart()
    let second = try clinic.sealed(Seal(compartment: "HIV", allowsEmergency: false), by: doctor)
    #expect(doctor.seal("BIOMARKER", record, in: second) == "SAVED", "two compartments hide it: both have to be open")
    let other = doctor.answer("select record_id from medical_data.biomarkers where record_id <> '\(record)' order by measured_at desc, record_id limit 1")
    #expect(doctor.seal("BIOMARKER", other, in: id) == "SAVED")
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.openSealed("VITAL", id, reason: "found unconscious") == "SEALED", "no break-glass")
    let covering = nurse.request(EmergencyRequest(patient: garcia, reasonClass: "COVERING")).id
    #expect(try clinic.signedIn(.doctor2).approve(covering, of: .garcia) == "APPROVED")
    #expect(nurse.openSealed("VITAL", id, reason: "found unconscious") == "SEALED", "covering a colleague is none")
    let life = nurse.request(EmergencyRequest(patient: garcia)).id
    #expect(nurse.answer("select answer from api.self_grant_emergency_access('\(life)', '\(TestPerson.password)')") == "SELF_GRANTED")
    #expect(nurse.openSealed("VITAL", second, reason: "found unconscious") == "SEALED", "not even then")
    #expect(nurse.answer(readAll) == "28")
    #expect(nurse.openSealed("VITAL", reason: "found unconscious") == "OPENED")
    #expect(nurse.answer(readAll) == "29", "the other compartment stays closed")
    #expect(nurse.answer("select api.end_emergency_access('\(life)', 'awake')") == "CLOSED")
    #expect(nurse.answer(readAll) == "28", "with the access the ground ends")
  }

  @Test("who cannot consent: only with an access that somebody approved")
  func cannotConsent() throws {
    let (_, id, _) = try chart()
    let nurse = try clinic.reading(.nurseA, .garcia)
    let request = nurse.request(EmergencyRequest(patient: garcia, reasonClass: "CANNOT_CONSENT")).id
    #expect(nurse.answer("select answer from api.self_grant_emergency_access('\(request)', '\(TestPerson.password)')") == "SELF_GRANTED")
    #expect(nurse.openSealed("VITAL", id, reason: "found unconscious") == "SEALED")
    let second = nurse.request(EmergencyRequest(patient: garcia, reasonClass: "CANNOT_CONSENT")).id
    #expect(try clinic.signedIn(.doctor2).approve(second, of: .garcia) == "APPROVED")
    #expect(nurse.openSealed("VITAL", id, reason: "found unconscious") == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("lifted by two persons on the patient's word; the team changes by the privacy officer")
  func lifted() throws {
    let (doctor, id, record) = try chart()
    let (nurse, privacy) = (try clinic.reading(.nurseA, .garcia), try clinic.searching(.privacy))
    #expect(nurse.answer("select api.set_seal_reader('\(id)', '\(TestPerson.nurseA.userID)', true, 'is of the team')") == "NO_ROLE")
    #expect(privacy.answer("select api.set_seal_reader('\(id)', '\(TestPerson.nurseA.userID)', true, 'is of the team')") == "SAVED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(privacy.answer("select api.set_seal_reader('\(id)', '\(TestPerson.nurseA.userID)', false, 'left the team')") == "SAVED")
    #expect(nurse.answer(readAll) == "29")
    #expect(privacy.answer("select api.lift_seal('\(id)', 'she asked for it')") == "CHANGED", "nobody proposed it")
    #expect(doctor.answer("select api.propose_lift('\(id)', 'paper 4712')") == "PROPOSED")
    #expect(doctor.answer("select api.lift_seal('\(id)', 'she asked for it')") == "NO_ROLE")
    #expect(privacy.answer("select api.lift_seal('\(id)', 'she asked for it')") == "SAVED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(privacy.rows("select state, compartment, facts from api.seals('\(garcia)')") == ["LIFTED|MENTAL_HEALTH|1"])
    #expect(clinic.root.refusal("update access.seals set lifted_at = null, lifted_by = null, lift_reason = null") == "23514")
    #expect(doctor.answer("select api.release_fact('\(garcia)', '\(id)', '\(record)', 'by mistake')") == "SAVED")
    let own = privacy.answer("select seal_id from \(Seal(compartment: "HIV", team: "array['\(TestPerson.doctor1.userID)'::uuid]").call)")
    #expect(privacy.answer("select api.lift_seal('\(own)', 'she asked for it')") == "CHANGED")
  }

  @Test("only who may look into a compartment puts facts of this patient into it, or takes them out")
  func sealing() throws {
    let (doctor, id, record) = try chart()
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(garcia)', '\(TestPerson.doctor3.userID)')")
    let other = try clinic.reading(.doctor3, .garcia)
    let visible = other.answer(newest)
    #expect(visible != record)
    #expect(other.seal("BIOMARKER", visible, in: id) == "SEALED")
    #expect(other.answer("select api.release_fact('\(garcia)', '\(id)', '\(record)', 'by mistake')") == "SEALED")
    #expect(try clinic.reading(.nurseA, .garcia).seal("BIOMARKER", visible, in: id) == "NO_ROLE")
    #expect(doctor.seal("BIOMARKER", nobody, in: id) == "INVALID record")
    #expect(doctor.seal("NOTE", visible, in: id) == "INVALID record", "not of that kind")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    let foreign = doctor.answer("select record_id from medical_data.biomarkers where patient_id = '\(TestPatient.munoz.patientID)' limit 1")
    #expect(doctor.seal("BIOMARKER", foreign, in: id) == "INVALID record", "of another patient")
    #expect(doctor.answer("select api.release_fact('\(garcia)', '\(id)', '\(record)', 'by mistake')") == "SAVED")
    #expect(other.answer(readAll) == wholeChart)
    #expect(doctor.seal("BIOMARKER", record, in: id) == "SAVED", "and in again")
    #expect(other.answer(readAll) == "29")
  }

  @Test("no plan, no error and no function of the reader touches a hidden row before the seal does")
  func sideDoors() throws {
    let (_, _, record) = try chart()
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select count(*) from medical_data.biomarkers where 1 / (case when record_id = '\(record)' then 0 else 1 end) = 1") == "29")
    try nurse.run("set enable_indexscan = off; set enable_bitmapscan = off")
    #expect(nurse.answer("select count(*) from medical_data.biomarkers where 1 / (case when record_id = '\(record)' then 0 else 1 end) = 1") == "29")
    #expect(nurse.refusal("select * from access.sealed_records") == "42501")
    #expect(nurse.refusal("select access.open_seals(null, null, null, null)") == "42501")
  }
}
