import ClinicModel
import PostgresClient

extension PatientContacts {
  private static let recordStatement = Statement(
    "api.record_contact",
    "SELECT answer, field, contact_id, row_version FROM api.record_contact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
  private static let endStatement = Statement("api.end_contact", "SELECT api.end_contact($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> PatientContacts {
    @Sendable func record(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<PatientContact>?, _ content: PatientContact.Content
    ) async throws -> RecordVersion<PatientContact> {
      let parameters: [any PostgresEncodable] = [
        key, patient, version?.id, version?.version.int4, content.kind.rawValue, content.relationship.rawValue,
        content.priority.int4, content.name, content.phone, content.email, content.address,
      ]
      return try await database.write(Database.Call(recordStatement, parameters), behind: .desk) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return PatientContacts(
      list: { try await database.list(behind: .desk, Database.Call(PatientContact.statement, [$0]), PatientContact.init(from:)) },
      add: { try await record($0, $1, nil, $2) },
      change: { try await record($0, $1, $2, $3) },
      end: { try await database.save(Database.Call(endStatement, [$0, $1.id, $1.version.int4, $2]), behind: .desk) })
  }
}

extension PatientContact {
  static let statement = Statement(
    "api.patient_contacts",
    "SELECT contact_id, row_version, kind, relationship, priority, name, phone, email, address FROM api.patient_contacts($1)")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      content: Content(
        kind: try row.code(), relationship: try row.code(), priority: try row.next(), name: try row.next(), phone: try row.next(),
        email: try row.next(), address: try row.next()))
  }
}
