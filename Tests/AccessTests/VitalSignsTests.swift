import DatabaseTestSupport
import Foundation
import Testing

/// Recording and correcting vital signs, the SpO2 scale, and the answer to an escalation.
@Suite struct VitalSignsTests {
  let clinic: Clinic
  static let well = #"{"respiratory_rate": 16, "spo2": 98, "on_oxygen": false, "systolic": 120, "diastolic": 80, "pulse": 75, "consciousness": "A", "temperature": 36.8}"#
  static let ill = #"{"respiratory_rate": 24, "spo2": 92, "on_oxygen": true, "systolic": 98, "pulse": 115, "consciousness": "A", "temperature": 38.5}"#

  init() throws { clinic = try Clinic() }

  private func record(_ values: String = well, _ patient: TestPatient = .garcia, at: String = "clock_timestamp()", more: String = "",
                      key: String = UUID().uuidString) -> String {
    "select answer, array_to_string(fields, ','), news2, news2_level from api.record_vital_signs('\(key)', '\(patient.patientID)', \(at), '\(values)'\(more))"
  }

  private func correct(_ values: String, version: Int = 1, reason: String = "read from the wrong monitor", more: String = "", key: String = UUID().uuidString) -> String {
    """
    select answer, array_to_string(fields, ','), news2, news2_level from api.correct_vital_signs('\(key)', '\(recordID)', \(version), clock_timestamp(),
      '\(values)', '\(reason)'\(more))
    """
  }

  private var recordID: String { clinic.root.answer("select record_id from medical_data.vital_signs order by recorded_at desc limit 1") }
  private var escalation: String { clinic.root.answer("select escalation_id from medical_data.news2_escalations order by raised_at desc limit 1") }
  private func refusals(_ action: String) -> Int { clinic.events("action = '\(action)_REFUSED'") }

  @Test("recorded with author, session and score; read by the team")
  func recorded() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record()) == ["SAVED||0|NONE"])
    #expect(try clinic.reading(.doctor1, .garcia).rows("select respiratory_rate, temperature, news2, spo2_scale, recorded_by_name, is_confirmed from medical_data.vital_signs")
      == ["16|36.8|0|1|Alba Reina|f"])
    #expect(clinic.root.answer("select session_id is not null and recorded_by = '\(TestPerson.nurseA.userID)' from medical_data.vital_signs") == "t")
    #expect(clinic.events("table_name = 'medical_data.vital_signs' and action = 'INSERT' and new_row ->> 'pulse' = '75'") == 1)
  }

  @Test("nurses and clinicians in the open chart, nobody else")
  func roles() throws {
    #expect(try clinic.reading(.doctor1, .garcia).rows(record()) == ["SAVED||0|NONE"])
    let nurse = try clinic.signedIn(.nurseA)
    #expect([nurse.rows(record()), nurse.rows(record(Self.well, .munoz)), nurse.rows("select answer from api.record_vital_signs(gen_random_uuid(), '\(nobody)', clock_timestamp(), '{}')")]
      == [["EXPIRED|||"], ["NO_RFA|||"], ["NO_RFA"]])
    #expect(try clinic.signedIn(.reception).rows(record()) == ["NO_ROLE|||"])
    #expect(refusals("RECORD_VITAL_SIGNS") == 4)
    #expect(nurse.refusal("insert into medical_data.vital_signs (patient_id) values ('\(TestPatient.garcia.patientID)')") == "42501")
  }

  @Test("the same form twice is one row; another under its key is refused")
  func repeated() throws {
    let (nurse, key) = (try clinic.reading(.nurseA, .garcia), UUID().uuidString)
    let form = record(Self.ill, at: "date_trunc('hour', clock_timestamp())", key: key)
    #expect([nurse.rows(form), nurse.rows(form)] == [["SAVED||11|HIGH"], ["SAVED||11|HIGH"]])
    #expect(nurse.rows(record(key: key)) == ["KEY_REUSED|||"])
    #expect(clinic.root.answer("select count(*) from medical_data.vital_signs") == "1")
  }

  @Test("what cannot be is refused and named", arguments: [
    (#"{"pulse": 301}"#, "pulse"), (#"{"pulse": 9}"#, "pulse"), (#"{"pulse": 72.5}"#, "pulse"), (#"{"pulse": "72"}"#, "pulse"), (#"{"pulse": null}"#, "pulse"),
    (#"{"temperature": 368}"#, "temperature"), (#"{"temperature": 36.85}"#, "temperature"), (#"{"spo2": 101}"#, "spo2"), (#"{"spo2": 49}"#, "spo2"),
    (#"{"respiratory_rate": 0}"#, "respiratory_rate"), (#"{"systolic": 301, "diastolic": 9}"#, "diastolic,systolic"), (#"{"systolic": 80, "diastolic": 80}"#, "diastolic"),
    (#"{"consciousness": "X"}"#, "consciousness"), (#"{"on_oxygen": "yes"}"#, "on_oxygen"), (#"{"oxygen_flow": 2}"#, "oxygen_flow"),
    (#"{"oxygen_flow": 2, "on_oxygen": false}"#, "oxygen_flow"), (#"{"weight": 19}"#, "weight"), (#"{"height": 99}"#, "height"), (#"{"pain": 11}"#, "pain"),
    (#"{"news2": 0, "pulse": 70}"#, "news2"), (#"{"spo2_scale": 2, "spo2": 90}"#, "spo2_scale"), (#"{"recorded_by": "x", "pulse": 70}"#, "recorded_by"),
    ("{}", "values"), ("[]", "values"), ("7", "values"),
  ])
  func impossible(values: String, fields: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(values, more: ", true")) == ["INVALID|\(fields)||"], "not even confirmed")
    #expect(clinic.root.answer("select count(*) from medical_data.vital_signs") == "0")
  }

  @Test("what is unusual is asked back, and saved once confirmed", arguments: [
    (#"{"pulse": 181}"#, "pulse"), (#"{"pulse": 34}"#, "pulse"), (#"{"spo2": 79}"#, "spo2"), (#"{"systolic": 100, "diastolic": 86}"#, "diastolic"),
    (#"{"temperature": 33.9}"#, "temperature"), (#"{"respiratory_rate": 41}"#, "respiratory_rate"), (#"{"on_oxygen": true, "oxygen_flow": 15.5}"#, "oxygen_flow"),
  ])
  func unusual(values: String, fields: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(values)).first?.hasPrefix("CONFIRM|\(fields)|") == true)
    #expect(clinic.root.answer("select count(*) from medical_data.vital_signs") == "0")
    #expect(nurse.rows(record(values, more: ", true")).first?.hasPrefix("SAVED|") == true)
    #expect(clinic.root.answer("select is_confirmed from medical_data.vital_signs") == "t")
  }

  @Test("at the limits nothing is asked", arguments: [#"{"pulse": 180}"#, #"{"spo2": 80}"#, #"{"systolic": 100, "diastolic": 85}"#, #"{"temperature": 41}"#])
  func usual(values: String) throws {
    #expect(try clinic.reading(.nurseA, .garcia).rows(record(values)).first?.hasPrefix("SAVED|") == true)
  }

  @Test("times: not in the future, not before birth; long ago is asked back")
  func times() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    for moment in ["clock_timestamp() + interval '3 minutes'", "timestamptz '1950-01-01'", "null"] {
      #expect(nurse.rows(record(at: moment, more: ", true")) == ["INVALID|measured_at||"])
    }
    #expect(nurse.rows(record(at: "clock_timestamp() + interval '1 minute'")) == ["SAVED||0|NONE"])
    #expect(nurse.rows(record(at: "clock_timestamp() - interval '13 hours'")).first?.hasPrefix("CONFIRM|copied,measured_at|") == true)
  }

  @Test("the weight before, the height before, and a copied round are asked back")
  func comparisons() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(#"{"weight": 70, "height": 165}"#)).first?.hasPrefix("SAVED") == true)
    #expect(nurse.rows(record(#"{"weight": 77.1, "height": 168.1}"#)) == ["CONFIRM|height,weight||"])
    #expect(nurse.rows(record(#"{"weight": 77, "height": 168}"#)).first?.hasPrefix("SAVED") == true)
    #expect(nurse.rows(record()).first?.hasPrefix("SAVED") == true)
    #expect(nurse.rows(record()) == ["CONFIRM|copied||"])
    #expect(nurse.rows(record(Self.well.replacingOccurrences(of: "75", with: "76"))) == ["SAVED||0|NONE"])
  }

  @Test("no NEWS2 under 16 years or in pregnancy; a child may weigh less")
  func excluded() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(more: ", p_is_pregnant => true")) == ["SAVED|||"])
    try clinic.root.run("update medical_data.patients set birth_date = (clock_timestamp() - interval '16 years' + interval '1 day')::date where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(nurse.rows(record(Self.ill)) == ["SAVED|||"])
    #expect(nurse.rows(record(#"{"weight": 12.5}"#)).first?.hasPrefix("SAVED") == true)
    #expect(nurse.rows(record(#"{"weight": 0.2}"#)).first?.hasPrefix("INVALID|weight") == true)
    #expect(clinic.root.rows("select distinct news2_excluded from medical_data.vital_signs order by 1") == ["PREGNANCY", "UNDER_16"])
    #expect(clinic.root.answer("select count(*) from medical_data.news2_escalations") == "0")
  }

  @Test("a nurse corrects her own for 24 hours, with a reason; the old version stays")
  func nurseCorrects() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(Self.ill)) == ["SAVED||11|HIGH"])
    #expect(nurse.rows(correct(Self.well, reason: "  ")) == ["INVALID|reason||"])
    #expect(nurse.rows(correct(#"{"pulse": 999}"#)) == ["INVALID|pulse||"])
    #expect(nurse.rows(correct(Self.well)) == ["SAVED||0|NONE"])
    #expect(nurse.rows(correct(Self.ill)) == ["CHANGED|||"])
    #expect(nurse.rows("select version, news2, superseded_at is null, coalesce(correction_reason, '') from medical_data.vital_signs order by version")
      == ["1|11|f|", "2|0|t|read from the wrong monitor"])
    try clinic.bend("update medical_data.vital_signs set recorded_at = recorded_at - interval '24 hours 1 minute' where version = 1")
    #expect(nurse.rows(correct(Self.ill, version: 2)) == ["TOO_LATE|||"])
    #expect(try clinic.reading(.doctor1, .garcia).rows(correct(Self.ill, version: 2)) == ["SAVED||11|HIGH"])
    #expect(refusals("CORRECT_VITAL_SIGNS") == 1)
  }

  @Test("another nurse's round, and one a clinician has corrected, are not hers")
  func notHers() throws {
    let (nurse, doctor) = (try clinic.reading(.nurseA, .garcia), try clinic.reading(.doctor1, .garcia))
    #expect(doctor.rows(record()) == ["SAVED||0|NONE"])
    #expect(nurse.rows(correct(Self.ill)) == ["NOT_AUTHOR|||"])
    #expect(nurse.rows(record(Self.ill)) == ["SAVED||11|HIGH"])
    #expect(doctor.rows(correct(Self.well.replacingOccurrences(of: "75", with: "76"))) == ["SAVED||0|NONE"])
    #expect(nurse.rows(correct(Self.ill, version: 2)) == ["NOT_AUTHOR|||"])
    #expect(try clinic.reading(.nurseB, .munoz).rows(correct(Self.ill, version: 2)) == ["NO_RFA|||"])
    #expect(try clinic.signedIn(.admin).rows(correct(Self.ill, version: 2)) == ["NO_ROLE|||"])
  }

  @Test("entered in error: a version without values")
  func void() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(Self.ill)) == ["SAVED||11|HIGH"])
    #expect(nurse.rows(correct("{}", reason: "another patient")) == ["SAVED|||"])
    #expect(nurse.rows("select is_void, news2 from medical_data.vital_signs where superseded_at is null") == ["t|"])
  }

  @Test("two correct the same version at once: one of them is told")
  func race() throws {
    let (nurse, doctor) = (try clinic.reading(.nurseA, .garcia), try clinic.reading(.doctor1, .garcia))
    #expect(nurse.rows(record(Self.ill)) == ["SAVED||11|HIGH"])
    let other = correct(#"{"pulse": 80}"#)
    #expect(doctor.answer(readAll) == wholeChart, "its opening is known to be on disk")
    try nurse.run("begin; \(correct(Self.well))")
    try doctor.send(other)
    try nurse.run("commit")
    #expect(doctor.received() == "CHANGED")
  }

  @Test("scale 2 is a clinician's signed decision; rounds take the scale of their time", arguments: [TestPerson.nurseA, .doctor1])
  func scale(person: TestPerson) throws {
    let session = try clinic.reading(person, .garcia)
    let set = { (scale: String, reason: String) in "select api.set_spo2_scale('\(TestPatient.garcia.patientID)', \(scale), '\(reason)')" }
    let low = #"{"respiratory_rate": 18, "spo2": 90, "on_oxygen": false, "systolic": 130, "pulse": 80, "consciousness": "A", "temperature": 37}"#
    guard person == .doctor1 else {
      #expect(session.answer(set("2", "COPD, target 88 to 92")) == "NO_ROLE")
      #expect(session.rows(record(low)) == ["SAVED||3|SINGLE_3"])
      return
    }
    #expect([session.answer(set("3", "no such scale")), session.answer(set("2", " ")), session.answer(set("null", "none"))] == ["INVALID scale", "INVALID reason", "INVALID scale"])
    #expect(session.answer(set("2", "COPD, target 88 to 92")) == "SAVED")
    #expect(session.rows(record(low)) == ["SAVED||0|NONE"])
    #expect(session.answer(set("1", "target lifted")) == "SAVED")
    #expect(session.rows(correct(low)) == ["SAVED||0|NONE"], "a correction keeps the scale of its time")
    #expect(session.rows(record(low, more: ", true")) == ["SAVED||3|SINGLE_3"])
    #expect(session.rows("select scale, set_by_name from medical_data.spo2_scales order by set_at") == ["2|Dr Osei", "1|Dr Osei"])
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(session.answer(set("2", "COPD")) == "NO_ROLE")
  }

  @Test("a level that asks for somebody is raised, answered once, by who has the chart open", arguments: [
    (VitalSignsTests.ill, "HIGH"), (#"{"respiratory_rate": 25}"#, "SINGLE_3"),
    (#"{"respiratory_rate": 22, "spo2": 94, "on_oxygen": false, "systolic": 105, "pulse": 95, "consciousness": "A", "temperature": 38.3}"#, "MEDIUM"),
  ])
  func escalated(values: String, level: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record(values)).first?.hasSuffix("|\(level)") == true)
    #expect(nurse.rows("select level, answered_at is null from medical_data.news2_escalations") == ["\(level)|t"])
    let answer = { (action: String, text: String) in "select api.acknowledge_escalation('\(escalation)', '\(action)', '\(text)')" }
    #expect(try clinic.signedIn(.nurseA).answer(answer("ESCALATED", "Dr Osei")) == "EXPIRED")
    #expect(try clinic.signedIn(.nurseB).answer(answer("ESCALATED", "Dr Osei")) == "NO_RFA")
    #expect(try clinic.signedIn(.reception).answer(answer("ESCALATED", "Dr Osei")) == "NO_ROLE")
    #expect([nurse.answer(answer("FORGOTTEN", "Dr Osei")), nurse.answer(answer("ESCALATED", " ")), nurse.answer(answer("CORRECTED", "Dr Osei"))] == ["INVALID action", "INVALID answer", "INVALID action"])
    #expect(nurse.answer("select api.acknowledge_escalation('\(nobody)', 'ESCALATED', 'Dr Osei')") == "NO_RFA")
    #expect(nurse.answer(answer("ESCALATED", "Dr Osei, 14:05")) == "SAVED")
    #expect(try clinic.reading(.doctor1, .garcia).answer(answer("NOT_NEEDED", "seen already")) == "ANSWERED")
    #expect(nurse.rows("select action, answer, answered_by_name from medical_data.news2_escalations") == ["ESCALATED|Dr Osei, 14:05|Alba Reina"])
    #expect(clinic.root.refusal("update medical_data.news2_escalations set answer = 'nothing'") == "42501")
    #expect(clinic.root.refusal("delete from medical_data.news2_escalations") == "42501")
  }

  @Test("a calm round raises nothing; a correction answers what its version had raised, and may raise again")
  func correctedEscalation() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(record()) == ["SAVED||0|NONE"])
    #expect(clinic.root.answer("select count(*) from medical_data.news2_escalations") == "0")
    #expect(nurse.rows(correct(Self.ill)) == ["SAVED||11|HIGH"])
    #expect(nurse.rows(correct(#"{"respiratory_rate": 25}"#, version: 2)) == ["SAVED|||SINGLE_3"])
    #expect(nurse.rows("select level, coalesce(action, '-') from medical_data.news2_escalations order by raised_at") == ["HIGH|CORRECTED", "SINGLE_3|-"])
  }

  @Test("versions stay, limits are readable, nobody reads another chart", arguments: [
    "update medical_data.vital_signs set pulse = 80", "delete from medical_data.vital_signs", "update medical_data.vital_signs set superseded_at = clock_timestamp(), pulse = 80",
    "update medical_data.spo2_scales set scale = 1", "delete from medical_data.spo2_scales",
  ])
  func kept(statement: String) throws {
    let (nurse, doctor) = (try clinic.reading(.nurseA, .garcia), try clinic.reading(.doctor1, .garcia))
    #expect(nurse.rows(record(Self.ill)) == ["SAVED||11|HIGH"])
    #expect(doctor.answer("select api.set_spo2_scale('\(TestPatient.garcia.patientID)', 2, 'COPD')") == "SAVED")
    #expect(clinic.root.refusal(statement) == "42501")
    let other = try clinic.reading(.nurseB, .munoz)
    for table in ["vital_signs", "spo2_scales", "news2_escalations"] {
      #expect(other.answer("select count(*) from medical_data.\(table)") == "0")
      #expect(nurse.answer("select count(*) from medical_data.\(table)") == "1")
    }
    #expect(other.answer("select hard_high from medical_data.vital_sign_limits where code = 'pulse'") == "300")
  }
}
