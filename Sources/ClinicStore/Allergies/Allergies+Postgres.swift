import ClinicModel
import PostgresClient

extension Allergies {
  private static let recordStatement = Statement(
    "api.record_allergy", "SELECT answer, field, record_id FROM api.record_allergy($1, $2, $3, $4, $5, $6, $7, $8)")
  private static let verifyStatement = Statement(
    "api.verify_allergy", "SELECT answer, field, $2::uuid, version FROM api.verify_allergy($1, $2, $3, $4, $5)")
  private static let voidStatement = Statement(
    "api.void_allergy", "SELECT answer, field, $2::uuid, version FROM api.void_allergy($1, $2, $3, $4)")
  private static let reviewStatement = Statement("api.review_allergies", "SELECT api.review_allergies($1, $2, $3)")
  private static let catalogueStatement = Statement(
    "allergies.catalogue",
    "SELECT code, name_en, name_es, kind FROM medical_data.allergies WHERE is_active ORDER BY name_en, code")

  static func postgres(_ database: Database) -> Allergies {
    Allergies(
      state: { patient in
        let rows = try await database.chart(of: patient) {
          [Database.Call(PatientAllergy.living, [$0]), Database.Call(AllergyStatus.review, [$0])]
        }
        return try await database.decoding { () throws(PostgresError) in try State(rows) }
      },
      catalogue: { try await database.list(Database.Call(catalogueStatement), AllergyCatalogueEntry.init(from:)) },
      record: { key, patient, entry in
        let parameters: [any PostgresEncodable] = [
          key, patient, entry.substance.code, entry.substance.words, entry.severity.rawValue, entry.reaction, entry.kind.rawValue,
          entry.verification.rawValue,
        ]
        return try await database.write(Database.Call(recordStatement, parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      verify: { key, version, verdict, reason in
        let parameters: [any PostgresEncodable] = [key, version.id, version.version.int4, verdict.rawValue, reason]
        return try await database.write(Database.Call(verifyStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      void: { key, version, reason in
        try await database.write(
          Database.Call(voidStatement, [key, version.id, version.version.int4, reason])
        ) { row throws(PostgresError) in try row.recordVersion() }
      },
      review: { try await database.answer(Database.Call(reviewStatement, [$0, $1, $2.rawValue])) })
  }
}

extension PatientAllergy: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool {
    left.severity == right.severity ? left.substance < right.substance : left.severity > right.severity
  }

  fileprivate static let living = Statement(
    "allergies.living",
    "SELECT a.record_id, a.version, a.substance, c.code, a.kind, a.severity, a.reaction, a.verification, a.recorded_at",
    "FROM medical_data.patient_allergies a LEFT JOIN medical_data.allergies c ON c.allergy_id = a.allergy_id",
    "WHERE a.patient_id = $1 AND a.superseded_at IS NULL",
    "ORDER BY array_position(ARRAY['SEVERE', 'MODERATE', 'MILD'], a.severity), a.substance, a.record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), substance: try row.next(), code: try row.next(), kind: try row.code(),
      severity: try row.code(), reaction: try row.next(), verification: try row.code(), recordedAt: try row.instant())
  }
}

extension Allergies.State {
  /// Allergies and the review, as `AllergyStatus` judges them.
  fileprivate init(_ rows: ChartRows) throws(PostgresError) {
    let entries = try rows.facts(0, PatientAllergy.init(from:))
    switch try AllergyStatus(rows, hasEntries: !entries.isEmpty, review: 1) {
    case .has: self = .has(entries)
    case .noneKnown: self = .noneKnown
    case .notObtainable: self = .notObtainable
    case .notAsked: self = .notAsked
    }
  }
}

extension AllergyCatalogueEntry {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(code: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next(), kind: try row.code())
  }
}

extension PatientAllergy.Entry.Substance {
  fileprivate var code: String? { if case .catalogue(let code) = self { code } else { nil } }
  fileprivate var words: String? { if case .words(let words) = self { words } else { nil } }
}
