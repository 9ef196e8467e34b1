import ClinicModel
import PostgresClient

extension Assessments {
  private static let analysisStatement = Statement(
    "api.record_biomarker_analysis",
    "SELECT answer, field, analysis_id FROM api.record_biomarker_analysis($1, $2, $3, $4, $5, $6, $7)")
  private static let assessStatement = Statement(
    "api.assess_observation",
    "SELECT answer, field, record_id, version FROM api.assess_observation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
  private static let observationStatement = Statement(
    "api.record_observation_analysis",
    "SELECT answer, field, record_id, version FROM api.record_observation_analysis($1, $2, $3, $4, $5, $6, $7)")

  static func postgres(_ database: Database) -> Assessments {
    Assessments(
      analyses: {
        let call = Database.Call(BiomarkerAnalysis.ofRecord, [$0, $1])
        return try await database.list(inChartOf: $0, call, BiomarkerAnalysis.init(from:))
      },
      recordAnalysis: { key, version, model, analysis, confidence, milliseconds in
        let parameters: [any PostgresEncodable] = [
          key, version.id, version.version.int4, model, analysis, confidence, milliseconds.int4,
        ]
        return try await database.write(Database.Call(analysisStatement, parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      observations: {
        let call = Database.Call(ObservationAssessment.living, [$0])
        return try await database.list(inChartOf: $0, call, ObservationAssessment.init(from:))
      },
      assess: { key, patient, version, form, reason in
        let parameters: [any PostgresEncodable] = [
          key, patient, version.id, version.version.int4, form.severity?.rawValue, form.urgency?.rawValue, form.hormonalContext,
          form.treatmentContext, form.lifestyleContext, reason, form.category,
        ]
        return try await database.write(Database.Call(assessStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      recordObservationAnalysis: { key, patient, version, model, analysis in
        let parameters: [any PostgresEncodable] = [
          key, patient, version.id, version.version.int4, model, analysis.text, analysis.confidence,
        ]
        return try await database.write(Database.Call(observationStatement, parameters)) { row throws(PostgresError) in
          try row.recordVersion()
        }
      })
  }
}

extension BiomarkerAnalysis {
  fileprivate static let ofRecord = Statement(
    "biomarker_analyses.of_record",
    "SELECT analysis_id, record_id, version, model, model_version, analysis, confidence, processing_ms, analysed_at",
    "FROM medical_data.biomarker_analyses WHERE patient_id = $1 AND record_id = $2 ORDER BY analysed_at DESC, analysis_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), version: try row.recordVersion(), model: try row.next(), modelVersion: try row.next(),
      analysis: try row.next(), confidence: try row.decimal(), processingMilliseconds: try row.next(),
      analysedAt: try row.instant())
  }
}

extension ObservationAssessment {
  fileprivate static let living = Statement(
    "observations.assessments",
    "SELECT record_id, version, severity, urgency, hormonal_context, treatment_context, lifestyle_context, category,",
    "  ai_analysis,",
    "  ai_confidence, correction_reason FROM medical_data.medical_observations",
    "WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY observed_at DESC, record_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    let version: RecordVersion<Observation> = try row.recordVersion()
    let form = Form(
      severity: try row.codeIfAny(), urgency: try row.codeIfAny(), hormonalContext: try row.next(),
      treatmentContext: try row.next(), lifestyleContext: try row.next(), category: try row.next())
    let (text, confidence) = (try row.next(String?.self), try row.decimalIfAny())
    self.init(
      version: version, form: form, analysis: text.flatMap { text in confidence.map { Analysis(text: text, confidence: $0) } },
      reason: try row.next())
  }
}
