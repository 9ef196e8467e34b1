import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let addHistory = Command("history.add")
  static let correctHistory = Command("history.correct")
  static let noteHistory = Command("history.note")
  static let addAllergy = Command("allergy.add")
  static let verifyAllergy = Command("allergy.verify")
  static let voidAllergy = Command("allergy.void")
  static let reviewAllergies = Command("allergy.review")
}

/// Problems, histories and allergies: one list in groups, what is known of the selected row below it, or read whole.
@UIActor
final class HistoriesSection: ListSectionScreen {
  private let session: SessionModel
  unowned let application: ClinicApplication
  private var model: HistoriesModel { session.chart.histories }
  private(set) var list = ListSection<HistoryRow>()

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "History", es: "Antecedentes")
  let shortTitle = Message(en: "Hist", es: "Antec")

  // MARK: Commands

  private var selected: HistoryRow? { model.content == nil ? nil : list.selection }

  private var selectedAllergy: PatientAllergy? {
    guard case .allergy(let id) = selected, case .has(let entries) = model.content?.allergies else { return nil }
    return entries.first { $0.id == id }
  }

  private var selectedHistory: MedicalHistoryID? {
    if case .history(let id) = selected { id } else { nil }
  }

  private var selectedFact: MedicalHistory? { model.content?.histories.first { $0.id == selectedHistory } }

  var entries: [CommandEntry] {
    synchronize()
    return list.entries(ofRow: rowEntries, ofSection: addEntries)
  }

  private var rowEntries: [CommandEntry] {
    let (onHistory, onAllergy) = (selectedHistory != nil, selectedAllergy != nil)
    let doctorsOnly: Message? = model.isClinician ? nil : .doctorsOnly
    let noHistory: Message? =
      onHistory ? nil : Message(en: "Select a problem or history.", es: "Elija un problema o antecedente.")
    let noAllergy: Message? = onAllergy ? nil : Message(en: "Select an allergy.", es: "Elija una alergia.")
    let isOnlyRead = selectedAllergy?.obstacle ?? selectedFact?.obstacle
    return [
      CommandEntry(
        .correctHistory, [.character("u")], Message(en: "correct", es: "corregir"),
        detail: Message(en: "Correct the selected problem or history", es: "Corregir el problema o antecedente elegido"),
        obstacle: doctorsOnly ?? noHistory ?? isOnlyRead),
      CommandEntry(
        .noteHistory, [.character("o")], Message(en: "note", es: "nota"),
        detail: Message(
          en: "Add a note to the selected problem or history", es: "Añadir una nota al problema o antecedente elegido"),
        obstacle: noHistory ?? isOnlyRead),
      CommandEntry(
        .verifyAllergy, [.character("e")], Message(en: "verify", es: "verificar"),
        detail: Message(en: "Confirm or refute the selected allergy", es: "Confirmar o descartar la alergia elegida"),
        obstacle: doctorsOnly ?? noAllergy ?? isOnlyRead),
      CommandEntry(
        .voidAllergy, [.character("x")], Message(en: "in error", es: "por error"),
        detail: Message(en: "The selected allergy was entered in error", es: "La alergia elegida se anotó por error"),
        obstacle: doctorsOnly ?? noAllergy ?? isOnlyRead),
    ]
  }

  private var addEntries: [CommandEntry] {
    let doctorsOnly: Message? = model.isClinician ? nil : .doctorsOnly
    let isRead: Message? = model.content == nil ? Message(en: "It is not read yet.", es: "Aún no se ha leído.") : nil
    return [
      CommandEntry(
        .addHistory, [.character("n")], Message(en: "new", es: "nuevo"),
        detail: Message(en: "Add a problem or history", es: "Añadir un problema o antecedente"), obstacle: doctorsOnly ?? isRead),
      CommandEntry(
        .addAllergy, [.character("a")], Message(en: "allergy", es: "alergia"),
        detail: Message(en: "Add an allergy", es: "Añadir una alergia"), obstacle: isRead),
      CommandEntry(
        .reviewAllergies, [.character("q")], Message(en: "asked", es: "preguntado"),
        detail: Message(en: "Somebody asked about allergies: the answer", es: "Se preguntó por alergias: la respuesta"),
        obstacle: isRead),
    ]
  }

  func perform(_ command: Command) -> Bool {
    if list.perform(command) { return true }
    switch command {
    case .addHistory: model.addHistory()
    case .correctHistory: selectedHistory.map { model.correct($0) }
    case .noteHistory: selectedHistory.map { model.addNote(on: $0) }
    case .addAllergy: model.addAllergy()
    case .verifyAllergy: selectedAllergy.map { model.verify($0) }
    case .voidAllergy: selectedAllergy.map { model.void($0) }
    case .reviewAllergies: model.review()
    default: return false
    }
    return true
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    guard list.handle(event) else { return false }
    synchronize()
    return true
  }

  private func synchronize() {
    let rows = model.content.map { HistoryRows($0, context).found(list.search).map(\.id) } ?? []
    list.synchronize(session.chart.chart?.patient.id, rows: rows)
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let rows = model.content.map { HistoryRows($0, context) }
    let found = rows?.found(list.search) ?? []
    let detail = HistoryDetail(model: model, context: context)
    list.table.columns = HistoryRows.columns(context.wording)
    list.table.emptyText = context.wording(emptyText(context))
    list.draw(of: rows?.all.count ?? 0, pieces: { detail.pieces(of: $0) }, on: &canvas, in: area, context) { found[$0].cells }
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .unread(problem, clock: context.clock) }
    if model.content == nil { return Message(en: "reading...", es: "leyendo...") }
    return Message(en: "Nothing found.", es: "No se encuentra nada.")
  }
}

extension Message {
  /// What only doctors write.
  static let doctorsOnly = Message(en: "NO_ROLE: this is written by doctors.", es: "NO_ROLE: esto lo anota medicina.")
}
