import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Birth year and duration to approve, or a reason to deny. What is typed belongs to the patient shown: never the same key twice.
@UIActor
final class EmergencyDecisionForm {
  private enum Field: CaseIterable {
    case birthYear, hours, reason
  }

  private let queue: EmergencyQueueModel
  private var focus = Field.birthYear
  private var birthYear = TextField(maximumLength: 4, accepts: .digits)
  private var reason = TextField(maximumLength: 300)

  init(queue: EmergencyQueueModel) { self.queue = queue }

  /// Letters are text only where a reason is typed: a birth year has none.
  var isEditingText: Bool { focus == .reason }

  /// The rows it takes.
  static let height = 4

  func next(_ step: Int = 1) {
    let all = Field.allCases
    focus = all[((all.firstIndex(of: focus) ?? 0) + step + all.count) % all.count]
  }

  func focusBirthYear() { focus = .birthYear }
  func focusReason() { focus = .reason }

  /// True when used; Tab goes on, Up and Down are the list's.
  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    switch (event, focus) {
    case (.key(.tab), _), (.key(.enter), _):
      next()
      return true
    case (.key(.backTab), _):
      next(-1)
      return true
    case (.key(.up), _), (.key(.down), _): return false
    // Digits are the birth year wherever one stands: nobody changes the hours by typing it.
    case (.key(.character("0"..."9")), .hours):
      focusBirthYear()
      return handle(event)
    case (.key(let key), .hours): return chooseHours(key)
    case (.key(.character(let character)), .birthYear) where !character.isASCII || character.wholeNumberValue == nil: return false
    case (_, .birthYear):
      guard birthYear.handle(event) != .ignored else { return false }
      queue.birthYear = birthYear.text
      return true
    case (_, .reason):
      guard reason.handle(event) != .ignored else { return false }
      queue.denyReason = reason.text
      return true
    default: return false
    }
  }

  private func chooseHours(_ key: Key) -> Bool {
    let all = EmergencyAccess.allowedHours
    let index = all.firstIndex(of: queue.hours) ?? 0
    switch key {
    case .left: queue.hours = all[max(0, index - 1)]
    case .right, .character(" "): queue.hours = all[(index + 1) % all.count]
    default: return false
    }
    return true
  }

  private func synchronize() {
    if birthYear.text != queue.birthYear { birthYear.setText(queue.birthYear) }
    if reason.text != queue.denyReason { reason.setText(queue.denyReason) }
  }

  func draw(on canvas: inout Canvas, in area: Rect, isFocused: Bool, _ context: DrawContext) {
    synchronize()
    guard let entry = queue.selectedEntry else { return }
    let wording = context.wording
    guard entry.access.phase.isWaiting else { return drawOutcome(entry, on: &canvas, in: area, context) }
    if let refusal = entry.whyNotDecidable {
      canvas.wrapped(refusal.rawValue + ": " + wording(.refusal(refusal)), in: area, role: .danger)
      return
    }
    drawApproval(on: &canvas, area, isFocused: isFocused, wording)
    drawDenial(on: &canvas, area.row(2), isFocused: isFocused, wording)
    if let problem = problemText(context) {
      canvas.wrapped("! " + problem, in: area.split(top: 3).rest, role: .fieldError)
    }
  }

  private func drawApproval(on canvas: inout Canvas, _ area: Rect, isFocused: Bool, _ wording: Wording) {
    let year = Message(en: "To approve, type the patient's birth year", es: "Para aprobar, escriba el año de nacimiento")
    var x = area.x + canvas.text(wording(year), at: area.origin, role: .label) + 1
    birthYear.draw(on: &canvas, in: Rect(x: x, y: area.y, width: 6, height: 1), isFocused: isFocused && focus == .birthYear)
    canvas.text(wording(Message(en: "then F9", es: "y F9")), at: Point(x: x + 8, y: area.y), role: .textMuted)
    let isHere = isFocused && focus == .hours
    x = area.x + canvas.text(wording(Message(en: "For", es: "Durante")), at: area.origin.offset(y: 1), role: .label) + 2
    for hours in EmergencyAccess.allowedHours {
      let isChosen = hours == queue.hours
      let place = Point(x: x, y: area.y + 1)
      if isChosen, isHere { canvas.cursor = place.offset(x: 1) }
      x += canvas.text((isChosen ? "(o) " : "( ) ") + "\(hours) h", at: place, role: isChosen && isHere ? .fieldFocus : .text) + 3
    }
    if isHere {
      canvas.text(wording(Message(en: "Left, Right", es: "Izquierda, Derecha")), at: Point(x: x, y: area.y + 1), role: .textMuted)
    }
  }

  private func drawDenial(on canvas: inout Canvas, _ row: Rect, isFocused: Bool, _ wording: Wording) {
    guard !row.isEmpty else { return }
    let used =
      canvas.text(wording(Message(en: "To deny, say why", es: "Para denegar, diga por qué")), at: row.origin, role: .label) + 1
    let then = wording(Message(en: "then F10", es: "y F10"))
    let field = Rect(x: row.x + used, y: row.y, width: min(80, row.width - used - 10), height: 1)
    reason.draw(on: &canvas, in: field, isFocused: isFocused && focus == .reason)
    canvas.text(then, at: Point(x: field.maxX + 2, y: row.y), role: .textMuted)
  }

  private func drawOutcome(_ entry: EmergencyQueueEntry, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    var state = Message.phase(entry.access.phase)
    if let name = entry.access.decidedBy {
      state = state.joined(Message(en: "decided by \(name)", es: "decidió \(name)"), by: "   ")
    }
    canvas.text(wording(state), at: area.origin, width: area.width, role: .textStrong)
    let rest = area.split(top: 1).rest
    if let end = entry.access.expiresAt, entry.access.phase.isLive {
      let clock = context.clock.local(end).clock
      canvas.wrapped(
        wording(
          Message(en: "Ends by itself at \(clock). V revokes it now.", es: "Termina solo a las \(clock). V lo revoca ahora.")),
        in: rest)
    } else if let reason = entry.access.decisionReason {
      canvas.wrapped(reason, in: rest)
    }
  }

  private func problemText(_ context: DrawContext) -> String? {
    switch queue.problem {
    case .birthYearMissing:
      context.wording(
        Message(en: "Type the four digits of the patient's birth year.", es: "Escriba las cuatro cifras del año de nacimiento."))
    case .wrongBirthYear:
      context.wording(
        Message(
          en: "That is not this patient's birth year. Look again.", es: "No es el año de nacimiento de esta persona. Revise."))
    case .reasonMissing: context.wording(Message(en: "A denial needs a reason.", es: "Una denegación necesita motivo."))
    case .notice(let notice): context.wording(.notice(notice, clock: context.clock))
    case nil: nil
    }
  }
}
