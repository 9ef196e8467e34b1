import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let saveRegistration = Command("registration.save")
  static let previousField = Command("form.previous-field")
  static let newForm = Command("registration.new")
  static let discardDraft = Command("registration.discard")
  static let isDifferent = Command("registration.different")
  static let useMatch = Command("registration.use")
  static let leaveForm = Command("registration.leave")
}

/// Registering a patient: what is wrong stands beside each field, and who it may be already beside the form.
@UIActor
final class RegistrationScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: RegistrationModel { session.registration }
  private var fields = RegistrationFields(wording: Wording(.english), wards: [], asksDifferent: false)

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Registration", es: "Registro")
  var isEditingText: Bool { !isSaved }

  private var isSaved: Bool { if case .saved = model.state { true } else { false } }

  var entries: [CommandEntry] {
    if isSaved {
      return [
        CommandEntry(.newForm, [.enter, .function(7)], Message(en: "next patient", es: "siguiente")),
        CommandEntry(.leaveForm, [.escape], Message(en: "to the list", es: "a la lista")),
      ]
    }
    let empty: Message? = model.form.isEmpty ? Message(en: "The form is empty.", es: "El formulario está vacío.") : nil
    return [
      CommandEntry(
        .saveRegistration, [.function(9)], Message(en: "save", es: "guardar"),
        detail: Message(en: "Register this patient", es: "Registrar a esta persona"), isWriting: true)
    ] + matchEntries + [
      CommandEntry(
        .nextField, [.tab], Message(en: "next", es: "siguiente"), detail: Message(en: "Next field", es: "Campo siguiente")),
      CommandEntry(
        .previousField, [.backTab], Message(en: "back", es: "anterior"),
        detail: Message(en: "Field before", es: "Campo anterior"), isInHelpBar: false),
      CommandEntry(
        .discardDraft, [.function(10)], Message(en: "discard", es: "descartar"),
        detail: Message(en: "Throw away what was typed, and its draft", es: "Descartar lo escrito y su borrador"),
        isWriting: true, isInHelpBar: false, obstacle: empty),
      CommandEntry(.leaveForm, [.escape], Message(en: "leave, keep draft", es: "salir con borrador")),
    ]
  }

  private var matchEntries: [CommandEntry] {
    guard !model.candidates.isEmpty else { return [] }
    return [
      CommandEntry(
        .useMatch, [.function(4)], Message(en: "same as 1", es: "es la 1"),
        detail: Message(
          en: "It is the patient already registered: go to her in the list", es: "Ya está registrada: ir a ella en la lista")),
      CommandEntry(
        .isDifferent, [.function(6)], Message(en: "somebody else", es: "otra persona"),
        detail: Message(en: "Say why it is somebody else", es: "Decir por qué es otra persona"),
        isInHelpBar: model.needsDecision),
    ]
  }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    guard !isSaved else { return false }
    synchronize()
    let before = fields.focus
    let outcome = fields.form.handle(event)
    if outcome == .ignored { return false }
    // A date is written out when its field is left, so moving on may change a value too.
    takeChanges()
    if let before, fields.focus != before { model.leave(before) }
    return true
  }

  private func takeChanges() {
    for field in RegistrationForm.Field.allCases { model.edit(field, fields.form.value(field.rawValue)) }
    let reason = fields.form.value(RegistrationFields.different)
    if model.needsDecision, model.differentReason != reason { model.differentReason = reason }
  }

  private func synchronize() {
    fields.synchronize(with: model, wording: application.wording)
  }

  func perform(_ command: Command) {
    switch command {
    case .saveRegistration:
      model.submit()
      showFirstProblem()
    case .nextField: _ = handle(.key(.tab))
    case .previousField: _ = handle(.key(.backTab))
    case .newForm: model.startNew()
    case .discardDraft: confirmDiscard()
    case .isDifferent:
      synchronize()
      fields.form.focus(RegistrationFields.different)
    case .useMatch: useMatch()
    case .leaveForm:
      if !isSaved { model.keepDraft() }
      session.show(.patients)
    default: break
    }
  }

  /// What stops the saving has the focus: a field with a problem, or the reason why it is somebody else.
  private func showFirstProblem() {
    synchronize()
    switch model.blocker {
    case .fieldsMissing:
      RegistrationForm.Field.allCases.first { model.visibleProblems[$0] != nil }.map { _ = fields.form.focus($0.rawValue) }
    case .duplicateUndecided: fields.form.focus(RegistrationFields.different)
    case .notice, nil: break
    }
  }

  private func confirmDiscard() {
    application.present(
      ConfirmOverlay(
        title: Message(en: "Discard this form", es: "Descartar este formulario"),
        text: Message(
          en: "What was typed is thrown away, and its draft. Say why:", es: "Lo escrito y su borrador se pierden. Diga por qué:"),
        minimum: 3
      ) { [unowned self] _ in model.discard() })
  }

  /// The patient exists: the list shows her, the form is kept as a draft.
  private func useMatch() {
    guard let entry = model.candidates.first?.entry else { return }
    model.keepDraft()
    session.patients.search(entry.recordNumber.description)
    session.show(.patients)
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let (head, rest) = area.split(top: 2)
    canvas.text(
      context.wording(headline(context)), at: Point(x: head.x + 1, y: head.y), width: head.width - 2,
      role: model.blocker == nil ? .textStrong : .danger)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    if case .saved(_, let number, let name) = model.state { return drawSaved(number, name, on: &canvas, in: rest, context) }
    fields.showHints(model, context)
    let matches = RegistrationMatches(model: model)
    if area.width >= 96 {
      // The choices of the form need 66 columns; in a wide window both stay together at the left.
      let (form, panel) = rest.split(left: max(68, min(area.width / 2, 90)))
      fields.form.draw(on: &canvas, in: form.inset(left: 1, top: 1, right: 1), isFocused: true)
      canvas.verticalLine(at: panel.origin, length: panel.height)
      canvas.glyph(.teeTop, at: panel.origin.offset(y: -1), role: .frame)
      matches.draw(on: &canvas, in: panel.inset(left: 2, top: 1, right: 1), context)
    } else {
      let (form, panel) = rest.split(bottom: 7)
      fields.form.draw(on: &canvas, in: form.inset(left: 1, right: 1), isFocused: true)
      canvas.horizontalLine(at: panel.origin, length: panel.width)
      matches.draw(on: &canvas, in: panel.inset(left: 1, top: 1), context)
    }
  }

  private func headline(_ context: DrawContext) -> Message {
    switch model.blocker {
    case .fieldsMissing: return Message(en: "! Not saved: see the marked fields.", es: "! Sin guardar: vea los campos marcados.")
    case .duplicateUndecided:
      return Message(
        en: "! Not saved: is it one of these? F4 the same, F6 somebody else.",
        es: "! Sin guardar: ¿es una de estas? F4 la misma, F6 otra persona.")
    case .notice(let notice): return Message(verbatim: "! ").joined(.notice(notice, clock: context.clock), by: "")
    case nil: break
    }
    if isSaved { return Message(en: "The patient is registered.", es: "La persona queda registrada.") }
    if model.state == .sending { return Message(en: "Saving...", es: "Guardando...") }
    var line = Message(en: "New patient", es: "Persona nueva")
    if model.wasRestored {
      line = line.joined(Message(en: "your draft was brought back", es: "se recuperó su borrador"), by: "   ")
    }
    if let saved = model.draftSavedAt.map({ context.clock.local($0).clock }) {
      line = line.joined(Message(en: "draft saved \(saved)", es: "borrador guardado \(saved)"), by: "   ")
    }
    return line
  }

  private func drawSaved(
    _ number: RecordNumber, _ name: PersonName, on canvas: inout Canvas, in area: Rect, _ context: DrawContext
  ) {
    let wording = context.wording
    let lines = Canvas.lines(name.listed, width: 54, canvas.glyphs).count
    let inside = canvas.box(
      in: area, Size(width: 60, height: lines + 6), title: wording(Message(en: "Registered", es: "Registro hecho")))
    canvas.wrapped(name.listed, in: inside, role: .textStrong)
    let last = Point(x: inside.x, y: inside.maxY - 1)
    canvas.text(
      wording(Message(en: "Record number \(number)", es: "Número de historia \(number)")), at: last, width: inside.width)
    canvas.cursor = last
  }
}
