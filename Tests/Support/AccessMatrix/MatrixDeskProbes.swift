import DatabaseTestSupport

/// Deeds that reception knows too: who the patient is, whom she allows what, her slots, files and names.
extension MatrixProbes {
  static let desk: [String: Probe] = [
    "demographics·read": { $0.seeAtDesk("select count(*) > 0 from api.patient_details('\($0.patient)')") },
    "contacts·read": { $0.seeAtDesk("select count(*) > 0 from api.patient_contacts('\($0.patient)')") },
    "identifiers·read": { $0.seeAtDesk("select count(*) > 0 from api.patient_identifiers('\($0.patient)')") },
    "demographics·change": { $0.writeAtDesk($0.form(phone: "+34600333444")) },
    "contacts·record": {
      $0.writeAtDesk("answer from api.record_contact(\(key), '\($0.patient)', null, null, 'NEXT_OF_KIN', 'SIBLING', 2, 'Rosa', '+34600555666',"
        + " null, null)")
    },
    "contacts·end": { $0.writeAtDesk("api.end_contact('\($0.patient)', '\($0.fact(.contact))', 1, 'moved away')") },
    "identifiers·record a record number": {
      $0.writeAtDesk("answer from api.record_identifier(\(key), '\($0.patient)', 'MR', 'urn:hospital', '\($0.patient)', 'Hospital')")
    },
    "identity·change birth date": { $0.writeAtDesk($0.form(born: "1971-02-03", reason: "'read the passport'")) },
    "identity·change surname": { $0.writeAtDesk($0.form(surname: "Matrix Married", reason: "'read the passport'")) },
    "identity·change sex": { $0.writeAtDesk($0.form(sex: "OTHER", reason: "'asked for it'")) },
    "identity·change without a reason": { $0.writeAtDesk($0.form(born: "1971-02-03")) },
    "language·change": { $0.writeAtDesk($0.form(language: "'uk'", interpreter: true)) },
    "deceased·mark": { $0.markDeceased() },
    "deceased·confirm own proposal": { $0.markDeceased() },
    "deceased·confirm another's proposal": { $0.markDeceased() },
    "consent·record": { $0.consent("RESEARCH", "GIVEN") },
    "consent·withdraw": { $0.consent("SHARING", "WITHDRAWN", ", '\($0.fact(.sharingConsent))', 1, 'changed her mind'") },
    "consent·read status": { $0.seeAtDesk("select count(*) > 0 from api.consent_status('\($0.patient)')") },
    "consent·read content": { $0.seeAtDesk("select count(*) > 0 from api.consent_history('\($0.patient)')") },
    "programme·check eligibility": { $0.askAtDesk("select api.check_eligibility('\($0.patient)')", good: ["YES", "NO"]) },
    "appointment slot·read": {
      $0.opened("select api.open_directory('MATRIX')",
        then: "select count(*) > 0 from api.appointments(clock_timestamp(), clock_timestamp() + interval '30 days') where patient_id = '\($0.patient)'")
    },
    "appointment slot·book": {
      $0.writeInDirectory("answer from api.book_appointment(\(key), '\($0.patient)', \($0.colleague), 'FOLLOW_UP', clock_timestamp() + interval '9 days', 20)")
    },
    "appointment slot·move": {
      $0.writeInDirectory("api.move_appointment('\($0.fact(.slot))', 1, \($0.colleague), clock_timestamp() + interval '9 days', 20)")
    },
    "appointment slot·cancel": { $0.writeInDirectory("api.set_appointment_status('\($0.fact(.slot))', 1, 'CANCELLED', 'PATIENT')") },
    "attachment·add clinical": { $0.attach("CLINICAL") },
    "attachment·add administrative": { $0.attach("ADMINISTRATIVE") },
    "attachment·open clinical": { $0.openFile(.file) },
    "attachment·open administrative of the reception": { $0.openFile(.fileOfReception) },
    "attachment·open administrative of a nurse": { $0.openFile(.fileOfNurse) },
    "merge·propose": {
      _ = $0.session.word("select api.open_chart('\(MatrixWorld.patient("MERGE_TARGET"))', 'TREATMENT')")
      return $0.writeAtDesk("answer from api.propose_merge(\(key), '\($0.patient)', '\(MatrixWorld.patient("MERGE_TARGET"))', 'the same person')",
        good: ["PROPOSED"])
    },
    "merge·propose to undo": {
      $0.writeAtDesk("answer from api.propose_merge(\(key), '\($0.patient)', null, 'two persons after all')", good: ["PROPOSED"])
    },
    "merge·decide": { $0.writeInDirectory("api.decide_merge('\(MatrixWorld.merge)', 'APPROVED')") },
    "merge·decide own proposal": { $0.writeInDirectory("api.decide_merge('\(MatrixWorld.ownMerge)', 'APPROVED')") },
    "protection·propose": {
      $0.writeAtDesk("answer from api.propose_privacy(\(key), '\($0.patient)', 'PROTECT', null, 'plays in the first team')", good: ["PROPOSED"])
    },
    "access block·propose": {
      $0.writeAtDesk("answer from api.propose_privacy(\(key), '\($0.patient)', 'BLOCK', '\(TestPerson.nurseB.userID)', 'her neighbour')",
        good: ["PROPOSED"])
    },
    "protection·decide": { $0.writeInDirectory("api.decide_privacy_proposal('\(MatrixWorld.protection)', 'APPROVED')") },
    "access block·decide": { $0.writeInDirectory("api.decide_privacy_proposal('\(MatrixWorld.block)', 'APPROVED')") },
    "patient·void own registration": {
      $0.writeInDirectory("answer from api.void_patient(\(key), (select patient_id from api.register_patient(\(key), 'Newer', 'Person', null,"
        + " '1998-01-01', 'MALE', null, null, null)), 'typed twice')")
    },
  ]
}

extension MatrixQuestion {
  /// Of a clinician who has nothing to do with the matrix.
  var colleague: String {
    let id = root.word("select practitioner_id from access.practitioners where user_id = '\(TestPerson.doctor2.userID)'")
    return "'\(id)'"
  }

  /// The form of a patient as it is stored, with what is changed.
  func form(
    surname: String? = nil, born: String = "1970-01-01", sex: String = "FEMALE", phone: String? = nil, language: String = "null",
    interpreter: Bool = false, reason: String = "null"
  ) -> String {
    let stored = MatrixWorld.surname(cell.overlay, role: cell.role)
    return "answer from api.update_patient(gen_random_uuid(), '\(patient)', 1, 'Case', '\(surname ?? stored)', null, '\(born)', '\(sex)',"
      + " \(phone.map { "'\($0)'" } ?? "null"), null, null, \(language), \(interpreter), \(reason))"
  }

  func markDeceased() -> String { writeAtDesk("answer from api.mark_deceased(gen_random_uuid(), '\(patient)', current_date - 1)") }

  func consent(_ purpose: String, _ state: String, _ more: String = "") -> String {
    writeAtDesk("answer from api.record_consent(gen_random_uuid(), '\(patient)', '\(purpose)', '\(state)', 'PATIENT', 'WRITTEN', null,"
      + " current_date, null, null\(more))")
  }

  func attach(_ category: String) -> String {
    writeAtDesk("answer from api.add_attachment(gen_random_uuid(), '\(patient)', '\(category)', 'a.pdf', 'application/pdf', 1, repeat('ab', 32))")
  }

  func openFile(_ file: MatrixFact) -> String {
    askAtDesk("select answer from api.open_attachment('\(fact(file))')", good: ["OPENED"])
  }

  /// A question that is answered in one word; where the chart did not open, why it did not.
  func askAtDesk(_ question: String, good: [String]) -> String {
    let opening = isClinical ? openChart() : session.word("select api.open_directory('MATRIX')")
    let answer = undone(question, good: good)
    return opening == "OPENED" ? answer : answer == "ALLOW" ? "LEAK" : opening
  }
}
