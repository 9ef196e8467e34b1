import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let enrol = Command("programme.enrol")
  static let withdrawEnrolment = Command("programme.withdraw")
  static let newWomensFact = Command("womens-health.new")
  static let correctWomensFact = Command("womens-health.correct")
  static let diabetesDiagnosis = Command("programme.diagnosis")
}

/// Women's health in the order of time, and the programmes with each of their conditions.
@UIActor
final class WomensHealthSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: WomensHealthModel { session.chart.womensHealth }
  private var table = Table<WomensHealthModel.RowID>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  /// Where women's health does not apply the programmes remain.
  var title: Message {
    model.hasWomensHealth
      ? Message(en: "Women's health and programme", es: "Salud de la mujer y programa")
      : Message(en: "Programmes", es: "Programas")
  }

  var shortTitle: Message {
    model.hasWomensHealth ? Message(en: "Women", es: "Mujer") : Message(verbatim: "Progr.")
  }

  // MARK: Commands

  private var isDoctor: Bool { session.user.role == .clinician }

  var entries: [CommandEntry] {
    let noWoman = Message(
      en: "Women's health does not apply: sex recorded as male.", es: "La salud de la mujer no procede: consta sexo varón.")
    let noFact = Message(en: "Select a fact of women's health first.", es: "Elija antes un dato de salud de la mujer.")
    let correctObstacle = model.selectedFact.map(\.obstacle) ?? noFact
    return [
      CommandEntry(
        .newWomensFact, [.character("n")], Message(en: "new", es: "nuevo"),
        detail: Message(en: "Add a fact of women's health", es: "Añadir un dato de salud de la mujer"),
        isInHelpBar: model.hasWomensHealth, obstacle: model.hasWomensHealth ? nil : noWoman),
      CommandEntry(
        .correctWomensFact, [.character("u")], Message(en: "correct", es: "corregir"),
        detail: Message(
          en: "Correct the selected fact; what was before stays", es: "Corregir el dato elegido; lo anterior queda"),
        isInHelpBar: correctObstacle == nil, obstacle: correctObstacle),
      enrolEntry, withdrawEntry, diagnosisEntry,
    ]
  }

  private var enrolEntry: CommandEntry {
    let obstacle = enrolObstacle
    return CommandEntry(
      .enrol, [.character("P"), .function(5)],
      isDoctor ? Message(en: "enrol", es: "inscribir") : Message(en: "propose", es: "proponer"),
      detail: isDoctor
        ? Message(en: "Enrol in the selected programme", es: "Inscribir en el programa elegido")
        : Message(en: "Propose the selected programme; a doctor enrols", es: "Proponer el programa elegido; inscribe un médico"),
      isWriting: true, isInHelpBar: obstacle == nil, obstacle: obstacle)
  }

  /// What is shown is older than what was stored: nobody is enrolled twice.
  private var outdated: Message? {
    model.isOutdated ? Message(en: "It is being stored and read again.", es: "Se está guardando y releyendo.") : nil
  }

  private var enrolObstacle: Message? {
    if let outdated { return outdated }
    guard let standing = model.selectedProgramme else {
      return Message(en: "Select a programme first.", es: "Elija antes un programa.")
    }
    if let state = standing.enrolment?.state, state == .enrolled || state == .eligible && !isDoctor {
      return Message(en: "Already: ", es: "Ya consta: ").joined(.programmeWord(state), by: "")
    }
    if standing.enrolment != nil, !isDoctor {
      return Message(
        en: "NO_ROLE: who left a programme is enrolled again by a doctor.",
        es: "NO_ROLE: quien dejó un programa lo reinscribe un médico.")
    }
    if standing.isEligible == nil { return Message(en: "The conditions are being read.", es: "Se están leyendo las condiciones.") }
    return standing.mayEnrol
      ? nil
      : Message(
        en: "Not every condition is met; see below the list.", es: "No se cumplen todas las condiciones; véanse bajo la lista.")
  }

  private var withdrawEntry: CommandEntry {
    var obstacle = outdated
    if obstacle != nil {
      // Nothing is taken out that may not be in it any more.
    } else if model.selectedProgramme?.isOpen != true {
      obstacle = Message(en: "Select a programme that the patient is in.", es: "Elija un programa en el que esté.")
    } else if !isDoctor, model.selectedProgramme?.enrolment?.state == .enrolled {
      obstacle = Message(
        en: "NO_ROLE: a doctor takes out whom a doctor enrolled.", es: "NO_ROLE: la baja de un inscrito es médica.")
    }
    return CommandEntry(
      .withdrawEnrolment, [.character("x")], Message(en: "take out", es: "dar de baja"),
      detail: Message(
        en: "Take out of the selected programme, with a reason", es: "Dar de baja del programa elegido, con motivo"),
      isInHelpBar: obstacle == nil, obstacle: obstacle)
  }

  private var diagnosisEntry: CommandEntry {
    CommandEntry(
      .diabetesDiagnosis, [.character("d")], Message(en: "diagnosis", es: "diagnóstico"),
      detail: Message(en: "Say which diabetes it is, or that it is none", es: "Decir qué diabetes es, o que no hay"),
      isInHelpBar: isDoctor,
      obstacle: isDoctor
        ? nil : Message(en: "NO_ROLE: a doctor decides on the diagnosis.", es: "NO_ROLE: el diagnóstico lo decide un médico."))
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  func perform(_ command: Command) -> Bool {
    let forms = session.chart.forms
    switch command {
    case .newWomensFact: model.newFactForm().map { forms.begin($0) }
    case .correctWomensFact: model.correctionForm().map { forms.begin($0) }
    case .withdrawEnrolment: model.withdrawalForm(about: programmeName).map { forms.begin($0) }
    case .diabetesDiagnosis: model.diagnosisForm().map { forms.begin($0) }
    case .enrol: enrol()
    default: return false
    }
    return true
  }

  private var programmeName: String { model.selectedProgramme.map { application.wording(.name(of: $0.programme)) } ?? "" }

  private func enrol() {
    guard let standing = model.selectedProgramme, enrolObstacle == nil else { return }
    if standing.enrolment != nil {
      model.confirmationForm(about: programmeName).map { session.chart.forms.begin($0) }
      return
    }
    application.present(
      ConfirmOverlay(
        title: isDoctor ? Message(en: "Enrol", es: "Inscribir") : Message(en: "Propose", es: "Proponer"),
        text: Message(verbatim: session.chart.patient?.name.listed ?? "").joined(.name(of: standing.programme), by: ": ")
          .joined(
            Message(
              en: "The conditions of today are kept as evidence.", es: "Las condiciones de hoy quedan como prueba."), by: ". ")
      ) { [unowned self] _ in model.enrol(standing) })
  }

  private func synchronize() {
    table.setRows(model.rows)
    // Until somebody chooses, the first: rows that come later stand above those that came before.
    if let selected = model.selected ?? model.rows.first { table.select(selected) }
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    canvas.facts(headFacts(context).map { wording($0) }, at: head.origin.offset(x: 1), width: head.width - 2, role: .textMuted)
    canvas.horizontalLine(at: head.origin.offset(y: 1), length: head.width)
    synchronize()
    table.columns = [
      TableColumn(wording(Message(en: "DAY", es: "DÍA")), .fixed(10)),
      TableColumn(wording(Message(en: "KIND", es: "CLASE")), .fixed(17)),
      TableColumn(wording(Message(en: "WHAT", es: "QUÉ")), .flexible(minimum: 30)),
      TableColumn(wording(Message(en: "RECORDED BY", es: "REGISTRÓ")), .fixed(18), dropOrder: 1),
    ]
    table.emptyText = wording(emptyText(context))
    let lines = detail(context)
    let wanted = lines.reduce(1) { $0 + Canvas.lines($1.0, width: rest.width - 2, canvas.glyphs).count }
    let (list, below) = rest.split(bottom: lines.isEmpty ? 0 : min(wanted, rest.height * 3 / 5))
    table.draw(on: &canvas, in: list.split(left: min(list.width, 140)).left, isFocused: true) {
      cells(model.rows[$0], context)
    }
    guard !lines.isEmpty else { return }
    canvas.horizontalLine(at: below.origin, length: below.width)
    var place = below.inset(left: 1, top: 1, right: 1)
    for (text, role) in lines where place.height > 0 {
      place = place.split(top: canvas.wrapped(text, in: place, role: role)).rest
    }
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .notice(problem, clock: context.clock) }
    return model.facts == nil
      ? Message(en: "reading...", es: "leyendo...") : Message(en: "Nothing is recorded.", es: "No hay nada anotado.")
  }

  /// Where she is today, as far as it is recorded; or why there is no women's health.
  private func headFacts(_ context: DrawContext) -> [Message] {
    guard model.hasWomensHealth else {
      return [
        Message(
          en: "Women's health does not apply: sex recorded as male.", es: "La salud de la mujer no procede: consta sexo varón.")
      ]
    }
    let facts = model.facts ?? []
    var found: [Message] = []
    for fact in facts {
      if case .pregnancy(let pregnancy) = fact.content, pregnancy.outcome == .ongoing {
        found.append(Message(en: "PREGNANT", es: "EMBARAZADA").joined(.gestation(pregnancy, on: context.today), by: ""))
      }
    }
    if let newest = facts.lazy.compactMap({ Self.state($0.content) }).first { found.append(newest) }
    let therapies = facts.filter { fact in
      if case .hormonalTherapy(let therapy) = fact.content { return therapy.endedOn.map { $0 >= context.today } ?? true }
      return false
    }.count
    if therapies > 0 {
      found.append(Message(en: "Current hormonal therapies: \(therapies)", es: "Tratamientos hormonales actuales: \(therapies)"))
    }
    return found.isEmpty && model.facts != nil ? [Message(en: "Nothing is recorded.", es: "No hay nada anotado.")] : found
  }

  /// Where in her hormonal life a fact says that she is.
  private static func state(_ fact: WomensHealthFact) -> Message? {
    switch fact {
    case .hormonalProfile(let profile): Message(en: "Phase: ", es: "Fase: ").joined(.phase(profile.phase), by: "")
    case .menopause(let status): .stage(status.stage).capitalized
    case .menstrualCycle, .pregnancy, .hormonalTherapy: nil
    }
  }

  private func cells(_ row: WomensHealthModel.RowID, _ context: DrawContext) -> [TableCell] {
    let wording = context.wording
    switch row {
    case .programme(let code):
      guard let standing = model.programmes.first(where: { $0.id == code }) else { return [] }
      return [
        TableCell(standing.enrolment.map { context.clock.local($0.recordedAt).date.description } ?? "-"),
        TableCell(wording(Message(en: "Programme", es: "Programa")), role: .textStrong),
        TableCell(
          "\(wording(state(of: standing))): \(wording(.name(of: standing.programme)))",
          role: standing.isOpen && !model.isOutdated ? .textStrong : nil),
        TableCell(standing.enrolment?.recordedBy ?? ""),
      ]
    case .fact(let id):
      guard let fact = model.facts?.first(where: { $0.version.id == id }) else { return [] }
      return [
        TableCell(fact.on?.description ?? "-"), TableCell(wording(.kind(fact.content))),
        TableCell(wording(.summary(fact.content, on: context.today))), TableCell(fact.recordedBy),
      ]
    }
  }

  private func state(of standing: ProgrammeStanding) -> Message {
    model.isOutdated ? Message(en: "reading again", es: "releyendo") : .standing(standing)
  }

  /// The selected row in whole: each condition of a programme, or all of a fact.
  private func detail(_ context: DrawContext) -> [(String, Role)] {
    let wording = context.wording
    if let standing = model.selectedProgramme {
      if model.isOutdated { return [] }
      return standing.conditions.map { condition in
        (wording(.condition(condition)), condition.isMet == false ? .danger : .text)
      } + evidence(standing.enrolment, context) + evidence(standing.mergedEnrolment, context)
    }
    guard let fact = model.selectedFact else { return [] }
    var lines: [(String, Role)] = [
      ("\(wording(.kind(fact.content))): \(wording(.summary(fact.content, on: context.today)))", .text)
    ]
    if let note = fact.content.note { lines.append((wording(Message(en: "Note: ", es: "Nota: ")) + note, .text)) }
    let version = fact.version.version > 1 ? wording(Message(en: ", corrected", es: ", corregido")) : ""
    lines.append((wording(Message(en: "Recorded by ", es: "Registró ")) + fact.recordedBy + version, .textMuted))
    if let number = fact.mergedNumber { lines.append((wording(.recordedUnder(number)), .textMuted)) }
    return lines
  }

  /// What was compared on the day of the enrolment.
  private func evidence(_ enrolment: ProgrammeEnrolment?, _ context: DrawContext) -> [(String, Role)] {
    guard let enrolment else { return [] }
    let wording = context.wording
    let (evidence, by) = (enrolment.evidence, enrolment.recordedBy ?? wording(Message(en: "by the clock", es: "por fecha")))
    let words = [
      wording(.programmeWord(enrolment.state)), context.clock.local(enrolment.recordedAt).date.description, by,
      wording(Message(en: "evidence of \(evidence.checkedOn): ", es: "prueba del \(evidence.checkedOn): "))
        + [wording(.sex(evidence.sex)), wording(.age(evidence.age)), wording(.diabetes(evidence.diabetes))].joined(
          separator: ", "),
    ]
    let under = enrolment.mergedNumber.map { [wording(.recordedUnder($0))] } ?? []
    return [((words + under).joined(separator: ", "), .textMuted)]
  }
}
