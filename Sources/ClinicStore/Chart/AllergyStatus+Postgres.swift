import ClinicModel
import PostgresClient

extension AllergyStatus {
  static let allergies = Statement(
    "chart.allergies",
    "SELECT substance, severity, reaction FROM medical_data.patient_allergies",
    "WHERE patient_id = $1 AND superseded_at IS NULL",
    "ORDER BY array_position(ARRAY['SEVERE', 'MODERATE', 'MILD'], severity), substance")
  static let review = Statement(
    "chart.allergy_review",
    "SELECT outcome FROM medical_data.allergy_reviews WHERE patient_id = $1 ORDER BY reviewed_at DESC LIMIT 1")

  /// Entries speak for themselves; without any the latest review decides. A review that found some, all retired since, says
  /// nothing about today: not asked.
  init(allergies: PostgresRows, review: PostgresRows) throws(PostgresError) {
    let entries = try allergies.decode { (row: inout PostgresRowReader) throws(PostgresError) in
      Allergy(substance: try row.next(), severity: try row.code(), reaction: try row.next())
    }
    let outcome = try review.rowIfAny()?.decode(String.self, at: 0)
    switch outcome {
    case _ where !entries.isEmpty: self = .has(entries)
    case "NONE_KNOWN": self = .noneKnown
    case "NOT_OBTAINABLE": self = .notObtainable
    default: self = .notAsked
    }
  }
}
