import ClinicModel
import PostgresClient

extension Medicines {
  private static let medicationsStatement = Statement(
    "medicines.medications",
    "SELECT name, name_es, tall_man, dose_unit, is_high_alert FROM medical_data.medications WHERE is_active ORDER BY name")
  private static let frequenciesStatement = Statement(
    "medicines.frequencies",
    "SELECT frequency_code, name_en, name_es, doses_per_day FROM medical_data.dose_frequencies ORDER BY sort_order,",
    "  frequency_code"
  )

  static func postgres(_ database: Database) -> Medicines {
    Medicines(
      medications: {
        try await database.list(Database.Call(medicationsStatement)) { row throws(PostgresError) in
          Medication(
            nameEnglish: try row.next(), nameSpanish: try row.next(), tallMan: try row.next(), doseUnit: try row.code(),
            isHighAlert: try row.next())
        }
      },
      frequencies: {
        try await database.list(Database.Call(frequenciesStatement)) { row throws(PostgresError) in
          DoseFrequency(
            code: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next(), dosesPerDay: try row.decimalIfAny())
        }
      })
  }
}

extension PrescriptionOrder {
  /// The living version, with the frequency of the catalogue that it was ordered with.
  static let ofPrescription = Statement(
    "prescriptions.order",
    "SELECT medication, medication_id IS NOT NULL, dose_amount, dose_unit, route, frequency_code, indication, instructions",
    "FROM medical_data.prescriptions WHERE patient_id = $1 AND record_id = $2 AND superseded_at IS NULL")

  /// Nil where a word is not one of those that are ordered today: older prescriptions hold free words.
  init?(from row: inout PostgresRowReader, startsOn: CalendarDate) throws(PostgresError) {
    let (name, isCoded, amount) = (try row.next(String.self), try row.next(Bool.self), try row.decimal())
    let (unit, route) = (DoseUnit(rawValue: try row.next()), Route(rawValue: try row.next()))
    let frequency = try row.next(String?.self)
    let (indication, instructions) = (try row.next(String?.self), try row.next(String?.self))
    guard let unit, let route, let frequency else { return nil }
    self.init(
      medicine: isCoded ? .catalogue(name: name) : .words(name), doseAmount: amount, doseUnit: unit, route: route,
      frequencyCode: frequency, startsOn: startsOn, indication: indication, instructions: instructions)
  }
}
