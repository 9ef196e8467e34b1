import ClinicModel
import EventLoop
import PostgresClient

extension CompleteCharts {
  static func postgres(_ database: Database) -> CompleteCharts {
    CompleteCharts(
      open: { try await database.openCompleteChart($0, $1, specialReason: $2) },
      read: { try await database.completeChart($0) })
  }
}

extension CompleteChart {
  /// One statement a section, never one a row.
  fileprivate static func calls(_ patient: PatientID) -> [Database.Call] {
    Chart.calls(patient)
      + [
        MedicalHistory.living, Consultation.ofPatient, MedicalTest.living, MedicalReport.living, ChartVitalSigns.latest,
        DiabetesDiagnosis.living, ProgrammeEnrolment.living, ConsentStatus.ofOpenChart, Treatment.living, Escalation.open,
      ].map { Database.Call($0, [patient]) }
  }

  /// Nil where the banner is missing.
  fileprivate init?(_ rows: [PostgresRows]) throws(PostgresError) {
    let sections = rows.count - 10
    guard let chart = try Chart(rows[..<sections]) else { return nil }
    let rows = Array(rows[sections...])
    self.init(
      chart: chart, histories: try rows[0].decode(MedicalHistory.init(from:)),
      consultations: try rows[1].decode(Consultation.init(from:)), tests: try rows[2].decode(MedicalTest.init(from:)),
      reports: try rows[3].decode(MedicalReport.init(from:)), vitalSigns: try rows[4].decode(ChartVitalSigns.init(from:)),
      diabetes: try rows[5].rowIfAny()?.decode(DiabetesDiagnosis.init(from:)),
      programmes: try rows[6].decode(ProgrammeEnrolment.init(from:)), consents: try rows[7].decode(ConsentStatus.init(from:)),
      treatments: try rows[8].decode(Treatment.init(from:)), openEscalations: try rows[9].decode(Escalation.init(from:)))
  }
}

extension Database {
  /// The opening, a Sync, and the whole chart: one flight.
  fileprivate func openCompleteChart(
    _ patient: PatientID, _ purpose: AccessPurpose, specialReason: String?
  ) async throws(RepositoryError) -> CompleteChart {
    let opening = Call(ChartBanner.opening, [patient, purpose.rawValue, specialReason])
    let rows = try await readChart(patient, opening, CompleteChart.calls)
    return try opened { () throws(PostgresError) in try CompleteChart(rows) }
  }

  fileprivate func completeChart(_ patient: PatientID) async throws(RepositoryError) -> CompleteChart {
    let answers = try await run([CompleteChart.calls(patient)], .read)[0]
    let rows = try answers.map { rows throws(RepositoryError) in try rows.get() }
    return try opened { () throws(PostgresError) in try CompleteChart(rows) }
  }
}

extension Escalation {
  /// Of rounds whose version is the living one.
  fileprivate static let open = Statement(
    "chart.open_escalations",
    "SELECT e.escalation_id, e.level, e.raised_at FROM medical_data.news2_escalations e",
    "JOIN medical_data.vital_signs s ON (s.patient_id, s.record_id, s.version) = (e.patient_id, e.record_id, e.version)",
    "WHERE e.patient_id = $1 AND e.action IS NULL AND s.superseded_at IS NULL AND NOT s.is_void",
    "ORDER BY e.raised_at DESC LIMIT 12")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(id: try row.identifier(), level: try row.code(), raisedAt: try row.instant())
  }
}

extension ChartVitalSigns {
  fileprivate static let latest = Statement(
    "chart.vital_signs",
    "SELECT record_id, version, measured_at, respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness,",
    "  temperature, news2, news2_level, news2_excluded, recorded_by_name FROM medical_data.vital_signs",
    "WHERE patient_id = $1 AND superseded_at IS NULL AND NOT is_void ORDER BY measured_at DESC LIMIT 12")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      record: UniqueID(try row.next(PostgresUUID.self)), version: try row.next(), measuredAt: try row.instant(),
      respiratoryRate: try row.next(), oxygenSaturation: try row.next(), onOxygen: try row.next(), systolic: try row.next(),
      diastolic: try row.next(), pulse: try row.next(), consciousness: try row.codeIfAny(), temperature: try row.decimalIfAny(),
      news2: try row.next(), level: try row.codeIfAny(), exclusion: try row.codeIfAny(), recordedBy: try row.next())
  }
}
