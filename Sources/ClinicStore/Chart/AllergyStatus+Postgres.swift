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

  init(_ rows: ChartRows, allergies: Int, review: Int) throws(PostgresError) {
    let entries = try rows.list(allergies) { (row: inout PostgresRowReader) throws(PostgresError) in
      Allergy(substance: try row.next(), severity: try row.code(), reaction: try row.next())
    }
    try self.init(rows, hasEntries: !entries.isEmpty, review: review)
    if case .has = self { self = .has(rows.numbers.count == 1 ? entries : Self.joined(entries)) }
  }

  /// Entries speak for themselves; without any the latest review decides. A review that found some, all retired since, says
  /// nothing about today: not asked. Where she was never asked under her own number, the review of a merged one counts.
  init(_ rows: ChartRows, hasEntries: Bool, review: Int) throws(PostgresError) {
    self = hasEntries ? .has([]) : .notAsked
    guard !hasEntries else { return }
    for number in rows.numbers where self == .notAsked {
      switch try number.rows[review].rowIfAny()?.decode(String.self, at: 0) {
      case "NONE_KNOWN": self = .noneKnown
      case "NOT_OBTAINABLE": self = .notObtainable
      default: break
      }
    }
  }

  /// What is recorded under two numbers with the same words is said once.
  private static func joined(_ entries: [Allergy]) -> [Allergy] {
    let once = entries.indices.filter { !entries[..<$0].contains(entries[$0]) }.map { entries[$0] }
    return once.sorted { $0.severity == $1.severity ? $0.substance < $1.substance : $0.severity > $1.severity }
  }
}
