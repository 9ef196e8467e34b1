import ClinicModel
import PostgresClient

extension BiomarkerTarget {
  /// Those that hold, for the chart's flight.
  static let active = Statement(
    "chart.biomarker_targets",
    "SELECT record_id, version, type_id, low, high, unit, starts_on, note, status, recorded_by_name, recorded_at",
    "FROM medical_data.biomarker_targets WHERE patient_id = $1 AND superseded_at IS NULL AND status = 'ACTIVE' ORDER BY type_id")
  fileprivate static let living = Statement(
    "biomarker_targets.list",
    "SELECT record_id, version, type_id, low, high, unit, starts_on, note, status, recorded_by_name, recorded_at",
    "FROM medical_data.biomarker_targets WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY recorded_at DESC, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), type: try row.next(),
      content: Content(
        range: ReferenceInterval(low: try row.decimalIfAny(), high: try row.decimalIfAny()), unit: try row.next(),
        startsOn: try row.date(), note: try row.next()),
      status: try row.code(), setBy: try row.next(), setAt: try row.instant())
  }
}

extension BiomarkerTargets {
  private static let setStatement = Statement(
    "api.set_biomarker_target",
    "SELECT answer, field, record_id, version FROM api.set_biomarker_target($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
  private static let endStatement = Statement(
    "api.end_biomarker_target",
    "SELECT answer, field, $3::uuid, version FROM api.end_biomarker_target($1, $2, $3, $4, $5, $6)")

  static func postgres(_ database: Database) -> BiomarkerTargets {
    @Sendable func set(
      _ key: UniqueID, _ patient: PatientID, _ type: String, _ content: BiomarkerTarget.Content, _ version: Version?,
      _ reason: String?
    ) async throws -> Version {
      let parameters: [any PostgresEncodable] = [
        key, patient, type, content.range.low, content.range.high, content.unit, content.startsOn, content.note, version?.id,
        version?.version.int4, reason,
      ]
      return try await database.write(Database.Call(setStatement, parameters)) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return BiomarkerTargets(
      list: {
        try await database.list(
          inChartOf: $0, Database.Call(BiomarkerTarget.living, [$0]), BiomarkerTarget.init(from:))
      },
      set: { try await set($0, $1, $2, $3, nil, nil) },
      change: { try await set($0, $1, $3, $4, $2, $5) },
      end: {
        let parameters: [any PostgresEncodable] = [$0, $1, $2.id, $2.version.int4, $3, $4]
        return try await database.write(Database.Call(endStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      })
  }
}
