public typealias VitalSignsID = Identifier<VitalSignsRound>
public typealias EscalationID = Identifier<Escalation>

/// A NEWS2 that asks for somebody, raised by the round itself and answered once.
public struct Escalation: Hashable, Sendable, ChartFact {
  /// The raw value is the stored code.
  public enum Action: String, CaseIterable, Hashable, Sendable {
    /// Somebody was called; the answer says whom.
    case escalated = "ESCALATED"
    /// Nobody was called; the answer says why.
    case notNeeded = "NOT_NEEDED"
    /// A correction of the round took its place.
    case corrected = "CORRECTED"
  }

  public var id: EscalationID
  public var level: News2.Level
  public var raisedAt: Instant
  /// Nil while it waits for an answer.
  public var action: Action?
  public var answer: String?
  public var answeredBy: String?
  public var answeredAt: Instant?

  public var mergedNumber: RecordNumber?

  public init(
    id: EscalationID, level: News2.Level, raisedAt: Instant, action: Action? = nil, answer: String? = nil, answeredBy: String? = nil,
    answeredAt: Instant? = nil
  ) {
    self.id = id
    self.level = level
    self.raisedAt = raisedAt
    self.action = action
    self.answer = answer
    self.answeredBy = answeredBy
    self.answeredAt = answeredAt
  }

  public var isOpen: Bool { action == nil }
}

/// One stored version of a round of observations.
public struct VitalSignsRound: Hashable, Sendable, ChartFact {
  /// The record; its versions share it.
  public var id: VitalSignsID
  public var version: Int
  public var measuredAt: Instant
  public var values: VitalSignValues
  public var scale: News2.Scale
  public var exclusion: News2.Exclusion?
  /// As the database computed it: nil where a part is missing, or NEWS2 does not hold.
  public var total: Int?
  public var level: News2.Level?
  /// Asked back about unusual values, and confirmed.
  public var isConfirmed: Bool
  /// Entered in error: a version without values.
  public var isVoid: Bool
  public var correctionReason: String?
  public var recordedBy: UserID
  public var recordedByName: String
  public var recordedAt: Instant
  public var escalation: Escalation?
  /// What stood here before, newest first.
  public var earlier: [VitalSignsRound] = []

  public var mergedNumber: RecordNumber?

  public init(
    id: VitalSignsID, version: Int = 1, measuredAt: Instant, values: VitalSignValues, scale: News2.Scale = .one,
    exclusion: News2.Exclusion? = nil, total: Int?, level: News2.Level?, isConfirmed: Bool = false, isVoid: Bool = false,
    correctionReason: String? = nil, recordedBy: UserID, recordedByName: String, recordedAt: Instant, escalation: Escalation? = nil
  ) {
    self.id = id
    self.version = version
    self.measuredAt = measuredAt
    self.values = values
    self.scale = scale
    self.exclusion = exclusion
    self.total = total
    self.level = level
    self.isConfirmed = isConfirmed
    self.isVoid = isVoid
    self.correctionReason = correctionReason
    self.recordedBy = recordedBy
    self.recordedByName = recordedByName
    self.recordedAt = recordedAt
    self.escalation = escalation
  }

  /// Who recorded the first version: a nurse corrects her own.
  public var author: UserID { earlier.last?.recordedBy ?? recordedBy }
  public var firstRecordedAt: Instant { earlier.last?.recordedAt ?? recordedAt }

  /// The parts of NEWS2, for showing where the total comes from.
  public var news2: News2 { News2(values, scale: scale) }

  /// The value of a sign before the last correction that changed it; nil where none did.
  public func replaced(_ sign: VitalSign) -> VitalSignValue? {
    earlier.lazy.compactMap { $0.values[sign] }.first { $0 != values[sign] }
  }
}

/// The observations of one patient, and what is needed to enter another round.
public struct VitalSignsChart: Hashable, Sendable {
  /// Current versions, newest measured first; closed ones too.
  public var rounds: [VitalSignsRound]
  public var scale: News2.Scale
  /// Who decided on the scale; nil: nobody has, and scale 1 holds.
  public var scaleDecision: SpO2ScaleDecision?
  public var limits: VitalSignLimits
  public var readAt: Instant

  public init(
    rounds: [VitalSignsRound], scale: News2.Scale, scaleDecision: SpO2ScaleDecision? = nil, limits: VitalSignLimits,
    readAt: Instant
  ) {
    self.rounds = rounds
    self.scale = scale
    self.scaleDecision = scaleDecision
    self.limits = limits
    self.readAt = readAt
  }

  /// The newest round that has values.
  public var latest: VitalSignsRound? { rounds.first { !$0.isVoid } }
  /// Rounds whose escalation nobody has answered yet.
  public var openEscalations: [VitalSignsRound] { rounds.filter { $0.escalation?.isOpen == true } }
}
