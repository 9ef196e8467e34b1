import ClinicModel
import PostgresClient

extension AccessLog {
  private static let openStatement = Statement("api.open_audit", "SELECT api.open_audit($1)")
  private static let whoSawStatement = Statement(
    "api.who_saw",
    "SELECT at, user_name, role_code, what, subject, purpose, reason, special_reason, emergency_number",
    "FROM api.who_saw($1, coalesce($2, '-infinity'), coalesce($3, 'infinity'))")
  private static let whoSawNewestStatement = Statement(
    "api.who_saw/newest",
    "SELECT at, user_name, role_code, what, subject, purpose, reason, special_reason, emergency_number",
    "FROM api.who_saw($1, coalesce($2, '-infinity'), $3) WITH ORDINALITY x",
    "ORDER BY x.ordinality DESC OFFSET $4 LIMIT $5")
  private static let eventsStatement = Statement(
    "api.audit_events",
    "SELECT event_id, at, user_id, user_name, role_code, action, table_name, record_id, patient_id, purpose, old_row,",
    "  new_row, detail, host(origin), login_role, session_id, is_security, severity FROM api.audit_events($1, $2, $3)")
  private static let verifyStatement = Statement(
    "api.verify_audit", "SELECT seal_number, problem, event_id, what FROM api.verify_audit()")
  private static let headsStatement = Statement(
    "api.audit_heads", "SELECT seal_number, row_count, head, sealed_at FROM api.audit_heads($1)")

  static func postgres(_ database: Database) -> AccessLog {
    AccessLog(
      whoSaw: { patient, purpose, from, to in
        let call = Database.Call(whoSawStatement, [patient, from, to])
        let rows = try await database.read(opening: Database.Call(openStatement, [purpose]), [call])[0]
        return try await database.decoding { () throws(PostgresError) in try rows.decode(AccessLogEntry.init(from:)) }
      },
      whoSawNewest: { patient, purpose, from, to, skipped, limit in
        let call = Database.Call(whoSawNewestStatement, [patient, from, to, skipped.int4, limit.int4])
        let rows = try await database.read(opening: Database.Call(openStatement, [purpose]), [call])[0]
        return try await database.decoding { () throws(PostgresError) in try rows.decode(AccessLogEntry.init(from:)) }
      },
      events: { from, to, user, purpose in
        let call = Database.Call(eventsStatement, [from, to, user])
        let rows = try await database.read(opening: Database.Call(openStatement, [purpose]), [call])[0]
        return try await database.decoding { () throws(PostgresError) in try rows.decode(AuditLogEvent.init(from:)) }
      },
      verify: {
        try await database.list(Database.Call(verifyStatement)) { row throws(PostgresError) in
          AuditSealProblem(seal: try row.next(), problem: try row.next(), event: try row.next(), what: try row.next())
        }
      },
      heads: {
        try await database.list(Database.Call(headsStatement, [$0])) { row throws(PostgresError) in
          AuditSealHead(seal: try row.next(), rows: try row.next(), head: try row.next(), sealedAt: try row.instant())
        }
      })
  }
}

extension AccessLogEntry {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      at: try row.instant(), userName: try row.next(), role: try row.code(), what: try row.code(), subject: try row.next(),
      purpose: try row.next(), reason: try row.next(), specialReason: try row.next(), emergencyNumber: try row.next())
  }
}

extension AuditLogEvent {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.next(), at: try row.instant(), user: try row.identifierIfAny(), userName: try row.next(),
      role: try row.codeIfAny(),
      action: try row.next(), table: try row.next(), record: try row.next(), patient: try row.identifierIfAny(),
      purpose: try row.next(), oldRow: try row.next(), newRow: try row.next(), detail: try row.next(), origin: try row.next(),
      loginRole: try row.next(), session: try row.next(PostgresUUID?.self).map { UniqueID($0) }, isSecurity: try row.next(),
      severity: try row.code())
  }
}
