import ClinicModel

extension GlucoseModel {
  public enum Phase: Hashable, Sendable {
    /// The chart is being opened; keys wait.
    case opening
    case editing
    /// By its size it is of the other unit: nothing goes on before that is answered.
    case slip(Glucose)
    case review(Glucose)
    /// The database holds it for critical: `y` stores it.
    case critical(Glucose)
    case sending(Glucose)
    case inDoubt(Glucose)
    /// Stored and critical: what was done, and who was told. It cannot be left before.
    case acknowledging(Glucose, BiomarkerResultID, version: Int)
  }

  public enum Blocker: Hashable, Sendable {
    case notANumber
    case impossible
    case actionMissing
    case answerFirst
    case notice(Notice)
  }
}
