/// Every form of the chart that adds or corrects something. A new one: a case here, its words in `RecordFormWording`, and a sample in
/// the tests, which then cut the line at each of its fields.
public enum RecordFormKind: String, CaseIterable, Hashable, Sendable {
  case newHistory = "history"
  case correctHistory = "history.correct"
  case historyNote = "history.note"
  case newAllergy = "allergy"
  case newLaboratory = "biomarker"
  case correctBiomarker = "biomarker.correct"
  case voidBiomarker = "biomarker.void"
  case readBackBiomarker = "biomarker.read-back"
  case checkBiomarker = "biomarker.check"
}
