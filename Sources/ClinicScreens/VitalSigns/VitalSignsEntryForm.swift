import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let checkRound = Command("vitals.check")
  static let signRound = Command("vitals.sign")
  static let lookedAgain = Command("vitals.looked-again")
  static let measuringTime = Command("vitals.time")
  static let pregnant = Command("vitals.pregnant")
  static let backToFields = Command("vitals.back")
  static let leaveRound = Command("vitals.leave")
  static let escalated = Command("vitals.escalated")
  static let notEscalated = Command("vitals.not-escalated")
  static let storeAnswer = Command("vitals.store-answer")
  static let correctionReason = Command("vitals.reason")
  static let voidRound = Command("vitals.void")
}

/// Entering, checking, signing and answering for one round.
@UIActor
final class VitalSignsEntryForm: BedsideForm {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  /// What is being said about the score, where somebody is asked for.
  private var answering: (action: Escalation.Action, field: TextField)?
  private weak var answered: VitalSignsEntryModel?

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  var entry: VitalSignsEntryModel? { session.chart.vitalSigns.entry }

  static let reasons: [Message] = [
    Message(en: "typing error", es: "error al escribir"), Message(en: "measured again", es: "vuelto a medir"),
    Message(en: "device fault", es: "fallo del aparato"), Message(en: "other value was meant", es: "se refería a otro valor"),
  ]

  var isEditingText: Bool {
    guard let entry else { return false }
    switch entry.phase {
    case .opening, .editing: return true
    case .escalating: return answering != nil
    case .review, .sending, .inDoubt, .finished: return false
    }
  }

  // MARK: Commands

  var entries: [CommandEntry] {
    guard let entry else { return [] }
    forgetOther(entry)
    let leave = CommandEntry(.leaveRound, [.escape], Message(en: "leave, keep draft", es: "salir con borrador"))
    switch entry.phase {
    case .opening: return [leave]
    case .editing: return editingEntries(entry)
    case .review: return reviewEntries(entry)
    case .sending, .finished: return []
    case .inDoubt: return []
    case .escalating: return answering == nil ? escalationEntries : answerEntries
    }
  }

  private func editingEntries(_ entry: VitalSignsEntryModel) -> [CommandEntry] {
    var entries = [
      CommandEntry(
        .checkRound, [.enter], Message(en: "go on", es: "seguir"),
        detail: Message(en: "Next field; behind the last one check the round", es: "Campo siguiente; tras el último, comprobar")),
      CommandEntry(.nextField, [.tab], Message(en: "next", es: "siguiente"), detail: Message(en: "Next field", es: "Campo siguiente"),
        isInHelpBar: false),
      CommandEntry(
        .previousField, [.backTab], Message(en: "back", es: "anterior"), detail: Message(en: "Field before", es: "Campo anterior")),
      CommandEntry(
        .measuringTime, [.function(7)], Message(en: "time", es: "hora"),
        detail: Message(en: "Say when it was measured", es: "Decir cuándo se midió"), isInHelpBar: entry.form.focus != .time),
    ]
    if entry.corrected == nil {
      entries.append(
        CommandEntry(
          .pregnant, [.function(6)], Message(en: "pregnant", es: "embarazo"),
          detail: Message(en: "Pregnant or not: NEWS2 does not hold in pregnancy", es: "Embarazo o no: NEWS2 no vale en el embarazo"),
          isInHelpBar: entry.patient.sex != .male && entry.isAdult))
    }
    let leave =
      entry.corrected == nil
      ? Message(en: "leave, keep draft", es: "salir con borrador") : Message(en: "leave as it was", es: "dejar como estaba")
    return entries + [CommandEntry(.leaveRound, [.escape], leave)]
  }

  private func reviewEntries(_ entry: VitalSignsEntryModel) -> [CommandEntry] {
    let unconfirmed: Message? =
      entry.doubts.isEmpty || entry.isConfirmed
      ? entry.corrected != nil && entry.reason.isEmpty ? .blocker(.reasonMissing, clock: application.model.clock) : nil
      : .blocker(.unconfirmed, clock: application.model.clock)
    var entries = [
      CommandEntry(
        .signRound, [.function(9), .character("S")], Message(en: "sign", es: "firmar"),
        detail: Message(en: "Sign the round as it is shown", es: "Firmar la toma como se muestra"), isWriting: true,
        obstacle: unconfirmed)
    ]
    if !entry.doubts.isEmpty, !entry.isConfirmed {
      entries.append(
        CommandEntry(
          .lookedAgain, [.character("y"), .character("s")], Message(en: "looked again", es: "vuelto a mirar"),
          detail: Message(en: "I looked at it again, it is right", es: "Lo he vuelto a mirar, es correcto")))
    }
    if entry.corrected != nil {
      entries.append(
        CommandEntry(
          .correctionReason, Self.reasons.indices.map { .character(Character("\($0 + 1)")) }, Message(en: "reason", es: "motivo"),
          detail: Message(en: "Why it is corrected", es: "Por qué se corrige"), shownAs: Message(verbatim: "1-4")))
      entries.append(
        CommandEntry(
          .voidRound, [.character("X")], Message(en: "entered in error", es: "anotada por error"),
          detail: Message(en: "The whole round is wrong: close it", es: "Toda la toma es errónea: cerrarla"), isWriting: true))
    }
    return entries + [CommandEntry(.backToFields, [.escape, .backspace], Message(en: "back", es: "volver"))]
  }

  private var escalationEntries: [CommandEntry] {
    [
      CommandEntry(
        .escalated, [.character("e")], Message(en: "escalated to", es: "avisado a"),
        detail: Message(en: "Say who was called", es: "Decir a quién se avisó")),
      CommandEntry(
        .notEscalated, [.character("r")], Message(en: "reason why not", es: "motivo de no avisar"),
        detail: Message(en: "Say why nobody was called", es: "Decir por qué no se avisó")),
    ]
  }

  private var answerEntries: [CommandEntry] {
    [
      CommandEntry(
        .storeAnswer, [.function(9)], Message(en: "store", es: "guardar"),
        detail: Message(en: "Store what was done", es: "Guardar lo que se hizo"), isWriting: true),
      CommandEntry(.backToFields, [.escape], Message(en: "back", es: "volver")),
    ]
  }

  func perform(_ command: Command) {
    guard let entry else { return }
    switch command {
    case .checkRound: entry.press(.enter)
    case .nextField: entry.press(.next)
    case .previousField: entry.press(.previous)
    case .measuringTime: entry.focus(.time)
    case .pregnant: entry.togglePregnancy()
    case .signRound: sign(entry)
    case .lookedAgain: entry.press(.character("y"))
    case .backToFields: if answering == nil { entry.backToForm() } else { answering = nil }
    case .leaveRound: session.chart.vitalSigns.leaveEntry()
    case .escalated: beginAnswer(.escalated, entry)
    case .notEscalated: beginAnswer(.notNeeded, entry)
    case .storeAnswer: answering.map { entry.answer($0.action, $0.field.text) }
    case .correctionReason: entry.setReason(application.wording(Self.reasons[0]))
    case .voidRound: askVoid(entry)
    default: break
    }
  }

  /// What was typed about this score before, at this or another terminal.
  private func beginAnswer(_ action: Escalation.Action, _ entry: VitalSignsEntryModel) {
    var field = TextField(maximumLength: 200)
    field.setText(sentence(action, entry)?.text ?? "")
    answering = (action, field)
  }

  private func sentence(_ action: Escalation.Action, _ entry: VitalSignsEntryModel) -> Sentence? {
    guard case .escalating(let saved) = entry.phase, let escalation = saved.escalation else { return nil }
    return session.begun.sentence(action == .escalated ? .escalated : .notEscalated, about: escalation.value)
  }

  private func sign(_ entry: VitalSignsEntryModel) {
    prepare(entry)
    entry.press(.sign)
  }

  /// The words of the note belong to the language of the person who signs.
  func prepare(_ entry: VitalSignsEntryModel) {
    let wording = application.wording
    entry.noteText = { notDone in
      let list = VitalSign.allCases.compactMap { sign in
        notDone[sign].map { "\(wording(.signWord(sign))) (\(wording(.notDone($0))))" }
      }
      return wording(Message(en: "Vital signs, not done: ", es: "Constantes, sin tomar: ")) + list.joined(separator: ", ")
    }
  }

  private func askVoid(_ entry: VitalSignsEntryModel) {
    application.present(
      ConfirmOverlay(
        title: Message(en: "Entered in error", es: "Anotada por error"),
        text: Message(
          en: "The round leaves the chart; its values stay in the history. Say why:",
          es: "La toma sale de la historia; sus valores quedan en las versiones. Diga por qué:"),
        minimum: 3, sentence: entry.corrected.map { session.begun.sentence(.void, about: $0.id.value) }
      ) { entry.void(reason: $0) })
  }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    guard let entry else { return false }
    forgetOther(entry)
    switch entry.phase {
    case .opening, .editing: return type(event, entry)
    case .review:
      guard entry.corrected != nil, case .key(.character(let digit)) = event, let number = digit.wholeNumberValue,
        Self.reasons.indices.contains(number - 1)
      else { return false }
      entry.setReason(application.wording(Self.reasons[number - 1]))
      return true
    case .escalating: return answerKey(event, entry)
    case .sending, .inDoubt, .finished: return false
    }
  }

  private func type(_ event: InputEvent, _ entry: VitalSignsEntryModel) -> Bool {
    guard case .key(let key) = event else { return false }
    switch key {
    case .character(let character): entry.press(.character(character))
    case .backspace: entry.press(.backspace)
    case .enter: entry.press(.enter)
    case .tab, .down: entry.press(.next)
    case .backTab, .up: entry.press(.previous)
    case .function(9) where entry.phase == .opening:
      prepare(entry)
      entry.press(.sign)
    default: return false
    }
    return true
  }

  /// Who is called most: a digit in the empty field writes her.
  private func suggestions(_ entry: VitalSignsEntryModel) -> [String] {
    let wording = application.wording
    return [
      entry.patient.attending, wording(Message(en: "emergency team", es: "equipo de urgencias")),
      wording(Message(en: "doctor on duty", es: "médico de guardia")),
    ].compactMap { $0 }
  }

  private func answerKey(_ event: InputEvent, _ entry: VitalSignsEntryModel) -> Bool {
    guard let action = answering?.action, var field = answering?.field else { return false }
    let offered = suggestions(entry)
    if action == .escalated, field.isEmpty, case .key(.character(let digit)) = event, let number = digit.wholeNumberValue,
      offered.indices.contains(number - 1)
    {
      field.setText(offered[number - 1])
      answering = (action, field)
      sentence(action, entry)?.type(field.text)
      return true
    }
    let outcome = field.handle(event)
    answering = (action, field)
    sentence(action, entry)?.type(field.text)
    return outcome != .ignored && outcome != .submitted
  }

  /// What was typed about one round is not said of the next.
  private func forgetOther(_ entry: VitalSignsEntryModel) {
    guard answered !== entry else { return }
    answered = entry
    answering = nil
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let entry else { return }
    forgetOther(entry)
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    canvas.cursor = head.origin.offset(x: 1)
    let (body, foot) = rest.split(bottom: answering == nil ? 1 : 3)
    canvas.text(
      wording(headline(entry, context)), at: head.origin.offset(x: 1), width: head.width - 2,
      role: entry.blocker == nil ? .textStrong : .danger)
    canvas.horizontalLine(at: head.origin.offset(y: 1), length: head.width)
    let (left, right) = body.split(left: min(VitalSignsFields.width, body.width))
    VitalSignsFields(entry: entry).draw(on: &canvas, in: left, context)
    canvas.verticalLine(at: right.origin, length: right.height)
    canvas.glyph(.teeTop, at: right.origin.offset(y: -1), role: .frame)
    VitalSignsPanel(entry: entry).draw(
      on: &canvas, in: right.inset(left: 2, right: 1).split(left: 60).left, context)
    drawFoot(entry, on: &canvas, in: foot, context)
  }

  private func headline(_ entry: VitalSignsEntryModel, _ context: DrawContext) -> Message {
    if let blocker = entry.blocker { return Message(verbatim: "! ").joined(.blocker(blocker, clock: context.clock), by: "") }
    switch entry.phase {
    case .opening: return Message(en: "Vital signs: opening, keep typing.", es: "Constantes: abriendo, siga escribiendo.")
    case .sending: return Message(en: "Saving...", es: "Guardando...")
    case .inDoubt: return .notice(.inDoubt, clock: context.clock)
    case .escalating: return Message(en: "Stored. What was done about it?", es: "Guardado. ¿Qué se hizo al respecto?")
    case .review:
      return entry.corrected == nil
        ? Message(en: "Check, then F9 or S signs", es: "Compruebe; F9 o S firma")
        : Message(en: "Check, give the reason, then F9 or S signs", es: "Compruebe, dé el motivo; F9 o S firma")
    case .editing, .finished: return title(entry, context)
    }
  }

  private func title(_ entry: VitalSignsEntryModel, _ context: DrawContext) -> Message {
    var line =
      entry.corrected == nil
      ? Message(en: "Vital signs: new round", es: "Constantes: toma nueva")
      : Message(en: "Vital signs: correction", es: "Constantes: corrección")
    if let corrected = entry.corrected {
      line = line.joined(Message(verbatim: context.clock.local(corrected.measuredAt).description), by: "   ")
    }
    if entry.wasRestored {
      line = line.joined(Message(en: "your draft was brought back", es: "se recuperó su borrador"), by: "   ")
    }
    return line
  }

  private func drawFoot(_ entry: VitalSignsEntryModel, on canvas: inout Canvas, in foot: Rect, _ context: DrawContext) {
    let (wording, origin) = (context.wording, foot.origin.offset(x: 1))
    guard let (action, field) = answering else {
      canvas.text(wording(hint(entry)), at: origin, width: foot.width - 2, role: .textMuted)
      return
    }
    let isCall = action == .escalated
    let offered = suggestions(entry).enumerated().map { "\($0 + 1) \($1)" }.joined(separator: "   ")
    canvas.text(
      isCall ? offered : wording(Message(en: "Three letters or more.", es: "Tres letras o más.")), at: origin, width: foot.width - 2,
      role: .textMuted)
    let label = wording(isCall ? Message(en: "Escalated to", es: "Avisado a") : Message(en: "Nobody called, because", es: "Sin avisar, porque"))
    let used = canvas.text(label, at: origin.offset(y: 1), width: 26, role: .label)
    field.draw(
      on: &canvas, in: Rect(x: origin.x + used + 1, y: origin.y + 1, width: min(50, foot.width - used - 3), height: 1), isFocused: true)
  }

  private func hint(_ entry: VitalSignsEntryModel) -> Message {
    switch entry.phase {
    case .editing where entry.form.awaitsReason:
      return Message(
        en: "Not done: r refused   u unable   d device   o other", es: "Sin tomar: r rechazado   u no posible   d aparato   o otro")
    case .editing: return Message(en: ". then a letter: not done", es: ". y una letra: sin tomar")
    case .review where entry.corrected != nil:
      return Self.reasons.enumerated().reduce(Message(verbatim: "")) { line, item in
        let mark = entry.reason == application.wording(item.element) ? "*" : " "
        return line.joined(Message(verbatim: "\(mark)\(item.offset + 1) ").joined(item.element, by: ""), by: item.offset == 0 ? "" : "  ")
      }
    case .escalating: return Message(en: "e somebody was called   r nobody was called", es: "e se avisó a alguien   r no se avisó")
    default: return Message(verbatim: "")
    }
  }
}
