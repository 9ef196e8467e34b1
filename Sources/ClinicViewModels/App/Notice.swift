import ClinicModel

/// Something the person is told in a line. The wording is the screens'.
public enum Notice: Hashable, Sendable {
  case refused(Refusal)
  /// Could not be done now; nothing was written.
  case unavailable
  /// Sent, but the answer was lost; it is resolved when the line is back.
  case inDoubt
  case unexpected
  case connectionIsBack
  case emergencyRequested(number: String?)
  case emergencyApproved(patient: String, by: String?)
  case emergencyDenied(patient: String, by: String?, reason: String?)
  case emergencyLapsed(patient: String)
  case emergencyEnded(patient: String)
  case emergencyWithdrawn
  case decisionMade(approved: Bool, requester: String)
  case decisionNeedsSecondApprover
  case decisionCameLate(by: String)
  case patientRegistered(RecordNumber)
  case vitalSignsSaved(bed: String?, name: String, VitalSigns.Saved)
  case glucoseSaved(bed: String?, name: String, Glucose)
  /// Fifteen minutes after a low glucose.
  case glucoseRecheck(bed: String?, name: String)
  /// A form was begun at an earlier time; beginning one for this patient goes on with it.
  case formBegun(BegunForms.Kind, bed: String?, name: String)
  /// A form of the chart was stored.
  case recordSaved(RecordFormKind)
  /// In a programme, or proposed for it.
  case enrolled(ProgrammeEnrolment.State)
  case notEligible
  /// A report was marked completed or reviewed.
  case reportMarked(String, MedicalReport.Status)
  /// Somebody else marked it meanwhile.
  case reportChanged(String)
  /// A value that waits neither for a read-back nor for a second look.
  case nothingToConfirm
  /// Somebody took the value out of the chart meanwhile.
  case valueIsGone
  /// The emergency access is to the summary: nothing can be entered.
  case summaryIsOnlyRead
  case draftKept
  case draftDiscarded
  case previousSignIn(Instant)

  /// True where the person has to do something about it.
  public var isProblem: Bool {
    switch self {
    case .refused, .unavailable, .inDoubt, .unexpected, .decisionCameLate, .emergencyDenied, .emergencyLapsed, .glucoseRecheck,
      .notEligible, .summaryIsOnlyRead:
      true
    default: false
    }
  }

  /// What an error of a repository is told as.
  public init(_ error: any Error) {
    switch error as? RepositoryError {
    case .refused(let refusal): self = .refused(refusal)
    case .unavailable: self = .unavailable
    case .unknownOutcome: self = .inDoubt
    default: self = .unexpected
    }
  }
}
