import ClinicModel
import PostgresClient

extension CareTeams {
  private static let membersStatement = Statement(
    "api.care_team",
    "SELECT user_id, display_name, role_code, starts_at, nullif(ends_at, 'infinity') FROM api.care_team($1)")
  private static let setStatement = Statement("api.set_care_team", "SELECT api.set_care_team($1, $2, $3, $4, $5)")

  static func postgres(_ database: Database) -> CareTeams {
    @Sendable func set(
      _ patient: PatientID?, _ number: RecordNumber?, _ user: UserID, _ isMember: Bool, _ reason: String
    ) async throws {
      let parameters: [any PostgresEncodable] = [patient, number?.digits, user, isMember, reason]
      try await database.save(Database.Call(setStatement, parameters), field: "user")
    }
    return CareTeams(
      members: {
        try await database.list(inChartOf: $0, Database.Call(membersStatement, [$0]), CareTeamMember.init(from:))
      },
      add: { try await set($0, nil, $1, true, $2) },
      remove: { try await set($0, nil, $1, false, $2) },
      addByNumber: { try await set(nil, $0, $1, true, $2) },
      removeByNumber: { try await set(nil, $0, $1, false, $2) })
  }
}

extension CareTeamMember {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), name: try row.next(), role: try row.code(), startsAt: try row.instant(),
      endsAt: try row.instantIfAny())
  }
}
