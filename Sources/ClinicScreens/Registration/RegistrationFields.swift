import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The form widget of the registration, kept in step with the view model.
@UIActor
struct RegistrationFields {
  /// The extra field that says why a match is somebody else.
  static let different = "different_reason"

  var form: Form
  private var wording: Wording
  private var wards: [Ward]
  private var asksDifferent: Bool

  init(wording: Wording, wards: [Ward], asksDifferent: Bool) {
    self.wording = wording
    self.wards = wards
    self.asksDifferent = asksDifferent
    form = Self.make(wording, wards, asksDifferent)
  }

  /// The field of the model with the focus; nil on the extra one.
  var focus: RegistrationForm.Field? { form.focusID.flatMap { RegistrationForm.Field(rawValue: $0) } }

  /// Takes over values, language, wards and whether a decision is needed; the focus stays where it is.
  mutating func synchronize(with model: RegistrationModel, wording: Wording) {
    if wording.language != self.wording.language || model.wards != wards || model.needsDecision != asksDifferent {
      let focused = form.focusID
      self.wording = wording
      wards = model.wards
      asksDifferent = model.needsDecision
      form = Self.make(wording, wards, asksDifferent)
      if let focused { form.focus(focused) }
    }
    let isNew = model.form.isEmpty && RegistrationForm.Field.allCases.contains { form.value($0.rawValue) != model.form[$0] }
    for field in RegistrationForm.Field.allCases where form.value(field.rawValue) != model.form[field] {
      form.setValue(model.form[field], for: field.rawValue)
    }
    // The next patient begins where the first one did.
    if isNew, let first = RegistrationForm.Field.allCases.first { form.focus(first.rawValue) }
    if form.value(Self.different) != model.differentReason { form.setValue(model.differentReason, for: Self.different) }
  }

  /// Problems beside the fields, and how a birth date was understood.
  mutating func showHints(_ model: RegistrationModel, _ context: DrawContext) {
    for field in RegistrationForm.Field.allCases {
      form.setError(model.visibleProblems[field].map { context.wording(.problem($0)) }, for: field.rawValue)
    }
    var hint = ""
    if case .success(let date) = CalendarDate.parse(model.form[.birthDate]), date <= context.today {
      hint = "\(date)  \(context.wording(.age(date.age(on: context.today))))"
    }
    form[RegistrationForm.Field.birthDate.rawValue]?.hint = hint
  }

  private static func make(_ wording: Wording, _ wards: [Ward], _ asksDifferent: Bool) -> Form {
    var fields = RegistrationForm.Field.allCases.map { field in
      FormField(
        field.rawValue, wording(.registrationField(field)), control(field, wording, wards), isRequired: required.contains(field),
        hint: field == .ward ? wording(Message(en: "Left, Right", es: "Izquierda, Derecha")) : "")
    }
    if asksDifferent {
      fields.append(
        FormField(
          different, wording(Message(en: "Somebody else, as", es: "Es otra, porque")), .text(TextField(maximumLength: 200)),
          isRequired: true,
          hint: wording(Message(en: "e.g. twin", es: "p. ej. gemela"))))
    }
    return Form(fields)
  }

  private static let required: Set<RegistrationForm.Field> = [.surname1, .givenNames, .birthDate, .sex]

  private static func control(_ field: RegistrationForm.Field, _ wording: Wording, _ wards: [Ward]) -> FormControl {
    switch field {
    case .surname1, .surname2, .givenNames: .text(TextField(maximumLength: RegistrationForm.longestName))
    case .birthDate: .date(DateField())
    case .phone: .text(TextField(maximumLength: 24))
    case .sex: .choice(ChoiceField(Sex.allCases.map { ChoiceField.Option($0.rawValue, wording(.sex($0))) }))
    case .ward:
      .choice(
        ChoiceField(
          [ChoiceField.Option("", "-")] + wards.map { ChoiceField.Option($0.code, "\($0.code) \($0.name)") }, isCollapsed: true))
    }
  }
}
