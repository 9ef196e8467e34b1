import ClinicModel
import PostgresClient

extension MedicalHistories {
  private static let saveStatement = Statement(
    "api.save_history",
    "SELECT answer, field, record_id, version",
    "FROM api.save_history($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
  private static let addNoteStatement = Statement("api.add_history_note", "SELECT api.add_history_note($1, $2, $3, $4)")
  private static let notesStatement = Statement(
    "api.history_notes",
    "SELECT note_id, record_id, body, recorded_by_name, recorded_at FROM api.history_notes($1) ORDER BY recorded_at, note_id")

  static func postgres(_ database: Database) -> MedicalHistories {
    @Sendable func save(
      _ key: UniqueID, _ patient: PatientID, _ content: MedicalHistory.Content, _ version: RecordVersion<MedicalHistory>?,
      _ reason: String?
    ) async throws -> RecordVersion<MedicalHistory> {
      let parameters: [any PostgresEncodable] = [
        key, patient, content.kind.rawValue, content.title, content.icd10, content.onset?.on, content.onset?.precision.rawValue,
        content.resolvedOn, content.status.rawValue, content.verification.rawValue, version?.id, version?.version.int4, reason,
      ]
      return try await database.write(Database.Call(saveStatement, parameters)) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return MedicalHistories(
      list: { try await database.facts(of: $0, { Database.Call(MedicalHistory.living, [$0]) }, MedicalHistory.init(from:)) },
      record: { try await save($0, $1, $2, nil, nil) },
      correct: { try await save($0, $1, $3, $2, $4) },
      addNote: { try await database.save(Database.Call(addNoteStatement, [$0, $1, $2, $3]), field: "text") },
      notes: { try await database.list(inChartOf: $0, Database.Call(notesStatement, [$0]), HistoryNote.init(from:)) },
      versions: {
        try await database.list(
          ofAllNumbersOf: $0, { Database.Call(MedicalHistoryVersion.statement, [$0]) }, MedicalHistoryVersion.init(from:))
      })
  }
}

extension MedicalHistory: ListedFact {
  private static let kinds: [Kind] = [.problem, .pastIllness, .surgery, .gynaecological, .family, .social]
  private static let states: [Status] = [.active, .inactive, .resolved]

  static func isBefore(_ left: Self, _ right: Self) -> Bool {
    func rank(_ fact: Self) -> (Int, Int, Int, String) {
      let (kind, state) = (kinds.firstIndex(of: fact.content.kind), states.firstIndex(of: fact.content.status))
      let onset = fact.content.onset.map { -$0.on.daysSinceEpoch } ?? .max
      return (kind ?? kinds.count, state ?? states.count, onset, fact.content.title)
    }
    return rank(left) < rank(right)
  }

  static let living = Statement(
    "chart.histories",
    "SELECT record_id, version, kind, title, status, verification, icd10, onset_on, onset_precision, resolved_on, recorded_at",
    "FROM medical_data.medical_histories",
    "WHERE patient_id = $1 AND superseded_at IS NULL AND status <> 'ENTERED_IN_ERROR'",
    "ORDER BY array_position(ARRAY['PROBLEM', 'PAST_ILLNESS', 'SURGERY', 'GYNAECOLOGICAL', 'FAMILY', 'SOCIAL'], kind),",
    "  array_position(ARRAY['ACTIVE', 'INACTIVE', 'RESOLVED'], status), onset_on DESC NULLS LAST, title, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(version: try row.recordVersion(), content: try Content(from: &row), recordedAt: try row.instant())
  }
}

extension MedicalHistory.Content {
  /// kind to resolved_on.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      kind: try row.code(), title: try row.next(), status: try row.code(), verification: try row.code(), icd10: try row.next())
    if let on = try row.dateIfAny() {
      onset = MedicalHistory.Onset(on: on, precision: try row.code())
    } else {
      row.skip()
    }
    resolvedOn = try row.dateIfAny()
  }
}

extension MedicalHistoryVersion {
  fileprivate static let statement = Statement(
    "histories.versions",
    "SELECT record_id, version, kind, title, status, verification, icd10, onset_on, onset_precision, resolved_on, recorded_at,",
    "  correction_reason FROM medical_data.medical_histories",
    "WHERE patient_id = $1 AND (version > 1 OR superseded_at IS NOT NULL) ORDER BY record_id, version DESC")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(history: try MedicalHistory(from: &row), reason: try row.next())
  }
}

extension HistoryNote {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), history: try row.identifier(), text: try row.next(), recordedBy: try row.next(),
      recordedAt: try row.instant())
  }
}
