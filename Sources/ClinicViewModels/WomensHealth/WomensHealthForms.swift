import ClinicModel

/// The kinds of facts of women's health, as a form chooses between them.
public enum WomensHealthKind: String, CaseIterable, Hashable, Sendable {
  case hormonalProfile = "PROFILE"
  case menstrualCycle = "CYCLE"
  case pregnancy = "PREGNANCY"
  case menopause = "MENOPAUSE"
  case hormonalTherapy = "THERAPY"
}

/// The form of a fact of women's health: one for all kinds, the fields of the kind that is chosen.
enum WomensHealthForms {
  private static let unsure = [
    RecordField.Option("true", RecordWords(english: "yes", spanish: "sí")),
    RecordField.Option("false", RecordWords("no")),
  ]

  private static func number(_ id: String, _ unit: String, _ range: ClosedRange<Int>, _ condition: RecordField.Condition)
    -> RecordField
  {
    let limits = DecimalNumber(range.lowerBound)...DecimalNumber(range.upperBound)
    return RecordField(id, .number(unit: unit, decimals: 0, range: limits), when: condition)
  }

  /// Fields by the names of the database; those that two kinds share stand once.
  private static var fields: [RecordField] {
    func of(_ kinds: WomensHealthKind...) -> RecordField.Condition { RecordField.Condition("fact", Set(kinds.map(\.rawValue))) }
    let (past, ahead) = (
      RecordField.Content.date(isPartial: false, mayBeAhead: false), RecordField.Content.date(isPartial: false, mayBeAhead: true)
    )
    return [
      .choice("fact", WomensHealthKind.self, isRequired: true),
      RecordField("assessed_on", past, isRequired: true, when: of(.hormonalProfile, .menopause)),
      .choice("phase", HormonalProfile.Phase.self, isRequired: true, when: of(.hormonalProfile)),
      .choice("method", HormonalProfile.Method.self, isRequired: true, when: of(.hormonalProfile)),
      RecordField("has_polycystic_ovaries", .choice(unsure), when: of(.hormonalProfile)),
      .choice("kind", HormonalTherapy.Kind.self, isRequired: true, when: of(.hormonalTherapy)),
      RecordField("product", .text(200), isRequired: true, when: of(.hormonalTherapy)),
      .choice("route", HormonalTherapy.Route.self, when: of(.hormonalTherapy)),
      RecordField("started_on", past, isRequired: true, when: of(.menstrualCycle, .hormonalTherapy)),
      number("period_days", "d", 1...30, of(.menstrualCycle)),
      number("cycle_days", "d", 10...200, of(.menstrualCycle)),
      .choice("flow", MenstrualCycle.Flow.self, when: of(.menstrualCycle)),
      .choice("regularity", MenstrualCycle.Regularity.self, when: of(.menstrualCycle)),
      .choice("stage", MenopauseStatus.Stage.self, isRequired: true, when: of(.menopause)),
      .choice("outcome", Pregnancy.Outcome.self, isRequired: true, when: of(.pregnancy)),
      RecordField("last_period_on", past, when: of(.pregnancy, .menopause)),
      RecordField("has_vasomotor_symptoms", .choice(unsure), when: of(.menopause)),
      RecordField("due_on", ahead, when: of(.pregnancy)),
      RecordField("ended_on", ahead, when: of(.pregnancy, .hormonalTherapy)),
      number("weeks", "wk", 2...45, of(.pregnancy)),
      number("children", "", 1...9, of(.pregnancy)),
      number("birth_weight_g", "g", 200...8000, of(.pregnancy)),
      RecordField("had_gestational_diabetes", .choice(unsure), when: of(.pregnancy)),
      RecordField("note", .text(2000)),
    ]
  }

  static func new(_ repository: WomensHealth, _ patient: PatientID, _ kind: WomensHealthKind, today: CalendarDate)
    -> RecordFormSpecification
  {
    RecordFormSpecification(
      .womensHealth, fields: fields, initial: ["fact": kind.rawValue, "assessed_on": today.description], check: check
    ) {
      _ = try await repository.record($0.key, patient, content($0.values))
      return .saved
    }
  }

  /// The kind of a stored fact stays.
  static func correction(
    _ repository: WomensHealth, _ patient: PatientID, _ version: WomensHealth.Version, _ fact: WomensHealthFact
  ) -> RecordFormSpecification {
    let kind = fact.kind
    var kept = fields.filter { $0.condition.map { $0.values.contains(kind.rawValue) } ?? ($0.id != "fact") }
    for place in kept.indices { kept[place].condition = nil }
    return RecordFormSpecification(
      .correctWomensHealth, subject: version.id.value, fields: kept + [.reason], initial: fact.typed, version: version.version,
      check: { check($0, kind) },
      reread: {
        let now = WomensHealthModel.facts(try await repository.read(patient)).first { $0.version.id == version.id }
        return now.map { correction(repository, patient, $0.version, $0.content) }
      }
    ) { submission in
      var values = submission.values
      values["fact"] = kind.rawValue
      let read = RecordVersion<WomensHealthFact>(id: version.id, version: submission.version)
      _ = try await repository.correct(submission.key, patient, read, content(values), values.line("reason") ?? "")
      return .saved
    }
  }

  private static func check(_ values: RecordValues) -> [String: RecordProblem] {
    guard let kind = values.choice("fact", WomensHealthKind.self) else { return [:] }
    return check(values, kind)
  }

  /// What cannot be together; the database checks it again.
  private static func check(_ values: RecordValues, _ kind: WomensHealthKind) -> [String: RecordProblem] {
    var problems: [String: RecordProblem] = [:]
    let (begin, end) = (values.date(kind == .pregnancy ? "last_period_on" : "started_on"), values.date("ended_on"))
    if let begin, let end, end < begin { problems["ended_on"] = .named("before-beginning") }
    if kind == .pregnancy {
      if let begin, let due = values.date("due_on"), due <= begin || due > begin.adding(days: 330) {
        problems["due_on"] = .named("due")
      }
      if values.choice("outcome", Pregnancy.Outcome.self) == .ongoing {
        for field in ["ended_on", "weeks", "birth_weight_g"] where values.text(field) != nil {
          problems[field] = .named("ongoing")
        }
      }
      if begin == nil, values.text("due_on") == nil, end == nil { problems["last_period_on"] = .named("one-day") }
    }
    if kind == .menopause, let last = values.date("last_period_on"), let day = values.date("assessed_on"), last > day {
      problems["last_period_on"] = .named("after-assessment")
    }
    if let period = values.number("period_days"), let cycle = values.number("cycle_days"), period > cycle {
      problems["period_days"] = .named("longer-than-cycle")
    }
    return problems
  }

  private static func content(_ values: RecordValues) throws -> WomensHealthFact {
    switch values.choice("fact", WomensHealthKind.self) {
    case .hormonalProfile: .hormonalProfile(try profile(values))
    case .menstrualCycle: .menstrualCycle(try cycle(values))
    case .pregnancy: .pregnancy(try pregnancy(values))
    case .menopause: .menopause(try menopause(values))
    case .hormonalTherapy: .hormonalTherapy(try therapy(values))
    case nil: throw RepositoryError.invalid(field: "fact")
    }
  }

  /// What is required was checked before; a field that is missing all the same is named.
  private static func needed<Value>(_ value: Value?, _ field: String) throws -> Value {
    guard let value else { throw RepositoryError.invalid(field: field) }
    return value
  }

  private static func flag(_ values: RecordValues, _ field: String) -> Bool? { values.line(field).map { $0 == "true" } }

  private static func whole(_ values: RecordValues, _ field: String) -> Int? { values.number(field).map { Int($0.double) } }

  private static func profile(_ values: RecordValues) throws -> HormonalProfile {
    HormonalProfile(
      assessedOn: try needed(values.date("assessed_on"), "assessed_on"), phase: try needed(values.choice("phase"), "phase"),
      method: try needed(values.choice("method"), "method"), hasPolycysticOvaries: flag(values, "has_polycystic_ovaries"),
      note: values.text("note"))
  }

  private static func cycle(_ values: RecordValues) throws -> MenstrualCycle {
    MenstrualCycle(
      startedOn: try needed(values.date("started_on"), "started_on"), periodDays: whole(values, "period_days"),
      cycleDays: whole(values, "cycle_days"), flow: values.choice("flow"), regularity: values.choice("regularity"),
      note: values.text("note"))
  }

  private static func pregnancy(_ values: RecordValues) throws -> Pregnancy {
    Pregnancy(
      lastPeriodOn: values.date("last_period_on"), dueOn: values.date("due_on"),
      outcome: try needed(values.choice("outcome"), "outcome"), endedOn: values.date("ended_on"), weeks: whole(values, "weeks"),
      children: whole(values, "children"), birthWeight: whole(values, "birth_weight_g"),
      hadGestationalDiabetes: flag(values, "had_gestational_diabetes"), note: values.text("note"))
  }

  private static func menopause(_ values: RecordValues) throws -> MenopauseStatus {
    MenopauseStatus(
      assessedOn: try needed(values.date("assessed_on"), "assessed_on"), stage: try needed(values.choice("stage"), "stage"),
      lastPeriodOn: values.date("last_period_on"), hasVasomotorSymptoms: flag(values, "has_vasomotor_symptoms"),
      note: values.text("note"))
  }

  private static func therapy(_ values: RecordValues) throws -> HormonalTherapy {
    HormonalTherapy(
      kind: try needed(values.choice("kind"), "kind"), product: try needed(values.line("product"), "product"),
      route: values.choice("route"), startedOn: try needed(values.date("started_on"), "started_on"),
      endedOn: values.date("ended_on"),
      note: values.text("note"))
  }
}

extension WomensHealthFact {
  var kind: WomensHealthKind {
    switch self {
    case .hormonalProfile: .hormonalProfile
    case .menstrualCycle: .menstrualCycle
    case .pregnancy: .pregnancy
    case .menopause: .menopause
    case .hormonalTherapy: .hormonalTherapy
    }
  }

  /// As the fields of its form show it.
  fileprivate var typed: [String: String] {
    let known: [String: String?] =
      switch self {
      case .hormonalProfile(let fact):
        [
          "assessed_on": fact.assessedOn.description, "phase": fact.phase.rawValue, "method": fact.method.rawValue,
          "has_polycystic_ovaries": fact.hasPolycysticOvaries.map(String.init), "note": fact.note,
        ]
      case .menstrualCycle(let fact):
        [
          "started_on": fact.startedOn.description, "period_days": fact.periodDays.map(String.init),
          "cycle_days": fact.cycleDays.map(String.init), "flow": fact.flow?.rawValue, "regularity": fact.regularity?.rawValue,
          "note": fact.note,
        ]
      case .pregnancy(let fact): fact.typed
      case .menopause(let fact):
        [
          "assessed_on": fact.assessedOn.description, "stage": fact.stage.rawValue,
          "last_period_on": fact.lastPeriodOn?.description, "has_vasomotor_symptoms": fact.hasVasomotorSymptoms.map(String.init),
          "note": fact.note,
        ]
      case .hormonalTherapy(let fact):
        [
          "kind": fact.kind.rawValue, "product": fact.product, "route": fact.route?.rawValue,
          "started_on": fact.startedOn.description, "ended_on": fact.endedOn?.description, "note": fact.note,
        ]
      }
    return known.compactMapValues { $0 }
  }
}

extension Pregnancy {
  fileprivate var typed: [String: String?] {
    [
      "last_period_on": lastPeriodOn?.description, "due_on": dueOn?.description, "outcome": outcome.rawValue,
      "ended_on": endedOn?.description, "weeks": weeks.map(String.init), "children": children.map(String.init),
      "birth_weight_g": birthWeight.map(String.init), "had_gestational_diabetes": hadGestationalDiabetes.map(String.init),
      "note": note,
    ]
  }
}
