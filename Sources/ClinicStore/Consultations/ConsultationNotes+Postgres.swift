import ClinicModel
import PostgresClient

extension ConsultationNotes {
  private static let listStatement = Statement(
    "api.notes",
    "SELECT record_id, version, kind, body, consultation_id, amends, signed_at, recorded_by, recorded_by_name, recorded_at,",
    "  superseded_at FROM api.notes($1, $2)")
  private static let saveStatement = Statement(
    "api.save_note", "SELECT answer, field, record_id, version FROM api.save_note($1, $2, $3, $4, $5, $6, $7, $8, $9)")

  static func postgres(_ database: Database) -> ConsultationNotes {
    @Sendable func save(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<ConsultationNote>?, _ content: ConsultationNote.Content,
      _ sign: Bool
    ) async throws -> WriteAnswer<RecordVersion<ConsultationNote>, Objection> {
      let parameters: [any PostgresEncodable] = [
        key, patient, content.kind.rawValue, content.text, sign, content.consultation, content.amends, version?.id,
        version?.version.int4,
      ]
      return try await database.write(Database.Call(saveStatement, parameters)) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return ConsultationNotes(
      list: { patient, withVersions in
        let rows = try await database.chart(of: patient) { [Database.Call(listStatement, [$0, withVersions])] }
        return try await database.decoding { () throws(PostgresError) in try ConsultationNote.marked(rows) }
      },
      write: { try await save($0, $1, nil, $2, $3) },
      rewrite: { try await save($0, $1, $2, $3, $4) })
  }
}

extension ConsultationNote {
  /// The function answers for all numbers at once; asked for a merged one, it says which are of that.
  fileprivate static func marked(_ rows: ChartRows) throws(PostgresError) -> [ConsultationNote] {
    var numbers: [ConsultationNoteID: RecordNumber] = [:]
    for number in rows.numbers.dropFirst() {
      for note in try number.rows[0].decode(ConsultationNote.init(from:)) { numbers[note.id] = number.merged }
    }
    return try rows.own(0).decode(ConsultationNote.init(from:)).map { $0.recorded(under: numbers[$0.id]) }
  }

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      content: Content(
        kind: try row.code(), text: try row.next(), consultation: try row.identifierIfAny(), amends: try row.identifierIfAny()),
      signedAt: try row.instantIfAny(), author: try row.identifier(), authorName: try row.next(), recordedAt: try row.instant(),
      supersededAt: try row.instantIfAny())
  }
}
