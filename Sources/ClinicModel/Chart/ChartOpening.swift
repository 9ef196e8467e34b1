/// Why a chart is opened (the trace keeps it); the raw value is the stored code.
public enum AccessPurpose: String, CaseIterable, Hashable, Sendable {
  case treatment = "TREATMENT"
  case emergency = "EMERGENCY"
  case resultReview = "RESULT_REVIEW"
  case handover = "HANDOVER"
  case administration = "ADMINISTRATION"
}

/// The live relation between the person signed in and an opened patient; the raw value is the stored word.
public enum ReasonForAccess: String, CaseIterable, Hashable, Sendable {
  case careTeam = "care_team"
  case attending
  case ward
  case encounter
  case order
  case grant
  case task
}

/// Four states that must stay apart: never asked is not "none known".
public enum AllergyStatus: Hashable, Sendable {
  case notAsked
  case notObtainable
  case noneKnown
  case has([Allergy])
}

public struct Allergy: Hashable, Sendable {
  public enum Severity: String, CaseIterable, Hashable, Sendable, Comparable {
    case mild = "MILD"
    case moderate = "MODERATE"
    case severe = "SEVERE"

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  public var substance: String
  public var severity: Severity
  public var reaction: String?

  public init(substance: String, severity: Severity, reaction: String? = nil) {
    self.substance = substance
    self.severity = severity
    self.reaction = reaction
  }
}

/// A chart as it is opened: everything the first screen shows, read in one flight behind the committed opening.
public struct Chart: Hashable, Sendable {
  public var patient: DirectoryEntry
  public var allergies: AllergyStatus
  public var reason: ReasonForAccess
  /// Set where the reason is an emergency grant: nothing is readable from then on.
  public var grantEndsAt: Instant?
  /// One entry per type that has results, in catalogue order.
  public var latest: [BiomarkerSummary]
  public var prescriptions: [Prescription]
  /// When the database answered.
  public var readAt: Instant

  public init(
    patient: DirectoryEntry, allergies: AllergyStatus, reason: ReasonForAccess, grantEndsAt: Instant? = nil,
    latest: [BiomarkerSummary], prescriptions: [Prescription], readAt: Instant
  ) {
    self.patient = patient
    self.allergies = allergies
    self.reason = reason
    self.grantEndsAt = grantEndsAt
    self.latest = latest
    self.prescriptions = prescriptions
    self.readAt = readAt
  }
}

/// Opening and reading charts.
public struct Charts: Sendable {
  /// How many readings of a series are read one by one: a year of a sensor. Older ones are read as extremes.
  public static let seriesLimit = 110_000

  /// Records the opening, committed, then reads the chart behind it.
  /// Throws `.refused` with the code; hidden and absent patients answer alike.
  public var open: @Sendable (_ patient: PatientID, _ purpose: AccessPurpose, _ specialReason: String?) async throws -> Chart
  /// The newest current results of one type, oldest first: at most `seriesLimit`, and one more where there are more.
  public var series: @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID) async throws -> [BiomarkerResult]

  public init(
    open: @escaping @Sendable (PatientID, AccessPurpose, String?) async throws -> Chart,
    series: @escaping @Sendable (PatientID, BiomarkerType.ID) async throws -> [BiomarkerResult]
  ) {
    self.open = open
    self.series = series
  }
}
