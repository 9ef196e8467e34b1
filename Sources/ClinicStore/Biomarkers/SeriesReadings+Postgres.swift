import ClinicModel
import EventLoop
import PostgresClient

extension SeriesReadings {
  static func postgres(_ database: Database) -> SeriesReadings {
    SeriesReadings(
      details: {
        let (type, limit) = ($1, $2)
        let found = try await database.facts(
          of: $0, { Database.Call(BiomarkerDetail.newest, [$0, type, limit.int4]) }, BiomarkerDetail.init(from:))
        return Array(found.prefix(limit))
      },
      measurable: {
        try await database.list(Database.Call(MeasurableBiomarker.catalogue, []), MeasurableBiomarker.init(from:))
      },
      stretches: {
        let (type, before, count) = ($1, $2, $3)
        return try await database.list(
          ofAllNumbersOf: $0, { Database.Call(SeriesStretch.before, [$0, type, before, count.int4]) }, SeriesStretch.init(from:)
        ).sorted { $0.first < $1.first }
      },
      devices: {
        let (type, since) = ($1, $2)
        return try await database.list(
          ofAllNumbersOf: $0, { Database.Call(DeviceReading.since, [$0, type, since]) }, DeviceReading.init(from:)
        ).sorted { $0.at < $1.at }
      })
  }
}

extension BiomarkerDetail: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.result.measuredAt > right.result.measuredAt }

  fileprivate static let newest = Statement(
    "series.details",
    "SELECT record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name, version,",
    "  superseded_at IS NULL, entered_in_error, method, device, quality, hormonal_context, meal_context, medication_context,",
    "  activity_context, stress_context, notes, reason",
    "FROM medical_data.biomarkers WHERE patient_id = $1 AND type_id = $2 ORDER BY measured_at DESC, record_id, version DESC LIMIT $3")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    let result = try BiomarkerResult(from: &row)
    let version: Int = try row.next()
    let (isLiving, isInError): (Bool, Bool) = (try row.next(), try row.next())
    self.init(
      result: result, version: version, state: isInError ? .enteredInError : isLiving ? .living : .superseded,
      context: try MeasurementContext(from: &row), reason: try row.next())
  }
}

extension MeasurableBiomarker {
  fileprivate static let catalogue = Statement(
    "series.measurable",
    "SELECT type_id, code, loinc, name_en, name_es, unit, decimals, reference_low, reference_high, critical_low, critical_high,",
    "  plausible_low, plausible_high FROM medical_data.biomarker_types ORDER BY sort_order, type_id")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    let type = try BiomarkerType(from: &row)
    let (low, high) = (try row.decimal(), try row.decimal())
    self.init(type: type, plausible: min(low, high)...max(low, high))
  }
}

extension SeriesStretch {
  /// One pass over the readings, one row a stretch.
  fileprivate static let before = Statement(
    "series.stretches",
    "SELECT min(b.measured_at), max(b.measured_at), count(*)::int, min(b.value), max(b.value)",
    "FROM medical_data.biomarkers b, (SELECT extract(epoch FROM min(x.measured_at))::float8 AS low FROM medical_data.biomarkers x",
    "  WHERE x.patient_id = $1 AND x.type_id = $2 AND x.superseded_at IS NULL) s",
    "WHERE b.patient_id = $1 AND b.type_id = $2 AND b.superseded_at IS NULL AND b.measured_at < $3 GROUP BY",
    "  width_bucket(extract(epoch FROM b.measured_at)::float8, s.low, extract(epoch FROM $3::timestamptz)::float8 + 1, $4)",
    "ORDER BY 1")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      first: try row.instant(), last: try row.instant(), count: try row.next(), lowest: try row.decimal(), highest: try row.decimal())
  }
}

extension DeviceReading {
  fileprivate static let since = Statement(
    "series.devices",
    "SELECT measured_at, value, device FROM medical_data.biomarkers",
    "WHERE patient_id = $1 AND type_id = $2 AND superseded_at IS NULL AND measured_at >= $3 ORDER BY measured_at")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(at: try row.instant(), value: try row.decimal(), device: try row.next())
  }
}
