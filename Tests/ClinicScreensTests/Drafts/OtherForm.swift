import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

@testable import ClinicScreens

/// Every form of the program that is no form of the chart (`RecordFormKind`): how it is reached, what is typed, how it is stored.
enum OtherForm: String, CaseIterable, Sendable {
  case round, correction, voidOfRound, escalatedAtOnce, escalatedLater, notEscalatedLater
  case glucose, glucoseSlip, glucoseReview, glucoseAnswer
  case emergencyRequest, denial, revocation, specialReason, registration, registrationOfATwin

  /// What is typed into one field, and the key that leads to the next.
  struct Field: Sendable {
    var name: String
    var keys: [Key]
    var onward: [Key] = [.tab]

    init(_ name: String, _ text: String, onward: [Key] = [.tab]) {
      (self.name, keys, self.onward) = (name, text.map { .character($0) }, onward)
    }

    init(_ name: String, _ keys: [Key], onward: [Key] = [.tab]) { (self.name, self.keys, self.onward) = (name, keys, onward) }
  }

  var staff: Staff {
    switch self {
    case .denial, .revocation, .specialReason: .doctor
    case .registration, .registrationOfATwin: .receptionist
    default: .nurse
    }
  }

  /// What is different in the clinic.
  func prepare(_ state: inout ClinicWorld.State) {
    if self == .registrationOfATwin { WorldPatients.offerDuplicates(&state) }
    if self == .specialReason { state.failures[.openChart] = .refused(.vipReason) }
    if [.escalatedLater, .notEscalatedLater].contains(self) { state.rounds[WorldPatients.first.id]?.removeFirst(2) }
  }

  /// From the list of patients into the form.
  @UIActor
  func open(_ rig: Rig) async {
    switch self {
    case .round: await rig.press(.character("v"))
    case .correction: await rig.open(.character("3"), .character("u"))
    case .voidOfRound:
      await rig.open(.character("3"), .character("u"))
      await rig.type("692")
      await rig.press(.enter, .enter, .character("X"))
    case .escalatedAtOnce:
      await rig.press(.character("v"))
      await rig.type("2693o2")
      await rig.press(.enter)
      await rig.type("9560185A390")
      await rig.press(.enter, .character("y"), .function(9), .character("e"))
    case .escalatedLater: await rig.open(.character("3"), .character("e"))
    case .notEscalatedLater: await rig.open(.character("3"), .character("r"))
    case .glucose: await rig.press(.character("g"))
    case .glucoseSlip, .glucoseReview: await rig.press(.character("g"))
    case .glucoseAnswer:
      await rig.press(.character("g"))
      await rig.type("2.8")
      await rig.press(.enter, .function(9), .character("y"))
    case .emergencyRequest:
      await rig.openRefusedChart()
      await rig.press(.character("b"))
    case .denial: await rig.press(.alt("4"), .tab, .tab)
    case .revocation: await rig.press(.alt("4"), .down, .down, .down, .character("V"))
    case .specialReason: await rig.press(.enter, .enter, .enter)
    case .registration, .registrationOfATwin: await rig.press(.alt("5"))
    }
  }

  /// After the sign-in at another terminal: what is offered is taken, the others are opened again.
  @UIActor
  func takeUp(_ rig: Rig) async {
    switch self {
    case .round, .glucose, .glucoseSlip, .glucoseReview, .glucoseAnswer, .emergencyRequest: await rig.press(.enter)
    // The round is stored: it waits for its answer in the section.
    case .escalatedAtOnce: await rig.open(.character("3"), .character("e"))
    // What was typed of the correction came back too.
    case .voidOfRound: await rig.open(.character("3"), .character("u"), .enter, .character("X"))
    default: await open(rig)
    }
  }

  var fields: [Field] {
    switch self {
    case .round: Self.wholeRound
    // A digit goes to a field: 6 is the pulse; then why.
    case .correction:
      [
        Field("respiratory_rate", "118", onward: [.enter]), Field("spo2", "296", onward: [.enter]),
        Field("pulse", "692", onward: [.enter]), Field("temperature", "8372", onward: [.enter, .enter]),
        Field("reason", "2", onward: []),
      ]
    case .voidOfRound: [Field("void", "of another patient", onward: [])]
    case .escalatedAtOnce, .escalatedLater: [Field("escalated", "Dr Lindqvist", onward: [])]
    case .notEscalatedLater: [Field("not_escalated", "known to the doctor", onward: [])]
    case .glucose: [Field("value", "5.6", onward: [.enter])]
    case .glucoseSlip: [Field("value", "128", onward: [.enter]), Field("slip", [], onward: [.character("y")])]
    case .glucoseReview: [Field("value", [.function(6)] + "128".map { .character($0) } + [.enter], onward: [])]
    case .glucoseAnswer: [Field("action", "20 g glucose by mouth"), Field("told_to", "Dr Osei", onward: [])]
    case .emergencyRequest:
      [
        Field("reason_class", "1", onward: []), Field("reason", "Found unconscious in bed", onward: [.enter]),
        Field("hours", "1", onward: []),
      ]
    case .denial: [Field("reason", "ward staff are present", onward: [.tab, .tab]), Field("hours", "3", onward: [])]
    case .revocation: [Field("revocation", "her doctor is back", onward: [])]
    case .specialReason: [Field("special_reason", "on call tonight", onward: [])]
    case .registration: Self.person
    case .registrationOfATwin:
      Self.person.dropLast() + [Field("ward", [.right], onward: [.function(6)]), Field("different", "twin sister", onward: [])]
    }
  }

  private static let wholeRound = [
    Field("respiratory_rate", "16", onward: []), Field("spo2", "97", onward: []), Field("on_oxygen", "o", onward: []),
    Field("oxygen_flow", "2", onward: [.enter]), Field("systolic", "128", onward: []), Field("diastolic", "76", onward: []),
    Field("pulse", "82", onward: []), Field("consciousness", "A", onward: []), Field("temperature", "368", onward: up(5)),
    Field("pain", "3", onward: up(4)), Field("coma", "15", onward: up(3)), Field("weight", "71.2", onward: up(2)),
    Field("height", "168", onward: up(1)), Field("waist", "88", onward: up(0)),
    Field("time", "1410", onward: []), Field("pregnant", [.function(6)], onward: [.enter, .enter]),
  ]

  /// So many fields up from the time of measuring.
  private static func up(_ count: Int) -> [Key] { [.function(7)] + Array(repeating: .backTab, count: count) }

  private static let person = [
    Field("surname_1", "Aguirre"), Field("surname_2", "Núñez"), Field("given_names", "María"), Field("birth_date", "04031961"),
    Field("sex", "f"), Field("phone", "+34 600 123 456"), Field("ward", [.right, .right]),
  ]

  /// What is typed, as the view models have it.
  @UIActor
  func values(_ rig: Rig) -> [String: String] {
    guard let session = rig.model.session else { return [:] }
    switch self {
    case .round, .correction:
      var values = session.chart.vitalSigns.entry?.form.content ?? [:]
      values["reason"] = session.chart.vitalSigns.entry?.reason
      return values
    case .voidOfRound, .escalatedAtOnce, .escalatedLater, .notEscalatedLater, .revocation, .specialReason:
      // Sentences live in their field only: what the row of the cursor shows.
      return ["sentence": (rig.cursorRow.split(separator: "[").last ?? "").filter { $0.isLetter || $0.isNumber }]
    case .glucose, .glucoseSlip, .glucoseReview, .glucoseAnswer:
      let model = session.chart.glucose
      return [
        "text": model.text, "unit": model.unit.rawValue, "value": model.value.map { "\($0)" } ?? "", "action": model.action,
        "told": model.toldTo, "phase": model.phase.map { String("\($0)".prefix(8)) } ?? "",
      ]
    case .emergencyRequest:
      guard let request = session.emergency.request else { return [:] }
      return ["class": request.reasonClass?.rawValue ?? "", "reason": request.reason, "hours": String(request.hours)]
    case .denial: return ["reason": session.emergency.queue.denyReason, "hours": String(session.emergency.queue.hours)]
    case .registration, .registrationOfATwin:
      var values = session.registration.form.content
      values["different"] = session.registration.differentReason
      return values
    }
  }

  /// What a draft must not outlive, and how often it was stored, once the form is stored.
  @UIActor
  func store(_ rig: Rig) async {
    switch self {
    case .round, .correction: await rig.press(.function(9))
    case .glucose, .glucoseSlip, .glucoseReview: await rig.press(.function(9))
    case .denial: await rig.press(.function(10))
    case .emergencyRequest:
      await rig.type(ClinicWorld.password)
      await rig.press(.enter)
    default: await rig.press(.function(9))
    }
  }

  /// What is counted once stored.
  var operation: ClinicWorld.Operation {
    switch self {
    case .round: .recordVitals
    case .correction, .voidOfRound: .correctVitals
    case .escalatedAtOnce, .escalatedLater, .notEscalatedLater: .escalate
    case .glucose, .glucoseSlip, .glucoseReview: .recordGlucose
    case .glucoseAnswer: .acknowledgeGlucose
    case .emergencyRequest: .request
    case .denial: .decide
    case .revocation: .end
    case .specialReason: .openChart
    case .registration, .registrationOfATwin: .register
    }
  }
}

extension Rig {
  /// The chart of the first patient, and on from there.
  fileprivate func open(_ keys: Key...) async {
    await openFirstChart()
    for key in keys { await press(key) }
  }
}
