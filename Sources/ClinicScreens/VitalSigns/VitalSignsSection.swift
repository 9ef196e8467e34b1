import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let correctRound = Command("vitals.correct")
  static let oxygenScale = Command("vitals.oxygen-scale")
}

/// The rounds of vital signs, newest first, and what is to be said about the selected one.
@UIActor
final class VitalSignsSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: VitalSignsModel { session.chart.vitalSigns }
  private var table = Table<VitalSignsID>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Vital signs", es: "Constantes")
  let shortTitle = Message(en: "Vitals", es: "Ctes")

  var entries: [CommandEntry] {
    let round = model.selectedRound
    let none: Message? =
      round == nil || round?.isVoid == true
      ? Message(en: "There is no round to correct.", es: "No hay toma que corregir.") : round?.obstacle
    var entries = [
      CommandEntry(
        .correctRound, [.character("u")], Message(en: "correct", es: "corregir"),
        detail: Message(en: "Correct the selected round; the old values stay", es: "Corregir la toma elegida; lo anterior queda"),
        isInHelpBar: none == nil, obstacle: none),
      scaleEntry,
    ]
    if round?.escalation?.isOpen == true {
      entries += [
        CommandEntry(
          .escalated, [.character("e")], Message(en: "escalated to", es: "avisado a"),
          detail: Message(en: "Say who was called", es: "Decir a quién se avisó")),
        CommandEntry(
          .notEscalated, [.character("r")], Message(en: "reason why not", es: "motivo de no avisar"),
          detail: Message(en: "Say why nobody was called", es: "Decir por qué no se avisó")),
      ]
    }
    return entries
  }

  /// The scale is a decision that a doctor signs; the database refuses it to everybody else.
  private var scaleEntry: CommandEntry {
    var obstacle: Message?
    if session.user.role != .clinician {
      obstacle = Message(
        en: "NO_ROLE: the SpO2 scale is a doctor's decision. Ask her to set it here.",
        es: "NO_ROLE: la escala SpO2 la decide un médico. Pídale que la fije aquí.")
    } else if model.chart == nil {
      obstacle = Message(en: "The rounds are not read yet.", es: "Aún no se han leído las tomas.")
    }
    return CommandEntry(
      .oxygenScale, [.character("O")], Message(en: "SpO2 scale", es: "escala SpO2"),
      detail: Message(en: "Decide which SpO2 scale of NEWS2 holds", es: "Decidir qué escala SpO2 de NEWS2 vale"), isWriting: true,
      isInHelpBar: obstacle == nil, obstacle: obstacle)
  }

  func handle(_ event: InputEvent) -> Bool {
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  func perform(_ command: Command) -> Bool {
    switch command {
    case .correctRound: model.correct()
    case .oxygenScale: model.scaleForm().map { session.chart.forms.begin($0) }
    case .escalated: ask(.escalated)
    case .notEscalated: ask(.notNeeded)
    default: return false
    }
    return true
  }

  private func ask(_ action: Escalation.Action) {
    guard let round = model.selectedRound, let escalation = round.escalation else { return }
    let name: Sentence.Name = action == .escalated ? .escalated : .notEscalated
    application.present(
      ConfirmOverlay(
        title: action == .escalated
          ? Message(en: "Escalated to", es: "Avisado a") : Message(en: "Nobody called, because", es: "Sin avisar, porque"),
        text: .response(round.level), minimum: 3, sentence: session.begun.sentence(name, about: escalation.id.value)
      ) { [unowned self] in model.answer(round, action, $0) })
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    drawHead(on: &canvas, in: head, context)
    canvas.horizontalLine(at: head.origin.offset(y: 1), length: head.width)
    let rounds = model.rounds
    table.columns = VitalSignsColumns.columns(wording)
    table.emptyText = wording(emptyText(context))
    table.setRows(rounds.map(\.id))
    if let selected = model.selectedRound?.id { table.select(selected) }
    let (list, detail) = rest.split(bottom: rounds.isEmpty ? 0 : 5)
    table.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: true) {
      VitalSignsColumns.cells(rounds[$0], context)
    }
    guard let round = model.selectedRound else { return }
    canvas.horizontalLine(at: detail.origin, length: detail.width)
    VitalSignsDetail(round: round).draw(on: &canvas, in: detail.inset(left: 1, top: 1, right: 1), context)
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .notice(problem, clock: context.clock) }
    return model.chart == nil
      ? Message(en: "reading...", es: "leyendo...")
      : Message(en: "No round is recorded. v enters the first.", es: "No hay tomas. v anota la primera.")
  }

  private func drawHead(on canvas: inout Canvas, in head: Rect, _ context: DrawContext) {
    guard let chart = model.chart else { return }
    let wording = context.wording
    let (count, open) = (chart.rounds.count, chart.openEscalations.count)
    var facts = [
      wording(Message(en: "Rounds: \(count)", es: "Tomas: \(count)")),
      wording(.scale(chart.scale, chart.scaleDecision, context.clock)),
    ]
    if open > 0 { facts.insert(wording(Message(en: "! unanswered: \(open)", es: "! sin responder: \(open)")), at: 0) }
    let line = facts.joined(separator: "   ")
    let used = canvas.text(line, at: head.origin.offset(x: 1), width: head.width - 2, role: open > 0 ? .danger : .textMuted)
    let totals = chart.rounds.prefix(24).reversed().map { $0.total.map(Double.init) }
    guard head.width > used + 36 else { return }
    let label = wording(Message(en: "NEWS2 over time", es: "NEWS2 en el tiempo"))
    let place = head.origin.offset(x: used + 4)
    let end = canvas.text(label, at: place, width: 20, role: .textMuted)
    Sparkline(totals, range: 0...20).draw(
      on: &canvas, in: Rect(x: place.x + end + 1, y: place.y, width: head.width - used - end - 7, height: 1))
  }
}
