import ClinicModel
import PostgresClient

extension MedicationAdministrations {
  private static let scheduleStatement = Statement(
    "api.schedule_administration", "SELECT answer, field, record_id FROM api.schedule_administration($1, $2, $3)")
  private static let recordStatement = Statement(
    "api.record_administration",
    "SELECT answer, field, record_id, version, is_counted FROM api.record_administration($1, $2, $3, $4, $5, $6, $7)")
  private static let checkStatement = Statement(
    "api.check_administration", "SELECT answer, field, $2::uuid, version FROM api.check_administration($1, $2, $3, $4)")
  private static let correctStatement = Statement(
    "api.correct_administration",
    "SELECT answer, field, $2::uuid, version, is_counted FROM api.correct_administration($1, $2, $3, $4, $5, $6, $7)")

  static func postgres(_ database: Database) -> MedicationAdministrations {
    MedicationAdministrations(
      due: {
        let call = Database.Call(MedicationAdministration.due, [$0])
        return try await database.list(inChartOf: $0, call, MedicationAdministration.init(from:))
      },
      since: {
        let call = Database.Call(MedicationAdministration.since, [$0, $1])
        return try await database.list(inChartOf: $0, call, MedicationAdministration.init(from:))
      },
      schedule: {
        try await database.write(Database.Call(scheduleStatement, [$0, $1, $2])) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      record: { key, prescription, due, outcome, reason in
        let (word, at, dose) = outcome.parameters
        let parameters: [any PostgresEncodable] = [key, prescription, due, word, at, dose, reason]
        return try await database.write(Database.Call(recordStatement, parameters)) { row throws(PostgresError) in
          Recorded(version: try row.recordVersion(), isCounted: try row.next())
        }
      },
      check: {
        let parameters: [any PostgresEncodable] = [$0, $1.id, $1.version.int4, $2]
        return try await database.write(Database.Call(checkStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      correct: { key, version, correction, reason in
        let (word, at, dose) = correction.parameters
        let parameters: [any PostgresEncodable] = [key, version.id, version.version.int4, word, at, dose, reason]
        return try await database.write(Database.Call(correctStatement, parameters)) { row throws(PostgresError) in
          Recorded(version: try row.recordVersion(), isCounted: try row.next())
        }
      })
  }
}

extension MedicationAdministration {
  private static let columns: StaticString = """
    SELECT record_id, version, prescription_id, medication, scheduled_at, status, given_at, dose_amount, dose_unit, route,
      needs_second_check, administered_by_name, checked_by_name, reason, recorded_at
    FROM medical_data.medication_administrations WHERE patient_id = $1 AND superseded_at IS NULL
    """
  fileprivate static let due = Statement(
    "administrations.due", columns,
    "AND status IN ('SCHEDULED', 'AWAITING_CHECK') ORDER BY coalesce(scheduled_at, given_at), medication, record_id")
  fileprivate static let since = Statement(
    "administrations.since", columns,
    "AND status IN ('AWAITING_CHECK', 'GIVEN', 'REFUSED', 'OMITTED') AND coalesce(given_at, scheduled_at, recorded_at) >= $2",
    "ORDER BY coalesce(given_at, scheduled_at, recorded_at) DESC, record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), prescription: try row.identifier(), medication: try row.next(),
      scheduledAt: try row.instantIfAny(), status: try row.code(), givenAt: try row.instantIfAny(),
      doseAmount: try row.decimalIfAny(), doseUnit: try row.next(), route: try row.next(), needsSecondCheck: try row.next(),
      givenBy: try row.next(), checkedBy: try row.next(), reason: try row.next(), recordedAt: try row.instant())
  }
}

extension MedicationAdministrations.Outcome {
  fileprivate var parameters: (word: String, at: Instant?, dose: DecimalNumber?) {
    switch self {
    case .given(let at, let dose): ("GIVEN", at, dose)
    case .refused: ("REFUSED", nil, nil)
    case .omitted: ("OMITTED", nil, nil)
    }
  }
}

extension MedicationAdministrations.Correction {
  fileprivate var parameters: (word: String, at: Instant?, dose: DecimalNumber?) {
    switch self {
    case .given(let at, let dose): ("GIVEN", at, dose)
    case .refused: ("REFUSED", nil, nil)
    case .omitted: ("OMITTED", nil, nil)
    case .notGivenAtAll: ("VOIDED", nil, nil)
    }
  }
}
