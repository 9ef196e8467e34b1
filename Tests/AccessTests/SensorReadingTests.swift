import DatabaseTestSupport
import Testing

/// Readings of a sensor come in by the thousand, once each, under the rules of every write.
@Suite struct SensorReadingTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func call(
    _ patient: TestPatient = .garcia, device: String = "'sensor 1'", unit: String = "'mg/dL'", count: Int = 3, value: String = "100 + n",
    at: String = "timestamptz '2026-01-15 12:00Z' + n * interval '5 minutes'", note: String = "null::text"
  ) -> String {
    """
    select concat_ws(' ', i.answer, i.field, i.place, i.saved, i.present)
      from (select array_agg(\(at) order by n) as at, array_agg((\(value))::numeric order by n) as values, array_agg(\(note) order by n) as notes
              from generate_series(1, \(count)) n) r,
           lateral api.import_sensor_readings('\(patient.patientID)', \(device), \(unit), r.at, r.values, r.notes) i
    """
  }

  private func stored(_ condition: String = "true") -> String {
    clinic.root.answer("select count(*) from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id) where t.code like 'GLUCOSE_SENSOR%' and \(condition)")
  }

  @Test("readings are stored with author, device and status, and recorded one by one")
  func saved() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(call(value: "case n when 1 then 50 when 2 then 100 else 200 end", note: "case when n = 1 then 'Low' end")) == "SAVED 3 0")
    #expect(clinic.root.rows("""
      select b.value, b.status, b.source, b.method, b.device, b.notes, b.recorded_by_name, b.session_id is not null
        from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id) where t.code = 'GLUCOSE_SENSOR' order by b.measured_at
      """) == [
        "50|CRITICAL_LOW|DEVICE|CGM|sensor 1|Low|Alba Reina|t", "100|NORMAL|DEVICE|CGM|sensor 1||Alba Reina|t", "200|HIGH|DEVICE|CGM|sensor 1||Alba Reina|t",
      ])
    #expect(clinic.events("table_name = 'medical_data.biomarkers' and action = 'INSERT' and new_row ->> 'method' = 'CGM' and user_id = '\(TestPerson.nurseA.userID)'") == 3)
  }

  @Test("the same again changes nothing; another device at the same moments is another sensor")
  func twice() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(call()) == "SAVED 3 0")
    #expect(nurse.answer(call(count: 5)) == "SAVED 2 3")
    #expect(nurse.answer(call(device: "' sensor  1 '")) == "SAVED 0 3", "the device's name is cleaned before it is compared")
    #expect(nurse.answer(call(device: "'sensor 2'")) == "SAVED 3 0")
    #expect(nurse.answer(call(unit: "'mmol/L'", value: "5.4")) == "SAVED 3 0", "the other unit is another series")
    #expect(stored() == "11")
  }

  @Test("a moment twice in one call is stored once, as the first of them says")
  func repeated() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(call(at: "timestamptz '2026-01-15 12:00Z'")) == "SAVED 1 2")
    #expect(stored("value = 101") == "1")
  }

  @Test("a voided reading does not come back")
  func voided() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    _ = nurse.answer(call(count: 1))
    let record = clinic.root.answer("select record_id from medical_data.biomarkers where method = 'CGM'")
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer("select answer from api.void_biomarker(gen_random_uuid(), '\(record)', 1, 'another patient''s sensor')") == "VOIDED")
    #expect(nurse.answer(call(count: 1)) == "SAVED 0 1")
  }

  @Test("one impossible reading stores none and is named by its place")
  func invalid() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(call(value: "case n when 2 then 601 else 100 end")) == "INVALID value 2")
    #expect(nurse.answer(call(value: "case n when 3 then 'NaN' else '100' end")) == "INVALID value 3")
    #expect(nurse.answer(call(value: "nullif(n, 1)")) == "INVALID value 1")
    #expect(nurse.answer(call(at: "case n when 2 then clock_timestamp() + interval '1 hour' else timestamptz '2026-01-01Z' + n * interval '1 hour' end")) == "INVALID measured_at 2")
    #expect(nurse.answer(call(at: "case n when 1 then null else timestamptz '2026-01-01Z' end")) == "INVALID measured_at 1")
    #expect(nurse.answer(call(note: "repeat('x', 501)")) == "INVALID notes 1")
    #expect(nurse.answer(call(unit: "'g/L'")) == "INVALID unit")
    #expect(nurse.answer(call(unit: "null")) == "INVALID unit")
    #expect(nurse.answer(call(device: "'  '")) == "INVALID device")
    #expect(nurse.answer(call(count: 2001)) == "INVALID measured_at")
    #expect(nurse.answer(call(count: 0)) == "INVALID measured_at")
    #expect(stored() == "0")
  }

  @Test("without a reason, without an opened chart and for other roles nothing is stored; hidden as absent")
  func refused() throws {
    let far = try clinic.signedIn(.nurseB)
    #expect(far.answer(call()) == "NO_RFA")
    #expect(far.answer(call().replacing(TestPatient.garcia.patientID, with: nobody)) == "NO_RFA")
    let desk = try clinic.signedIn(.reception)
    #expect(desk.answer(call()) == "NO_ROLE")
    let unopened = try clinic.signedIn(.nurseA)
    #expect(unopened.answer(call()) == "EXPIRED")
    #expect(stored() == "0")
  }

  @Test("two imports of one patient at once store each reading once")
  func atOnce() throws {
    let first = try clinic.reading(.nurseA, .garcia)
    let second = try clinic.reading(.doctor1, .garcia)
    for session in [first, second] { #expect(session.answer(readAll) == wholeChart) }   // the openings are on disk
    try first.run("begin; \(call())")
    try second.send(call())
    try first.run("commit")
    #expect(second.received() == "SAVED 0 3")
    #expect(stored() == "3")
  }
}
