import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let sendRequest = Command("emergency.send")
  static let chooseReason = Command("emergency.reason")
}

/// The form that asks a doctor for emergency access: reason class by digit, text, duration, password again.
@UIActor
final class EmergencyRequestOverlay: Overlay {
  private enum Field: CaseIterable {
    case reasonClass, reason, hours, password
  }

  private let model: EmergencyRequestModel
  private let emergency: EmergencyModel
  private var focus = Field.reasonClass
  private var reason = TextField(maximumLength: 300)
  private var password = TextField(maximumLength: 200, isMasked: true)

  init(model: EmergencyRequestModel, emergency: EmergencyModel) {
    self.model = model
    self.emergency = emergency
    reason.setText(model.reason)
  }

  var isForm: Bool { true }

  var entries: [CommandEntry] {
    [
      CommandEntry(
        .sendRequest, [.enter],
        focus == .password ? Message(en: "send request", es: "enviar solicitud") : Message(en: "next", es: "seguir")),
      CommandEntry(.nextField, [.tab], Message(en: "next field", es: "siguiente campo")),
      CommandEntry(.previousField, [.backTab], Message(en: "back", es: "anterior")),
      CommandEntry(.close, [.escape], Message(en: "leave, keep draft", es: "salir con borrador")),
    ]
  }

  var isFinished: Bool { emergency.request !== model }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape):
      emergency.closeRequest()
      return .close
    case .key(.tab),
      .key(.down) where focus != .reasonClass && focus != .hours:
      move(1)
    case .key(.backTab),
      .key(.up) where focus != .reasonClass && focus != .hours:
      move(-1)
    case .key(.enter): if focus == .password { model.submit() } else { move(1) }
    default: edit(event)
    }
    return .stay
  }

  private func move(_ step: Int) {
    let all = Field.allCases
    let index = (all.firstIndex(of: focus) ?? 0) + step
    focus = all[(index + all.count) % all.count]
  }

  private func edit(_ event: InputEvent) {
    guard !model.isSending else { return }
    switch focus {
    case .reasonClass: chooseReason(event)
    case .reason:
      _ = reason.handle(event)
      if reason.text != model.reason { model.reason = reason.text }
    case .hours: chooseHours(event)
    case .password:
      _ = password.handle(event)
      model.password = password.text
    }
  }

  /// A digit chooses and goes on.
  private func chooseReason(_ event: InputEvent) {
    guard case .key(let key) = event else { return }
    let all = EmergencyAccess.ReasonClass.allCases
    let index = model.reasonClass.flatMap { all.firstIndex(of: $0) }
    switch key {
    case .character(let digit):
      guard let number = digit.wholeNumberValue, (1...all.count).contains(number) else { return }
      model.reasonClass = all[number - 1]
      move(1)
    case .down: model.reasonClass = all[min(all.count - 1, (index ?? -1) + 1)]
    case .up: model.reasonClass = all[max(0, (index ?? 1) - 1)]
    default: break
    }
  }

  private func chooseHours(_ event: InputEvent) {
    guard case .key(let key) = event else { return }
    let all = EmergencyAccess.allowedHours
    let index = all.firstIndex(of: model.hours) ?? 0
    switch key {
    case .character(let digit):
      guard let number = digit.wholeNumberValue, (1...all.count).contains(number) else { return }
      model.hours = all[number - 1]
      move(1)
    case .left, .up: model.hours = all[max(0, index - 1)]
    case .right, .down: model.hours = all[min(all.count - 1, index + 1)]
    default: break
    }
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    if password.text != model.password { password.setText(model.password) }
    let wording = context.wording
    let title = Message(en: "Ask for emergency access", es: "Pedir acceso de urgencia")
    let inner = canvas.box(in: area, Size(width: 76, height: 20), title: wording(title)).inset(top: -1, bottom: -1)
    let entry = model.entry
    canvas.identity(entry.name.listed, "\(entry.birthDate)  \(entry.recordNumber)", at: inner.origin, width: inner.width)
    if model.wasRestored {
      canvas.text(
        wording(
          Message(
            en: "your draft was brought back; the password never is",
            es: "se recuperó su borrador; la contraseña nunca se guarda")),
        at: inner.origin.offset(y: 1), width: inner.width, role: .textStrong)
    }
    drawReasons(on: &canvas, inner, wording)
    drawFields(on: &canvas, inner, wording)
    if let problem = problemText(context) {
      canvas.wrapped("! " + problem, in: Rect(x: inner.x, y: inner.maxY - 3, width: inner.width, height: 2), role: .fieldError)
    } else if model.isSending {
      canvas.text(
        wording(Message(en: "Sending...", es: "Enviando...")), at: Point(x: inner.x, y: inner.maxY - 2), role: .textMuted)
    }
    canvas.text(
      wording(
        Message(
          en: "Recorded, decided by a second person, and reviewed afterwards.",
          es: "Queda registrado, decide una segunda persona y se revisa después.")),
      at: Point(x: inner.x, y: inner.maxY - 1), width: inner.width, role: .textMuted)
  }

  private func drawReasons(on canvas: inout Canvas, _ inner: Rect, _ wording: Wording) {
    let all = EmergencyAccess.ReasonClass.allCases
    canvas.text(
      wording(Message(en: "Reason (digit)", es: "Motivo (dígito)")), at: inner.origin.offset(y: 2), width: 16, role: .label)
    for (index, reasonClass) in all.enumerated() {
      let isChosen = model.reasonClass == reasonClass
      let place = Point(x: inner.x + 17, y: inner.y + 2 + index)
      let role: Role = isChosen ? .selectRow : .text
      canvas.text(
        (isChosen ? "> " : "  ") + "\(index + 1)  " + wording(.reasonClass(reasonClass)), at: place, width: inner.width - 17,
        role: role)
    }
    if focus == .reasonClass {
      let row = model.reasonClass.flatMap { all.firstIndex(of: $0) } ?? 0
      canvas.cursor = Point(x: inner.x + 17, y: inner.y + 2 + row)
    }
  }

  private func drawFields(on canvas: inout Canvas, _ inner: Rect, _ wording: Wording) {
    let x = inner.x + 17
    let y = inner.y + 10
    canvas.text(wording(Message(en: "In words", es: "En palabras")), at: Point(x: inner.x, y: y), width: 16, role: .label)
    reason.draw(on: &canvas, in: Rect(x: x, y: y, width: inner.width - 17, height: 1), isFocused: focus == .reason)
    let missing = model.missingCharacters
    if missing > 0, !model.reason.isEmpty {
      canvas.text(
        wording(Message(en: "\(missing) more characters", es: "faltan \(missing) caracteres")), at: Point(x: x, y: y + 1),
        role: .textMuted)
    }
    canvas.text(wording(Message(en: "For", es: "Durante")), at: Point(x: inner.x, y: y + 2), width: 16, role: .label)
    var place = Point(x: x, y: y + 2)
    for (index, hours) in EmergencyAccess.allowedHours.enumerated() {
      let isChosen = hours == model.hours
      if isChosen, focus == .hours { canvas.cursor = place }
      let role: Role = isChosen && focus == .hours ? .selectRow : .text
      place.x += canvas.text("\(index + 1) " + (isChosen ? "(o) " : "( ) ") + wording(.hours(hours)), at: place, role: role) + 3
    }
    canvas.text(
      wording(Message(en: "Your password", es: "Su contraseña")), at: Point(x: inner.x, y: y + 4), width: 16, role: .label)
    password.draw(on: &canvas, in: Rect(x: x, y: y + 4, width: 30, height: 1), isFocused: focus == .password)
  }

  private func problemText(_ context: DrawContext) -> String? {
    let wording = context.wording
    return switch model.problem {
    case .reasonMissing: wording(Message(en: "Choose a reason: 1 to 7.", es: "Elija un motivo: 1 a 7."))
    case .reasonTooShort(let missing):
      wording(
        Message(en: "Say why in words: \(missing) more characters.", es: "Explique el motivo: faltan \(missing) caracteres."))
    case .passwordMissing: wording(Message(en: "Your password is needed again.", es: "Hace falta de nuevo su contraseña."))
    case .sentBefore:
      wording(
        Message(
          en: "Sent before the line was lost. Your password sends it again; it is stored once.",
          es: "Se envió antes de perder la línea. Su contraseña la reenvía; se guarda una vez."))
    case .wrongPassword: wording(Message(en: "That is not the password.", es: "Esa no es la contraseña."))
    case .alreadyPending:
      wording(
        Message(en: "Your request for this patient is already waiting.", es: "Su solicitud para esta persona ya está en espera."))
    case .notice(let notice): wording(.notice(notice, clock: context.clock))
    case nil: nil
    }
  }
}
