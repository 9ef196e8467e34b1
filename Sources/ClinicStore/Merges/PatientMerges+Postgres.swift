import ClinicModel
import PostgresClient

extension PatientMerges {
  private static let proposeStatement = Statement(
    "api.propose_merge", "SELECT answer, field, proposal_id FROM api.propose_merge($1, $2, $3, $4)")
  private static let proposalsStatement = Statement(
    "api.merge_proposals",
    "SELECT proposal_id, kind, patient_id, record_number, patient_name, birth_date, other_patient_id, other_record_number,",
    "  other_name, other_birth_date, reason, proposed_by, proposed_at, may_decide FROM api.merge_proposals()")
  private static let decideStatement = Statement("api.decide_merge", "SELECT api.decide_merge($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientMerges {
    @Sendable func propose(
      _ key: UniqueID, _ patient: PatientID, _ survivor: PatientID?, _ reason: String
    ) async throws -> MergeProposalID {
      let call = Database.Call(proposeStatement, [key, patient, survivor, reason])
      return try await database.write(call, behind: .desk, saved: "PROPOSED") { row throws(PostgresError) in try row.identifier()
      }
    }
    return PatientMerges(
      propose: { try await propose($0, $1, $2, $3) },
      proposeUndoing: { try await propose($0, $1, nil, $2) },
      proposals: { try await database.list(behind: .directory, Database.Call(proposalsStatement), MergeProposal.init(from:)) },
      decide: { proposal, decision in
        let (word, reason): (String, String?) =
          switch decision {
          case .approve: ("APPROVED", nil)
          case .deny(let reason): ("DENIED", reason)
          }
        try await database.save(Database.Call(decideStatement, [proposal, word, reason]), behind: .directory)
      })
  }
}

extension MergeProposal {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), kind: try row.code(), merged: try Side(from: &row), survivor: try Side(from: &row),
      reason: try row.next(), proposedBy: try row.next(), proposedAt: try row.instant(), mayDecide: try row.next())
  }
}

extension MergeProposal.Side {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      patient: try row.identifier(), recordNumber: try row.recordNumber(), name: try row.next(), birthDate: try row.date())
  }
}
