import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The form widget of a record form, kept in step with its view model.
@UIActor
struct RecordFormFields {
  private(set) var form = Form([])
  private var made: (fields: [RecordField], language: Language)?

  /// The field with the focus.
  var focus: String? { form.focusID }

  /// Whether letters are text where the focus is.
  var isText: Bool {
    switch focus.flatMap({ form[$0]?.control }) {
    case .text, .area, .lookup, .date: true
    case .choice, .check, nil: false
    }
  }

  mutating func handle(_ event: InputEvent) -> Form.Outcome { form.handle(event) }

  mutating func focus(_ field: String) { form.focus(field) }

  func value(_ field: String) -> String { form.value(field) }

  /// Takes over values, language and the fields shown; the focus stays where it is.
  mutating func synchronize(with model: RecordFormModel, _ wording: Wording) {
    let fields = model.fields
    if made == nil || made?.fields != fields || made?.language != wording.language {
      let focused = form.focusID
      form = Form(fields.map { Self.field($0, model.kind.words, wording) })
      made = (fields, wording.language)
      if let focused { form.focus(focused) }
    }
    for field in fields where form.value(field.id) != model.values[field.id] { form.setValue(model.values[field.id], for: field.id) }
  }

  private static func field(_ field: RecordField, _ words: RecordFormWords, _ wording: Wording) -> FormField {
    FormField(field.id, wording(words.label(field)), control(field, words, wording), isRequired: field.isRequired)
  }

  private static func control(_ field: RecordField, _ words: RecordFormWords, _ wording: Wording) -> FormControl {
    func options(_ options: [RecordField.Option]) -> [ChoiceField.Option] {
      options.map { ChoiceField.Option($0.id, wording(words.option(field, $0))) }
    }
    switch field.content {
    case .text(let most): return .text(TextField(maximumLength: most))
    case .paragraphs(let most): return .area(TextArea(maximumLength: most, rows: most > 1000 ? 7 : 3))
    case .choice(let all): return .choice(ChoiceField(options(all)))
    case .lookup(let all, _): return .lookup(LookupField(options(all)))
    case .date(let isPartial, _):
      return isPartial ? .text(TextField(maximumLength: 10, accepts: .date)) : .date(DateField())
    case .moment: return .text(TextField(maximumLength: 16))
    case .number: return .text(TextField(maximumLength: 12, accepts: .number))
    case .check: return .check(CheckField())
    }
  }

  /// Problems, what somebody else changed, and how a value was understood.
  mutating func showHints(_ model: RecordFormModel, _ context: DrawContext) {
    let (words, wording) = (model.kind.words, context.wording)
    let problems = model.visibleProblems
    for field in model.fields {
      form.setError(problems[field.id].map { wording(.problem($0, words, wording)) }, for: field.id)
      let hint = wording(hint(field, model, words, context))
      form[field.id]?.hint = hint
    }
  }

  private func hint(_ field: RecordField, _ model: RecordFormModel, _ words: RecordFormWords, _ context: DrawContext) -> Message {
    func shown(_ value: String) -> Message {
      if value.isEmpty { return Message(en: "nothing", es: "nada") }
      guard case .choice(let options) = field.content, let option = options.first(where: { $0.id == value }) else {
        return Message(verbatim: value)
      }
      return words.option(field, option)
    }
    switch model.changes[field.id] {
    case .taken(let before): return Message(en: "changed meanwhile, it was:", es: "cambiado entretanto, era:").joined(shown(before))
    case .kept(let stored): return Message(en: "stored meanwhile:", es: "guardado entretanto:").joined(shown(stored))
    case nil: break
    }
    if let hint = words.hints[field.id] { return hint }
    switch field.content {
    case .moment where model.values[field.id].isEmpty: return Message(en: "empty: now", es: "vacío: ahora")
    case .date(isPartial: true, _):
      return Message(en: "day, month or year: 12/03/2019, 2019-03, 2019", es: "día, mes o año: 12/03/2019, 2019-03, 2019")
    case .lookup(_, true) where focus == field.id && form.isLookingUp:
      return Message(en: "Enter takes it, Tab keeps your words", es: "Intro lo toma, Tab deja sus palabras")
    case .lookup(_, false) where focus == field.id && form.isLookingUp: return Message(en: "Enter takes it", es: "Intro lo toma")
    default: return Message(verbatim: "")
    }
  }

  mutating func draw(on canvas: inout Canvas, in area: Rect) { form.draw(on: &canvas, in: area, isFocused: true) }
}

extension Form {
  /// Whether entries of a list stand below the field with the focus.
  fileprivate var isLookingUp: Bool {
    guard let id = focusID, case .lookup(let field) = self[id]?.control else { return false }
    return !field.matches.isEmpty
  }
}
