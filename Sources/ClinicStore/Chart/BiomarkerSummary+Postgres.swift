import ClinicModel
import PostgresClient

extension BiomarkerSummary {
  /// The newest twelve of each type: one descent of the index per type.
  static let recent = Statement(
    "chart.biomarkers",
    "SELECT t.type_id, t.code, t.loinc, t.name_en, t.name_es, t.unit, t.decimals, t.reference_low, t.reference_high,",
    "  t.critical_low, t.critical_high,",
    "  b.record_id, b.measured_at, b.value, b.status, b.reference_low, b.reference_high, b.source, b.recorded_by_name,",
    "  t.sort_order",
    "FROM medical_data.biomarker_types t CROSS JOIN LATERAL (",
    "  SELECT * FROM medical_data.biomarkers x",
    "  WHERE x.patient_id = $1 AND x.type_id = t.type_id AND x.superseded_at IS NULL",
    "  ORDER BY x.measured_at DESC LIMIT 12) b",
    "ORDER BY t.sort_order, t.type_id, b.measured_at")

  private static let count = 12

  /// A row of `recent`.
  private struct Row: ListedFact {
    var type: BiomarkerType
    var result: BiomarkerResult
    var place: Int

    var mergedNumber: RecordNumber? {
      get { result.mergedNumber }
      set { result.mergedNumber = newValue }
    }

    init(from row: inout PostgresRowReader) throws(PostgresError) {
      (type, result, place) = (try BiomarkerType(from: &row), try BiomarkerResult(from: &row), try row.next())
    }

    static func isBefore(_ left: Row, _ right: Row) -> Bool {
      (left.place, left.type.id, left.result.measuredAt) < (right.place, right.type.id, right.result.measuredAt)
    }
  }

  /// Rows of `recent`: those of one type stand together, oldest first.
  static func decode(_ rows: ChartRows, _ place: Int) throws(PostgresError) -> [BiomarkerSummary] {
    var summaries: [BiomarkerSummary] = []
    var (type, results): (BiomarkerType?, [BiomarkerResult]) = (nil, [])
    func endType() {
      if let type, let summary = BiomarkerSummary(type: type, recent: results.suffix(count)) { summaries.append(summary) }
    }
    for row in try rows.facts(place, Row.init(from:)) {
      if row.type.id != type?.id {
        endType()
        (type, results) = (row.type, [])
      }
      results.append(row.result)
    }
    endType()
    return summaries
  }
}

extension BiomarkerType {
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.next(), code: try row.next(), loinc: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next(),
      unit: try row.next(), decimals: try row.next(),
      reference: ReferenceInterval(low: try row.decimalIfAny(), high: try row.decimalIfAny()),
      criticalLow: try row.decimalIfAny(), criticalHigh: try row.decimalIfAny())
  }
}

extension BiomarkerResult: ListedFact {
  /// Of a series, newest first.
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.measuredAt > right.measuredAt }

  static let series = Statement(
    "chart.biomarker_series",
    "SELECT record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name",
    "FROM medical_data.biomarkers WHERE patient_id = $1 AND type_id = $2 AND superseded_at IS NULL",
    "ORDER BY measured_at DESC LIMIT $3")

  /// As `series`, of what lies before a moment.
  static let page = Statement(
    "chart.biomarker_page",
    "SELECT record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name",
    "FROM medical_data.biomarkers WHERE patient_id = $1 AND type_id = $2 AND superseded_at IS NULL AND measured_at < $3",
    "ORDER BY measured_at DESC LIMIT $4")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), measuredAt: try row.instant(), value: try row.decimal(), flag: try row.code(),
      reference: ReferenceInterval(low: try row.decimalIfAny(), high: try row.decimalIfAny()), source: try row.next(),
      recordedBy: try row.next())
  }
}
