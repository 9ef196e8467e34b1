import DatabaseTestSupport
import Foundation
import Testing

/// The ward board: what is due and what waits, in one call, for whom the list was opened and may be seen.
@Suite struct WardBoardTests {
  let clinic: Clinic
  let nurse: SqlSession

  init() throws {
    clinic = try Clinic()
    nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
  }

  /// Columns of one patient's row.
  private func row(_ columns: String, _ patient: TestPatient = .garcia, _ session: SqlSession? = nil) -> String {
    (session ?? nurse).rows("select \(columns) from api.ward_board() where patient_id = '\(patient.patientID)'").joined(separator: "/")
  }

  /// A round so many minutes ago: all parts of a well person, and what is worse.
  private func round(_ worse: String = "", minutesAgo: Int, _ patient: TestPatient = .garcia, more: String = "") throws {
    try clinic.root.run("""
      insert into medical_data.vital_signs (patient_id, measured_at, respiratory_rate, spo2, on_oxygen, systolic, pulse, consciousness, temperature,
        recorded_by, recorded_by_name\(more.isEmpty ? "" : ", news2_excluded"))
      select '\(patient.patientID)', clock_timestamp() - interval '\(minutesAgo) minutes', x.* , '\(TestPerson.nurseA.userID)', 'Alba Reina'\(more)
        from jsonb_to_record('{"rr": 16, "spo2": 98, "air": false, "sys": 120, "pulse": 75, "acvpu": "A", "t": 36.8}'::jsonb || '{\(worse)}')
          as x(rr smallint, spo2 smallint, air boolean, sys smallint, pulse smallint, acvpu text, t numeric)
      """)
  }

  /// When the next round is due, in minutes from now, rounded.
  private let due = "due_rule, due_minutes, round(extract(epoch from due_from - server_now) / 60), round(extract(epoch from due_at - server_now) / 60)"

  @Test("nobody has measured: first; out of the house or out of reach: nothing is due")
  func first() throws {
    #expect(row("due_rule, due_at, round_at, news2, news2_level, escalations, doses_due, criticals") == "FIRST|||||0|0|0")
    try clinic.root.run("update medical_data.patients set status = 'INACTIVE' where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(row("due_rule") == "")
    try clinic.root.run("update medical_data.patients set ward_id = null, bed = null, status = 'ACTIVE' where patient_id = '\(TestPatient.garcia.patientID)'")
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer("select api.open_work_list(null, 'ROUND')") == "OPENED")
    #expect(row("due_rule, reason, doses_due", .garcia, doctor) == "|care_team|0")
  }

  @Test("the level of the last round says when the next is due", arguments: [
    ("", "0|NONE|NONE|720|710|710"), (#""pulse": 95"#, "1|LOW|LOW|360|230|350"), (#""rr": 25"#, "3|SINGLE_3|SINGLE_3|60|50|50"),
    (#""rr": 22, "spo2": 94, "pulse": 95, "t": 38.5"#, "5|MEDIUM|MEDIUM|60|50|50"),
    (#""rr": 25, "air": true, "sys": 98"#, "7|HIGH|HIGH||-10|-10"),
  ])
  func intervals(worse: String, expected: String) throws {
    try round(minutesAgo: 200)
    try round(worse, minutesAgo: 10)
    #expect(row("news2, news2_level, \(due)") == expected)
    #expect(row("round_at = scored_at, cardinality(news2_missing), spo2_scale") == "t|0|1")
  }

  @Test("an incomplete round has no total and puts nothing off; what it knows may be enough")
  func incomplete() throws {
    try round(#""t": null, "spo2": null"#, minutesAgo: 30)
    #expect(row("news2, news2_level, array_to_string(news2_missing, ','), \(due)") == "|INCOMPLETE|spo2,temperature|INCOMPLETE||-30|-30")
    try round(minutesAgo: 100)
    #expect(row("news2, news2_level, \(due), scored_at < round_at") == "|INCOMPLETE|NONE|720|620|620|t")
    try round(#""t": null, "rr": 30, "air": true, "sys": 88"#, minutesAgo: 5)
    #expect(row("news2, news2_level, due_rule") == "|HIGH|HIGH")
    try clinic.root.run("insert into medical_data.vital_signs (patient_id, measured_at, weight, recorded_by, recorded_by_name) values "
      + "('\(TestPatient.garcia.patientID)', clock_timestamp(), 70, '\(TestPerson.nurseA.userID)', 'Alba Reina')")
    #expect(row("news2_level, round(extract(epoch from server_now - round_at) / 60)") == "HIGH|5", "a weight is no round")
  }

  @Test("a month ago is another stay; excluded persons have no rule; a voided round is none")
  func otherRounds() throws {
    try round(#""pulse": 95"#, minutesAgo: 31 * 1440)
    #expect(row("due_rule, round_at") == "FIRST|")
    try round(minutesAgo: 20, .lopez, more: ", 'PREGNANCY'")
    #expect(row("news2, news2_level, news2_excluded, due_rule, due_at", .lopez) == "||PREGNANCY|EXCLUDED|")
    try round(#""rr": 30"#, minutesAgo: 3)
    let chart = try clinic.reading(.doctor1, .garcia)
    let record = chart.answer("select record_id from medical_data.vital_signs where respiratory_rate = 30")
    #expect(chart.answer("select answer from api.correct_vital_signs(gen_random_uuid(), '\(record)', 1, clock_timestamp(), '{}', 'wrong patient')") == "SAVED")
    #expect(row("due_rule, round_at, escalations") == "FIRST||0")
  }

  @Test("the intervals are data: proposed, signed by a clinician, and then they hold")
  func owned() throws {
    try round(#""pulse": 95"#, minutesAgo: 10)
    let (admin, doctor) = (try clinic.signedIn(.admin), try clinic.signedIn(.doctor1))
    let change = admin.answer("select change_id from api.propose_change(gen_random_uuid(), 'observation_intervals', 'CHANGE', "
      + #"'{"level": "LOW", "from_minutes": 240, "until_minutes": 240, "source": "house rule 7"}', 'four hours in this house')"#)
    #expect(row("due_minutes") == "360")
    #expect(doctor.answer("select answer from api.decide_change('\(change)', 'APPROVED', 'agreed in the ward council')") == "SAVED")
    #expect(row("due_minutes, \(due)") == "240|LOW|240|230|230")
    #expect(nurse.refusal("update medical_data.observation_intervals set until_minutes = 1440") == "42501")
  }

  @Test("escalations: how many, the highest, the oldest; answered ones leave")
  func escalations() throws {
    try round(#""rr": 25"#, minutesAgo: 90)
    try round(#""rr": 25, "air": true, "sys": 98"#, minutesAgo: 10)
    #expect(row("escalations, escalation_level, escalation_since <= server_now") == "2|HIGH|t")
    let chart = try clinic.reading(.nurseA, .garcia)
    let high = chart.answer("select escalation_id from medical_data.news2_escalations where level = 'HIGH'")
    #expect(chart.answer("select api.acknowledge_escalation('\(high)', 'ESCALATED', 'Dr Osei is on her way')") == "SAVED")
    #expect(row("escalations, escalation_level") == "1|SINGLE_3")
  }

  @Test("doses: due, overdue, waiting for a second person; none of a prescription that is stopped")
  func doses() throws {
    let chart = try clinic.reading(.doctor1, .garcia)
    let metformin = chart.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
    for minutes in [-200, -70, -20, 40, 90] {
      #expect(chart.answer("select answer from api.schedule_administration(gen_random_uuid(), '\(metformin)', "
        + "clock_timestamp() + interval '\(minutes) minutes')") == "SAVED")
    }
    #expect(row("doses_due, doses_overdue, doses_to_check, round(extract(epoch from next_dose_at - server_now) / 60)") == "2|2|0|-200")
    try clinic.bend("update medical_data.medication_administrations set status = 'AWAITING_CHECK', given_at = scheduled_at, "
      + "administered_by = '\(TestPerson.nurseB.userID)' where scheduled_at < clock_timestamp() - interval '3 hours'")
    #expect(row("doses_due, doses_overdue, doses_to_check") == "2|1|1")
    #expect(chart.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(metformin)', 1, 'kidneys')") == "SAVED")
    #expect(row("doses_due, doses_overdue, doses_to_check, next_dose_at") == "0|0|0|")
  }

  @Test("critical values until somebody has read them back; a sensor's are not counted")
  func criticals() throws {
    let chart = try clinic.reading(.doctor1, .garcia)
    let record = chart.answer("select record_id from api.record_biomarker(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'POTASSIUM', 6.8, "
      + "'mmol/L', clock_timestamp() - interval '10 minutes', 'LABORATORY', '{}', true)")
    #expect(chart.answer("select answer from api.import_sensor_readings('\(TestPatient.garcia.patientID)', 'sensor 1', 'mmol/L', "
      + "array[clock_timestamp() - interval '1 hour'], array[2.5], array[null])") == "SAVED")
    #expect(row("criticals, round(extract(epoch from server_now - critical_since) / 60), last_code, last_flag") == "1|10|POTASSIUM|CRITICAL_HIGH")
    #expect(chart.answer("select answer from api.acknowledge_critical_value(gen_random_uuid(), '\(record)', 1, 6.8, 'calcium given')") == "SAVED")
    #expect(row("criticals, critical_since") == "0|")
  }

  @Test("values of the number that was merged into hers count; she is shown once")
  func merged() throws {
    try round(#""rr": 25"#, minutesAgo: 10, .petrova)
    try round(minutesAgo: 30)
    try clinic.bend("update medical_data.patients set status = 'MERGED', merged_into = '\(TestPatient.garcia.patientID)' "
      + "where patient_id = '\(TestPatient.petrova.patientID)'")
    #expect(row("news2, due_rule, escalations, doses_due") == "3|SINGLE_3|1|0")
  }
}

/// Who sees how much of the board.
@Suite struct WardBoardGateTests {
  let clinic: Clinic
  private let clinical = "concat(last_value, round_at, news2, news2_level, news2_missing, news2_excluded, due_rule, due_at, escalations, "
    + "doses_due, doses_overdue, doses_to_check, next_dose_at, criticals)"

  init() throws {
    clinic = try Clinic()
    try clinic.root.run("""
      insert into medical_data.vital_signs (patient_id, measured_at, respiratory_rate, pulse, recorded_by, recorded_by_name)
      select patient_id, clock_timestamp(), 30, 75, '\(TestPerson.nurseA.userID)', 'Alba Reina' from medical_data.patients
      """)
  }

  private func board(_ person: TestPerson, _ ward: String = "'A'") throws -> SqlSession {
    let session = try clinic.signedIn(person)
    #expect(session.answer("select api.open_work_list(\(ward), 'ROUND')") == "OPENED")
    return session
  }

  @Test("needs its own committed opening, and a nurse or a clinician")
  func opening() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select * from api.ward_board()") == "42501 EXPIRED")
    try nurse.run("begin; select api.open_work_list('A', 'ROUND')")
    #expect(nurse.answer("select * from api.ward_board()") == "42501 EXPIRED")
    for person in [TestPerson.reception, .admin, .privacy] {
      #expect(try clinic.signedIn(person).answer("select * from api.ward_board()") == "42501 NO_ROLE")
    }
    #expect(try clinic.database.session(as: .nurseA).answer("select * from api.ward_board()") == "42501 NO_SESSION")
  }

  @Test("a ward without a reason: names and beds, not one clinical column")
  func otherWard() throws {
    let nurse = try board(.nurseB)
    #expect(nurse.rows("select surname_1, has_reason, \(clinical) from api.ward_board()") == ["García|f|", "Hernández|f|", "López|f|"])
  }

  @Test("whoever was not recorded when the list was opened is not on the board; whom a block or the end of a shift takes away shows nothing")
  func recorded() throws {
    let nurse = try board(.nurseA)
    #expect(nurse.answer("select count(*) from api.ward_board() where news2_level = 'SINGLE_3'") == "3")
    try clinic.root.run("update medical_data.patients set ward_id = (select ward_id from access.wards where code = 'A') "
      + "where patient_id = '\(TestPatient.petrova.patientID)'")
    #expect(nurse.answer("select count(*) from api.ward_board()") == "3")
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.answer("select count(*) from api.ward_board() where news2_level = 'SINGLE_3'") == "2")
    try clinic.root.run("update access.roster set ends_at = clock_timestamp() - interval '61 minutes' where user_id = '\(TestPerson.nurseA.userID)'")
    #expect(nurse.answer("select string_agg(\(clinical), '') from api.ward_board()") == "")
  }

  @Test("a grant for the summary shows nothing of it")
  func summary() throws {
    let asking = try clinic.signedIn(.nurseA)
    let request = asking.requested(.munoz, scope: "SUMMARY")
    let approver = try clinic.signedIn(.doctor2)
    #expect(approver.answer("select api.open_emergency_queue('DECIDE')") == "OPENED")
    #expect(approver.approve(request, of: .munoz) == "APPROVED")
    let nurse = try board(.nurseA, "'B'")
    #expect(nurse.rows("select reason, \(clinical) from api.ward_board() where surname_1 = 'Muñoz'") == ["grant|"])
  }

  @Test("what a seal hides is not counted, due or shown; its team sees it")
  func sealed() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let seal = try clinic.sealed(by: doctor)
    let round = doctor.answer("select record_id from medical_data.vital_signs")
    let potassium = doctor.answer("select record_id from api.record_biomarker(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'POTASSIUM', 6.8, "
      + "'mmol/L', clock_timestamp(), 'LABORATORY', '{}', true)")
    let metformin = doctor.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
    #expect(doctor.answer("select answer from api.schedule_administration(gen_random_uuid(), '\(metformin)', clock_timestamp())") == "SAVED")
    let (nurse, team) = (try board(.nurseA), try board(.doctor1, "null"))
    let columns = "select news2_level, escalations, criticals, doses_due, last_code from api.ward_board() where surname_1 = 'García'"
    #expect(nurse.rows(columns) == ["SINGLE_3|1|1|1|POTASSIUM"])
    for (entity, record) in [("VITAL_SIGNS", round), ("BIOMARKER", potassium), ("PRESCRIPTION", metformin)] {
      #expect(doctor.seal(entity, record, in: seal) == "SAVED")
    }
    #expect(nurse.rows(columns.replacing("last_code", with: "due_rule")) == ["|0|0|0|FIRST"])
    #expect(team.rows(columns) == ["SINGLE_3|1|1|1|POTASSIUM"])
  }

  @Test("a restricted chart is on no board, also one opened before")
  func restricted() throws {
    let nurse = try board(.nurseA)
    #expect(try clinic.searching(.privacy).answer("select api.set_restriction('\(TestPatient.garcia.patientID)', 'ACCURACY', 'she contests it')") == "SAVED")
    #expect(nurse.answer("select string_agg(surname_1, ',') from api.ward_board()") == "Hernández,López")
  }

  @Test("a protected person is on the board of who cares for her, and marked; so is who asked not to be named on screens")
  func protected() throws {
    #expect(try board(.nurseA).rows("select surname_1, is_protected from api.ward_board() where news2_level is not null")
      == ["García|f", "Hernández|t", "López|f"])
    try clinic.root.run("""
      insert into medical_data.privacy_settings (patient_id, may_phone, may_leave_message, may_email, may_post, may_tell_relatives, hide_on_boards,
        recorded_by, recorded_by_name)
      values ('\(TestPatient.lopez.patientID)', true, true, true, true, true, true, '\(TestPerson.nurseA.userID)', 'Alba Reina')
      """)
    #expect(try board(.nurseB).answer("select string_agg(surname_1, ',') from api.ward_board() where is_protected") == "Hernández,López")
  }

  @Test("who listens hears that something was written, and nothing else; not again within a tenth of a second")
  func heard() throws {
    let (listener, nurse) = (try clinic.signedIn(.nurseB), try clinic.reading(.nurseA, .garcia))
    try listener.run("listen clinic_charts")
    func heard() -> [String] {
      _ = listener.answer("select 1")
      return listener.notifications().map { $0.channel + "<" + $0.payload + ">" }
    }
    /// As if the last notice were so many seconds old; negative: as if the clock had gone back.
    func lastNotice(secondsAgo: Double) {
      _ = clinic.root.answer("update access.notice_clock set told_at = clock_timestamp() - \(secondsAgo) * interval '1 second' returning 1")
    }
    let form = #"api.record_vital_signs(gen_random_uuid(), '\#(TestPatient.garcia.patientID)', clock_timestamp(), '{"respiratory_rate": 28}', true)"#
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == ["clinic_charts<>"])
    lastNotice(secondsAgo: 0)
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == [], "who heard the last one looks again in a second")
    let escalation = nurse.answer("select escalation_id from medical_data.news2_escalations order by raised_at desc limit 1")
    lastNotice(secondsAgo: 1)
    #expect(nurse.answer("select api.acknowledge_escalation('\(escalation)', 'NOT_NEEDED', 'settled after rest')") == "SAVED")
    #expect(heard() == ["clinic_charts<>"])
    let record = nurse.answer("select record_id from medical_data.vital_signs where respiratory_rate = 28 limit 1")
    let correction = #"api.correct_vital_signs(gen_random_uuid(), '\#(record)', 1, clock_timestamp(), '{"respiratory_rate": 18}', 'counted again')"#
    lastNotice(secondsAgo: -60)
    #expect(nurse.answer("select answer from \(correction)") == "SAVED")
    #expect(heard() == ["clinic_charts<>"], "a clock that was put back silences nobody")
    // Who rolls back, or keeps her transaction open, silences nobody.
    let other = try clinic.reading(.doctor1, .garcia)
    // In a transaction nobody repeats what the flush of her opening puts off: once before.
    #expect(other.answer("select answer from \(form)") == "SAVED")
    _ = heard()
    lastNotice(secondsAgo: 1)
    try other.run("begin")
    #expect(other.answer("select answer from \(form)") == "SAVED")
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == ["clinic_charts<>"])
    try other.run("rollback")
    lastNotice(secondsAgo: 1)
    try other.run("begin")
    #expect(other.answer("select answer from \(form)") == "SAVED")
    try other.run("rollback")
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == ["clinic_charts<>"])
    // Who is about to say it keeps the others from it while the last notice is fresh: they would be a queue.
    lastNotice(secondsAgo: 1)
    try other.run("begin")
    #expect(other.answer("select answer from \(form)") == "SAVED")
    try other.run("rollback")
    lastNotice(secondsAgo: 0.15)
    let claim = "select setval('access.notice_claims', (extract(epoch from clock_timestamp()) * 1000000)::bigint)"
    _ = clinic.root.answer(claim)
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == [])
    lastNotice(secondsAgo: 0.6)
    _ = clinic.root.answer(claim)
    #expect(nurse.answer("select answer from \(form)") == "SAVED")
    #expect(heard() == ["clinic_charts<>"])
    #expect(nurse.refusal("select nextval('access.notice_claims')") == "42501")
    #expect(nurse.refusal("select * from access.notice_clock") == "42501")
    #expect(nurse.refusal("select access.tell_charts()") == "42501")
  }
}
