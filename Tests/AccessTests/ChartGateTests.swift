import DatabaseTestSupport
import Testing

/// No clinical row without an opening that was committed before, by this session, on disk, with a reason that still holds.
@Suite struct ChartGateTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("after the commit exactly one chart")
  func oneChart() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows("select count(*), count(distinct patient_id) from medical_data.biomarkers") == ["\(wholeChart)|1"])
    #expect(nurse.rows("select medication, dose_amount, dose_unit, status, prescriber_name from medical_data.prescriptions order by starts_on")
      == ["ibuprofen|400|mg|COMPLETED|Dr Osei", "metformin|850|mg|ACTIVE|Dr Osei", "amoxicillin|500|mg|ACTIVE|Dr Osei"])
    #expect(nurse.rows("select substance, severity from medical_data.patient_allergies") == ["Penicillin|SEVERE"])
    #expect(nurse.rows("select outcome from medical_data.allergy_reviews") == ["HAS_SOME"])
    #expect(nurse.rows("select surname_1, bed, has_alert from medical_data.patients") == ["García|A1|t"])
  }

  @Test("the same in one message, and in one statement, reads nothing")
  func oneMessage() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("begin; \(openChart(.garcia)); \(readAll)") == "0")
    try nurse.run("rollback")
    #expect(nurse.answer("\(openChart(.garcia)); \(readAll)") == "0", "one message is one transaction")
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    #expect(nurse.rows("with o as materialized (\(openChart(.garcia)) as x) select (select x from o), count(*) from medical_data.biomarkers") == ["OPENED|0"])
  }

  @Test("an opening whose transaction was rolled back is none")
  func rolledBackOpening() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin; \(openChart(.garcia)); rollback")
    #expect(nurse.answer(readAll) == "0")
    #expect(clinic.events("action = 'OPEN_CHART'") == 0)
  }

  @Test("with synchronous_commit off the first read waits until the opening is on disk")
  func synchronousCommitOff() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("set synchronous_commit = off")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    let written = clinic.root.answer("select pg_current_wal_insert_lsn()")
    #expect(nurse.answer(readAll) == wholeChart)
    let isFlushed = clinic.root.answer("""
      select pg_current_wal_flush_lsn() >= (select access.wal_end('\(written)', 8192, pg_size_bytes(current_setting('wal_segment_size'))))
          or currval('access.durable_openings') is null
      """)
    #expect(isFlushed == "t" || isFlushed.hasPrefix("55000"), "the flush has passed the opening")
    #expect(clinic.root.answer("select last_value > 0 from access.durable_openings") == "t", "and the backend remembers it")
  }

  @Test("an open transaction that writes makes the first read repeat, never skip the wait")
  func idleWriter() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let squatter = try clinic.signedIn(.nurseB)
    var repeated = 0
    for round in 0..<8 {
      #expect(nurse.answer("select api.open_chart('\(TestPatient.garcia.patientID)', 'TREATMENT', 'reason \(round)')") == "OPENED")
      try squatter.run("begin; select api.open_directory('squat \(round)')")
      var answer = nurse.refusal(readAll)
      if answer == "40001" {
        repeated += 1
        answer = nurse.refusal(readAll)
      }
      #expect(answer == nil, "the repetition finds everything on disk")
      try squatter.run("rollback")
    }
    #expect(repeated <= 8)
  }

  @Test("reads behind two openings may be on their way at once: each is repeated once and waits for what both waited for")
  func twoReadsAtOnce() throws {
    let session = try clinic.database.session()
    // Far ahead, where the log is not before this test is over.
    func wait(_ opening: Int) -> String? {
      session.refusal("select access.wait_until_durable(\(opening), pg_current_wal_insert_lsn() + 100000000000::numeric)")
    }
    try session.run("select setval('access.durable_openings', 0), setval('access.awaited_opening', 0), setval('access.awaited_place', 0)")
    #expect([wait(10), wait(11)] == ["40001", "40001"])
    // The place both waited for is on disk by now; the log has gone on.
    try session.run("select setval('access.awaited_place', (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint)")
    #expect([wait(10), wait(11)] == [nil, nil])
    #expect(wait(12) == "40001", "a younger opening is none of those")
  }

  @Test("opened again within five minutes: an event of its own, no second opening")
  func openedAgain() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(openChart(.garcia, "HANDOVER")) == "OPENED")
    #expect(clinic.events("action = 'OPEN_CHART'") == 2)
    #expect(clinic.root.answer("select count(*) || ' ' || min(purpose) from access.openings where kind = 'CHART'") == "1 TREATMENT")
  }

  @Test("an opening about to end is renewed in place and waits for its own commit")
  func renewed() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update access.openings set expires_at = clock_timestamp() + interval '2 minutes'")
    let before = clinic.root.answer("select opening_number from access.openings")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(clinic.root.rows("select count(*), max(opening_number) > \(before), max(expires_at) > clock_timestamp() + interval '29 minutes' from access.openings")
      == ["1|t|t"])
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("30 minutes after the opening nothing; a new opening shows it again")
  func expiry() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("a hidden and an absent patient get the same word, the same event and the same log line")
  func hiddenAndAbsent() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect([nurse.answer(openChart(.munoz)), nurse.answer(openChart(nobody)), nurse.answer("select api.open_chart(null, 'TREATMENT')")]
      == ["NO_RFA", "NO_RFA", "NO_RFA"])
    #expect(clinic.events("action = 'OPEN_CHART_REFUSED' and detail ->> 'code' = 'NO_RFA'") == 3)
    #expect(nurse.rows("select count(*) from api.chart_access('\(TestPatient.munoz.patientID)')") == ["0"])
    #expect(nurse.rows("select count(*) from api.chart_access('\(nobody)')") == ["0"])
  }

  @Test("a refusal that is rolled back leaves its line in the server's log")
  func refusalInLog() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin; \(openChart(.schroeder)); rollback")
    #expect(clinic.events("action = 'OPEN_CHART_REFUSED'") == 0)
    let session = clinic.root.answer("select session_id from access.sessions")
    #expect(try Clinic.serverLog().contains("refused OPEN_CHART NO_RFA session \(session) patient \(TestPatient.schroeder.patientID)"))
  }

  @Test("the event of an opening names person, patient, purpose and reason")
  func openingEvent() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    #expect(clinic.events("""
      action = 'OPEN_CHART' and user_id = '\(TestPerson.nurseA.userID)' and patient_id = '\(TestPatient.garcia.patientID)'
        and purpose = 'TREATMENT' and detail ->> 'reason' = 'ward' and login_role = 'nurse_a' and session_id is not null
      """) == 1)
  }

  @Test("the 31st distinct patient in ten minutes is refused, one already open is not")
  func rateLimit() throws {
    try clinic.root.run("update access.settings set value = '2' where name = 'charts_per_10_minutes'")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(openChart(.lopez)) == "OPENED")
    #expect(nurse.answer("select api.open_chart('\(TestPatient.hernandez.patientID)', 'TREATMENT', 'on my ward')") == "RATE_LIMIT")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(try clinic.signedIn(.nurseA).answer("select api.open_chart('\(TestPatient.hernandez.patientID)', 'TREATMENT', 'on my ward')")
      == "RATE_LIMIT", "a second session of the same person is the same person")
    #expect(clinic.events("action = 'OPEN_CHART_REFUSED' and detail ->> 'code' = 'RATE_LIMIT'") == 2)
  }
}

/// What a session sees of charts, in one clinic: only openings are added.
@Suite(.serialized) struct ChartGateReadingTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws { clinic = try Clinic(Self.database.get()) }

  @Test("before an opening every clinical table is empty", arguments: [
    "patients", "biomarkers", "prescriptions", "patient_allergies", "allergy_reviews",
  ])
  func emptyBefore(table: String) throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select count(*) from (select patient_id from medical_data.\(table)) x") == "0")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(Int(nurse.answer("select count(*) from (select patient_id from medical_data.\(table)) x")) ?? 0 > 0)
  }

  @Test("the catalogue of biomarkers is readable without a chart")
  func catalogue() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.rows("select loinc, unit, name_es, reference_high, critical_high from medical_data.biomarker_types where code = 'HBA1C'")
      == ["4548-4|%|HbA1c (NGSP)|5.6|14"])
    #expect(nurse.answer("select count(*) from medical_data.biomarker_types") == "44")
  }

  @Test("isolation levels with an old snapshot are refused, in tables and in api", arguments: ["repeatable read", "serializable"])
  func isolation(level: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("begin isolation level \(level)")
    #expect(nurse.answer(readAll).hasPrefix("25001"))
    try nurse.run("rollback; set default_transaction_isolation = '\(level)'")
    #expect(nurse.answer(readAll).hasPrefix("25001"))
    #expect(nurse.answer("select api.open_directory('TREATMENT')").hasPrefix("25001"))
  }

  @Test("row_security = off is an error, not more rows")
  func rowSecurityOff() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("set row_security = off")
    #expect(nurse.refusal(readAll) == "42501")
  }

  @Test("a read-only transaction, parallel plans and generic plans may read what was opened", arguments: [
    "begin read only", "set force_parallel_mode = on", "set plan_cache_mode = force_generic_plan", "set jit = on; set jit_above_cost = 0",
  ])
  func ordinaryWays(statement: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    // The opening is on disk: a transaction that is open already could not repeat its first read.
    #expect(nurse.answer(readAll) == wholeChart)
    try nurse.run(statement)
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("purposes come from a list", arguments: ["", "curious", "treatment"])
  func purposes(purpose: String) throws {
    #expect(try clinic.signedIn(.nurseA).answer(openChart(.garcia, purpose)) == "INVALID purpose")
  }

  @Test("another session of the same nurse does not have the opening")
  func otherSession() throws {
    _ = try clinic.reading(.nurseA, .garcia)
    #expect(try clinic.signedIn(.nurseA).answer(readAll) == "0")
  }

  @Test("opening in a released savepoint of an open transaction reads nothing")
  func releasedSavepoint() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin; savepoint s")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    try nurse.run("release s")
    #expect(nurse.answer(readAll) == "0")
    try nurse.run("rollback")
  }

  @Test("BEGIN; open; read; ROLLBACK reads nothing, with a savepoint neither")
  func openAndReadInOne() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("begin")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(readAll) == "0")
    try nurse.run("savepoint s")
    #expect(nurse.answer(readAll) == "0")
    try nurse.run("rollback to s; rollback")
    #expect(nurse.answer(readAll) == "0")
  }
}
