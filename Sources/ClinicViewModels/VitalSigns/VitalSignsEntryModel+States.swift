import ClinicModel

extension VitalSignsEntryModel {
  public enum Phase: Hashable, Sendable {
    /// The chart is being opened; keys wait.
    case opening
    case editing
    /// Checked: what will be stored is shown, with what has to be looked at again.
    case review
    case sending
    /// Sent, and the answer was lost: the same goes out again when the line is back.
    case inDoubt
    /// Stored; somebody has to be called, or a reason given. It cannot be left before.
    case escalating(VitalSigns.Saved)
    case finished
  }

  /// Why nothing happened.
  public enum Blocker: Hashable, Sendable {
    case unreadable(VitalSign)
    case contradiction(VitalSign)
    case nothingMeasured
    case time(MeasuringTime.Problem)
    /// `y` says that it was looked at.
    case unconfirmed
    case reasonMissing
    case answerFirst
    case notAuthor
    case tooLate
    case notice(Notice)
  }
}
