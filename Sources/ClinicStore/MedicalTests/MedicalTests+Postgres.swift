import ClinicModel
import PostgresClient

extension MedicalTests {
  private static let requestStatement = Statement(
    "api.request_test", "SELECT answer, field, record_id FROM api.request_test($1, $2, $3, $4, $5, $6, $7)")
  private static let advanceStatement = Statement("api.advance_test", "SELECT api.advance_test($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> MedicalTests {
    MedicalTests(
      list: { try await database.facts(of: $0, { Database.Call(MedicalTest.living, [$0]) }, MedicalTest.init(from:)) },
      request: { key, patient, request in
        let parameters: [any PostgresEncodable] = [
          key, patient, request.name, request.loinc, request.priority.rawValue, request.nursingProtocol, request.consultation,
        ]
        return try await database.write(Database.Call(requestStatement, parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      advance: { version, step in
        let (status, detail) = step.statusAndDetail
        let parameters: [any PostgresEncodable] = [version.id, version.version.int4, status.rawValue, detail]
        return try await database.answer(Database.Call(advanceStatement, parameters), field: "detail")
      })
  }
}

extension MedicalTest: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.recordedAt > right.recordedAt }

  static let living = Statement(
    "chart.tests",
    "SELECT record_id, version, name, loinc, priority, protocol, consultation_id, status, detail, requested_by_name, recorded_at",
    "FROM medical_data.medical_tests WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY recorded_at DESC, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      request: Request(
        name: try row.next(), loinc: try row.next(), priority: try row.code(), nursingProtocol: try row.next(),
        consultation: try row.identifierIfAny()),
      status: try row.code(), detail: try row.next(), requestedBy: try row.next(), recordedAt: try row.instant())
  }
}

extension MedicalTests.Step {
  fileprivate var statusAndDetail: (MedicalTest.Status, String?) {
    switch self {
    case .collected(let specimen): (.collected, specimen)
    case .resulted(let result): (.resulted, result)
    case .cancelled(let reason): (.cancelled, reason)
    }
  }
}
