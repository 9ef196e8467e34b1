import ClinicModel
import PostgresClient

extension MedicalReports {
  private static let addStatement = Statement(
    "api.add_report", "SELECT answer, field, record_id FROM api.add_report($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
  private static let advanceStatement = Statement("api.advance_report", "SELECT api.advance_report($1, $2, $3)")
  private static let summariesStatement = Statement(
    "api.report_summaries", "SELECT record_id, summary, summary_source FROM api.report_summaries($1)")

  static func postgres(_ database: Database) -> MedicalReports {
    MedicalReports(
      list: { try await database.facts(of: $0, { Database.Call(MedicalReport.living, [$0]) }, MedicalReport.init(from:)) },
      summaries: {
        let pairs = try await database.list(inChartOf: $0, Database.Call(summariesStatement, [$0])) { row throws(PostgresError) in
          let report: MedicalReportID = try row.identifier()
          return (report, MedicalReport.Summary(text: try row.next(), source: try row.code()))
        }
        return Dictionary(pairs) { first, _ in first }
      },
      add: { key, patient, entry in
        let parameters: [any PostgresEncodable] = [
          key, patient, entry.kind.rawValue, entry.title, entry.reportOn, entry.status.rawValue, entry.summary?.text,
          entry.summary?.source.rawValue, entry.reviewer, entry.test,
        ]
        return try await database.write(Database.Call(addStatement, parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      advance: {
        try await database.save(Database.Call(advanceStatement, [$0.id, $0.version.int4, $1.rawValue]), field: "status")
      })
  }
}

extension MedicalReport: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.reportOn > right.reportOn }

  static let living = Statement(
    "chart.reports",
    "SELECT record_id, version, type, title, report_on, status, summary_source, test_record_id, reviewer_id, reviewed_by_name,",
    "  reviewed_at",
    "FROM medical_data.medical_reports WHERE patient_id = $1 AND superseded_at IS NULL",
    "ORDER BY report_on DESC, recorded_at DESC, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), kind: try row.code(), title: try row.next(), reportOn: try row.date(),
      status: try row.code(), summarySource: try row.codeIfAny(), test: try row.identifierIfAny(),
      reviewer: try row.identifierIfAny(), reviewedBy: try row.next(), reviewedAt: try row.instantIfAny())
  }
}
