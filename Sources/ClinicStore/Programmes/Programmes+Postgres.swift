import ClinicModel
import PostgresClient

extension Programmes {
  private static let catalogueStatement = Statement(
    "programmes.catalogue",
    "SELECT code, name_en, name_es, sex, min_age, max_age FROM medical_data.programmes ORDER BY name_en, code")
  private static let eligibilityStatement = Statement("api.check_eligibility", "SELECT api.check_eligibility($1, $2)")
  private static let diabetesStatement = Statement(
    "api.record_diabetes", "SELECT answer, field, record_id, version FROM api.record_diabetes($1, $2, $3, $4, $5, $6, $7, $8, $9)"
  )
  private static let enrolStatement = Statement(
    "api.enrol", "SELECT answer, field, record_id, version, state FROM api.enrol($1, $2, $3, $4, $5, $6)")
  private static let withdrawStatement = Statement(
    "api.withdraw_enrolment", "SELECT answer, field, $3::uuid, version FROM api.withdraw_enrolment($1, $2, $3, $4, $5)")

  static func postgres(_ database: Database) -> Programmes {
    @Sendable func decide(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<DiabetesDiagnosis>?, _ content: DiabetesDiagnosis.Content,
      _ reason: String?
    ) async throws -> RecordVersion<DiabetesDiagnosis> {
      let parameters: [any PostgresEncodable] = [
        key, patient, content.kind.rawValue, content.diagnosedOn, content.basis.rawValue, content.note, version?.id,
        version?.version.int4, reason,
      ]
      return try await database.write(Database.Call(diabetesStatement, parameters)) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    @Sendable func enrol(
      _ key: UniqueID, _ patient: PatientID, _ code: String, _ version: RecordVersion<ProgrammeEnrolment>?, _ reason: String?
    ) async throws -> WriteAnswer<Enrolled, EnrolObjection> {
      let parameters: [any PostgresEncodable] = [key, patient, code, version?.id, version?.version.int4, reason]
      return try await database.write(Database.Call(enrolStatement, parameters)) { row throws(PostgresError) in
        Enrolled(version: try row.recordVersion(), state: try row.code())
      }
    }
    return Programmes(
      catalogue: { try await database.list(Database.Call(catalogueStatement), Programme.init(from:)) },
      isEligible: { try await database.isEligible(Database.Call(eligibilityStatement, [$0, $1])) },
      diabetes: {
        try await database.facts(of: $0, { Database.Call(DiabetesDiagnosis.living, [$0]) }, DiabetesDiagnosis.init(from:)).first
      },
      recordDiabetes: { try await decide($0, $1, nil, $2, nil) },
      correctDiabetes: { try await decide($0, $1, $2, $3, $4) },
      enrolments: {
        try await database.facts(of: $0, { Database.Call(ProgrammeEnrolment.living, [$0]) }, ProgrammeEnrolment.init(from:))
      },
      enrol: { try await enrol($0, $1, $2, nil, nil) },
      confirm: { try await enrol($0, $1, $2, $3, $4) },
      withdraw: {
        let parameters: [any PostgresEncodable] = [$0, $1, $2.id, $2.version.int4, $3]
        return try await database.write(Database.Call(withdrawStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      })
  }
}

extension Database {
  fileprivate func isEligible(_ call: Call) async throws(RepositoryError) -> Bool {
    let answer = try word(try await read(.desk, call))
    switch answer {
    case "YES": return true
    case "NO": return false
    default: throw RepositoryError(answer: answer)
    }
  }
}

extension Programme {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      code: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next(), sex: try row.codeIfAny(),
      ages: try row.range())
  }
}
