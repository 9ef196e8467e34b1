import ClinicModel
import EventLoop
import PostgresClient

extension EmergencyAccesses {
  static func postgres(_ database: Database) -> EmergencyAccesses {
    EmergencyAccesses(
      request: { try await database.requestEmergencyAccess($0, password: $1) },
      mine: { try await database.myEmergencyRequests() },
      withdraw: { try await database.withdrawEmergencyRequest($0) },
      end: { try await database.endEmergencyAccess($0, reason: $1) },
      counts: { try await database.emergencyCounts() },
      queue: { try await database.emergencyQueue() },
      decide: { try await database.decideEmergencyAccess($0, $1) },
      claim: { try await database.claimEmergencyRequest($0) })
  }
}

extension Database {
  private static let request = Statement(
    "api.request_emergency_access",
    "SELECT answer, emergency_id FROM api.request_emergency_access($1, $2, $3, $4, $5, $6, $7)")
  private static let mine = Statement(
    "api.my_emergency_requests",
    "SELECT emergency_id, emergency_number, patient_id, patient_name, record_number, reason_class, reason, hours, scope,",
    "  requested_at, lapses_at, granted_at, expires_at, phase, decided_by, decision_reason",
    "FROM api.my_emergency_requests() WHERE requested_at > server_now - interval '24 hours' ORDER BY requested_at DESC")
  private static let withdraw = Statement("api.withdraw_emergency_request", "SELECT api.withdraw_emergency_request($1)")
  private static let end = Statement("api.end_emergency_access", "SELECT api.end_emergency_access($1, $2)")
  private static let counts = Statement("api.emergency_counts", "SELECT waiting, oldest_requested_at FROM api.emergency_counts()")
  private static let queue = Statement(
    "api.emergency_queue",
    "SELECT emergency_id, emergency_number, patient_id, patient_name, record_number, reason_class, reason, hours, scope,",
    "  requested_at, lapses_at, granted_at, expires_at, phase, decided_by, decision_reason,",
    "  requester_id, requester_name, requester_role, requester_ward, birth_date, sex, patient_ward, attending,",
    "  approvals_needed, approvals, requester_requests_30d, may_decide, why_not FROM api.emergency_queue()")
  private static let decide = Statement(
    "api.decide_emergency_access",
    "SELECT answer, decided_by, decided_at FROM api.decide_emergency_access($1, $2, $3, $4, $5)")
  private static let claim = Statement(
    "api.claim_emergency_request", "SELECT answer, claimed_by, claimed_at FROM api.claim_emergency_request($1)")

  fileprivate func requestEmergencyAccess(
    _ request: EmergencyRequest, password: String
  ) async throws(RepositoryError) -> EmergencyAccesses.RequestAnswer {
    let parameters: [any PostgresEncodable] = [
      request.key.postgres, request.patient.postgres, request.reasonClass.rawValue, request.reason,
      Int32(clamping: request.hours), request.scope.rawValue, password,
    ]
    let rows = try await query(Call(Self.request, parameters), .write)
    let (answer, key) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode(String.self, PostgresUUID?.self)
    }
    switch (answer, key) {
    case ("REQUESTED", let key?): return .requested(EmergencyAccessID(UniqueID(key)))
    case ("REFUSED", _): return .wrongPassword
    case ("ALREADY_PENDING", _): return .alreadyPending
    default: throw RepositoryError(answer: answer, field: "reason")
    }
  }

  fileprivate func myEmergencyRequests() async throws(RepositoryError) -> [EmergencyAccess] {
    let rows = try await query(Call(Self.mine))
    return try decoding { () throws(PostgresError) in try rows.decode(EmergencyAccess.init(from:)) }
  }

  fileprivate func withdrawEmergencyRequest(_ access: EmergencyAccessID) async throws(RepositoryError) {
    try await answer(of: Call(Self.withdraw, [access.postgres]), isOneOf: ["WITHDRAWN"])
  }

  fileprivate func endEmergencyAccess(_ access: EmergencyAccessID, reason: String) async throws(RepositoryError) {
    try await answer(of: Call(Self.end, [access.postgres, reason]), isOneOf: ["CLOSED", "REVOKED"])
  }

  private func answer(of call: Call, isOneOf words: Set<String>) async throws(RepositoryError) {
    let rows = try await query(call, .write)
    let answer = try word(rows)
    guard words.contains(answer) else { throw RepositoryError(answer: answer) }
  }

  fileprivate func emergencyCounts() async throws(RepositoryError) -> EmergencyCounts {
    let rows = try await query(Call(Self.counts))
    return try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        EmergencyCounts(waiting: try row.next(), oldestRequestedAt: try row.instantIfAny())
      }
    }
  }

  fileprivate func emergencyQueue() async throws(RepositoryError) -> [EmergencyQueueEntry] {
    let rows = try await read(.emergencyQueue, Call(Self.queue))
    return try decoding { () throws(PostgresError) in try rows.decode(EmergencyQueueEntry.init(from:)) }
  }

  fileprivate func claimEmergencyRequest(
    _ access: EmergencyAccessID
  ) async throws(RepositoryError) -> EmergencyAccesses.ClaimAnswer {
    let (answer, by, at) = try wordNameTime(await query(Call(Self.claim, [access]), .write))
    switch (answer, by, at) {
    case ("CLAIMED", _, _): return .claimed
    case ("TAKEN", let by?, let since?): return .taken(by: by, since: since)
    default: throw RepositoryError(answer: answer)
    }
  }

  private func wordNameTime(_ rows: PostgresRows) throws(RepositoryError) -> (String, String?, Instant?) {
    try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        (try row.next(String.self), try row.next(String?.self), try row.instantIfAny())
      }
    }
  }

  fileprivate func decideEmergencyAccess(
    _ access: EmergencyAccessID, _ decision: EmergencyAccesses.Decision
  ) async throws(RepositoryError) -> EmergencyAccesses.DecisionAnswer {
    let call: Call
    switch decision {
    case .approve(let hours, let birthYear):
      let numbers: [any PostgresEncodable] = [Int32(clamping: hours), Int32(clamping: birthYear), String?.none]
      call = Call(Self.decide, [access.postgres, "APPROVED"] + numbers)
    case .deny(let reason):
      call = Call(Self.decide, [access.postgres, "DENIED", Int32?.none, Int32?.none, reason])
    }
    let (answer, by, at) = try wordNameTime(await query(call, .write))
    switch answer {
    case "APPROVED": return .approved
    case "APPROVED_ONE_OF_TWO": return .approvedOneOfTwo
    case "DENIED": return .denied
    case "WRONG_BIRTH_YEAR": return .wrongBirthYear
    case "REASON_NEEDED": return .reasonNeeded
    case "DECIDED": return .alreadyDecided(by: by ?? "", at: at)
    case "EXPIRED": return .lapsed
    default: throw RepositoryError(answer: answer, field: "hours")
    }
  }
}
