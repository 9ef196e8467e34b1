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
      before: { try await database.readings(of: $0, $1, before: $2, stretches: $3) },
      page: {
        let (type, moment, limit) = ($1, $2, (Charts.seriesLimit + 1).int4)
        let newest = try await database.facts(
          of: $0, { Database.Call(BiomarkerResult.page, [$0, type, moment, limit]) }, BiomarkerResult.init(from:))
        return newest.prefix(Charts.seriesLimit + 1).reversed()
      },
      devices: {
        let (type, since) = ($1, $2)
        return try await database.list(
          ofAllNumbersOf: $0, { Database.Call(DeviceReading.since, [$0, type, since]) }, DeviceReading.init(from:)
        ).sorted { $0.at < $1.at }
      })
  }
}

extension Database {
  /// One pass for the stretches, one for the sums, one for each end and extreme, all in one flight.
  fileprivate func readings(
    of patient: PatientID, _ type: BiomarkerType.ID, before moment: Instant, stretches: Int
  ) async throws(RepositoryError) -> SeriesBefore {
    let rows = try await chart(of: patient) { number in
      [Call(SeriesStretch.before, [number, type, moment, stretches.int4])]
        + SeriesAggregate.statements.map { Call($0, [number, type, moment]) }
    }
    return try decoding { () throws(PostgresError) in
      var parts: [SeriesAggregate] = []
      for number in rows.numbers {
        if let part = try SeriesAggregate(Array(number.rows.dropFirst()), number.merged) { parts.append(part) }
      }
      let stretches = try rows.list(0, SeriesStretch.init(from:)).sorted { $0.first < $1.first }
      let whole = parts.first.map { parts.dropFirst().reduce($0) { $0.joined($1) } }
      return SeriesBefore(stretches: stretches, aggregate: whole)
    }
  }
}

extension SeriesAggregate {
  private static let source: StaticString = """
    FROM medical_data.biomarkers WHERE patient_id = $1 AND type_id = $2 AND superseded_at IS NULL AND measured_at < $3
    """
  private static let result: StaticString =
    "SELECT record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name"

  /// The sums, then the first, the last, the lowest and the highest reading.
  fileprivate static let statements = [
    Statement(
      "series.sums",
      "SELECT count(*)::int, regr_avgy(y, x), regr_avgx(y, x), regr_syy(y, x), regr_sxx(y, x), regr_sxy(y, x),",
      "  (count(*) FILTER (WHERE status = 'NORMAL'))::int,",
      "  (count(*) FILTER (WHERE status IN ('HIGH', 'CRITICAL_HIGH')))::int,",
      "  (count(*) FILTER (WHERE status IN ('LOW', 'CRITICAL_LOW')))::int,",
      "  (count(*) FILTER (WHERE status IN ('CRITICAL_HIGH', 'CRITICAL_LOW')))::int",
      "FROM (SELECT status, value::float8 AS y, extract(epoch FROM measured_at)::float8 / 86400 AS x", source, ") r"),
    Statement("series.first", result, source, "ORDER BY measured_at LIMIT 1"),
    Statement("series.last", result, source, "ORDER BY measured_at DESC LIMIT 1"),
    Statement("series.lowest", result, source, "ORDER BY value, measured_at LIMIT 1"),
    Statement("series.highest", result, source, "ORDER BY value DESC, measured_at LIMIT 1"),
  ]

  /// Nil where there are no readings.
  fileprivate init?(_ rows: [PostgresRows], _ merged: RecordNumber?) throws(PostgresError) {
    var ends: [BiomarkerResult] = []
    for rows in rows.dropFirst() { ends += try rows.decode(BiomarkerResult.init(from:)).map { $0.recorded(under: merged) } }
    guard ends.count == 4 else { return nil }
    self = try rows[0].onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
      SeriesAggregate(
        count: try row.next(), first: ends[0], last: ends[1], lowest: ends[2], highest: ends[3], mean: try row.next(),
        meanDay: try row.next(), squares: try row.next(), daySquares: try row.next(), products: try row.next(),
        inRange: try row.next(), above: try row.next(), below: try row.next(), critical: try row.next())
    }
  }
}

extension BiomarkerDetail: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.result.measuredAt > right.result.measuredAt }

  fileprivate static let newest = Statement(
    "series.details",
    "SELECT record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name, version,",
    "  superseded_at IS NULL, entered_in_error, method, device, quality, hormonal_context, meal_context, medication_context,",
    "  activity_context, stress_context, notes, reason",
    "FROM medical_data.biomarkers WHERE patient_id = $1 AND type_id = $2 ORDER BY measured_at DESC, record_id, version",
    "  DESC LIMIT $3"
  )

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
    "FROM medical_data.biomarkers b, (SELECT extract(epoch FROM min(x.measured_at))::float8 AS low FROM",
    "  medical_data.biomarkers x",
    "  WHERE x.patient_id = $1 AND x.type_id = $2 AND x.superseded_at IS NULL) s",
    "WHERE b.patient_id = $1 AND b.type_id = $2 AND b.superseded_at IS NULL AND b.measured_at < $3 GROUP BY",
    "  width_bucket(extract(epoch FROM b.measured_at)::float8, s.low, extract(epoch FROM $3::timestamptz)::float8 + 1, $4)",
    "ORDER BY 1")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      first: try row.instant(), last: try row.instant(), count: try row.next(), lowest: try row.decimal(),
      highest: try row.decimal())
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
