import ClinicModel
import PostgresClient

extension Analytics {
  private static let predictStatement = Statement(
    "api.record_prediction",
    "SELECT answer, field, record_id, version",
    "FROM api.record_prediction($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)")
  private static let validateStatement = Statement(
    "api.validate_prediction", "SELECT answer, field, $3::uuid, version FROM api.validate_prediction($1, $2, $3, $4, $5, $6)")
  private static let metricStatement = Statement(
    "api.record_metric",
    "SELECT answer, field, record_id, version",
    "FROM api.record_metric($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)")

  static func postgres(_ database: Database) -> Analytics {
    Analytics(
      predictions: { try await database.list(inChartOf: $0, Database.Call(Prediction.living, [$0]), Prediction.init(from:)) },
      recordPrediction: { key, patient, content in
        let form: [any PostgresEncodable] = [key, patient]
        return try await database.write(Database.Call(predictStatement, form + content.parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      validatePrediction: {
        let parameters: [any PostgresEncodable] = [$0, $1, $2.id, $2.version.int4, $3, $4]
        return try await database.write(Database.Call(validateStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      metrics: { try await database.list(inChartOf: $0, Database.Call(MedicalMetric.living, [$0]), MedicalMetric.init(from:)) },
      recordMetric: { key, patient, content in
        let form: [any PostgresEncodable] = [key, patient]
        return try await database.write(Database.Call(metricStatement, form + content.parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      })
  }
}

extension EstimateInterval {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(low: try row.decimalIfAny(), high: try row.decimalIfAny())
  }
}

extension Prediction {
  fileprivate static let living = Statement(
    "analytics.predictions",
    "SELECT record_id, version, model_id, prediction_type, horizon_hours, predicted_value, unit, interval_low, interval_high,",
    "  confidence, risk_level, risk_factors, input_features, hormonal_context, treatment_context, lifestyle_context,",
    "  predicted_at, actual_value, validated_on, recorded_by_name FROM analytics.medical_predictions",
    "WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY predicted_at DESC, record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), content: try Content(from: &row), actualValue: try row.decimalIfAny(),
      validatedOn: try row.dateIfAny(), recordedBy: try row.next())
  }
}

extension Prediction.Content {
  /// model_id to predicted_at.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      model: try row.identifier(), type: try row.next(), horizonHours: try row.next(), value: try row.decimalIfAny(),
      unit: try row.next(), interval: try EstimateInterval(from: &row), confidence: try row.decimal(),
      riskLevel: try row.codeIfAny(), riskFactors: try row.next(), inputFeatures: try row.next(), hormonalContext: try row.next(),
      treatmentContext: try row.next(), lifestyleContext: try row.next(), predictedAt: try row.instant())
  }

  fileprivate var parameters: [any PostgresEncodable] {
    [
      model, type, horizonHours.int4, value, unit, interval.low, interval.high, confidence, riskLevel?.rawValue, riskFactors,
      PostgresJSON(inputFeatures), hormonalContext, treatmentContext, lifestyleContext, predictedAt,
    ]
  }
}

extension MedicalMetric {
  fileprivate static let living = Statement(
    "analytics.metrics",
    "SELECT record_id, version, metric_type, name, value, unit, period_from, period_to, hormonal_phase, treatment_period,",
    "  method, interval_low, interval_high, p_value, data_points, calculated_at, recorded_by_name FROM analytics.medical_metrics",
    "WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY period_to DESC, calculated_at DESC, record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(version: try row.recordVersion(), content: try Content(from: &row), recordedBy: try row.next())
  }
}

extension MedicalMetric.Content {
  /// metric_type to calculated_at.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      type: try row.next(), name: try row.next(), value: try row.decimal(), unit: try row.next(), periodFrom: try row.date(),
      periodTo: try row.date(), hormonalPhase: try row.codeIfAny(), treatmentPeriod: try row.next(), method: try row.next(),
      interval: try EstimateInterval(from: &row), pValue: try row.decimalIfAny(), dataPoints: try row.next(),
      calculatedAt: try row.instant())
  }

  fileprivate var parameters: [any PostgresEncodable] {
    [
      type, name, value, unit, periodFrom, periodTo, hormonalPhase?.rawValue, treatmentPeriod, method, interval.low,
      interval.high,
      pValue, dataPoints.int4, calculatedAt,
    ]
  }
}
