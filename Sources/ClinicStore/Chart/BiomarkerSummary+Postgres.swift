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

  /// What is as usual is left out: columns that are sent cost more than reading the row.
  static let series = Statement(
    "chart.biomarker_series",
    "SELECT record_id, measured_at, value, nullif(status, 'NORMAL'), nullif(coalesce(reference_low, 'NaN'), $4),",
    "  nullif(coalesce(reference_high, 'NaN'), $5), nullif(source, $6), nullif(recorded_by_name, $7)",
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

/// What most results of a series have in common with one that is known. The same values go to the database, which leaves them out, and
/// come back from here; `NaN`, which no limit is, says that an interval is open.
struct UsualResult {
  private let reference: ReferenceInterval
  private let source: String?
  private let recordedBy: String?

  init(_ result: BiomarkerResult?) {
    reference = result?.reference ?? ReferenceInterval(low: nil, high: nil)
    (source, recordedBy) = (result?.source, result?.recordedBy)
  }

  var parameters: [any PostgresEncodable] {
    [Self.numeric(reference.low), Self.numeric(reference.high), source, recordedBy]
  }

  private static func numeric(_ limit: DecimalNumber?) -> PostgresNumeric {
    limit.map { .finite(unscaled: Int128($0.significand), scale: $0.scale) } ?? .notANumber
  }

  /// For rows of `BiomarkerResult.series`.
  var decoder: RowDecoder<BiomarkerResult> {
    { row throws(PostgresError) in try decode(&row) }
  }

  private func decode(_ row: inout PostgresRowReader) throws(PostgresError) -> BiomarkerResult {
    BiomarkerResult(
      id: try row.identifier(), measuredAt: try row.instant(), value: try row.decimal(), flag: try row.codeIfAny() ?? .normal,
      reference: ReferenceInterval(low: try limit(&row, reference.low), high: try limit(&row, reference.high)),
      source: try row.next(String?.self) ?? source, recordedBy: try row.next(String?.self) ?? recordedBy)
  }

  private func limit(_ row: inout PostgresRowReader, _ usual: DecimalNumber?) throws(PostgresError) -> DecimalNumber? {
    switch try row.next(PostgresNumeric?.self) {
    case nil: return usual
    case .notANumber: return nil
    case let numeric?:
      guard let value = DecimalNumber(numeric) else { throw row.invalid("numeric beyond 18 digits") }
      return value
    }
  }
}
