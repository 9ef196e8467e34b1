/// A row of "my patients": the directory entry and, where a reason for access to the whole chart holds, what a ward board shows.
public struct WorkListEntry: Hashable, Sendable {
  public struct LatestResult: Hashable, Sendable {
    public var nameEnglish: String
    public var nameSpanish: String
    public var value: DecimalNumber
    public var unit: String
    public var flag: ResultFlag
    public var measuredAt: Instant

    public init(
      nameEnglish: String, nameSpanish: String, value: DecimalNumber, unit: String, flag: ResultFlag, measuredAt: Instant
    ) {
      self.nameEnglish = nameEnglish
      self.nameSpanish = nameSpanish
      self.value = value
      self.unit = unit
      self.flag = flag
      self.measuredAt = measuredAt
    }

    /// The test's name as the catalogue has it.
    public func name(in language: Language) -> String { language == .spanish ? nameSpanish : nameEnglish }
  }

  public var entry: DirectoryEntry
  public var latest: LatestResult?
  /// Nil where the chart may not be read.
  public var observations: DueObservations?
  /// Nil where the chart may not be read.
  public var waiting: WaitingWork?
  /// When it was read, by the database's clock: what is due counts from it.
  public var readAt: Instant?
  /// No name on a screen that others can see: a protected person, or she asked for that.
  public var isNameHidden: Bool

  public init(
    entry: DirectoryEntry, latest: LatestResult? = nil, observations: DueObservations? = nil, waiting: WaitingWork? = nil,
    readAt: Instant? = nil, isNameHidden: Bool = false
  ) {
    self.isNameHidden = isNameHidden
    self.entry = entry
    self.latest = latest
    self.observations = observations
    self.waiting = waiting
    self.readAt = readAt
  }
}

/// The last round of observations of somebody in a ward, and when the next is due (RCP 2017: the level sets the interval).
public struct DueObservations: Hashable, Sendable {
  /// What the next round is due by.
  public enum Rule: Hashable, Sendable {
    /// The interval of the level of the last complete round.
    case level(News2.Level)
    /// No complete round yet: due since the incomplete one.
    case incomplete
    /// Nobody has measured anything in 30 days.
    case first
    /// NEWS2 does not hold for her; no rule says when.
    case excluded
  }

  /// The last round with any part of NEWS2.
  public var roundAt: Instant?
  /// Nil where parts are missing.
  public var total: Int?
  /// Of the last round: it may be known without the total.
  public var level: News2.Level?
  public var exclusion: News2.Exclusion?
  /// The SpO2 scale that holds for her.
  public var scale: News2.Scale
  /// Nil for somebody who is in no ward.
  public var rule: Rule?
  /// The next round is overdue after it; nil where no rule says when. Of a HIGH level, which is watched all the time, its own
  /// time.
  public var dueAt: Instant?

  public init(
    roundAt: Instant? = nil, total: Int? = nil, level: News2.Level? = nil, exclusion: News2.Exclusion? = nil,
    scale: News2.Scale = .one, rule: Rule? = nil, dueAt: Instant? = nil
  ) {
    self.roundAt = roundAt
    self.total = total
    self.level = level
    self.exclusion = exclusion
    self.scale = scale
    self.rule = rule
    self.dueAt = dueAt
  }

  /// Watched without a pause.
  public var isContinuous: Bool { rule == .level(.high) }

  /// True where the next round should have been taken before this moment.
  public func isOverdue(at moment: Instant) -> Bool {
    guard !isContinuous, let dueAt else { return false }
    return dueAt < moment
  }
}

/// What waits for somebody at one bed.
public struct WaitingWork: Hashable, Sendable {
  /// The highest level among NEWS2 escalations that nobody has answered; nil where all are.
  public var escalation: News2.Level?
  public var escalatedAt: Instant?
  /// Doses of the hour around now.
  public var dosesDue: Int
  /// Doses whose hour is over.
  public var dosesOverdue: Int
  /// High-alert doses that wait for a second person.
  public var dosesToCheck: Int
  public var nextDoseAt: Instant?
  /// Critical results that nobody has acknowledged.
  public var criticalResults: Int
  public var criticalSince: Instant?

  public init(
    escalation: News2.Level? = nil, escalatedAt: Instant? = nil, dosesDue: Int = 0, dosesOverdue: Int = 0, dosesToCheck: Int = 0,
    nextDoseAt: Instant? = nil, criticalResults: Int = 0, criticalSince: Instant? = nil
  ) {
    self.escalation = escalation
    self.escalatedAt = escalatedAt
    self.dosesDue = dosesDue
    self.dosesOverdue = dosesOverdue
    self.dosesToCheck = dosesToCheck
    self.nextDoseAt = nextDoseAt
    self.criticalResults = criticalResults
    self.criticalSince = criticalSince
  }
}

extension WorkListEntry {
  /// What comes first on a ward board: watched all the time, then not answered for, then the longest overdue, then who was never
  /// measured, then who is due next; without a rule last.
  public func urgency(at moment: Instant) -> (rank: Int, time: Int64) {
    guard let observations else { return (6, 0) }
    let due = observations.dueAt?.microseconds ?? .max
    if observations.isContinuous { return (0, due) }
    if waiting?.escalation != nil { return (1, waiting?.escalatedAt?.microseconds ?? 0) }
    if observations.isOverdue(at: moment) { return (2, due) }
    switch observations.rule {
    case .first: return (3, 0)
    case .level, .incomplete: return (4, due)
    case .excluded, nil: return (5, 0)
    }
  }
}
