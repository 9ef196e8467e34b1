import ClinicModel
import PostgresClient

extension EmergencyReviews {
  private static let selfGrantStatement = Statement(
    "api.self_grant_emergency_access", "SELECT answer, NULL, expires_at FROM api.self_grant_emergency_access($1, $2)")
  private static let extendStatement = Statement(
    "api.extend_emergency_access", "SELECT answer, field, expires_at FROM api.extend_emergency_access($1, $2, $3, $4)")
  private static let reviewStatement = Statement("api.review_emergency_access", "SELECT api.review_emergency_access($1, $2, $3)")
  private static let reportStatement = Statement(
    "api.emergency_report",
    "SELECT emergency_id, emergency_number, patient_name, record_number, requester_name, reason_class, reason, requested_at,",
    "  approver, phase, is_self_grant, granted_at, expires_at, ended_at, extensions, charts_opened, rows_written, requests_30d,",
    "  review_status, review_due_at, is_overdue, review_note FROM api.emergency_report($1, $2)")

  static func postgres(_ database: Database) -> EmergencyReviews {
    EmergencyReviews(
      selfGrant: {
        let call = Database.Call(selfGrantStatement, [$0, $1])
        let answer: WriteAnswer<Instant, SelfGrantObjection> =
          try await database.write(call, saved: "SELF_GRANTED") { row throws(PostgresError) in try row.instant() }
        return switch answer {
        case .saved(let end): .granted(until: end)
        case .objected(let objection): .objected(objection)
        }
      },
      extend: {
        let call = Database.Call(extendStatement, [$0, $1, $2.int4, $3])
        return try await database.write(call, saved: "EXTENDED") { row throws(PostgresError) in try row.instant() }
      },
      review: {
        let (outcome, note) = $1.parameters
        try await database.save(Database.Call(reviewStatement, [$0, outcome, note]), field: "note")
      },
      report: {
        let call = Database.Call(reportStatement, [$0, $1])
        return try await database.list(behind: .emergencyQueue, call, EmergencyReportEntry.init(from:))
      })
  }
}

extension EmergencyReviews.Review {
  fileprivate var parameters: (outcome: String, note: String?) {
    switch self {
    case .begun: ("IN_REVIEW", nil)
    case .justified(let note): ("JUSTIFIED", note)
    case .questioned(let note): ("QUESTIONED", note)
    case .inappropriate(let note): ("INAPPROPRIATE", note)
    }
  }
}

extension EmergencyReportEntry {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), number: try row.next(), patientName: try row.next(), recordNumber: try row.recordNumber(),
      requesterName: try row.next(), reasonClass: try row.code(), reason: try row.next(), requestedAt: try row.instant(),
      approver: try row.next(), phase: try row.code(), isSelfGrant: try row.next(), grantedAt: try row.instantIfAny(),
      expiresAt: try row.instantIfAny(), endedAt: try row.instantIfAny(), extensions: try row.next(),
      chartsOpened: try row.next(),
      rowsWritten: try row.next(), requesterRequests: try row.next(), reviewStatus: try row.codeIfAny(),
      reviewDueAt: try row.instantIfAny(), isOverdue: try row.next(), reviewNote: try row.next())
  }
}
