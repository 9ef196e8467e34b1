import ClinicModel
import PostgresClient

extension PatientRights {
  private static let holdStatement = Statement("api.set_legal_hold", "SELECT api.set_legal_hold($1, $2, $3, $4)")
  private static let erasureStatement = Statement(
    "api.decide_erasure", "SELECT answer, until FROM api.decide_erasure($1, $2, $3, $4)")
  private static let exportStatement = Statement(
    "api.export_patient", "SELECT answer, 'recipient', document::text, digest FROM api.export_patient($1, $2)")

  static func postgres(_ database: Database) -> PatientRights {
    PatientRights(
      placeHold: { try await database.save(Database.Call(holdStatement, [$0, $1, true, $2])) },
      liftHold: { try await database.save(Database.Call(holdStatement, [$0, $1, false, $2])) },
      decideErasure: {
        try await database.decideErasure(Database.Call(erasureStatement, [$0, $1, $2.rawValue, $3]))
      },
      export: {
        let call = Database.Call(exportStatement, [$0, $1])
        return try await database.write(call, saved: "OK") { row throws(PostgresError) in
          Archive(document: try row.next(), digest: try row.next())
        }
      },
      retention: { try await database.list(Database.Call(CaseRetention.statement), CaseRetention.init(from:)) })
  }
}

extension Database {
  fileprivate func decideErasure(_ call: Call) async throws(RepositoryError) -> PatientRights.ErasureAnswer {
    let rows = try await query(call, .write)
    let (word, until) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        (try row.next(String.self), try row.dateIfAny())
      }
    }
    switch word {
    case "SAVED": return .saved
    case "PROPOSED": return .proposed
    case "LEGAL_HOLD": return .legalHold
    case "RETENTION": return .retention(until: until)
    default: throw RepositoryError(answer: word, field: "decision")
    }
  }
}

extension CaseRetention {
  static let statement = Statement(
    "api.case_retention",
    "SELECT patient_id, record_number, retention_until, is_over, holds, erasure, erasure_grounds, decided_at",
    "FROM api.case_retention()")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      patient: try row.identifier(), recordNumber: try row.recordNumber(), retentionUntil: try row.dateIfAny(),
      isOver: try row.next(), holds: try row.next(), erasure: try row.codeIfAny(), erasureGrounds: try row.next(),
      decidedAt: try row.instantIfAny())
  }
}
