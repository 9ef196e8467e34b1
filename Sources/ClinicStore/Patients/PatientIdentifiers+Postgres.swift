import ClinicModel
import PostgresClient

extension PatientIdentifiers {
  private static let recordStatement = Statement(
    "api.record_identifier", "SELECT answer, field, identifier_id FROM api.record_identifier($1, $2, $3, $4, $5, $6)")
  private static let endStatement = Statement("api.end_identifier", "SELECT api.end_identifier($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientIdentifiers {
    PatientIdentifiers(
      list: {
        try await database.list(behind: .desk, Database.Call(PatientIdentifier.statement, [$0]), PatientIdentifier.init(from:))
      },
      record: { key, patient, content in
        let parameters: [any PostgresEncodable] = [
          key, patient, content.kind.rawValue, content.system, content.value, content.assigner,
        ]
        return try await database.write(Database.Call(recordStatement, parameters), behind: .desk) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      end: { try await database.save(Database.Call(endStatement, [$0, $1, $2]), behind: .desk) })
  }
}

extension PatientIdentifier {
  static let statement = Statement(
    "api.patient_identifiers", "SELECT identifier_id, type, system, value, assigner FROM api.patient_identifiers($1)")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(),
      content: Content(kind: try row.code(), system: try row.next(), value: try row.next(), assigner: try row.next()))
  }
}
