import ClinicModel
import EventLoop
import PostgresClient

extension Charts {
  static func postgres(_ database: Database) -> Charts {
    Charts(
      open: { try await database.openChart($0, $1, specialReason: $2) },
      series: {
        let usual = UsualResult($2)
        let call = Database.Call(BiomarkerResult.series, [$0, $1, (seriesLimit + 1).int4] + usual.parameters)
        return try await database.list(inChartOf: $0, call, usual.decoder).reversed()
      })
  }
}

/// What stands above an opened chart. No row: the opening or the reason for access has ended.
enum ChartBanner {
  static let opening = Statement("api.open_chart", "SELECT api.open_chart($1, $2, $3)")
  static let statement = Statement(
    "api.chart_banner",
    "SELECT b.patient_id, b.record_number, b.given_names, b.surname_1, b.surname_2, b.birth_date, b.sex, b.status, b.ward_code,",
    "  b.ward_name, b.bed, b.attending, b.has_alert, b.has_reason, b.reason, b.grant_expires_at, b.server_now, b.merged_number,",
    "  b.is_restricted, b.is_relative, coalesce(p.is_protected, false), b.has_seal, b.seal_is_open,",
    "  b.reason = 'grant' AND coalesce((SELECT bool_and(e.scope = 'SUMMARY') FROM api.my_emergency_requests() e",
    "    WHERE e.patient_id = b.patient_id AND e.phase IN ('ACTIVE', 'ACTIVE_SELF')), false)",
    "FROM api.chart_banner($1) b LEFT JOIN medical_data.patients p ON p.patient_id = b.patient_id")
}

extension Chart {
  /// Statements whose rows a chart is made of, in this order.
  static func calls(_ patient: PatientID) -> [Database.Call] {
    [ChartBanner.statement, AllergyStatus.allergies, AllergyStatus.review, BiomarkerSummary.recent, Prescription.current]
      .map { Database.Call($0, [patient]) }
  }

  /// Nil where the banner is missing.
  init?(_ rows: ArraySlice<PostgresRows>) throws(PostgresError) {
    let rows = Array(rows)
    guard let banner = try rows[0].rowIfAny() else { return nil }
    self = try banner.decode { (row: inout PostgresRowReader) throws(PostgresError) in
      var chart = Chart(
        patient: try DirectoryEntry(from: &row), allergies: try AllergyStatus(allergies: rows[1], review: rows[2]),
        reason: try row.code(), grantEndsAt: try row.instantIfAny(), latest: try BiomarkerSummary.decode(rows[3]),
        prescriptions: try rows[4].decode(Prescription.init(from:)), readAt: try row.instant())
      chart.cautions = try ChartCautions(from: &row)
      return chart
    }
  }
}

extension ChartCautions {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      mergedNumber: try row.next(String?.self).flatMap { RecordNumber($0) }, isRestricted: try row.next(),
      isRelative: try row.next(), isProtected: try row.next(), hasSeal: try row.next(), isSealOpen: try row.next(),
      isSummaryOnly: try row.next())
  }
}

extension Database {
  /// The opening, a Sync, and everything the first screen shows: one flight.
  fileprivate func openChart(
    _ patient: PatientID, _ purpose: AccessPurpose, specialReason: String?
  ) async throws(RepositoryError) -> Chart {
    let opening = Call(ChartBanner.opening, [patient, purpose.rawValue, specialReason])
    let rows = try await readChart(patient, opening, Chart.calls)
    return try opened { () throws(PostgresError) in try Chart(rows[...]) }
  }

  /// A chart's opening and behind it its statements, the banner first, in one flight. The number of a merged record opens the
  /// chart it belongs to now: then they are asked again for that one.
  func readChart(_ patient: PatientID, _ opening: Call, _ calls: (PatientID) -> [Call]) async throws(RepositoryError) -> [PostgresRows] {
    let groups = try await run([[opening], calls(patient)], .read)
    let answer = try word(groups[0][0].get())
    var rows = groups[1]
    if answer == "MERGED" {
      let banner = try rows[0].get()
      let survivor = try opened { () throws(PostgresError) in try banner.rowIfAny()?.decode(PostgresUUID.self, at: 0) }
      rows = try await run([calls(PatientID(UniqueID(survivor)))], .read)[0]
    } else if answer != "OPENED" {
      throw RepositoryError(answer: answer)
    }
    return try rows.map { rows throws(RepositoryError) in try rows.get() }
  }

  /// Nil: the opening or the reason for access has ended.
  func opened<Value>(_ body: () throws(PostgresError) -> Value?) throws(RepositoryError) -> Value {
    guard let value = try decoding(body) else { throw .refused(.noReasonForAccess) }
    return value
  }
}
