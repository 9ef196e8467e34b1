import ClinicModel
import PostgresClient

extension PrivacyProposals {
  private static let proposeStatement = Statement(
    "api.propose_privacy", "SELECT answer, field, proposal_id FROM api.propose_privacy($1, $2, $3, $4, $5)")
  private static let listStatement = Statement(
    "api.privacy_proposals",
    "SELECT proposal_id, kind, patient_id, record_number, patient_name, birth_date, user_id, user_name, reason, proposed_by,",
    "  proposed_at FROM api.privacy_proposals()")
  private static let decideStatement = Statement("api.decide_privacy_proposal", "SELECT api.decide_privacy_proposal($1, $2, $3)")

  static func postgres(_ database: Database) -> PrivacyProposals {
    PrivacyProposals(
      propose: {
        let call = Database.Call(proposeStatement, [$0, $1, $2.rawValue, $3, $4])
        return try await database.write(call, behind: .desk, saved: "PROPOSED") { row throws(PostgresError) in
          try row.identifier()
        }
      },
      list: { try await database.list(behind: .directory, Database.Call(listStatement), PrivacyProposal.init(from:)) },
      decide: { proposal, decision in
        let (word, reason): (String, String?) =
          switch decision {
          case .approve: ("APPROVED", nil)
          case .deny(let reason): ("DENIED", reason)
          }
        try await database.save(Database.Call(decideStatement, [proposal, word, reason]), behind: .directory, field: "reason")
      })
  }
}

extension PrivacyProposal {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), kind: try row.code(), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      patientName: try row.next(), birthDate: try row.date(), user: try row.identifierIfAny(), userName: try row.next(),
      reason: try row.next(), proposedBy: try row.next(), proposedAt: try row.instant())
  }
}
