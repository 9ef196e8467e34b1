import ClinicModel
import PostgresClient

extension PrescriptionRequests {
  private static let askStatement = Statement(
    "api.request_prescription", "SELECT answer, field, request_id FROM api.request_prescription($1, $2, $3, $4, $5)")
  private static let closeStatement = Statement(
    "api.close_prescription_request", "SELECT api.close_prescription_request($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> PrescriptionRequests {
    PrescriptionRequests(
      list: {
        let call = Database.Call(PrescriptionRequest.ofPatient, [$0])
        return try await database.list(inChartOf: $0, call, PrescriptionRequest.init(from:))
      },
      ask: {
        let call = Database.Call(askStatement, [$0, $1, $2, $3, $4])
        return try await database.write(call) { row throws(PostgresError) in try row.identifier() }
      },
      close: { request, closing in
        let call = Database.Call(closeStatement, [request] + closing.parameters)
        return try await database.answer(call, field: "reason")
      })
  }
}

extension PrescriptionRequests.Closing {
  /// Outcome, reason and prescription.
  fileprivate var parameters: [any PostgresEncodable] {
    switch self {
    case .prescribed(let prescription): ["PRESCRIBED", String?.none, prescription]
    case .declined(let reason): ["DECLINED", reason, PrescriptionID?.none]
    case .withdrawn(let reason): ["WITHDRAWN", reason, PrescriptionID?.none]
    }
  }
}

extension PrescriptionRequest {
  fileprivate static let ofPatient = Statement(
    "prescription_requests.of_patient",
    "SELECT request_id, medication, details, asked_of, asked_of_name, recorded_by, recorded_by_name, recorded_at, status,",
    "  prescription_id, closed_at, closing_reason FROM medical_data.prescription_requests",
    "WHERE patient_id = $1 ORDER BY recorded_at DESC, request_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), medication: try row.next(), details: try row.next(), askedOf: try row.identifier(),
      askedOfName: try row.next(), author: try row.identifier(), recordedBy: try row.next(), recordedAt: try row.instant(),
      status: try row.code(), prescription: try row.identifierIfAny(), closedAt: try row.instantIfAny(),
      closingReason: try row.next())
  }
}
