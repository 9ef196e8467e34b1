import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let checkGlucose = Command("glucose.check")
  static let switchUnit = Command("glucose.unit")
  static let signGlucose = Command("glucose.sign")
  static let confirmGlucose = Command("glucose.confirm")
  static let retypeGlucose = Command("glucose.retype")
  static let leaveGlucose = Command("glucose.leave")
  static let storeAction = Command("glucose.action")
}

/// Capillary glucose: one number with its unit, what it means, and what was done about it.
@UIActor
final class GlucoseForm: BedsideForm {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: GlucoseModel { session.chart.glucose }
  private var action = TextField(maximumLength: 300)
  private var toldTo = TextField(maximumLength: 100)
  private var isOnToldTo = false

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  var isEditingText: Bool {
    switch model.phase {
    case .opening, .editing, .acknowledging: true
    default: false
    }
  }

  // MARK: Commands

  var entries: [CommandEntry] {
    let leave = CommandEntry(.leaveGlucose, [.escape], Message(en: "leave", es: "salir"))
    let retype = CommandEntry(.retypeGlucose, [.escape, .backspace], Message(en: "type again", es: "escribir de nuevo"))
    switch model.phase {
    case .opening: return [leave]
    case .editing:
      return [
        CommandEntry(.checkGlucose, [.enter], Message(en: "check", es: "comprobar")),
        CommandEntry(
          .switchUnit, [.function(6)], Message(en: "unit", es: "unidad de medida"),
          detail: Message(en: "The other unit of glucose", es: "La otra unidad de glucosa")),
        leave,
      ]
    case .slip, .critical:
      return [
        CommandEntry(
          .confirmGlucose, [.character("y"), .character("s")], Message(en: "it is right", es: "es correcto")), retype,
      ]
    case .review:
      return [
        CommandEntry(
          .signGlucose, [.function(9), .character("S")], Message(en: "sign", es: "firmar"),
          detail: Message(en: "Store the glucose as it is shown", es: "Guardar la glucemia como se muestra"), isWriting: true),
        retype,
      ]
    case .acknowledging:
      return [
        CommandEntry(
          .storeAction, [.function(9)], Message(en: "store", es: "guardar"),
          detail: Message(en: "Store what was done", es: "Guardar lo que se hizo"), isWriting: true),
        CommandEntry(.nextField, [.tab], Message(en: "next", es: "siguiente"), detail: Message(en: "Next field", es: "Campo siguiente")),
      ]
    case .sending, .inDoubt, nil: return []
    }
  }

  func perform(_ command: Command) {
    switch command {
    case .checkGlucose: model.press(.enter)
    case .switchUnit: model.switchUnit()
    case .signGlucose: model.press(.sign)
    case .confirmGlucose: model.press(.character("y"))
    case .retypeGlucose: model.press(.backspace)
    case .leaveGlucose: model.leave()
    case .storeAction: model.acknowledge(action: model.action, toldTo: model.toldTo)
    case .nextField: isOnToldTo.toggle()
    default: break
    }
  }

  func handle(_ event: InputEvent) -> Bool {
    if case .acknowledging = model.phase { return handleAction(event) }
    action.wipe()
    toldTo.wipe()
    isOnToldTo = false
    guard case .key(let key) = event else { return false }
    let isOpening = model.phase == .opening
    switch key {
    case .character(let character) where isOpening || model.phase == .editing: model.press(.character(character))
    case .character(let character) where isRetyped(character): model.press(.character(character))
    case .backspace where isOpening || model.phase == .editing: model.press(.backspace)
    case .enter where isOpening: model.press(.enter)
    case .function(9) where isOpening: model.press(.sign)
    default: return false
    }
    return true
  }

  /// Another number in answer to "is it this unit?".
  private func isRetyped(_ character: Character) -> Bool {
    guard case .slip = model.phase else { return false }
    return character.isNumber && character.isASCII
  }

  private func handleAction(_ event: InputEvent) -> Bool {
    synchronizeAnswer()
    if event == .key(.enter) || event == .key(.down) || event == .key(.up) {
      isOnToldTo.toggle()
      return true
    }
    let outcome = isOnToldTo ? toldTo.handle(event) : action.handle(event)
    if isOnToldTo { model.toldTo = toldTo.text } else { model.action = action.text }
    return outcome != .ignored && outcome != .submitted
  }

  /// What was typed at another terminal stands in the fields.
  private func synchronizeAnswer() {
    if action.text != model.action { action.setText(model.action) }
    if toldTo.text != model.toldTo { toldTo.setText(model.toldTo) }
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    var inside = canvas.box(
      in: area, Size(width: 70, height: 15), title: wording(Message(en: "Capillary glucose", es: "Glucemia capilar")))
    canvas.cursor = inside.origin
    drawValue(on: &canvas, in: inside, context)
    inside = inside.split(top: 2).rest
    if let blocker = model.blocker {
      inside = paragraph(Message(verbatim: "! ").joined(text(of: blocker, context), by: ""), .danger, on: &canvas, in: inside, wording)
    }
    switch model.phase {
    case .slip(let value): drawSlip(value, on: &canvas, in: inside, wording)
    case .review(let value), .critical(let value), .sending(let value), .inDoubt(let value):
      drawMeaning(value, on: &canvas, in: inside, context)
    case .acknowledging(let value, _, _): drawAction(value, on: &canvas, in: inside, context)
    case .opening, .editing, nil: break
    }
  }

  private func paragraph(_ text: Message, _ role: Role, on canvas: inout Canvas, in area: Rect, _ wording: Wording) -> Rect {
    area.split(top: canvas.wrapped(wording(text), in: area, role: role)).rest
  }

  private func drawValue(on canvas: inout Canvas, in inside: Rect, _ context: DrawContext) {
    let isEditing = model.phase == .editing
    canvas.text("[", at: inside.origin, width: 1, role: .text)
    canvas.text(model.text, at: inside.origin.offset(x: 1), width: 6, role: .field, pad: true)
    canvas.text("]", at: inside.origin.offset(x: 7), width: 1, role: .text)
    let unit = model.value?.unit ?? model.unit
    canvas.text(unit.rawValue, at: inside.origin.offset(x: 9), width: 8, role: .textStrong)
    if model.wasRestored { drawRestored(on: &canvas, at: inside.origin.offset(x: 19), width: inside.width - 19, context) }
    if isEditing { canvas.cursor = inside.origin.offset(x: 1 + min(5, model.text.count)) }
  }

  /// A value taken up again was measured when it was typed.
  private func drawRestored(on canvas: inout Canvas, at place: Point, width: Int, _ context: DrawContext) {
    let text = model.typedAt.map { context.clock.local($0).clock }.map {
      Message(en: "your draft was brought back, typed \($0)", es: "se recuperó su borrador, escrito \($0)")
    }
    if let text { canvas.text(context.wording(text), at: place, width: width, role: .textStrong) }
  }

  private func drawSlip(_ value: Glucose, on canvas: inout Canvas, in area: Rect, _ wording: Wording) {
    let (typed, other) = (wording.glucose(value), wording.glucose(value.converted))
    let rest = paragraph(Message(verbatim: "\(other) (= \(typed))?"), .textStrong, on: &canvas, in: area, wording)
    _ = paragraph(
      Message(
        en: "The number looks like the other unit. y takes it as \(typed); another number types it again. Nothing is stored yet.",
        es: "El número parece de la otra unidad. s lo toma como \(typed); otro número lo reescribe. Aún no se guarda nada."),
      .text, on: &canvas, in: rest.inset(top: 1), wording)
  }

  private func drawMeaning(_ value: Glucose, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (typed, other) = (wording.glucose(value), wording.glucose(value.converted))
    var rest = paragraph(Message(verbatim: "\(typed)  (\(other))"), .textStrong, on: &canvas, in: area, wording).inset(top: 1)
    if let level = value.hypoglycaemia { rest = drawLow(level, on: &canvas, in: rest, context) }
    if case .critical = model.phase {
      _ = paragraph(
        Message(en: "CRITICAL value. y: I looked at it again, it is right.", es: "Valor CRÍTICO. s: lo he vuelto a mirar, es correcto."),
        .danger, on: &canvas, in: rest, wording)
    } else if case .review = model.phase {
      _ = paragraph(Message(en: "F9 or S stores it.", es: "F9 o S lo guarda."), .textMuted, on: &canvas, in: rest, wording)
    } else {
      _ = paragraph(Message(en: "Saving...", es: "Guardando..."), .textMuted, on: &canvas, in: rest, wording)
    }
  }

  private func drawLow(_ level: Glucose.Hypoglycaemia, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) -> Rect {
    let wording = context.wording
    let number = level.rawValue
    canvas.text(
      wording(Message(en: " LEVEL \(number) HYPOGLYCAEMIA ", es: " HIPOGLUCEMIA NIVEL \(number) ")), at: area.origin, width: area.width,
      role: .flagCriticalLow)
    let clock = model.recheckAt.map { context.clock.local($0).clock } ?? ""
    return paragraph(
      Message(
        en: "Treat now: 15 to 20 g of fast glucose, or the ward's protocol. Measure again at \(clock). Tell the doctor.",
        es: "Trate ya: de 15 a 20 g de glucosa rápida, o el protocolo. Mida de nuevo a las \(clock). Avise al médico."),
      .text, on: &canvas, in: area.inset(top: 1), wording
    ).inset(top: 1)
  }

  private func drawAction(_ value: Glucose, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    synchronizeAnswer()
    var rest = area
    if let level = value.hypoglycaemia { rest = drawLow(level, on: &canvas, in: rest, context) }
    let labels = [Message(en: "What was done", es: "Qué se hizo"), Message(en: "Who was told", es: "A quién se avisó")]
    for (place, label) in labels.enumerated() where rest.height > place {
      let row = rest.row(place)
      canvas.text(wording(label), at: row.origin, width: 18, role: .label)
      let field = Rect(x: row.x + 19, y: row.y, width: row.width - 19, height: 1)
      (place == 0 ? action : toldTo).draw(on: &canvas, in: field, isFocused: isOnToldTo == (place == 1))
    }
  }

  private func text(of blocker: GlucoseModel.Blocker, _ context: DrawContext) -> Message {
    switch blocker {
    case .notANumber: Message(en: "A number such as 5.6 or 101 is needed.", es: "Hace falta un número, como 5,6 o 101.")
    case .impossible: Message(en: "No meter shows this value.", es: "Ningún medidor da ese valor.")
    case .actionMissing: Message(en: "Say what was done.", es: "Diga qué se hizo.")
    case .answerFirst: Message(en: "First say what was done about it.", es: "Antes diga qué se hizo.")
    case .notice(let notice): .notice(notice, clock: context.clock)
    }
  }
}
