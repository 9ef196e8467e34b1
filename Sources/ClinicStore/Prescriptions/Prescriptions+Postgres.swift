import ClinicModel
import PostgresClient

extension Prescriptions {
  private static let prescribeStatement = Statement(
    "api.prescribe",
    "SELECT p.answer, p.field, p.record_id,", PrescriptionFinding.columns,
    "FROM api.prescribe($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, jsonb_object($12, $13), $14, $15) p,",
    PrescriptionFinding.elements)
  private static let holdStatement = Statement(
    "api.hold_prescription", "SELECT answer, field, $2::uuid, version FROM api.hold_prescription($1, $2, $3, $4)")
  private static let resumeStatement = Statement(
    "api.resume_prescription",
    "SELECT p.answer, p.version,", PrescriptionFinding.columns,
    "FROM api.resume_prescription($1, $2, $3, $4, jsonb_object($5, $6)) p,", PrescriptionFinding.elements)
  private static let renewStatement = Statement(
    "api.renew_prescription",
    "SELECT p.answer, p.field, p.record_id,", PrescriptionFinding.columns,
    "FROM api.renew_prescription($1, $2, $3, $4, $5, jsonb_object($6, $7)) p,", PrescriptionFinding.elements)
  private static let stopStatement = Statement(
    "api.stop_prescription", "SELECT answer, field, $2::uuid, version FROM api.stop_prescription($1, $2, $3, $4, $5)")
  private static let voidStatement = Statement(
    "api.void_prescription", "SELECT answer, field, $2::uuid, version FROM api.void_prescription($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> Prescriptions {
    @Sendable func restate(
      _ statement: Statement, _ key: UniqueID, _ version: RecordVersion<Prescription>, _ reason: String,
      _ rest: [any PostgresEncodable] = []
    ) async throws -> WriteAnswer<RecordVersion<Prescription>, StateObjection> {
      let parameters: [any PostgresEncodable] = [key, version.id, version.version.int4, reason]
      return try await database.write(Database.Call(statement, parameters + rest)) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return Prescriptions(
      list: { try await database.facts(of: $0, { Database.Call(Prescription.current, [$0]) }, Prescription.init(from:)) },
      check: { patient, order in
        let call = Database.Call(prescribeStatement, order.parameters(.random(), patient, [:], sign: false))
        return try await database.findings(of: call)
      },
      prescribe: { key, patient, order, overrides in
        try await database.prescribe(Database.Call(prescribeStatement, order.parameters(key, patient, overrides, sign: true)))
      },
      hold: { try await restate(holdStatement, $0, $1, $2) },
      resume: { key, version, reason, overrides in
        let parameters: [any PostgresEncodable] = [key, version.id, version.version.int4, reason]
        return try await database.resume(version.id, Database.Call(resumeStatement, parameters + overrides.parameters))
      },
      stop: { try await restate(stopStatement, $0, $1, $3, [$2 == .completed]) },
      void: { try await restate(voidStatement, $0, $1, $2) },
      findings: {
        let call = Database.Call(PrescriptionFinding.ofPrescription, [$0, $1])
        return try await database.list(inChartOf: $0, call, PrescriptionFinding.init(from:))
      },
      renewal: { patient, prescription, from in
        let call = Database.Call(PrescriptionOrder.ofPrescription, [patient, prescription])
        let orders = try await database.list(inChartOf: patient, call) { row throws(PostgresError) in
          try PrescriptionOrder(from: &row, startsOn: from)
        }
        return orders.first ?? nil
      },
      renew: { key, version, startsOn, endsOn, overrides in
        let parameters: [any PostgresEncodable] = [key, version.id, version.version.int4, startsOn, endsOn]
        return try await database.renew(Database.Call(renewStatement, parameters + overrides.parameters))
      })
  }
}

extension Database {
  fileprivate func prescribe(_ call: Call) async throws(RepositoryError) -> Prescriptions.PrescribeAnswer {
    let answer = try await order(call, .write)
    switch (answer.word, answer.id) {
    case ("SAVED", let id?): return .saved(id, answer.findings)
    case ("FINDINGS", _): return .findings(answer.findings)
    default: throw RepositoryError(answer: answer.word, field: answer.field)
    }
  }

  fileprivate func renew(_ call: Call) async throws(RepositoryError) -> Prescriptions.RenewAnswer {
    let answer = try await order(call, .write)
    switch (answer.word, answer.id) {
    case ("SAVED", let id?): return .saved(id, answer.findings)
    case ("FINDINGS", _): return .findings(answer.findings)
    case ("WRONG_STATE", _): return .wrongState
    case ("DUPLICATE", _): return .renewedAlready
    default: throw RepositoryError(answer: answer.word, field: answer.field)
    }
  }

  fileprivate func findings(of call: Call) async throws(RepositoryError) -> [PrescriptionFinding] {
    let answer = try await order(call, .read)
    guard answer.word == "CHECKED" else { throw RepositoryError(answer: answer.word, field: answer.field) }
    return answer.findings
  }

  private func order(
    _ call: Call, _ effect: Effect
  ) async throws(RepositoryError) -> (word: String, field: String?, id: PrescriptionID?, findings: [PrescriptionFinding]) {
    let rows = try await query(call, effect)
    return try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        (try row.next(String.self), try row.next(String?.self), try row.identifierIfAny(), try row.findings())
      }
    }
  }

  fileprivate func resume(_ id: PrescriptionID, _ call: Call) async throws(RepositoryError) -> Prescriptions.ResumeAnswer {
    let rows = try await query(call, .write)
    let (word, version, findings) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        (try row.next(String.self), try row.next(Int?.self), try row.findings())
      }
    }
    switch (word, version) {
    case ("SAVED", let version?): return .saved(RecordVersion(id: id, version: version))
    case ("FINDINGS", _): return .findings(findings)
    case ("WRONG_STATE", _): return .wrongState
    case ("ENDED", _): return .ended
    default: throw RepositoryError(answer: word)
    }
  }
}

extension Prescriptions.Overrides {
  /// Texts of the findings and the reasons, in the same order.
  fileprivate var parameters: [any PostgresEncodable] {
    let pairs = sorted { $0.key < $1.key }
    return [pairs.map(\.key), pairs.map(\.value)]
  }
}

extension PrescriptionOrder {
  fileprivate func parameters(
    _ key: UniqueID, _ patient: PatientID, _ overrides: Prescriptions.Overrides, sign: Bool
  ) -> [any PostgresEncodable] {
    let (name, isCoded) =
      switch medicine {
      case .catalogue(let name): (name, true)
      case .words(let words): (words, false)
      }
    let order: [any PostgresEncodable] = [
      key, patient, name, doseAmount, doseUnit.rawValue, route.rawValue, frequencyCode, startsOn, endsOn, indication,
      instructions,
    ]
    return order + overrides.parameters + [sign, isCoded]
  }
}
