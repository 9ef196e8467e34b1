import DatabaseTestSupport
import Foundation
import Testing

/// Tests from the request to the result, reports from the desk to the review, and whose action they wait for.
@Suite struct TestsAndReportsTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func word(_ rows: [String]) -> String { rows.first.map { String($0.split(separator: "|", omittingEmptySubsequences: false).prefix(2).joined(separator: "|")) } ?? "" }
  private func practitioner(_ person: TestPerson) -> String { clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(person.userID)'") }
  private func waiting(_ person: TestPerson) -> String {
    clinic.root.answer("select count(*) from access.awaited_actions where user_id = '\(person.userID)' and closed_at is null")
  }

  private func request(_ patient: TestPatient = .garcia, name: String = "HbA1c", loinc: String = "'4548-4'", priority: String = "'ROUTINE'", protocol: String = "null",
                       key: String = UUID().uuidString) -> String {
    "select answer, coalesce(field, ''), record_id from api.request_test('\(key)', '\(patient.patientID)', '\(name)', \(loinc), \(priority), \(`protocol`))"
  }

  private var test: String { clinic.root.answer("select record_id from medical_data.medical_tests where version = 1 order by recorded_at desc limit 1") }
  private var report: String { clinic.root.answer("select record_id from medical_data.medical_reports where version = 1 order by recorded_at desc limit 1") }
  private func step(_ version: Int, _ status: String, _ detail: String = "null") -> String { "select api.advance_test('\(test)', \(version), '\(status)', \(detail))" }
  private func advance(_ version: Int, _ status: String) -> String { "select api.advance_report('\(report)', \(version), '\(status)')" }

  private func report(_ patient: TestPatient = .garcia, type: String = "'LAB'", title: String = "'Blood count'", on: String = "'2020-02-02'", status: String = "'COMPLETED'",
                      summary: String = "'Rotkehlchen'", source: String = "'MANUAL'", reviewer: TestPerson? = nil, test: String = "null", key: String = UUID().uuidString) -> String {
    """
    select answer, coalesce(field, ''), record_id from api.add_report('\(key)', '\(patient.patientID)', \(type), \(title), \(on), \(status), \(summary), \(source),
      \(reviewer.map { "'\(practitioner($0))'" } ?? "null"), \(test))
    """
  }

  @Test("clinicians ask; nurses under a protocol they name; others not")
  func requested() throws {
    let (doctor, nurse) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia))
    #expect(word(doctor.rows(request())) == "SAVED|")
    #expect(word(doctor.rows(request(protocol: "'sepsis bundle'"))) == "INVALID|protocol")
    #expect(word(nurse.rows(request())) == "INVALID|protocol")
    #expect(word(nurse.rows(request(protocol: "'sepsis bundle'"))) == "SAVED|")
    #expect(word(try clinic.signedIn(.reception).rows(request())) == "NO_ROLE|")
    #expect(word(doctor.rows(request(.munoz))) == "EXPIRED|")
    #expect(word(doctor.rows(request(.petrova))) == "NO_RFA|")
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(word(doctor.rows(request())) == "NO_ROLE|")
    #expect(nurse.rows("select name, priority, protocol, requested_by_name from medical_data.medical_tests order by recorded_at")
      == ["HbA1c|ROUTINE||Dr Osei", "HbA1c|ROUTINE|sepsis bundle|Alba Reina"])
    #expect(clinic.events("action = 'REQUEST_TEST_REFUSED'") == 4)
  }

  @Test("what cannot be asked for is named; the same form twice is one request")
  func form() throws {
    let (doctor, key) = (try clinic.reading(.doctor1, .garcia), UUID().uuidString)
    #expect(word(doctor.rows(request(name: " "))) == "INVALID|name")
    #expect(word(doctor.rows(request(loinc: "'4548'"))) == "INVALID|loinc")
    #expect(word(doctor.rows(request(priority: "'NOW'"))) == "INVALID|priority")
    let first = doctor.rows(request(key: key))
    #expect(word(first) == "SAVED|" && doctor.rows(request(key: key)) == first)
    #expect(word(doctor.rows(request(name: "TSH", key: key))) == "KEY_REUSED|")
    #expect(clinic.root.answer("select count(*) from medical_data.medical_tests") == "1")
  }

  @Test("REQUESTED, COLLECTED, RESULTED: each a version, with the version that was seen")
  func course() throws {
    let (doctor, nurse) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia))
    #expect(word(doctor.rows(request())) == "SAVED|")
    #expect(nurse.answer(step(1, "COLLECTED", "'left arm, 8:10'")) == "SAVED")
    #expect(nurse.answer(step(1, "RESULTED", "'7.2 %'")) == "CHANGED")
    #expect([nurse.answer(step(2, "RESULTED")), nurse.answer(step(2, "REQUESTED")), nurse.answer(step(2, "LOST", "'x'")), nurse.answer("select api.advance_test('\(test)', 2, null, 'x')")]
      == ["INVALID detail", "INVALID status", "INVALID status", "INVALID status"])
    #expect(nurse.answer(step(2, "CANCELLED", "'no'")) == "NOT_AUTHOR")
    #expect(nurse.answer(step(2, "RESULTED", "'7.2 %'")) == "SAVED")
    #expect(doctor.answer(step(3, "CANCELLED", "'no'")) == "INVALID status")
    #expect(nurse.rows("select version, status, detail, requested_by_name from medical_data.medical_tests order by version")
      == ["1|REQUESTED||Dr Osei", "2|COLLECTED|left arm, 8:10|Dr Osei", "3|RESULTED|7.2 %|Dr Osei"])
    #expect(nurse.answer("select api.advance_test('\(nobody)', 1, 'COLLECTED')") == "NO_RFA")
    #expect(try clinic.reading(.nurseB, .munoz).answer(step(3, "COLLECTED")) == "NO_RFA")
  }

  @Test("a test waits for who asked until its result or its end, and is her reason for access")
  func order() throws {
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor3.userID)')")
    let doctor = try clinic.reading(.doctor3, .garcia)
    #expect(word(doctor.rows(request())) == "SAVED|")
    #expect(waiting(.doctor3) == "1")
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where user_id = '\(TestPerson.doctor3.userID)'")
    #expect(doctor.rows("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == ["order"])
    #expect(doctor.answer(step(1, "CANCELLED", "'not needed'")) == "SAVED")
    #expect(waiting(.doctor3) == "0")
    #expect(doctor.rows("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == ["order"], "30 days longer")
    try clinic.root.run("update access.awaited_actions set ends_at = clock_timestamp()")
    #expect(doctor.rows("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == [])
  }

  @Test("under an emergency grant a test is asked for, and outlives nothing")
  func underGrant() throws {
    let doctor = try clinic.signedIn(.doctor3)
    let grant = doctor.requested(.petrova)
    #expect(try clinic.signedIn(.doctor1).approve(grant, of: .petrova) == "APPROVED")
    #expect(doctor.answer(openChart(.petrova)) == "OPENED")
    #expect(word(doctor.rows(request(.petrova))) == "SAVED|")
    #expect(doctor.answer("select api.end_emergency_access('\(grant)', 'done')") == "CLOSED")
    #expect(doctor.answer(openChart(.petrova)) == "NO_RFA")
  }

  @Test("a report waits for its reviewer; a clinician at work reviews it; nurses do not")
  func reviewed() throws {
    let (doctor, nurse, reviewer) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia), try clinic.signedIn(.doctor2))
    #expect(word(nurse.rows(report(status: "'PROCESSING'", reviewer: .doctor2))) == "SAVED|")
    #expect(waiting(.doctor2) == "1")
    #expect(reviewer.answer(openChart(.garcia)) == "OPENED")
    #expect(reviewer.answer(advance(1, "REVIEWED")) == "INVALID status", "it is not complete")
    #expect(nurse.answer(advance(1, "COMPLETED")) == "SAVED")
    #expect(nurse.answer(advance(2, "REVIEWED")) == "NO_ROLE")
    #expect(reviewer.answer(advance(1, "REVIEWED")) == "CHANGED")
    try clinic.root.run("update access.practitioners set status = 'RETIRED' where user_id = '\(TestPerson.doctor2.userID)'")
    #expect(reviewer.answer(advance(2, "REVIEWED")) == "NO_ROLE")
    try clinic.root.run("update access.practitioners set status = 'ACTIVE' where user_id = '\(TestPerson.doctor2.userID)'")
    #expect(reviewer.answer(advance(2, "REVIEWED")) == "SAVED")
    #expect(waiting(.doctor2) == "0")
    #expect(doctor.answer(advance(3, "ARCHIVED")) == "SAVED")
    #expect(doctor.rows("select version, status, coalesce(reviewed_by_name, '-') from medical_data.medical_reports order by version")
      == ["1|PROCESSING|-", "2|COMPLETED|-", "3|REVIEWED|Dr Lindqvist", "4|ARCHIVED|Dr Lindqvist"])
    #expect(doctor.rows("select version, summary from api.report_summaries('\(TestPatient.garcia.patientID)')") == ["4|Rotkehlchen"])
    #expect(doctor.answer("select api.advance_report('\(nobody)', 1, 'COMPLETED')") == "NO_RFA")
  }

  @Test("what a report cannot be is named", arguments: [
    ("type", "type"), ("title", "title"), ("on", "report_on"), ("status", "status"), ("summary", "summary"), ("source", "summary"), ("reviewer", "reviewer"), ("test", "test"),
  ])
  func invalidReport(what: String, field: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor2.userID)'")
    let call = report(type: what == "type" ? "'GOSSIP'" : "'LAB'", title: what == "title" ? "''" : "'Blood count'", on: what == "on" ? "'2999-01-01'" : "'2020-02-02'",
                      status: what == "status" ? "'REVIEWED'" : "'COMPLETED'", summary: what == "summary" ? "null" : "'x'", source: what == "source" ? "'ORACLE'" : "'AI'",
                      reviewer: what == "reviewer" ? .doctor2 : nil, test: what == "test" ? "'\(nobody)'" : "null")
    #expect(word(doctor.rows(call)) == "INVALID|\(field)")
    #expect(clinic.root.answer("select count(*) from medical_data.medical_reports") == "0")
  }

  @Test("a report answers a test of the same patient; the same form twice is one")
  func reportForm() throws {
    let (doctor, key) = (try clinic.reading(.doctor1, .garcia), UUID().uuidString)
    #expect(word(doctor.rows(request())) == "SAVED|")
    let first = doctor.rows(report(test: "'\(test)'", key: key))
    #expect(word(first) == "SAVED|" && doctor.rows(report(test: "'\(test)'", key: key)) == first)
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    #expect(word(doctor.rows(report(.munoz, test: "'\(test)'"))) == "INVALID|test")
    #expect(word(doctor.rows(report(summary: "null", source: "null"))) == "SAVED|")
  }

  @Test("the summary is in no table and no event, and is read through the gate only")
  func secret() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(report())) == "SAVED|")
    let read = "select summary, summary_source from api.report_summaries('\(TestPatient.garcia.patientID)')"
    #expect(doctor.rows(read) == ["Rotkehlchen|MANUAL"])
    #expect(try clinic.signedIn(.nurseA).rows(read) == [] && clinic.events("events::text like '%Rotkehl%'") == 0)
    #expect(doctor.refusal("select summary_encrypted from medical_data.medical_reports") == "42501")
    #expect(try clinic.reading(.nurseB, .munoz).answer("select count(*) from medical_data.medical_reports") == "0")
  }

  @Test("the tables keep their versions and their order of states, whoever writes", arguments: [
    "delete from medical_data.medical_tests", "update medical_data.medical_tests set name = 'x'", "delete from medical_data.medical_reports",
    "update medical_data.medical_reports set status = 'ARCHIVED'",
    "insert into medical_data.medical_tests (patient_id, name, priority, status, detail, requested_by, requested_by_name, recorded_by) select patient_id, name, priority, 'RESULTED', 'x', requested_by, 'x', recorded_by from medical_data.medical_tests",
    "insert into medical_data.medical_reports (record_id, version, patient_id, type, title, report_on, status, recorded_by) select record_id, 2, '\(TestPatient.lopez.patientID)', type, title, report_on, 'ARCHIVED', recorded_by from medical_data.medical_reports",
  ])
  func kept(statement: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(request())) == "SAVED|" && word(doctor.rows(report())) == "SAVED|")
    #expect(["42501", "23514"].contains(clinic.root.refusal(statement)))
  }
}
