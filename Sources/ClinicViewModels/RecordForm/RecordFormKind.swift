/// Every form of the chart that adds or corrects something. A new one: a case here, its words in `RecordFormWording`, and a
/// sample in
/// the tests, which then cut the line at each of its fields.
public enum RecordFormKind: String, CaseIterable, Hashable, Sendable {
  case newHistory = "history"
  case correctHistory = "history.correct"
  case historyNote = "history.note"
  case newAllergy = "allergy"
  case womensHealth = "womens-health"
  case correctWomensHealth = "womens-health.correct"
  case diabetes
  case correctDiabetes = "diabetes.correct"
  case confirmEnrolment = "programme.confirm"
  case withdrawEnrolment = "programme.withdraw"
  case customField = "custom-field"
  case changeCustomField = "custom-field.change"
  case verifyAllergy = "allergy.verify"
  case voidAllergy = "allergy.void"
  case reviewAllergies = "allergy.review"
  case newNote = "note"
  case rewriteNote = "note.rewrite"
  case amendNote = "note.amend"
  case requestTest = "test"
  case advanceTest = "test.advance"
  case newReport = "report"
  case newLaboratory = "biomarker"
  case correctBiomarker = "biomarker.correct"
  case voidBiomarker = "biomarker.void"
  case readBackBiomarker = "biomarker.read-back"
  case checkBiomarker = "biomarker.check"
  case setTarget = "target"
  case changeTarget = "target.change"
  case oxygenScale = "oxygen-scale"

  /// Whether the banner says something else once it is stored.
  var changesBanner: Bool {
    switch self {
    case .newAllergy, .verifyAllergy, .voidAllergy, .reviewAllergies: true
    default: false
    }
  }
}
