import ClinicModel
import PostgresClient

extension PatientPrivacy {
  private static let recordStatement = Statement(
    "api.record_privacy_settings",
    "SELECT answer, field, record_id, version",
    "FROM api.record_privacy_settings($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
  private static let blockStatement = Statement("api.set_access_block", "SELECT api.set_access_block($1, $2, $3, $4)")
  private static let restrictStatement = Statement("api.set_restriction", "SELECT api.set_restriction($1, $2, $3)")
  private static let protectStatement = Statement("api.set_protected", "SELECT api.set_protected($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientPrivacy {
    @Sendable func record(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<PrivacySettings>?, _ settings: PrivacySettings,
      _ reason: String?
    ) async throws -> RecordVersion<PrivacySettings> {
      let parameters: [any PostgresEncodable] = [
        key, patient, settings.mayPhone, settings.mayLeaveMessage, settings.mayEmail, settings.mayPost, settings.mayTellRelatives,
        settings.hideOnBoards, settings.note, version?.id, version?.version.int4, reason,
      ]
      return try await database.write(Database.Call(recordStatement, parameters), behind: .desk) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    @Sendable func restrict(_ patient: PatientID, _ ground: RestrictionGround?, _ reason: String) async throws {
      let call = Database.Call(restrictStatement, [patient, ground?.rawValue, reason])
      try await database.save(call, behind: .directory, field: "ground")
    }
    return PatientPrivacy(
      settings: {
        let call = Database.Call(PrivacySettings.Recorded.statement, [$0])
        return try await database.list(behind: .desk, call, PrivacySettings.Recorded.init(from:)).first
      },
      record: { try await record($0, $1, nil, $2, nil) },
      change: { try await record($0, $1, $2, $3, $4) },
      setBlocked: { try await database.save(Database.Call(blockStatement, [$0, $1, $2, $3]), field: "user") },
      setProtected: { try await database.save(Database.Call(protectStatement, [$0, $1, $2])) },
      restrict: { try await restrict($0, $1, $2) },
      endRestriction: { try await restrict($0, nil, $1) })
  }
}

extension PrivacySettings.Recorded {
  static let statement = Statement(
    "api.privacy_settings",
    "SELECT record_id, version, may_phone, may_leave_message, may_email, may_post, may_tell_relatives, hide_on_boards, note",
    "FROM api.privacy_settings($1)")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      settings: PrivacySettings(
        mayPhone: try row.next(), mayLeaveMessage: try row.next(), mayEmail: try row.next(), mayPost: try row.next(),
        mayTellRelatives: try row.next(), hideOnBoards: try row.next(), note: try row.next()))
  }
}
