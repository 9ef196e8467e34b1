import ClinicModel
import PostgresClient

extension PrescriptionFinding {
  /// The findings of a jsonb column `p.findings`, as seven arrays of one length.
  static let columns: StaticString = """
    f.checks, f.outcomes, f.severities, f.findings, f.notes, f.data_versions, f.reasons
    """
  static let elements: StaticString = """
    LATERAL (SELECT coalesce(array_agg(x ->> 'check_code' ORDER BY n), '{}') AS checks,
      coalesce(array_agg(x ->> 'outcome' ORDER BY n), '{}') AS outcomes,
      coalesce(array_agg(x ->> 'severity' ORDER BY n), '{}') AS severities,
      coalesce(array_agg(x ->> 'finding' ORDER BY n), '{}') AS findings,
      coalesce(array_agg(x ->> 'note' ORDER BY n), '{}') AS notes,
      coalesce(array_agg(x ->> 'data_version' ORDER BY n), '{}') AS data_versions,
      coalesce(array_agg(x ->> 'override_reason' ORDER BY n), '{}') AS reasons
      FROM jsonb_array_elements(p.findings) WITH ORDINALITY y(x, n)) f
    """
  /// Of the version that was signed last.
  static let ofPrescription = Statement(
    "prescriptions.findings",
    "SELECT check_code, outcome, severity, finding, note, data_version, override_reason",
    "FROM medical_data.prescription_findings WHERE patient_id = $1 AND record_id = $2 AND version = (",
    "  SELECT max(f.version) FROM medical_data.prescription_findings f WHERE f.patient_id = $1 AND f.record_id = $2)",
    "ORDER BY array_position(ARRAY['BLOCKING', 'WARNING'], severity), check_code, finding")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      check: try row.code(), outcome: try row.code(), severity: try row.codeIfAny(), finding: try row.next(),
      note: try row.next(),
      dataVersion: try row.next(), overrideReason: try row.next())
  }
}

extension PostgresRowReader {
  /// `PrescriptionFinding.columns`
  mutating func findings() throws(PostgresError) -> [PrescriptionFinding] {
    let (checks, outcomes) = (try next([String].self), try next([String].self))
    let (severities, findings) = (try next([String?].self), try next([String].self))
    let (notes, versions, reasons) = (try next([String?].self), try next([String?].self), try next([String?].self))
    guard
      Set([checks.count, outcomes.count, severities.count, findings.count, notes.count, versions.count, reasons.count]).count == 1
    else { throw invalid("findings of different lengths") }
    var list: [PrescriptionFinding] = []
    for index in checks.indices {
      guard let check = PrescriptionFinding.Check(rawValue: checks[index]),
        let outcome = PrescriptionFinding.Outcome(rawValue: outcomes[index])
      else { throw invalid("unknown check or outcome") }
      let severity = severities[index].map { PrescriptionFinding.Severity(rawValue: $0) }
      if case .some(.none) = severity { throw invalid("unknown severity") }
      list.append(
        PrescriptionFinding(
          check: check, outcome: outcome, severity: severity ?? nil, finding: findings[index], note: notes[index],
          dataVersion: versions[index], overrideReason: reasons[index]))
    }
    return list
  }
}
