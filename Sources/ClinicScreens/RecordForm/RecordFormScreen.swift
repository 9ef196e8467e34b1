import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let saveRecord = Command("record.save")
  static let confirmRecord = Command("record.confirm")
  static let undoField = Command("record.undo")
  static let discardRecord = Command("record.discard")
  static let leaveRecord = Command("record.leave")
  static let backToRecord = Command("record.back")
}

/// Any form that adds to the chart or corrects it: its fields in the place of the section, the banner above.
@UIActor
final class RecordFormScreen: BedsideForm {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var fields = RecordFormFields()
  /// Keys pressed while what was kept is being read.
  private var waiting: [InputEvent] = []
  private weak var shown: RecordFormModel?
  /// Its first field knows what it showed at first.
  private var isEntered = false

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  private var model: RecordFormModel? { session.chart.forms.form }

  var isEditingText: Bool {
    guard let model else { return false }
    switch model.phase {
    case .opening: return true
    case .editing: return fields.isText
    case .asking, .sending, .inDoubt: return false
    }
  }

  // MARK: Commands

  var entries: [CommandEntry] {
    guard let model else { return [] }
    synchronize(model)
    switch model.phase {
    case .opening: return [leaveEntry(model)]
    case .editing: return editingEntries(model)
    case .asking:
      return [
        CommandEntry(.confirmRecord, [.character("y"), .character("s")], Message(en: "it is right", es: "es correcto")),
        CommandEntry(.backToRecord, [.escape], Message(en: "back", es: "volver")),
      ]
    case .sending, .inDoubt:
      var leave = leaveEntry(model)
      leave.isInHelpBar = false
      return [leave]
    }
  }

  private func leaveEntry(_ model: RecordFormModel) -> CommandEntry {
    CommandEntry(
      .leaveRecord, [.escape],
      model.isChanged ? Message(en: "leave, keep draft", es: "salir con borrador") : Message(en: "leave", es: "salir"))
  }

  private func editingEntries(_ model: RecordFormModel) -> [CommandEntry] {
    let several = model.fields.count > 1
    let untouched: Message? = model.isChanged ? nil : Message(en: "Nothing was typed.", es: "No se ha escrito nada.")
    let canUndo = fields.focus.map { model.canUndo($0) } ?? false
    return [
      CommandEntry(
        .saveRecord, [.function(9), .character("S")], Message(en: "save", es: "guardar"),
        detail: Message(en: "Store the form as it stands", es: "Guardar el formulario como está"), isWriting: true),
      CommandEntry(
        .nextField, [.tab], Message(en: "next", es: "siguiente"), detail: Message(en: "Next field", es: "Campo siguiente"),
        isInHelpBar: several),
      CommandEntry(
        .previousField, [.backTab], Message(en: "back", es: "anterior"),
        detail: Message(en: "Field before", es: "Campo anterior"),
        isInHelpBar: false),
      CommandEntry(
        .undoField, [.control("z")], Message(en: "undo", es: "deshacer"),
        detail: Message(en: "The field as it was before", es: "El campo como estaba antes"), isInHelpBar: canUndo,
        obstacle: canUndo ? nil : Message(en: "This field is as it was.", es: "Este campo está como estaba.")),
      CommandEntry(
        .discardRecord, [.function(10)], Message(en: "discard", es: "descartar"),
        detail: Message(en: "Throw away what was typed, and its draft", es: "Descartar lo escrito y su borrador"),
        isWriting: true, isInHelpBar: false, obstacle: untouched),
      leaveEntry(model),
    ]
  }

  func perform(_ command: Command) {
    guard let model else { return }
    synchronize(model)
    switch command {
    case .saveRecord: save(model)
    case .confirmRecord: model.confirm()
    case .nextField: _ = take(.key(.tab), model)
    case .previousField: _ = take(.key(.backTab), model)
    case .undoField: fields.focus.map { model.undo($0) }
    case .discardRecord: confirmDiscard()
    case .leaveRecord, .backToRecord: session.chart.forms.leave()
    default: break
    }
  }

  private func save(_ model: RecordFormModel) {
    model.save()
    followWanted(model)
  }

  /// What stops the saving has the focus.
  private func followWanted(_ model: RecordFormModel) {
    guard let wanted = model.wantedField else { return }
    model.wantedField = nil
    move(to: wanted, model)
  }

  private func move(to field: String, _ model: RecordFormModel) {
    fields.focus(field)
    if let focus = fields.focus { model.enter(focus) }
  }

  private func confirmDiscard() {
    let forms = session.chart.forms
    application.present(
      ConfirmOverlay(
        title: Message(en: "Discard this form", es: "Descartar este formulario"),
        text: Message(en: "What was typed is thrown away, and its draft.", es: "Lo escrito y su borrador se pierden.")
      ) { _ in forms.discard() })
  }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    guard let model else { return false }
    synchronize(model)
    switch model.phase {
    case .opening:
      guard event != .key(.escape), !event.isGlobal, waiting.count < 200 else { return false }
      waiting.append(event)
      return true
    case .editing: return take(event, model)
    case .asking, .sending, .inDoubt: return false
    }
  }

  private func take(_ event: InputEvent, _ model: RecordFormModel) -> Bool {
    // Where no text is typed these letters have their meaning of everywhere.
    if !fields.isText, case .key(.character(let letter)) = event, "S?:".contains(letter) { return false }
    if event == .key(.control("z")) { return false }
    let before = fields.focus
    guard fields.handle(event) != .ignored else { return false }
    // A date is written out when its field is left, so moving on may change a value too.
    for field in fields.form.fields { model.edit(field.id, field.value) }
    if let before, fields.focus != before {
      model.leave(before)
      if let focus = fields.focus { model.enter(focus) }
    }
    return true
  }

  /// Another form begins without anything of the one before.
  private func synchronize(_ model: RecordFormModel) {
    if shown !== model {
      shown = model
      fields = RecordFormFields()
      waiting = []
      isEntered = false
    }
    fields.synchronize(with: model, application.wording)
    guard model.phase != .opening else { return }
    if !waiting.isEmpty || !isEntered {
      isEntered = true
      if let focus = fields.focus { model.enter(focus) }
      let keys = waiting
      waiting = []
      for key in keys where model.phase == .editing {
        if !take(key, model), key == .key(.function(9)) { save(model) }
      }
    }
    followWanted(model)
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let model else { return }
    synchronize(model)
    let wording = context.wording
    let headline = wording(headline(model, context))
    let role: Role = model.blocker == nil ? .textStrong : .danger
    let lines = min(3, Canvas.lines(headline, width: area.width - 2, canvas.glyphs).count)
    let (head, rest) = area.split(top: lines + 1)
    canvas.wrapped(headline, in: head.inset(left: 1, right: 1, bottom: 1), role: role)
    canvas.horizontalLine(at: head.origin.offset(y: lines), length: head.width)
    canvas.cursor = head.origin.offset(x: 1)
    guard model.phase != .opening else { return }
    fields.showHints(model, context)
    if case .asking(let name) = model.phase { return drawQuestion(name, model, on: &canvas, in: rest, context) }
    let isFocused = model.phase == .editing
    fields.draw(on: &canvas, in: rest.inset(left: 1, right: 1).split(left: min(rest.width - 2, 110)).left)
    if !isFocused { canvas.cursor = head.origin.offset(x: 1) }
  }

  private func drawQuestion(
    _ name: String, _ model: RecordFormModel, on canvas: inout Canvas, in area: Rect, _ context: DrawContext
  ) {
    let question = model.kind.words.questions[name] ?? Message(verbatim: name)
    let used = canvas.wrapped("! " + context.wording(question), in: area.inset(left: 1, right: 1), role: .danger)
    canvas.text(
      context.wording(
        Message(en: "y: it is right, store it.   Esc: back to the form.", es: "s: es correcto, guardar.   Esc: al formulario.")),
      at: area.origin.offset(x: 1, y: used + 1), width: area.width - 2, role: .textStrong)
    // What is asked about stands below: nobody confirms what she cannot see.
    let below = area.split(top: used + 3).rest
    fields.draw(on: &canvas, in: below.inset(left: 1, right: 1).split(left: min(below.width - 2, 110)).left)
    canvas.cursor = area.origin.offset(x: 1)
  }

  private func headline(_ model: RecordFormModel, _ context: DrawContext) -> Message {
    let words = model.kind.words
    if let blocker = model.blocker {
      return Message(verbatim: "! ").joined(.blocker(blocker, words, clock: context.clock), by: "")
    }
    var line = words.title
    if let about = model.specification.about { line = line.joined(.subject(about), by: ": ") }
    switch model.phase {
    case .opening: return line.joined(Message(en: "opening, keep typing", es: "abriendo, siga escribiendo"), by: "   ")
    case .sending: return Message(en: "Saving...", es: "Guardando...")
    case .inDoubt: return .notice(.inDoubt, clock: context.clock)
    case .editing, .asking: break
    }
    if model.wasRestored {
      line = line.joined(Message(en: "your draft was brought back", es: "se recuperó su borrador"), by: "   ")
    } else if let saved = model.savedAt.map({ context.clock.local($0).clock }), model.isChanged {
      line = line.joined(Message(en: "draft saved \(saved)", es: "borrador guardado \(saved)"), by: "   ")
    }
    return line
  }
}

extension InputEvent {
  /// Keys that mean the same everywhere must not wait.
  fileprivate var isGlobal: Bool {
    switch self {
    case .key(.control), .key(.alt): true
    case .key(.function(let number)): number != 9
    default: false
    }
  }
}
