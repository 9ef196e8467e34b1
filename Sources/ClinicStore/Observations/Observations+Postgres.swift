import ClinicModel
import PostgresClient

extension Observations {
  private static let loadStatement = Statement(
    "api.import_observation", "SELECT answer, field FROM api.import_observation($1, $2, $3)")
  private static let waitingStatement = Statement(
    "api.waiting_observations",
    "SELECT import_id, source_system, observation_type, loinc, value_number, value_unit, value_text, observed_at, imported_at",
    "FROM api.waiting_observations($1)")
  private static let decideStatement = Statement(
    "api.decide_observation", "SELECT answer, field, record_id FROM api.decide_observation($1, $2, $3, $4, $5)")
  private static let resourceStatement = Statement(
    "observations.resource",
    "SELECT resource FROM medical_data.medical_observations WHERE patient_id = $1 AND record_id = $2 AND superseded_at IS NULL")

  static func postgres(_ database: Database) -> Observations {
    Observations(
      load: { system, number, resource in
        let call = Database.Call(loadStatement, [system, number.digits, PostgresJSON(resource)])
        try await database.write(call, saved: "QUARANTINED") { _ throws(PostgresError) in }
      },
      waiting: { try await database.list(Database.Call(waitingStatement, [$0]), WaitingObservation.init(from:)) },
      accept: {
        let call = Database.Call(decideStatement, [$0, $1, $2, true, String?.none])
        return try await database.write(call) { row throws(PostgresError) in try row.identifier() }
      },
      reject: {
        let call = Database.Call(decideStatement, [$0, $1, $2, false, $3])
        try await database.write(call) { row throws(PostgresError) in row.skip() }
      },
      list: { try await database.list(inChartOf: $0, Database.Call(Observation.living, [$0]), Observation.init(from:)) },
      resource: {
        try await database.list(inChartOf: $0, Database.Call(resourceStatement, [$0, $1])) { row throws(PostgresError) in
          try row.next(String.self)
        }.first
      })
  }
}

extension Observation {
  fileprivate static let living = Statement(
    "observations.living",
    "SELECT record_id, version, observation_type, loinc, value_number, value_unit, value_text, category, status, observed_by,",
    "  observed_at, source_system FROM medical_data.medical_observations",
    "WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY observed_at DESC, record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), type: try row.next(), loinc: try row.next(), value: try ObservationValue(from: &row),
      category: try row.next(), status: try row.code(), observedBy: try row.next(), observedAt: try row.instant(),
      sourceSystem: try row.next())
  }
}

extension ObservationValue {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(number: try row.decimalIfAny(), unit: try row.next(), text: try row.next())
  }
}

extension WaitingObservation {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), sourceSystem: try row.next(), type: try row.next(), loinc: try row.next(),
      value: try ObservationValue(from: &row), observedAt: try row.instant(), importedAt: try row.instant())
  }
}
