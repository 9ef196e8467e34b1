import ClinicModel
import PostgresClient

extension Practitioners {
  private static let listStatement = Statement(
    "api.practitioners",
    "SELECT practitioner_id, row_version, display_name, specialty_code, specialty, status FROM api.practitioners()")
  private static let specialtiesStatement = Statement("api.specialties", "SELECT code, name_en, name_es FROM api.specialties()")
  private static let statusStatement = Statement("api.set_practitioner_status", "SELECT api.set_practitioner_status($1, $2, $3)")

  static func postgres(_ database: Database) -> Practitioners {
    Practitioners(
      list: { try await database.list(Database.Call(listStatement), Practitioner.init(from:)) },
      specialties: {
        try await database.list(Database.Call(specialtiesStatement)) { row throws(PostgresError) in
          Specialty(code: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next())
        }
      },
      setStatus: {
        try await database.save(Database.Call(statusStatement, [$0.id, $0.version.int4, $1.rawValue]), field: "practitioner")
      })
  }
}

extension Practitioner {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), name: try row.next(), specialtyCode: try row.next(), specialty: try row.next(),
      status: try row.code())
  }
}
