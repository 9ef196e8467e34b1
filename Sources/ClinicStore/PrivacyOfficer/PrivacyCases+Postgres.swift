import ClinicModel
import PostgresClient

extension PrivacyCases {
  private static let listStatement = Statement(
    "api.privacy_cases",
    "SELECT case_id, case_number, kind, summary, status, opened_by, opened_at, discovered_at, authority_due_at,",
    "  authority_told_at, individuals_due_at, individuals_told_at, next_due_at, is_overdue, patients, emergencies, closed_at,",
    "  outcome FROM api.privacy_cases($1)")
  private static let openStatement = Statement(
    "api.open_case", "SELECT answer, field, case_id, case_number FROM api.open_case($1, $2, $3, $4)")
  private static let linkStatement = Statement("api.link_case", "SELECT api.link_case($1, $2, $3)")
  private static let toldStatement = Statement("api.note_case_told", "SELECT api.note_case_told($1, $2)")
  private static let closeStatement = Statement("api.close_case", "SELECT api.close_case($1, $2)")
  private static let openFileStatement = Statement("api.open_case_file", "SELECT api.open_case_file($1, $2)")
  private static let patientStatement = Statement(
    "api.case_patient",
    "SELECT patient_id, record_number, status, deceased_on, is_protected, given_names, surname_1, surname_2, birth_date, sex,",
    "  phone, email, address, language, needs_interpreter FROM api.case_patient($1)")
  private static let contactsStatement = Statement(
    "api.case_contacts",
    "SELECT contact_id, kind, relationship, priority, name, phone, email, address FROM api.case_contacts($1)")
  private static let aiRequestsStatement = Statement(
    "api.case_ai_requests",
    "SELECT request_id, kind, purpose, model_id, input, output, redaction, outcome, user_name, created_at, is_blanked",
    "FROM api.case_ai_requests($1)")

  static func postgres(_ database: Database) -> PrivacyCases {
    PrivacyCases(
      list: { try await database.list(Database.Call(listStatement, [$0]), PrivacyCase.init(from:)) },
      open: {
        let call = Database.Call(openStatement, [$0, $1.rawValue, $2, $3])
        return try await database.write(call) { row throws(PostgresError) in
          Opened(id: try row.identifier(), number: try row.next())
        }
      },
      link: { try await database.save(Database.Call(linkStatement, [$0] + $1.parameters)) },
      noteTold: { try await database.save(Database.Call(toldStatement, [$0, $1.rawValue]), field: "kind") },
      close: { try await database.save(Database.Call(closeStatement, [$0, $1]), field: "outcome") },
      openFile: { privacyCase, purpose in
        let opening = Database.Call(openFileStatement, [privacyCase, purpose])
        let rows = try await database.read(opening: opening, [Database.Call(CaseRetention.statement)])
        return try await database.decoding { () throws(PostgresError) in try rows[0].decode(CaseRetention.init(from:)) }
      },
      patient: { patient in
        let rows = try await database.query(Database.Call(patientStatement, [patient]))
        return try await database.opened { () throws(PostgresError) in try rows.rowIfAny()?.decode(CasePatient.init(from:)) }
      },
      contacts: { try await database.list(Database.Call(contactsStatement, [$0]), CaseContact.init(from:)) },
      aiRequests: { try await database.list(Database.Call(aiRequestsStatement, [$0]), CaseAIRequest.init(from:)) })
  }
}

extension PrivacyCases.Subject {
  /// Patient and emergency access.
  fileprivate var parameters: [any PostgresEncodable] {
    switch self {
    case .patient(let patient): [patient, EmergencyAccessID?.none]
    case .emergency(let access): [PatientID?.none, access]
    }
  }
}

extension PrivacyCase {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), number: try row.next(), kind: try row.code(), summary: try row.next(), status: try row.code(),
      openedBy: try row.next(), openedAt: try row.instant(), discoveredAt: try row.instantIfAny(),
      authority: Clock(dueAt: try row.instantIfAny(), toldAt: try row.instantIfAny()),
      individuals: Clock(dueAt: try row.instantIfAny(), toldAt: try row.instantIfAny()), nextDueAt: try row.instantIfAny(),
      isOverdue: try row.next(), patients: try row.next(), emergencies: try row.next(), closing: try Closing.ifAny(from: &row))
  }
}

extension PrivacyCase.Closing {
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> PrivacyCase.Closing? {
    guard let at = try row.instantIfAny() else {
      row.skip()
      return nil
    }
    return PrivacyCase.Closing(at: at, outcome: try row.next())
  }
}

extension CasePatient {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), recordNumber: try row.recordNumber(), status: try row.code(), deceasedOn: try row.dateIfAny(),
      isProtected: try row.next(),
      form: PatientDetails.Form(
        name: try row.personName(), birthDate: try row.date(), sex: try row.code(), phone: try row.next(), email: try row.next(),
        address: try row.next(), language: try row.next(), needsInterpreter: try row.next()))
  }
}

extension CaseContact {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(),
      content: PatientContact.Content(
        kind: try row.code(), relationship: try row.code(), priority: try row.next(), name: try row.next(),
        phone: try row.next(), email: try row.next(), address: try row.next()))
  }
}

extension CaseAIRequest {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), kind: try row.code(), purpose: try row.code(), model: try row.identifierIfAny(),
      input: try row.next(), output: try row.next(), redaction: try row.code(), outcome: try row.code(),
      userName: try row.next(), createdAt: try row.instant(), isBlanked: try row.next())
  }
}
