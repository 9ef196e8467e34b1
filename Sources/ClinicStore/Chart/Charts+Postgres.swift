import ClinicModel
import EventLoop
import PostgresClient

extension Charts {
  static func postgres(_ database: Database) -> Charts {
    Charts(
      open: { try await database.openChart($0, $1, specialReason: $2) },
      series: {
        let (type, usual) = ($1, UsualResult($2))
        let newest = try await database.facts(
          of: $0, { Database.Call(BiomarkerResult.series, [$0, type, (seriesLimit + 1).int4] + usual.parameters) }, usual.decoder)
        return newest.prefix(seriesLimit + 1).reversed()
      })
  }
}

/// What stands above an opened chart. No row: the opening or the reason for access has ended.
struct ChartBanner {
  static let opening = Statement("api.open_chart", "SELECT api.open_chart($1, $2, $3)")
  static let statement = Statement(
    "api.chart_banner",
    "SELECT b.patient_id, b.record_number, b.given_names, b.surname_1, b.surname_2, b.birth_date, b.sex, b.status, b.ward_code,",
    "  b.ward_name, b.bed, b.attending, b.has_alert, b.has_reason, b.reason, b.grant_expires_at, b.server_now, b.merged_number,",
    "  b.is_restricted, b.is_relative, coalesce(p.is_protected, false), b.has_seal, b.seal_is_open,",
    "  b.reason = 'grant' AND coalesce((SELECT bool_and(e.scope = 'SUMMARY') FROM api.my_emergency_requests() e",
    "    WHERE e.patient_id = b.patient_id AND e.phase IN ('ACTIVE', 'ACTIVE_SELF')), false), b.other_numbers,",
    "  ARRAY(SELECT o.record_number FROM unnest(b.other_numbers) WITH ORDINALITY u(patient_id, place)",
    "    JOIN medical_data.patients o ON o.patient_id = u.patient_id ORDER BY u.place)",
    "FROM api.chart_banner($1) b LEFT JOIN medical_data.patients p ON p.patient_id = b.patient_id")

  var entry: DirectoryEntry
  var reason: ReasonForAccess
  var grantEndsAt: Instant?
  var readAt: Instant
  var cautions: ChartCautions
  var others: [MergedNumber]

  var patient: PatientID { entry.id }
  /// The number that was asked for, where it was merged into this one.
  var asked: RecordNumber? { cautions.mergedNumber }

  init(_ row: PostgresRow) throws(PostgresError) {
    self = try row.decode { (row: inout PostgresRowReader) throws(PostgresError) in try ChartBanner(from: &row) }
  }

  private init(from row: inout PostgresRowReader) throws(PostgresError) {
    entry = try DirectoryEntry(from: &row)
    (reason, grantEndsAt, readAt) = (try row.code(), try row.instantIfAny(), try row.instant())
    (cautions, others) = (try ChartCautions(from: &row), try row.mergedNumbers())
  }
}

extension Chart {
  /// Statements whose rows a chart is made of, in this order.
  @Sendable static func calls(_ patient: PatientID) -> [Database.Call] {
    [AllergyStatus.allergies, AllergyStatus.review, BiomarkerSummary.recent, Prescription.current, BiomarkerTarget.active].map {
      Database.Call($0, [patient])
    }
  }

  static let callCount = 5

  init(_ rows: ChartRows) throws(PostgresError) {
    self.init(
      patient: rows.banner.entry, allergies: try AllergyStatus(rows, allergies: 0, review: 1), reason: rows.banner.reason,
      grantEndsAt: rows.banner.grantEndsAt, latest: try BiomarkerSummary.decode(rows, 2),
      prescriptions: try rows.facts(3, Prescription.init(from:)), targets: try rows.list(4, BiomarkerTarget.init(from:)),
      cautions: rows.banner.cautions, mergedNumbers: rows.banner.others, readAt: rows.banner.readAt)
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
    let rows = try await openChart(patient, Call(ChartBanner.opening, [patient, purpose.rawValue, specialReason]), Chart.calls)
    return try decoding { () throws(PostgresError) in try Chart(rows) }
  }

  /// Nil: the opening or the reason for access has ended.
  func opened<Value>(_ body: () throws(PostgresError) -> Value?) throws(RepositoryError) -> Value {
    guard let value = try decoding(body) else { throw .refused(.noReasonForAccess) }
    return value
  }
}
