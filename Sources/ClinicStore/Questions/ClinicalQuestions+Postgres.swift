import ClinicModel
import PostgresClient

extension ClinicalQuestions {
  private static let endingStatement = Statement(
    "api.ending_prescriptions",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, ward_code, bed, standing, days_left, record_id,",
    "  medication, dose_amount, dose_unit, route, frequency, starts_on, ends_on, status, prescriber_name, version",
    "FROM api.ending_prescriptions($1)")
  private static let riskStatement = Statement(
    "api.high_risk_patients",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, reason, risk_level, risk_factors, confidence,",
    "  prediction_type, predicted_at, hba1c, hba1c_unit, hba1c_at, glucose, glucose_unit,",
    "  glucose_at FROM api.high_risk_patients()"
  )
  private static let glucoseStatement = Statement(
    "api.glucose_control",
    "SELECT unit, readings, mean, sd, cv_percent, first_at, last_at, below_54_percent, below_70_percent, in_range_percent,",
    "  above_180_percent, above_250_percent, source_level FROM api.glucose_control($1, $2, $3, $4)")
  private static let historyStatement = Statement("api.medical_history", "SELECT api.medical_history($1, $2)")

  static func postgres(_ database: Database) -> ClinicalQuestions {
    ClinicalQuestions(
      endingPrescriptions: {
        try await database.workList(Database.Call(endingStatement, [$0.int4]), EndingPrescription.init(from:))
      },
      highRiskPatients: { try await database.workList(Database.Call(riskStatement), HighRiskPatient.init(from:)) },
      glucoseControl: { patient, period in
        let parameters: [any PostgresEncodable] = [patient, period.from, period.to, period.source?.rawValue]
        let rows = try await database.query(Database.Call(glucoseStatement, parameters))
        return try await database.opened { () throws(PostgresError) in try rows.rowIfAny()?.decode(GlucoseControl.init(from:)) }
      },
      completeHistory: { patient, from in
        let rows = try await database.query(Database.Call(historyStatement, [patient, from]))
        return try await database.opened { () throws(PostgresError) in try rows.onlyRow().decode(String?.self, at: 0) }
      })
  }
}

extension EndingPrescription {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    let (patient, number): (PatientID, RecordNumber) = (try row.identifier(), try row.recordNumber())
    let (name, ward, bed) = (try row.personName(), try row.next(String?.self), try row.next(String?.self))
    let (standing, days): (Standing, Int?) = (try row.code(), try row.next())
    self.init(
      patient: patient, recordNumber: number, name: name, wardCode: ward, bed: bed, prescription: try Prescription(from: &row),
      standing: standing, daysLeft: days)
  }
}

extension HighRiskPatient {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      patient: try row.identifier(), recordNumber: try row.recordNumber(), name: try row.personName(), reason: try row.code(),
      level: try row.code(), riskFactors: try row.next(), confidence: try row.decimal(), predictionType: try row.next(),
      predictedAt: try row.instant(), hba1c: try Measured(from: &row), glucose: try Measured(from: &row))
  }
}

extension HighRiskPatient.Measured {
  /// Nil where it was never measured.
  fileprivate init?(from row: inout PostgresRowReader) throws(PostgresError) {
    let (value, unit, at) = (try row.decimalIfAny(), try row.next(String?.self), try row.instantIfAny())
    guard let value, let unit, let at else { return nil }
    self.init(value: value, unit: unit, at: at)
  }
}

extension GlucoseControl {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      unit: try row.next(), readings: try row.next(), mean: try row.decimalIfAny(), standardDeviation: try row.decimalIfAny(),
      variation: try row.decimalIfAny(), firstAt: try row.instantIfAny(), lastAt: try row.instantIfAny(),
      below54: try row.decimalIfAny(), below70: try row.decimalIfAny(), inRange: try row.decimalIfAny(),
      above180: try row.decimalIfAny(), above250: try row.decimalIfAny(), level: try row.codeIfAny())
  }
}
