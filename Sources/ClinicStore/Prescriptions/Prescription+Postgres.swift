import ClinicModel
import PostgresClient

extension Prescription: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool {
    left.startsOn == right.startsOn ? left.medication < right.medication : left.startsOn > right.startsOn
  }

  static let current = Statement(
    "chart.prescriptions",
    "SELECT record_id, medication, dose_amount, dose_unit, route, frequency, starts_on, ends_on, status,",
    "  prescriber_name, version",
    "FROM medical_data.prescriptions WHERE patient_id = $1 AND superseded_at IS NULL",
    "ORDER BY starts_on DESC, medication, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), medication: try row.next(), doseAmount: try row.decimal(), doseUnit: try row.next(),
      route: try row.next(), frequency: try row.next(), startsOn: try row.date(), endsOn: try row.dateIfAny(),
      status: try row.code(), prescriber: try row.next(), version: try row.next())
  }
}
