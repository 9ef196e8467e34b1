import ClinicModel
import PostgresClient

extension Biomarkers {
  private static let recordStatement = Statement(
    "api.record_biomarker",
    "SELECT answer, field, record_id, version, status, needs_second_check FROM api.record_biomarker($1, $2, $3, $4, $5, $6, $7,",
    // A missing interval has no key: one that stands there empties, and only a laboratory's may be emptied.
    "  jsonb_build_object('method', $8::text, 'device', $9::text, 'quality', $10::text, 'hormonal', $11::text, 'meal',",
    "  $12::text,",
    "    'medication', $13::text, 'activity', $14::text, 'stress', $15::text, 'notes', $16::text)",
    "  || jsonb_strip_nulls(jsonb_build_object('reference_low', $17::numeric, 'reference_high', $18::numeric)), $19)")
  private static let correctStatement = Statement(
    "api.correct_biomarker",
    "SELECT answer, field, $2::uuid, version, status FROM api.correct_biomarker($1, $2, $3, $4, $5, $6, $7,",
    "  jsonb_build_object('method', $8::text, 'device', $9::text, 'quality', $10::text, 'hormonal', $11::text, 'meal',",
    "  $12::text,",
    "    'medication', $13::text, 'activity', $14::text, 'stress', $15::text, 'notes', $16::text)",
    "  || jsonb_strip_nulls(jsonb_build_object('reference_low', $17::numeric, 'reference_high', $18::numeric)), $19)")
  private static let voidStatement = Statement(
    "api.void_biomarker", "SELECT answer, 'reason', $2::uuid, version FROM api.void_biomarker($1, $2, $3, $4)")
  private static let readBackStatement = Statement(
    "api.acknowledge_critical_value", "SELECT api.acknowledge_critical_value($1, $2, $3, $4, $5, $6)")
  private static let secondCheckStatement = Statement(
    "api.second_check_biomarker", "SELECT api.second_check_biomarker($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> Biomarkers {
    Biomarkers(
      versions: {
        let record = $1
        return try await database.facts(
          of: $0, { Database.Call(BiomarkerVersion.ofRecord, [$0, record]) }, BiomarkerVersion.init(from:))
      },
      unconfirmed: {
        try await database.facts(of: $0, { Database.Call(BiomarkerVersion.unconfirmed, [$0]) }, BiomarkerVersion.init(from:))
      },
      record: { key, patient, type, source, measurement, confirmed in
        let form: [any PostgresEncodable] = [key, patient, type, measurement.value, measurement.unit, measurement.measuredAt]
        let parameters = form + [source.rawValue] + measurement.details + [confirmed]
        return try await database.write(Database.Call(recordStatement, parameters)) { row throws(PostgresError) in
          Recorded(version: try row.recordVersion(), flag: try row.code(), needsSecondCheck: try row.next())
        }
      },
      correct: { key, version, measurement, reason, confirmed in
        let form: [any PostgresEncodable] = [
          key, version.id, version.version.int4, measurement.value, measurement.unit, measurement.measuredAt, reason,
        ]
        let call = Database.Call(correctStatement, form + measurement.details + [confirmed])
        return try await database.write(call) { row throws(PostgresError) in
          Corrected(version: try row.recordVersion(), flag: try row.code())
        }
      },
      void: {
        let call = Database.Call(voidStatement, [$0, $1.id, $1.version.int4, $2])
        return try await database.write(call, saved: "VOIDED") { row throws(PostgresError) in try row.recordVersion() }
      },
      readBack: {
        let call = Database.Call(readBackStatement, [$0, $1.id, $1.version.int4, $2, $3, $4])
        return try await database.answer(call, field: "action")
      },
      secondCheck: {
        let call = Database.Call(secondCheckStatement, [$0, $1.id, $1.version.int4, $2])
        return try await database.answer(call, field: "value")
      })
  }
}

extension BiomarkerMeasurement {
  /// method to notes, and both ends of the interval (11).
  fileprivate var details: [any PostgresEncodable] {
    [
      context.method, context.device, context.quality.rawValue, context.hormonal?.rawValue, context.meal?.rawValue,
      context.medication?.rawValue, context.activity?.rawValue, context.stress?.rawValue, context.notes, reference?.low,
      reference?.high,
    ]
  }
}
