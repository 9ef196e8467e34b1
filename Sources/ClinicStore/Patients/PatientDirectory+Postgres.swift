import ClinicModel
import EventLoop
import PostgresClient

extension PatientDirectory {
  static func postgres(_ database: Database) -> PatientDirectory {
    PatientDirectory(
      search: { try await database.searchPatients($0, ward: $1) },
      myPatients: { try await database.wardBoard(isOpenedAnew: true) },
      myPatientsAgain: { try await database.wardBoard(isOpenedAnew: false) },
      wards: { try await database.wards() })
  }
}

extension Database {
  private static let searchPatients = Statement(
    "api.search_patients",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex, status, ward_code, ward_name, bed,",
    "  attending, has_alert, has_reason, is_more FROM api.search_patients($1, $2, 50)")
  private static let wardBoard = Statement(
    "api.ward_board",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex, status, ward_code, ward_name, bed,",
    "  attending, has_alert, has_reason, last_name_en, last_name_es, last_value, last_unit, last_flag,",
    "  last_measured_at, server_now, round_at, news2, news2_level, news2_excluded, spo2_scale, due_rule, due_at, escalations,",
    "  escalation_level, escalation_since, doses_due, doses_overdue, doses_to_check, next_dose_at, criticals, critical_since,",
    "  is_protected FROM api.ward_board()")
  private static let wards = Statement("api.wards", "SELECT ward_code, ward_name FROM api.wards() ORDER BY sort_order, ward_code")

  fileprivate func searchPatients(_ text: String, ward: String?) async throws(RepositoryError) -> PatientDirectory.SearchAnswer {
    let rows = try await read(.directory, Call(Self.searchPatients, [text, ward]))
    var hasMore = false
    let entries = try decoding { () throws(PostgresError) in
      try rows.decode { (row: inout PostgresRowReader) throws(PostgresError) in
        let entry = try DirectoryEntry(from: &row)
        hasMore = try row.next(Bool.self) || hasMore
        return entry
      }
    }
    return PatientDirectory.SearchAnswer(entries: entries, hasMore: hasMore)
  }

  fileprivate func wardBoard(isOpenedAnew: Bool) async throws(RepositoryError) -> [WorkListEntry] {
    if isOpenedAnew { forget(.workList) }
    let rows = try await read(.workList, Call(Self.wardBoard))
    return try decoding { () throws(PostgresError) in try rows.decode(WorkListEntry.init(from:)) }
  }

  /// A question about "my patients". Opened each time: the opening holds whom the list shows.
  func workList<Value: Sendable>(_ call: Call, _ decode: RowDecoder<Value>) async throws(RepositoryError) -> [Value] {
    let rows = try await read(opening: Call(Opening.openWorkList), [call])[0]
    return try decoding { () throws(PostgresError) in try rows.decode(decode) }
  }

  fileprivate func wards() async throws(RepositoryError) -> [Ward] {
    let rows = try await query(Call(Self.wards))
    return try decoding { () throws(PostgresError) in
      try rows.decode { (row: inout PostgresRowReader) throws(PostgresError) in Ward(code: try row.next(), name: try row.next()) }
    }
  }
}
