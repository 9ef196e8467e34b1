import DatabaseTestSupport
import Foundation
import Testing

/// Tasks handed over by name: the reason for access they give, its end, and that nobody passes on what was only lent to her.
@Suite struct TaskTests {
  let clinic: Clinic
  let nurse: SqlSession

  init() throws {
    clinic = try Clinic()
    nurse = try clinic.reading(.nurseA, .garcia)
  }

  private func hand(_ patient: TestPatient = .garcia, to person: TestPerson = .nurseB, key: String = UUID().uuidString,
                    what: String = "'potassium at six'", hours: String = "4") -> String {
    "api.hand_over_task('\(key)', '\(patient.patientID)', '\(person.userID)', \(what), \(hours))"
  }
  private func handed(_ session: SqlSession, _ patient: TestPatient = .garcia, to person: TestPerson = .nurseB) -> String {
    session.answer("select task_id from \(hand(patient, to: person))")
  }
  private func reason(_ session: SqlSession, _ patient: TestPatient = .garcia) -> String {
    session.answer("select reason from api.chart_access('\(patient.patientID)')")
  }

  @Test("taken by who was named, it opens the chart until it is done")
  func life() throws {
    let other = try clinic.signedIn(.nurseB)
    let id = handed(nurse)
    #expect(reason(other) == "no row", "named is not enough")
    #expect(try clinic.signedIn(.doctor3).answer("select api.take_task('\(id)')") == "EXPIRED", "somebody else's")
    #expect(other.answer("select api.close_task('\(id)', 'DONE')") == "INVALID outcome", "not taken yet")
    #expect(other.answer("select api.take_task('\(id)')") == "TAKEN")
    #expect(other.answer("select api.take_task('\(id)')") == "TAKEN")
    #expect(reason(other) == "task")
    #expect(other.answer(openChart(.garcia)) == "OPENED")
    #expect(other.answer(readAll) == wholeChart)
    #expect(nurse.answer("select api.close_task('\(id)', 'DONE')") == "NOT_AUTHOR")
    #expect(other.answer("select api.close_task('\(id)', 'DONE', '4.1')") == "SAVED")
    #expect(other.answer(readAll) == "0")
    #expect(other.answer("select api.close_task('\(id)', 'DECLINED')") == "EXPIRED")
    #expect(other.answer("select api.take_task('\(id)')") == "EXPIRED")
    #expect(clinic.events("action in ('HAND_OVER_TASK', 'TAKE_TASK', 'CLOSE_TASK') and patient_id = '\(TestPatient.garcia.patientID)'") == 3)
    #expect(clinic.root.refusal("update access.tasks set closed_at = null, outcome = null") == "23514")
  }

  @Test("withdrawn or over, it opens nothing; never longer than a day")
  func ends() throws {
    let other = try clinic.signedIn(.nurseB)
    var id = handed(nurse)
    #expect(other.answer("select api.take_task('\(id)')") == "TAKEN")
    #expect(other.answer("select api.close_task('\(id)', 'WITHDRAWN')") == "NOT_AUTHOR")
    #expect(nurse.answer("select api.close_task('\(id)', 'WITHDRAWN', 'did it myself')") == "SAVED")
    #expect(reason(other) == "no row")
    id = handed(nurse)
    #expect(other.answer("select api.take_task('\(id)')") == "TAKEN")
    #expect(other.answer(openChart(.garcia)) == "OPENED")
    try clinic.bend("update access.tasks set handed_at = handed_at - interval '5 hours', ends_at = ends_at - interval '5 hours'")
    #expect(other.answer(readAll) == "0")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(hand(hours: "25"))") == "INVALID hours")
    #expect(clinic.root.refusal("update access.tasks set ends_at = handed_at + interval '25 hours'") != nil)
  }

  @Test("who is here by a grant or a task hands nothing on, and turns neither into a longer reason")
  func lent() throws {
    let other = try clinic.signedIn(.nurseB)
    let id = handed(nurse)
    #expect(other.answer("select api.take_task('\(id)')") == "TAKEN")
    #expect(other.answer(openChart(.garcia)) == "OPENED")
    #expect(other.answer("select answer from \(hand(to: .doctor3))") == "NO_RFA")
    #expect(clinic.events("action = 'HAND_OVER_TASK_REFUSED' and user_id = '\(TestPerson.nurseB.userID)'") == 1)
    let emergency = other.requested(.lopez)
    #expect(try clinic.signedIn(.doctor1).approve(emergency, of: .lopez) == "APPROVED")
    #expect(other.answer(openChart(.lopez)) == "OPENED")
    #expect(other.answer("select answer from \(hand(.lopez, to: .doctor3))") == "NO_RFA")
    let third = try clinic.signedIn(.doctor3)
    let task = handed(nurse, to: .doctor3)
    #expect(third.answer("select api.take_task('\(task)')") == "TAKEN")
    #expect(third.answer(openChart(.garcia)) == "OPENED")
    #expect(third.answer("select answer from api.request_test(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'Potassium', null, 'URGENT')") == "SAVED")
    #expect(clinic.root.answer("select count(*) from access.awaited_actions where user_id = '\(TestPerson.doctor3.userID)'") == "0")
  }

  @Test("only in an opened chart with a reason, to a nurse or doctor whom the patient does not refuse, with words")
  func refused() throws {
    #expect(nurse.answer("select answer from \(hand(.lopez))") == "EXPIRED")
    #expect(nurse.answer("select answer from \(hand(.petrova))") == "NO_RFA")
    #expect(try clinic.signedIn(.reception).answer("select answer from \(hand())") == "NO_ROLE")
    for person in [TestPerson.nurseA, .reception, .privacy, .admin] {
      #expect(nurse.answer("select concat_ws(' ', answer, field) from \(hand(to: person))") == "INVALID to")
    }
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(hand(what: "'x'"))") == "INVALID what")
    let id = handed(nurse)
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.nurseB.userID)')")
    #expect(try clinic.signedIn(.nurseB).answer("select api.take_task('\(id)')") == "BLOCKED")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(hand())") == "INVALID to")
    try clinic.root.run("update medical_data.patients set user_id = '\(TestPerson.doctor3.userID)' where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(hand(to: .doctor3))") == "INVALID to")
  }

  @Test("the list shows what is to be done and what was handed over, behind a work list, each patient with a trace; the same form once")
  func list() throws {
    let key = UUID().uuidString
    let id = nurse.answer("select task_id from \(hand(key: key))")
    #expect(nurse.answer("select task_id from \(hand(key: key))") == id)
    #expect(nurse.answer("select answer from \(hand(key: key, hours: "5"))") == "KEY_REUSED")
    let other = try clinic.signedIn(.nurseB)
    #expect(other.answer("select count(*) from api.my_tasks()").hasPrefix("42501 EXPIRED"))
    #expect(other.answer("select api.open_work_list()") == "OPENED")
    #expect(other.rows("select is_mine_to_do, patient_name, what, from_name, to_name, taken_at is null from api.my_tasks()")
      == ["t|García Núñez, María José|potassium at six|Alba Reina|Berta Soler|t"])
    #expect(clinic.events("action = 'SHOW_TASK' and user_id = '\(TestPerson.nurseB.userID)' and patient_id = '\(TestPatient.garcia.patientID)'") == 1)
    #expect(nurse.answer("select api.open_work_list()") == "OPENED")
    #expect(nurse.rows("select is_mine_to_do from api.my_tasks()") == ["f"])
    #expect(try clinic.signedIn(.reception).answer("select count(*) from api.my_tasks()").hasPrefix("42501 NO_ROLE"))
    #expect(nurse.rows("select display_name from api.colleagues() where role_code = 'NURSE'") == ["Alba Reina", "Berta Soler"])
    #expect(other.answer("select api.close_task('\(id)', 'DECLINED', 'no time')") == "SAVED")
    #expect(nurse.rows("select is_mine_to_do from api.my_tasks()") == [])
  }
}
