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
  @Sendable fileprivate static func calls(_ patient: PatientID) -> [Database.Call] {
    Chart.calls(patient)
      + [
        MedicalHistory.living, Consultation.ofPatient, MedicalTest.living, MedicalReport.living, ChartVitalSigns.latest,
        DiabetesDiagnosis.living, ProgrammeEnrolment.living, ConsentStatus.ofOpenChart, Treatment.living, Escalation.open,
      ].map { Database.Call($0, [patient]) }
  }

  fileprivate init(_ rows: ChartRows) throws(PostgresError) {
    let first = Chart.callCount
    self.init(
      chart: try Chart(rows), histories: try rows.facts(first, MedicalHistory.init(from:)),
      consultations: try rows.facts(first + 1, Consultation.init(from:)),
      tests: try rows.facts(first + 2, MedicalTest.init(from:)),
      reports: try rows.facts(first + 3, MedicalReport.init(from:)),
      vitalSigns: Array(try rows.facts(first + 4, ChartVitalSigns.init(from:)).prefix(ChartVitalSigns.limit)),
      diabetes: try rows.facts(first + 5, DiabetesDiagnosis.init(from:)).first,
      programmes: try rows.facts(first + 6, ProgrammeEnrolment.init(from:)),
      // What she says today counts for all her numbers.
      consents: try rows.own(first + 7).decode(ConsentStatus.init(from:)),
      treatments: try rows.facts(first + 8, Treatment.init(from:)),
      openEscalations: try rows.facts(first + 9, Escalation.init(from:)))
  }
}

extension Database {
  /// The opening, a Sync, and the whole chart: one flight.
  fileprivate func openCompleteChart(
    _ patient: PatientID, _ purpose: AccessPurpose, specialReason: String?
  ) async throws(RepositoryError) -> CompleteChart {
    let opening = Call(ChartBanner.opening, [patient, purpose.rawValue, specialReason])
    let rows = try await openChart(patient, opening, CompleteChart.calls)
    return try decoding { () throws(PostgresError) in try CompleteChart(rows) }
  }

  fileprivate func completeChart(_ patient: PatientID) async throws(RepositoryError) -> CompleteChart {
    let rows = try await chart(of: patient, CompleteChart.calls)
    return try decoding { () throws(PostgresError) in try CompleteChart(rows) }
  }
}

extension Escalation: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.raisedAt > right.raisedAt }

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

extension ChartVitalSigns: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.measuredAt > right.measuredAt }

  /// How many rounds come with the chart, as the statement below says too.
  fileprivate static let limit = 12

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
