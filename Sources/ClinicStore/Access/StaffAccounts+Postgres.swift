import ClinicModel
import PostgresClient

extension StaffAccounts {
  private static let createStatement = Statement(
    "api.create_user", "SELECT answer, field, user_id FROM api.create_user($1, $2, $3, $4)")
  private static let statusStatement = Statement("api.set_user_status", "SELECT api.set_user_status($1, $2)")

  static func postgres(_ database: Database) -> StaffAccounts {
    StaffAccounts(
      create: {
        try await database.write(Database.Call(createStatement, [$0, $1, $2.rawValue, $3])) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      setStatus: { try await database.save(Database.Call(statusStatement, [$0, $1.rawValue]), field: "user") })
  }
}
