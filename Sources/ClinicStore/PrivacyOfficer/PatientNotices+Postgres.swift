import ClinicModel
import PostgresClient

extension PatientNotices {
  private static let listStatement = Statement(
    "api.patient_notices",
    "SELECT notice_id, emergency_id, emergency_number, patient_id, record_number, patient_name, language, requester_name,",
    "  requester_role, reason_class, is_self_grant, granted_at, ended_at, due_at, is_overdue, delayed_until, delay_class,",
    "  delay_reason, sent_on, channel FROM api.patient_notices()")
  private static let delayStatement = Statement("api.delay_patient_notice", "SELECT api.delay_patient_notice($1, $2, $3, $4)")
  private static let sentStatement = Statement("api.mark_patient_notice_sent", "SELECT api.mark_patient_notice_sent($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientNotices {
    PatientNotices(
      list: { try await database.list(behind: .emergencyQueue, Database.Call(listStatement), PatientNotice.init(from:)) },
      delay: { try await database.save(Database.Call(delayStatement, [$0, $1, $2.rawValue, $3]), field: "until") },
      markSent: { try await database.save(Database.Call(sentStatement, [$0, $1.on, $1.channel.rawValue]), field: "sent_on") })
  }
}

extension PatientNotice {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), access: try row.identifier(), accessNumber: try row.next(), patient: try row.identifier(),
      recordNumber: try row.recordNumber(), patientName: try row.next(), language: try row.next(), requesterName: try row.next(),
      requesterRole: try row.code(), reasonClass: try row.code(), isSelfGrant: try row.next(), grantedAt: try row.instant(),
      endedAt: try row.instantIfAny(), dueAt: try row.instant(), isOverdue: try row.next(), delay: try Delay.ifAny(from: &row),
      sending: try Sending.ifAny(from: &row))
  }
}

extension PatientNotice.Delay {
  /// Three columns, all null where there is none.
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> PatientNotice.Delay? {
    guard let until = try row.instantIfAny() else {
      row.skip(2)
      return nil
    }
    return PatientNotice.Delay(until: until, delayClass: try row.code(), reason: try row.next())
  }
}

extension PatientNotice.Sending {
  /// Two columns, both null where there is none.
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> PatientNotice.Sending? {
    guard let on = try row.dateIfAny() else {
      row.skip()
      return nil
    }
    return PatientNotice.Sending(on: on, channel: try row.code())
  }
}
