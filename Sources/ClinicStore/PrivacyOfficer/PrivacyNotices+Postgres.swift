import ClinicModel
import PostgresClient

extension PrivacyNotices {
  private static let listStatement = Statement(
    "api.privacy_notices",
    "SELECT notice_id, kind, patient_id, record_number, user_id, user_name, detail, created_at, seen_by, seen_at",
    "FROM api.privacy_notices($1)")
  private static let seeStatement = Statement("api.see_privacy_notice", "SELECT api.see_privacy_notice($1)")
  private static let countsStatement = Statement(
    "api.override_counts", "SELECT check_code, outcome, overridden, prescribers FROM api.override_counts($1, $2)")

  static func postgres(_ database: Database) -> PrivacyNotices {
    PrivacyNotices(
      list: { try await database.list(behind: .directory, Database.Call(listStatement, [$0]), PrivacyNotice.init(from:)) },
      see: { try await database.save(Database.Call(seeStatement, [$0])) },
      overrideCounts: { try await database.list(Database.Call(countsStatement, [$0, $1]), OverrideCount.init(from:)) })
  }
}

extension PrivacyNotice {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), kind: try row.code(), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      user: try row.identifier(), userName: try row.next(), detail: try row.next(), createdAt: try row.instant(),
      seen: try Seen.ifAny(from: &row))
  }
}

extension PrivacyNotice.Seen {
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> PrivacyNotice.Seen? {
    let (by, at) = (try row.next(String?.self), try row.instantIfAny())
    guard let by, let at else { return nil }
    return PrivacyNotice.Seen(by: by, at: at)
  }
}

extension OverrideCount {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      check: try row.code(), outcome: try row.code(), overridden: try row.next(), prescribers: try row.next())
  }
}
