import ClinicModel
import PostgresClient

extension SpO2Scales {
  private static let decisionsStatement = Statement(
    "spo2_scales.decisions",
    "SELECT scale, reason, set_by_name, set_at FROM medical_data.spo2_scales WHERE patient_id = $1 ORDER BY set_at DESC")
  private static let setStatement = Statement("api.set_spo2_scale", "SELECT api.set_spo2_scale($1, $2, $3)")

  static func postgres(_ database: Database) -> SpO2Scales {
    SpO2Scales(
      decisions: {
        try await database.list(inChartOf: $0, Database.Call(decisionsStatement, [$0]), SpO2ScaleDecision.init(from:))
      },
      set: { try await database.save(Database.Call(setStatement, [$0, $1.rawValue.int4, $2]), field: "reason") })
  }
}

extension SpO2ScaleDecision {
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    guard let scale = News2.Scale(rawValue: try row.next(Int.self)) else { throw row.invalid("unknown SpO2 scale") }
    self.init(scale: scale, reason: try row.next(), setBy: try row.next(), setAt: try row.instant())
  }
}
