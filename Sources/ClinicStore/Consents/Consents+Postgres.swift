import ClinicModel
import PostgresClient

extension Consents {
  private static let historyStatement = Statement(
    "api.consent_history",
    "SELECT record_id, version, purpose, state, given_by, method, form_version, decided_on, expires_on, details,",
    "  recorded_by_name, recorded_at, is_living FROM api.consent_history($1)")
  private static let recordStatement = Statement(
    "api.record_consent",
    "SELECT answer, field, record_id, version",
    "FROM api.record_consent($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")

  static func postgres(_ database: Database) -> Consents {
    @Sendable func record(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<Consent>?, _ content: Consent.Content, _ reason: String?
    ) async throws -> RecordVersion<Consent> {
      let parameters: [any PostgresEncodable] = [
        key, patient, content.purpose.rawValue, content.state.rawValue, content.givenBy.rawValue, content.method.rawValue,
        content.formVersion, content.decidedOn, content.expiresOn, content.details, version?.id, version?.version.int4, reason,
      ]
      return try await database.write(Database.Call(recordStatement, parameters), behind: .desk) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return Consents(
      status: { try await database.list(behind: .desk, Database.Call(ConsentStatus.atTheDesk, [$0]), ConsentStatus.init(from:)) },
      history: { try await database.list(behind: .desk, Database.Call(historyStatement, [$0]), Consent.init(from:)) },
      record: { try await record($0, $1, nil, $2, nil) },
      change: { try await record($0, $1, $2, $3, $4) })
  }
}

extension Consent {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      content: Content(
        purpose: try row.code(), state: try row.code(), givenBy: try row.code(), method: try row.code(),
        formVersion: try row.next(), decidedOn: try row.date(), expiresOn: try row.dateIfAny(), details: try row.next()),
      recordedBy: try row.next(), recordedAt: try row.instant(), isLiving: try row.next())
  }
}
