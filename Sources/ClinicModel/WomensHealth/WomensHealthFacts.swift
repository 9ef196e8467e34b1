/// Where in her hormonal life a woman is.
public struct HormonalProfile: Hashable, Sendable {
  public enum Phase: String, CaseIterable, Hashable, Sendable {
    case menstrual = "MENSTRUAL"
    case follicular = "FOLLICULAR"
    case ovulatory = "OVULATORY"
    case luteal = "LUTEAL"
    case pregnant = "PREGNANT"
    case postpartum = "POSTPARTUM"
    case lactating = "LACTATING"
    case perimenopause = "PERIMENOPAUSE"
    case postmenopause = "POSTMENOPAUSE"
    case suppressed = "SUPPRESSED"
    case unknown = "UNKNOWN"
  }

  public enum Method: String, CaseIterable, Hashable, Sendable {
    case history = "HISTORY"
    case laboratory = "LABORATORY"
    case ultrasound = "ULTRASOUND"
    case tracker = "TRACKER"
  }

  public var assessedOn: CalendarDate
  public var phase: Phase
  public var method: Method
  /// Nil: not known.
  public var hasPolycysticOvaries: Bool?
  public var note: String?

  public init(assessedOn: CalendarDate, phase: Phase, method: Method, hasPolycysticOvaries: Bool? = nil, note: String? = nil) {
    self.assessedOn = assessedOn
    self.phase = phase
    self.method = method
    self.hasPolycysticOvaries = hasPolycysticOvaries
    self.note = note
  }
}

public struct MenstrualCycle: Hashable, Sendable {
  public enum Flow: String, CaseIterable, Hashable, Sendable {
    case light = "LIGHT"
    case normal = "NORMAL"
    case heavy = "HEAVY"
  }

  public enum Regularity: String, CaseIterable, Hashable, Sendable {
    case regular = "REGULAR"
    case irregular = "IRREGULAR"
    case absent = "ABSENT"
  }

  public var startedOn: CalendarDate
  /// 1 to 30.
  public var periodDays: Int?
  /// 10 to 200, from the first day to the next first day.
  public var cycleDays: Int?
  public var flow: Flow?
  public var regularity: Regularity?
  public var note: String?

  public init(
    startedOn: CalendarDate, periodDays: Int? = nil, cycleDays: Int? = nil, flow: Flow? = nil, regularity: Regularity? = nil,
    note: String? = nil
  ) {
    self.startedOn = startedOn
    self.periodDays = periodDays
    self.cycleDays = cycleDays
    self.flow = flow
    self.regularity = regularity
    self.note = note
  }
}

public struct Pregnancy: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case ongoing = "ONGOING"
    case liveBirth = "LIVE_BIRTH"
    case stillbirth = "STILLBIRTH"
    case miscarriage = "MISCARRIAGE"
    case termination = "TERMINATION"
    case ectopic = "ECTOPIC"
    case unknown = "UNKNOWN"
  }

  public var lastPeriodOn: CalendarDate?
  public var dueOn: CalendarDate?
  public var outcome: Outcome
  public var endedOn: CalendarDate?
  /// Completed weeks at its end.
  public var weeks: Int?
  public var children: Int?
  /// Grams.
  public var birthWeight: Int?
  /// Nil: not known.
  public var hadGestationalDiabetes: Bool?
  public var note: String?

  public init(
    lastPeriodOn: CalendarDate? = nil, dueOn: CalendarDate? = nil, outcome: Outcome, endedOn: CalendarDate? = nil,
    weeks: Int? = nil, children: Int? = nil, birthWeight: Int? = nil, hadGestationalDiabetes: Bool? = nil, note: String? = nil
  ) {
    self.lastPeriodOn = lastPeriodOn
    self.dueOn = dueOn
    self.outcome = outcome
    self.endedOn = endedOn
    self.weeks = weeks
    self.children = children
    self.birthWeight = birthWeight
    self.hadGestationalDiabetes = hadGestationalDiabetes
    self.note = note
  }
}

public struct MenopauseStatus: Hashable, Sendable {
  public enum Stage: String, CaseIterable, Hashable, Sendable {
    case premenopausal = "PREMENOPAUSAL"
    case perimenopausal = "PERIMENOPAUSAL"
    case postmenopausal = "POSTMENOPAUSAL"
    case surgical = "SURGICAL"
    case unknown = "UNKNOWN"
  }

  public var assessedOn: CalendarDate
  public var stage: Stage
  public var lastPeriodOn: CalendarDate?
  /// Nil: not known.
  public var hasVasomotorSymptoms: Bool?
  public var note: String?

  public init(
    assessedOn: CalendarDate, stage: Stage, lastPeriodOn: CalendarDate? = nil, hasVasomotorSymptoms: Bool? = nil,
    note: String? = nil
  ) {
    self.assessedOn = assessedOn
    self.stage = stage
    self.lastPeriodOn = lastPeriodOn
    self.hasVasomotorSymptoms = hasVasomotorSymptoms
    self.note = note
  }
}

public struct HormonalTherapy: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case contraceptive = "CONTRACEPTIVE"
    case menopausal = "MENOPAUSAL"
    case fertility = "FERTILITY"
    case thyroid = "THYROID"
    case other = "OTHER"
  }

  public enum Route: String, CaseIterable, Hashable, Sendable {
    case oral = "ORAL"
    case transdermal = "TRANSDERMAL"
    case vaginal = "VAGINAL"
    case intrauterine = "INTRAUTERINE"
    case implant = "IMPLANT"
    case injection = "INJECTION"
    case other = "OTHER"
  }

  public var kind: Kind
  public var product: String
  public var route: Route?
  public var startedOn: CalendarDate
  public var endedOn: CalendarDate?
  public var note: String?

  public init(
    kind: Kind, product: String, route: Route? = nil, startedOn: CalendarDate, endedOn: CalendarDate? = nil, note: String? = nil
  ) {
    self.kind = kind
    self.product = product
    self.route = route
    self.startedOn = startedOn
    self.endedOn = endedOn
    self.note = note
  }
}
