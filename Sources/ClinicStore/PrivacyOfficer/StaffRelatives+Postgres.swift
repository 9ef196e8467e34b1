import ClinicModel
import PostgresClient

extension StaffRelatives {
  private static let declareStatement = Statement("api.declare_relative", "SELECT api.declare_relative($1, $2, $3)")
  private static let endStatement = Statement("api.end_relative", "SELECT api.end_relative($1, $2, $3)")

  static func postgres(_ database: Database) -> StaffRelatives {
    @Sendable func declare(_ patient: PatientID, _ relation: Relation, _ user: UserID?) async throws {
      let call = Database.Call(declareStatement, [patient, relation.rawValue, user])
      try await database.save(call, behind: .directory, field: "user")
    }
    return StaffRelatives(
      declare: { try await declare($0, $1, nil) },
      declareOf: { try await declare($1, $2, $0) },
      end: { try await database.save(Database.Call(endStatement, [$0, $1, $2])) })
  }
}
