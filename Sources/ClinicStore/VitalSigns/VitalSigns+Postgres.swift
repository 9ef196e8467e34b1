import ClinicModel
import EventLoop
import PostgresClient

extension VitalSigns {
  static func postgres(_ database: Database) -> VitalSigns {
    VitalSigns(
      read: { try await database.vitalSigns(of: $0) },
      record: { try await database.record($1, key: $0, confirmed: $2) },
      correct: { try await database.correct($1, key: $0, confirmed: $2) },
      answerEscalation: { try await database.answer(escalation: $0, $1, text: $2) })
  }
}

extension Database {
  private nonisolated static let scale = Statement(
    "vital_signs.scale",
    "SELECT scale, reason, set_by_name, set_at FROM medical_data.spo2_scales WHERE patient_id = $1 ORDER BY set_at DESC LIMIT 1")
  private static let record = Statement(
    "api.record_vital_signs",
    "SELECT answer, fields, news2, news2_level, escalation_id FROM api.record_vital_signs($1, $2, $3, $4, $5, NULL, $6)")
  private static let correct = Statement(
    "api.correct_vital_signs",
    "SELECT answer, fields, news2, news2_level, escalation_id FROM api.correct_vital_signs($1, $2, $3, $4, $5, $6, $7)")
  private static let note = Statement(
    "vital_signs.note", "SELECT answer FROM api.save_note($1, $2, $3, $4, true)")
  private static let answerEscalation = Statement(
    "api.acknowledge_escalation", "SELECT api.acknowledge_escalation($1, $2, $3)")

  /// The rounds of all numbers; the scale is her own, as the database scores what is entered now.
  fileprivate func vitalSigns(of patient: PatientID) async throws(RepositoryError) -> VitalSignsChart {
    let rows = try await chart(of: patient) {
      [Call(VitalSignsRound.ofPatient, [$0]), Call(Self.scale, [$0]), Call(VitalSignLimit.all)]
    }
    return try decoding { () throws(PostgresError) in
      let decision = try rows.own(1).rowIfAny()?.decode(SpO2ScaleDecision.init(from:))
      let limits = try rows.own(2).decode { (row: inout PostgresRowReader) throws(PostgresError) in
        try VitalSignLimit.ifKnown(from: &row)
      }
      return VitalSignsChart(
        rounds: try VitalSignsRound.current(rows, 0), scale: decision?.scale ?? .one, scaleDecision: decision,
        limits: VitalSignLimits(limits.compactMap { $0 }), readAt: rows.banner.readAt)
    }
  }

  fileprivate func record(
    _ round: NewVitalSigns, key: UniqueID, confirmed: Bool
  ) async throws(RepositoryError) -> VitalSigns.Answer {
    let parameters: [any PostgresEncodable] = [
      key.postgres, round.patient.postgres, round.measuredAt.timestamp, PostgresJSON(round.values.json), confirmed,
      round.isPregnant,
    ]
    let answer = try vitalSignsAnswer(await query(Call(Self.record, parameters), .write))
    guard case .saved(var saved) = answer, let note = round.note else { return answer }
    saved.isNoteMissing = try await !save(note, of: round.patient, key: key)
    return .saved(saved)
  }

  /// What was not done stands in a note of its own; its key follows from the round's, so that neither is stored twice. False where
  /// the note is refused: the round is stored all the same, and says so. A lost line throws, and both are sent again.
  private func save(_ note: NewVitalSigns.Note, of patient: PatientID, key: UniqueID) async throws(RepositoryError) -> Bool {
    let noteKey = UniqueID(high: key.high, low: key.low ^ 1)
    let kind = note.role == .clinician ? "CONSULTATION" : "NURSING"
    let parameters: [any PostgresEncodable] = [noteKey.postgres, patient.postgres, kind, note.text]
    let rows = try await query(Call(Self.note, parameters), .write)
    return try word(rows) == "SAVED"
  }

  fileprivate func correct(
    _ correction: VitalSignsCorrection, key: UniqueID, confirmed: Bool
  ) async throws(RepositoryError) -> VitalSigns.Answer {
    let parameters: [any PostgresEncodable] = [
      key.postgres, correction.record.postgres, Int32(clamping: correction.expectedVersion), correction.measuredAt.timestamp,
      PostgresJSON(correction.values.json), correction.reason, confirmed,
    ]
    return try vitalSignsAnswer(await query(Call(Self.correct, parameters), .write))
  }

  private func vitalSignsAnswer(_ rows: PostgresRows) throws(RepositoryError) -> VitalSigns.Answer {
    let (answer, fields, saved) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        let (answer, fields) = (try row.next(String.self), try row.next([String]?.self) ?? [])
        let saved = VitalSigns.Saved(
          total: try row.next(Int?.self), level: try row.codeIfAny(),
          escalation: try row.next(PostgresUUID?.self).map { EscalationID(UniqueID($0)) })
        return (answer, fields, saved)
      }
    }
    switch answer {
    case "SAVED": return .saved(saved)
    case "CONFIRM": return .confirm(fields.compactMap(VitalSignsDoubt.init(code:)))
    case "NOT_AUTHOR": return .notAuthor
    case "TOO_LATE": return .tooLate
    case "CHANGED": throw .changedMeanwhile
    default: throw RepositoryError(answer: answer, field: fields.first)
    }
  }

  fileprivate func answer(
    escalation: EscalationID, _ action: Escalation.Action, text: String
  ) async throws(RepositoryError) -> Bool {
    let rows = try await query(Call(Self.answerEscalation, [escalation.postgres, action.rawValue, text]), .write)
    switch try word(rows) {
    case "SAVED": return true
    case "ANSWERED": return false
    case let answer: throw RepositoryError(answer: answer, field: "answer")
    }
  }
}

extension Instant {
  /// As the server keeps it; beyond its calendar the end of it.
  var timestamp: PostgresTimestamp {
    PostgresTimestamp(microsecondsSince1970: microseconds) ?? PostgresTimestamp(microsecondsSince2000: .max)
  }
}
