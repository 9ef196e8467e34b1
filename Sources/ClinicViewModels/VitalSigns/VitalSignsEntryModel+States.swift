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
    /// Somebody else corrected the round while this correction was typed: it has to be begun again from what is stored now.
    case overtaken
    /// What was typed over an older version of the round is shown over the newest.
    case changed
    case tooLate
    case notice(Notice)
  }

  public var isAdult: Bool { patient.birthDate.age(on: environment.clock.today) >= 16 }
  public var scale: News2.Scale { corrected?.scale ?? chart?.scale ?? .one }
  public var exclusion: News2.Exclusion? { isAdult ? form.isPregnant ? .pregnancy : nil : .under16 }
  /// The score of what is typed so far; nil where NEWS2 does not hold.
  public var score: News2? { exclusion == nil ? News2(form.settled, scale: scale) : nil }
  /// What a new form says before anybody touches it.
  var wasPregnant: Bool { chart?.latest?.exclusion == .pregnancy }
  /// Stored, and not answered for yet.
  public var mustAnswer: Bool { if case .escalating = phase { true } else { false } }
}
