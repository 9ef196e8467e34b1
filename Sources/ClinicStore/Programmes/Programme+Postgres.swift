import ClinicModel
import PostgresClient

extension DiabetesDiagnosis: ListedFact {
  /// At most one a number: her own counts.
  static func isBefore(_ left: Self, _ right: Self) -> Bool { false }

  static let living = Statement(
    "chart.diabetes",
    "SELECT record_id, version, diabetes_type, basis, diagnosed_on, note FROM medical_data.diabetes_diagnoses",
    "WHERE patient_id = $1 AND superseded_at IS NULL")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(),
      content: Content(kind: try row.code(), basis: try row.code(), diagnosedOn: try row.dateIfAny(), note: try row.next()))
  }
}

extension ProgrammeEnrolment: ListedFact {
  /// Of one programme those under her own number first.
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.programmeCode < right.programmeCode }

  static let living = Statement(
    "chart.programmes",
    "SELECT record_id, version, programme_code, state, checked_on, sex, birth_date, age, min_age, max_age, diabetes_type,",
    "  diagnosis_id, diagnosis_version, recorded_by_name, recorded_at FROM medical_data.programme_enrolments",
    "WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY programme_code, recorded_at DESC, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), programmeCode: try row.next(), state: try row.code(),
      evidence: Evidence(
        checkedOn: try row.date(), sex: try row.code(), birthDate: try row.date(), age: try row.next(), ages: try row.range(),
        diabetes: try row.code(), diagnosis: try row.recordVersion()),
      recordedBy: try row.next(), recordedAt: try row.instant())
  }
}

extension PostgresRowReader {
  /// A smallest and a largest whole number.
  mutating func range() throws(PostgresError) -> ClosedRange<Int> {
    let (low, high) = (try next(Int.self), try next(Int.self))
    guard low <= high else { throw invalid("a range that ends before it begins") }
    return low...high
  }
}
