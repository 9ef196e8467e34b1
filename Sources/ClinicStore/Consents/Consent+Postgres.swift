import ClinicModel
import PostgresClient

extension ConsentStatus {
  /// As `api.consent_status` says it, for who has the chart open.
  static let ofOpenChart = Statement(
    "chart.consents",
    "SELECT record_id, version, purpose, state,",
    "  state = 'GIVEN' AND (expires_on IS NULL OR expires_on > (SELECT api.local_today()))",
    "FROM medical_data.consents WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY purpose, record_id")

  static let atTheDesk = Statement(
    "api.consent_status", "SELECT record_id, version, purpose, state, is_allowed FROM api.consent_status($1)")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(version: try row.recordVersion(), purpose: try row.code(), state: try row.code(), isAllowed: try row.next())
  }
}
