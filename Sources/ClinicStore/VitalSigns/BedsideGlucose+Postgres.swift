import ClinicModel
import EventLoop
import PostgresClient

extension BedsideGlucose {
  static func postgres(_ database: Database) -> BedsideGlucose {
    BedsideGlucose(
      record: { try await database.recordGlucose(of: $1, $2, key: $0, at: $3, confirmed: $4) },
      acknowledge: { try await database.acknowledgeGlucose($1, version: $2, $3, key: $0, action: $4, toldTo: $5) })
  }
}

extension Database {
  private static let record = Statement(
    "bedside_glucose.record",
    "SELECT answer, field, record_id, version, status",
    "FROM api.record_biomarker($1, $2, $3, $4, $5, $6, 'POINT_OF_CARE', '{}', $7)")
  private static let acknowledge = Statement(
    "bedside_glucose.acknowledge", "SELECT api.acknowledge_critical_value($1, $2, $3, $4, $5, $6)")

  fileprivate func recordGlucose(
    of patient: PatientID, _ value: Glucose, key: UniqueID, at measuredAt: Instant, confirmed: Bool
  ) async throws(RepositoryError) -> BedsideGlucose.Answer {
    let parameters: [any PostgresEncodable] = [
      key.postgres, patient.postgres, value.unit.capillaryCode, value.value.numeric, value.unit.rawValue, measuredAt.timestamp, confirmed,
    ]
    let rows = try await query(Call(Self.record, parameters), .write)
    let (answer, field, record, version, status) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        (
          try row.next(String.self), try row.next(String?.self), try row.next(PostgresUUID?.self), try row.next(Int?.self),
          try row.codeIfAny(ResultFlag.self)
        )
      }
    }
    switch (answer, record, version, status) {
    case ("SAVED", let record?, let version?, let status?):
      return .saved(BiomarkerResultID(UniqueID(record)), version: version, status)
    case ("CONFIRM", _, _, _): return .confirm
    default: throw RepositoryError(answer: answer, field: field)
    }
  }

  fileprivate func acknowledgeGlucose(
    _ record: BiomarkerResultID, version: Int, _ readBack: Glucose, key: UniqueID, action: String, toldTo: String?
  ) async throws(RepositoryError) -> Bool {
    let parameters: [any PostgresEncodable] = [
      key.postgres, record.postgres, Int32(clamping: version), readBack.value.numeric, action, toldTo,
    ]
    let rows = try await query(Call(Self.acknowledge, parameters), .write)
    switch try word(rows) {
    case "SAVED": return true
    case "DONE", "NOT_CRITICAL": return false
    case "CHANGED": throw .changedMeanwhile
    case let answer: throw RepositoryError(answer: answer, field: "action")
    }
  }
}

extension DecimalNumber {
  /// Exact.
  fileprivate var numeric: PostgresNumeric { .finite(unscaled: Int128(significand), scale: scale) }
}
