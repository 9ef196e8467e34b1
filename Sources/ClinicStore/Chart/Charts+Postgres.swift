import ClinicModel
import EventLoop
import PostgresClient

extension Charts {
  static func postgres(_ database: Database) -> Charts {
    Charts(
      open: { try await database.openChart($0, $1, specialReason: $2) },
      series: { try await database.series(of: $0, type: $1) })
  }
}

extension Database {
  private static let openChart = Statement("api.open_chart", "SELECT api.open_chart($1, $2, $3)")
  private static let banner = Statement(
    "api.chart_banner",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex, status, ward_code, ward_name, bed,",
    "  attending, has_alert, has_reason, reason, grant_expires_at, server_now FROM api.chart_banner($1)")

  /// The opening, a Sync, and everything the first screen shows: one flight.
  fileprivate func openChart(
    _ patient: PatientID, _ purpose: AccessPurpose, specialReason: String?
  ) async throws(RepositoryError) -> Chart {
    let key = patient.postgres
    let rows = try await read(
      opening: Call(Self.openChart, [key, purpose.rawValue, specialReason]),
      [
        Call(Self.banner, [key]), Call(AllergyStatus.allergies, [key]), Call(AllergyStatus.review, [key]),
        Call(BiomarkerSummary.recent, [key]), Call(Prescription.current, [key]),
      ])
    return try decoded { () throws(PostgresError) in
      guard let banner = try rows[0].rowIfAny() else { return nil }
      return try banner.decode { (row: inout PostgresRowReader) throws(PostgresError) in
        Chart(
          patient: try DirectoryEntry(from: &row), allergies: try AllergyStatus(allergies: rows[1], review: rows[2]),
          reason: try row.code(), grantEndsAt: try row.instantIfAny(), latest: try BiomarkerSummary.decode(rows[3]),
          prescriptions: try rows[4].decode(Prescription.init(from:)), readAt: try row.instant())
      }
    }
  }

  /// Rows that row-level security hides are missing without a word: the banner in the same flight tells whether it does.
  fileprivate func series(of patient: PatientID, type: BiomarkerType.ID) async throws(RepositoryError) -> [BiomarkerResult] {
    let key = patient.postgres
    let group = try await run([[Call(Self.banner, [key]), Call(BiomarkerResult.series, [key, type])]], .read)[0]
    let (banner, results) = (try group[0].get(), try group[1].get())
    return try decoded { () throws(PostgresError) in
      try banner.rowIfAny() == nil ? nil : try results.decode(BiomarkerResult.init(from:))
    }
  }

  /// No banner: the opening or the reason for access has ended.
  private func decoded<Value>(_ body: () throws(PostgresError) -> Value?) throws(RepositoryError) -> Value {
    guard let value = try decoding(body) else { throw .refused(.noReasonForAccess) }
    return value
  }
}
