import ClinicModel
import PostgresClient

extension Seals {
  private static let listStatement = Statement(
    "api.seals",
    "SELECT seal_id, state, compartment, nullif(name, ''), is_shown, allows_emergency, is_open, facts, instruction,",
    "  reason, team,",
    "  proposed_by, proposed_at, decided_by, decided_at FROM api.seals($1)")
  private static let proposalsStatement = Statement(
    "api.seal_proposals",
    "SELECT seal_id, state, patient_id, record_number, compartment, nullif(name, ''), is_shown, allows_emergency, instruction,",
    "  reason, proposed_by, proposed_at, may_decide FROM api.seal_proposals()")
  private static let proposeStatement = Statement(
    "api.propose_seal", "SELECT answer, field, seal_id FROM api.propose_seal($1, $2, $3, $4, $5, $6, $7, $8, $9)")
  private static let decideStatement = Statement("api.decide_seal", "SELECT api.decide_seal($1, $2, $3)")
  private static let proposeLiftStatement = Statement("api.propose_lift", "SELECT api.propose_lift($1, $2)")
  private static let liftStatement = Statement("api.lift_seal", "SELECT api.lift_seal($1, $2)")
  private static let readerStatement = Statement("api.set_seal_reader", "SELECT api.set_seal_reader($1, $2, $3, $4)")
  private static let factStatement = Statement("api.seal_fact", "SELECT api.seal_fact($1, $2, $3, $4)")
  private static let releaseStatement = Statement("api.release_fact", "SELECT api.release_fact($1, $2, $3, $4)")
  private static let openStatement = Statement("api.open_sealed", "SELECT api.open_sealed($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> Seals {
    Seals(
      list: { try await database.list(behind: .desk, Database.Call(listStatement, [$0]), Seal.init(from:)) },
      proposals: { try await database.list(behind: .directory, Database.Call(proposalsStatement), SealProposal.init(from:)) },
      propose: { key, patient, form in
        let parameters: [any PostgresEncodable] = [
          key, patient, form.compartment.rawValue, form.name, form.isShown, form.allowsEmergency, form.instruction, form.team,
          form.reason,
        ]
        let call = Database.Call(proposeStatement, parameters)
        return try await database.write(call, behind: .desk, saved: "PROPOSED") { row throws(PostgresError) in
          try row.identifier()
        }
      },
      decide: { seal, decision in
        let (word, reason): (String, String?) =
          switch decision {
          case .set: ("SET", nil)
          case .deny(let reason): ("DENIED", reason)
          }
        try await database.save(Database.Call(decideStatement, [seal, word, reason]), behind: .directory, field: "reason")
      },
      proposeLift: {
        let call = Database.Call(proposeLiftStatement, [$0, $1])
        try await database.save(call, behind: .desk, saved: "PROPOSED", field: "instruction")
      },
      lift: { try await database.save(Database.Call(liftStatement, [$0, $1]), behind: .directory) },
      setReader: {
        try await database.save(Database.Call(readerStatement, [$0, $1, $2, $3]), behind: .directory, field: "user")
      },
      sealFact: { try await database.save(Database.Call(factStatement, [$0, $1, $2.rawValue, $3]), field: "record") },
      releaseFact: { try await database.save(Database.Call(releaseStatement, [$0, $1, $2, $3]), field: "record") },
      open: {
        let call = Database.Call(openStatement, [$0, $1, $2.rawValue, $3])
        try await database.save(call, saved: "OPENED", field: "reason")
      })
  }
}

extension Seal {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), state: try row.code(), compartment: try row.codeIfAny(), name: try row.next(),
      isShown: try row.next(), allowsEmergency: try row.next(), isOpen: try row.next(),
      paperwork: try Paperwork.ifAny(from: &row))
  }
}

extension Seal.Paperwork {
  /// facts to decided_at, all null for who is not the privacy officer.
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> Seal.Paperwork? {
    guard let facts = try row.next(Int?.self) else {
      row.skip(7)
      return nil
    }
    return Seal.Paperwork(
      facts: facts, instruction: try row.next(), reason: try row.next(), team: try row.next(), proposedBy: try row.next(),
      proposedAt: try row.instant(), decidedBy: try row.next(), decidedAt: try row.instantIfAny())
  }
}

extension SealProposal {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), state: try row.code(), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      compartment: try row.code(), name: try row.next(), isShown: try row.next(), allowsEmergency: try row.next(),
      instruction: try row.next(), reason: try row.next(), proposedBy: try row.next(), proposedAt: try row.instant(),
      mayDecide: try row.next())
  }
}
