import ClinicModel
import PostgresClient

extension BiomarkerVersion: ListedFact {
  /// The versions of one record are of one number.
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.measurement.measuredAt > right.measurement.measuredAt }

  /// Of either kind there is at most one confirmation a version.
  private static let columns: StaticString = """
    SELECT b.record_id, b.version, t.code, b.value, t.unit, b.measured_at, b.reference_low, b.reference_high, b.method, b.device,
      b.quality, b.hormonal_context, b.meal_context, b.medication_context, b.activity_context, b.stress_context, b.notes,
      b.status, b.source, b.is_confirmed, b.needs_second_check, b.superseded_at IS NULL, b.entered_in_error, b.reason,
      b.recorded_by, b.recorded_by_name, b.recorded_at,
      r.kind, r.read_back, r.action_taken, r.told_to, r.recorded_by_name, r.recorded_at,
      s.kind, s.read_back, s.action_taken, s.told_to, s.recorded_by_name, s.recorded_at
    FROM medical_data.biomarkers b JOIN medical_data.biomarker_types t USING (type_id)
    LEFT JOIN medical_data.biomarker_confirmations r
      ON (r.patient_id, r.record_id, r.version, r.kind) = (b.patient_id, b.record_id, b.version, 'CRITICAL_READ_BACK')
    LEFT JOIN medical_data.biomarker_confirmations s
      ON (s.patient_id, s.record_id, s.version, s.kind) = (b.patient_id, b.record_id, b.version, 'SECOND_CHECK')
    """
  static let ofRecord = Statement(
    "biomarkers.versions", columns, "WHERE b.patient_id = $1 AND b.record_id = $2 ORDER BY b.version DESC")
  static let unconfirmed = Statement(
    "biomarkers.unconfirmed", columns,
    "WHERE b.patient_id = $1 AND b.superseded_at IS NULL AND b.method IS DISTINCT FROM 'CGM'",
    "  AND b.measured_at > (SELECT now() - interval '30 days')",
    "  AND (b.needs_second_check AND s.kind IS NULL",
    "    OR b.status IN ('CRITICAL_LOW', 'CRITICAL_HIGH') AND b.source <> 'IMPORT' AND r.kind IS NULL)",
    "ORDER BY b.measured_at DESC, b.record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    let (version, type): (RecordVersion<BiomarkerResult>, String) = (try row.recordVersion(), try row.next())
    let measurement = BiomarkerMeasurement(
      value: try row.decimal(), unit: try row.next(), measuredAt: try row.instant(),
      reference: ReferenceInterval(low: try row.decimalIfAny(), high: try row.decimalIfAny()),
      context: try MeasurementContext(from: &row))
    self.init(
      version: version, type: type, measurement: measurement, flag: try row.code(), source: try row.code(),
      isConfirmed: try row.next(), needsSecondCheck: try row.next(), isLiving: try row.next(), isEnteredInError: try row.next(),
      reason: try row.next(), author: try row.identifier(), recordedBy: try row.next(), recordedAt: try row.instant(),
      confirmations: [try BiomarkerConfirmation.ifAny(from: &row), try BiomarkerConfirmation.ifAny(from: &row)].compactMap { $0 })
  }
}

extension MeasurementContext {
  /// method to notes.
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      method: try row.next(), device: try row.next(), quality: try row.code(), hormonal: try row.codeIfAny(),
      meal: try row.codeIfAny(), medication: try row.codeIfAny(), activity: try row.codeIfAny(), stress: try row.codeIfAny(),
      notes: try row.next())
  }
}

extension BiomarkerConfirmation {
  /// Six columns, all null where there is none.
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> BiomarkerConfirmation? {
    guard let kind = try row.codeIfAny(Kind.self) else {
      row.skip(5)
      return nil
    }
    return BiomarkerConfirmation(
      kind: kind, readBack: try row.decimal(), action: try row.next(), toldTo: try row.next(), recordedBy: try row.next(),
      recordedAt: try row.instant())
  }
}
