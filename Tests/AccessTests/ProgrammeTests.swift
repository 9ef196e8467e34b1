import DatabaseTestSupport
import Foundation
import Testing

/// Diabetes, eligibility and enrolment (X-01): checked by the database on the day, with evidence that stays.
@Suite struct ProgrammeTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  private func diabetes(_ type: String, patient: TestPatient = .garcia) -> String {
    "select answer from api.record_diabetes(gen_random_uuid(), '\(patient.patientID)', '\(type)', date '2020-02-02', 'LABORATORY', null)"
  }
  private func enrol(_ record: String = "null", _ version: String = "null", _ reason: String = "null", key: String = UUID().uuidString) -> String {
    "api.enrol('\(key)', '\(garcia)', 'DIABETES_WOMEN', \(record), \(version), \(reason))"
  }
  private func agree() throws {
    #expect(try clinic.searching(.reception).answer(ConsentForm(purpose: "'PROGRAMME'").answer) == "SAVED")
  }
  /// A woman with type 2 diabetes who agreed, and her doctor with the opened chart.
  private func eligible() throws -> SqlSession {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(diabetes("TYPE_2")) == "SAVED")
    try agree()
    return doctor
  }

  @Test("age in years, and whether it is in the range", arguments: [
    ("1971-03-12", "2026-03-11", 54, true), ("1971-03-12", "2026-03-12", 55, true), ("1957-01-01", "2026-12-31", 69, true), ("1957-01-01", "2027-01-01", 70, false),
    ("1998-01-02", "2027-01-01", 28, false), ("1998-01-02", "2027-01-02", 29, true), ("1996-02-29", "2025-02-28", 28, false), ("1996-02-29", "2025-03-01", 29, true),
  ])
  func ages(born: String, on: String, age: Int, isWithin: Bool) throws {
    #expect(clinic.root.rows("select medical_data.age_in_years('\(born)', '\(on)'), medical_data.is_age_within('\(born)', '\(on)')") == ["\(age)|\(isWithin ? "t" : "f")"])
  }

  @Test("a clinician enrols; the evidence of the day is stored")
  func enrolled() throws {
    let doctor = try eligible()
    #expect(doctor.rows("select answer, version, state from \(enrol())") == ["SAVED|1|ENROLLED"])
    #expect(doctor.rows("""
      select state, sex, birth_date, age = medical_data.age_in_years(birth_date, checked_on), min_age, max_age, diabetes_type, checked_on = api.local_today()
        from medical_data.programme_enrolments
      """).first?.hasPrefix("42501") == true, "people do not call the functions of tables")
    #expect(doctor.rows("select state, sex, birth_date, min_age, max_age, diabetes_type, checked_on = api.local_today() from medical_data.programme_enrolments")
      == ["ENROLLED|FEMALE|1971-03-12|29|69|TYPE_2|t"])
    #expect(doctor.answer("select answer from \(enrol())") == "CHANGED", "she is enrolled already")
    let key = UUID().uuidString
    let id = doctor.answer("select record_id from medical_data.programme_enrolments")
    let withdraw = "api.withdraw_enrolment('\(key)', '\(garcia)', '\(id)', 1, 'moves away')"
    #expect(doctor.rows("select answer, version from \(withdraw)") == ["SAVED|2"])
    #expect(doctor.rows("select answer, version from \(withdraw)") == ["SAVED|2"], "sent again")
    #expect(doctor.rows("select state, age > 0 from medical_data.programme_enrolments order by version") == ["ENROLLED|t", "WITHDRAWN|t"])
    #expect(doctor.answer("select answer from \(enrol())") == "SAVED", "she may come back")
  }

  @Test("a nurse proposes, a clinician enrols the proposal")
  func proposal() throws {
    let doctor = try eligible()
    let nurse = try clinic.reading(.nurseA, .garcia)
    let id = nurse.answer("select record_id from \(enrol())")
    #expect(doctor.rows("select state, recorded_by_name from medical_data.programme_enrolments") == ["ELIGIBLE|Alba Reina"])
    #expect(doctor.answer("select answer from \(enrol("'\(id)'", "1", "'agreed'"))") == "SAVED")
    #expect(doctor.rows("select state, recorded_by_name from medical_data.programme_enrolments where superseded_at is null") == ["ENROLLED|Dr Osei"])
  }

  @Test("without consent nobody is enrolled; after its withdrawal neither")
  func consent() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(diabetes("TYPE_2")) == "SAVED")
    #expect(doctor.rows("select answer, state from \(enrol())") == ["CONSENT|"])
    try agree()
    let id = clinic.root.answer("select record_id from medical_data.consents")
    #expect(doctor.answer(ConsentForm(purpose: "'PROGRAMME'").withdrawn(id).answer) == "SAVED")
    #expect(doctor.answer("select answer from \(enrol())") == "CONSENT")
    #expect(clinic.events("action = 'ENROL_REFUSED' and detail ->> 'code' = 'CONSENT'") == 2)
  }

  @Test("who does not meet the conditions is not eligible, whatever is asked", arguments: [
    "update medical_data.patients set sex = 'MALE'", "update medical_data.patients set birth_date = '1950-01-01'",
    "update medical_data.patients set birth_date = '2010-01-01'", "update medical_data.patients set status = 'INACTIVE'",
    "update medical_data.diabetes_diagnoses set diabetes_type = 'TYPE_1'", "update medical_data.diabetes_diagnoses set superseded_at = clock_timestamp()",
  ])
  func notEligible(change: String) throws {
    let doctor = try eligible()
    let ask = "select api.check_eligibility('\(garcia)')"
    #expect(doctor.answer(ask) == "YES")
    try clinic.bend("\(change) where patient_id = '\(garcia)'")
    #expect(doctor.answer(ask) == "NO")
    #expect(doctor.answer("select answer from \(enrol())") == "NOT_ELIGIBLE")
    #expect(clinic.root.answer("select count(*) from medical_data.programme_enrolments") == "0")
  }

  @Test("evidence that is not the patient's is refused by the table, whoever writes", arguments: [
    "sex = 'OTHER'", "birth_date = birth_date + 1", "age = age + 1", "diabetes_type = 'GESTATIONAL'", "min_age = 0", "checked_on = checked_on - 1",
    "patient_id = '00000000-0000-4000-b000-000000000002'", "version = 2, state = 'AGED_OUT', birth_date = birth_date + 1",
  ])
  func forged(change: String) throws {
    let doctor = try eligible()
    #expect(doctor.answer("select answer from \(enrol())") == "SAVED")
    try clinic.root.run("create table public.forged as select * from medical_data.programme_enrolments; update public.forged set record_id = record_id, version = 1")
    try clinic.root.run("update public.forged set \(change)")
    try clinic.bend("update medical_data.programme_enrolments set superseded_at = clock_timestamp()")
    let isLater = change.hasPrefix("version")
    #expect(clinic.root.refusal("""
      insert into medical_data.programme_enrolments
      select (jsonb_populate_record(f, jsonb_build_object('record_id', \(isLater ? "record_id" : "gen_random_uuid()")))).* from public.forged f
      """) == "23514")
  }

  @Test("reception learns yes or no at the desk, nothing else")
  func desk() throws {
    _ = try eligible()
    let ask = "select api.check_eligibility('\(garcia)')"
    #expect(try clinic.signedIn(.reception).answer(ask) == "42501 EXPIRED")
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ask) == "YES")
    #expect(reception.answer("select api.check_eligibility('\(TestPatient.lopez.patientID)')") == "NO")
    #expect(reception.answer("select count(*) from medical_data.diabetes_diagnoses") == "0")
    #expect(reception.answer("select answer from \(enrol())") == "NO_ROLE")
    #expect(reception.answer(diabetes("NONE")) == "NO_ROLE")
    #expect(try clinic.reading(.nurseA, .garcia).answer(diabetes("NONE")) == "NO_ROLE", "a clinician's decision")
    #expect(clinic.events("action = 'CHECK_ELIGIBILITY' and user_id = '\(TestPerson.reception.userID)'") == 2)
    #expect(try clinic.signedIn(.admin).answer(ask) == "42501 NO_ROLE")
  }

  @Test("who turns 70 is aged out by the watch, with her evidence; nobody else is touched")
  func agedOut() throws {
    let doctor = try eligible()
    #expect(doctor.answer("select answer from \(enrol())") == "SAVED")
    let watch = try clinic.database.session(as: "clinic_watch")
    #expect(watch.answer("select access.age_out_enrolments()") == "0")
    try clinic.bend("update medical_data.programme_enrolments set birth_date = birth_date - interval '20 years', checked_on = checked_on - interval '20 years'")
    #expect(watch.answer("select access.age_out_enrolments()") == "1")
    #expect(watch.answer("select access.age_out_enrolments()") == "0")
    #expect(doctor.rows("select version, state, recorded_by_name, diabetes_type from medical_data.programme_enrolments order by version")
      == ["1|ENROLLED|Dr Osei|TYPE_2", "2|AGED_OUT||TYPE_2"])
    #expect(doctor.refusal("select access.age_out_enrolments()") == "42501")
  }
}
