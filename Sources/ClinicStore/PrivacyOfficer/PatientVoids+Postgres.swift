import ClinicModel
import PostgresClient

extension PatientVoids {
  private static let proposeStatement = Statement(
    "api.propose_void_patient", "SELECT answer, 'reason', proposal_id FROM api.propose_void_patient($1, $2, $3)")
  private static let proposalsStatement = Statement(
    "api.void_proposals",
    "SELECT proposal_id, patient_id, record_number, patient_name, birth_date, registered_at, reason, proposed_by, proposed_at,",
    "  may_decide FROM api.void_proposals()")
  private static let decideStatement = Statement("api.decide_void_patient", "SELECT api.decide_void_patient($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientVoids {
    PatientVoids(
      propose: {
        let call = Database.Call(proposeStatement, [$0, $1, $2])
        return try await database.write(call, behind: .desk, saved: "PROPOSED") { row throws(PostgresError) in
          try row.identifier()
        }
      },
      proposals: { try await database.list(behind: .directory, Database.Call(proposalsStatement), VoidProposal.init(from:)) },
      decide: { proposal, decision in
        let (word, reason): (String, String?) =
          switch decision {
          case .approve: ("APPROVED", nil)
          case .deny(let reason): ("DENIED", reason)
          }
        let call = Database.Call(decideStatement, [proposal, word, reason])
        return try await database.answer(call, behind: .directory, field: "reason")
      })
  }
}

extension VoidProposal {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      patientName: try row.next(), birthDate: try row.date(), registeredAt: try row.instant(), reason: try row.next(),
      proposedBy: try row.next(), proposedAt: try row.instant(), mayDecide: try row.next())
  }
}
