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

/// What holds for the whole chart and has to be known before anything in it is read or written.
public struct ChartCautions: Hashable, Sendable {
  /// The number that was asked for, where it was merged into this one.
  public var mergedNumber: RecordNumber?
  /// Processing is restricted (GDPR Art. 18): only read.
  public var isRestricted: Bool
  /// The person signed in is a declared relative.
  public var isRelative: Bool
  /// Well known, a colleague, a relative of staff: everybody is asked for a reason.
  public var isProtected: Bool
  /// Something is sealed, and the patient lets that be known.
  public var hasSeal: Bool
  /// All that is sealed is open to the person signed in.
  public var isSealOpen: Bool
  /// The emergency access is to the summary: allergies and medicines. All else is empty here, whatever is recorded.
  public var isSummaryOnly: Bool

  public init(
    mergedNumber: RecordNumber? = nil, isRestricted: Bool = false, isRelative: Bool = false, isProtected: Bool = false,
    hasSeal: Bool = false, isSealOpen: Bool = false, isSummaryOnly: Bool = false
  ) {
    self.mergedNumber = mergedNumber
    self.isRestricted = isRestricted
    self.isRelative = isRelative
    self.isProtected = isProtected
    self.hasSeal = hasSeal
    self.isSealOpen = isSealOpen
    self.isSummaryOnly = isSummaryOnly
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
  /// Those that hold, at most one a biomarker.
  public var targets: [BiomarkerTarget]
  public var cautions: ChartCautions
  /// Numbers that were merged into hers, and whose facts are in this chart.
  public var mergedNumbers: [MergedNumber]
  /// When the database answered.
  public var readAt: Instant

  public init(
    patient: DirectoryEntry, allergies: AllergyStatus, reason: ReasonForAccess, grantEndsAt: Instant? = nil,
    latest: [BiomarkerSummary], prescriptions: [Prescription], targets: [BiomarkerTarget] = [],
    cautions: ChartCautions = ChartCautions(), mergedNumbers: [MergedNumber] = [], readAt: Instant
  ) {
    self.patient = patient
    self.allergies = allergies
    self.reason = reason
    self.grantEndsAt = grantEndsAt
    self.latest = latest
    self.prescriptions = prescriptions
    self.targets = targets
    self.cautions = cautions
    self.mergedNumbers = mergedNumbers
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
  /// The newest current results of one type, oldest first: at most `seriesLimit`, and one more where there are more. Most of a long
  /// series has the limits, the source and the recorder of its other results: what is the same as in `like` is not sent again.
  public var series: @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID, _ like: BiomarkerResult?) async throws -> [BiomarkerResult]

  public init(
    open: @escaping @Sendable (PatientID, AccessPurpose, String?) async throws -> Chart,
    series: @escaping @Sendable (PatientID, BiomarkerType.ID, BiomarkerResult?) async throws -> [BiomarkerResult]
  ) {
    self.open = open
    self.series = series
  }
}
