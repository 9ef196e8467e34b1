import ClinicModel
import PostgresClient

extension AIModels {
  private static let listStatement = Statement(
    "models.list",
    "SELECT model_id, row_version, name, model_type, version, description, training_data, parameters, feature_importance,",
    "  clinical_owner, accuracy, precision_, recall, f1, auc, validation_status, validation_note,",
    "  approved_at FROM analytics.ai_models",
    "ORDER BY name, version, model_id")
  private static let registerStatement = Statement(
    "api.register_model",
    "SELECT answer, field, model_id FROM api.register_model($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
  private static let decideStatement = Statement("api.decide_model", "SELECT api.decide_model($1, $2, $3, $4)")
  private static let logStatement = Statement(
    "api.log_ai_request",
    "SELECT answer, field, request_id FROM api.log_ai_request($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
  private static let requestLogStatement = Statement(
    "api.ai_request_log",
    "SELECT request_id, kind, purpose, model_id, redaction, latency_ms, input_units, output_units, cost, outcome, created_at,",
    "  is_blanked FROM api.ai_request_log($1, $2, $3)")

  static func postgres(_ database: Database) -> AIModels {
    AIModels(
      list: { try await database.list(Database.Call(listStatement), AIModel.init(from:)) },
      register: {
        try await database.write(Database.Call(registerStatement, $0.fields)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      decide: {
        try await database.save(Database.Call(decideStatement, [$0.id, $0.version.int4, $1.rawValue, $2]), field: "decision")
      },
      logRequest: { key, request, conversation in
        let parameters: [any PostgresEncodable] = [
          key, request.kind.rawValue, request.purpose.rawValue, request.model, conversation.patient, conversation.input,
          conversation.output, request.redaction.rawValue, request.latencyMilliseconds.int4, request.inputUnits?.int4,
          request.outputUnits?.int4, request.cost, request.outcome.rawValue,
        ]
        return try await database.write(Database.Call(logStatement, parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      requestLog: { try await database.list(Database.Call(requestLogStatement, [$0, $1, $2.int4]), LogEntry.init(from:)) })
  }
}

extension AIModel {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), registration: try Registration(from: &row), status: try row.code(), note: try row.next(),
      approvedAt: try row.instantIfAny())
  }
}

extension AIModel.Registration {
  /// name to auc.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      name: try row.next(), kind: try row.code(), version: try row.next(), description: try row.next(),
      trainingData: try row.next(), parameters: try row.next(), featureImportance: try row.next(),
      clinicalOwner: try row.identifier(),
      performance: AIModel.Performance(
        accuracy: try row.decimalIfAny(), precision: try row.decimalIfAny(), recall: try row.decimalIfAny(),
        f1: try row.decimalIfAny(), areaUnderCurve: try row.decimalIfAny()))
  }

  fileprivate var fields: [any PostgresEncodable] {
    [
      name, kind.rawValue, version, description, trainingData, PostgresJSON(parameters),
      PostgresJSON(featureImportance), clinicalOwner, performance.accuracy, performance.precision, performance.recall,
      performance.f1, performance.areaUnderCurve,
    ]
  }
}

extension AIModels.LogEntry {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    let id: AIRequestID = try row.identifier()
    let request = AIRequest(
      kind: try row.code(), purpose: try row.code(), model: try row.identifierIfAny(), redaction: try row.code(),
      latencyMilliseconds: try row.next(), inputUnits: try row.next(), outputUnits: try row.next(), cost: try row.decimalIfAny(),
      outcome: try row.code())
    self.init(id: id, request: request, createdAt: try row.instant(), isBlanked: try row.next())
  }
}
