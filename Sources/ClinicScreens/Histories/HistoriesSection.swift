import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let readRecord = Command("record.read")
  static let stopReading = Command("record.stop-reading")
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
final class HistoriesSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: HistoriesModel { session.chart.histories }
  private var table = Table<HistoryRow>([])
  private var search = SectionSearch()
  private var reading: RecordReading?
  private var shownFor: PatientID?

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "History", es: "Antecedentes")
  let shortTitle = Message(en: "History", es: "Antec")
  var isEditingText: Bool { search.isEditing }
  var fillsPane: Bool { reading != nil }
  var ownsEscape: Bool { search.isActive }

  // MARK: Commands

  private var context: DrawContext {
    DrawContext(wording: application.wording, clock: application.model.clock, now: application.model.now)
  }

  private var selected: HistoryRow? { model.content == nil ? nil : table.selection }

  private var selectedAllergy: PatientAllergy? {
    guard case .allergy(let id) = selected, case .has(let entries) = model.content?.allergies else { return nil }
    return entries.first { $0.id == id }
  }

  private var selectedHistory: MedicalHistoryID? {
    if case .history(let id) = selected { id } else { nil }
  }

  var entries: [CommandEntry] {
    synchronize()
    if search.isEditing { return search.entries(hasRows: true) }
    let back = CommandEntry(.stopReading, [.escape], Message(en: "to the section", es: "a la sección"))
    if reading != nil { return rowEntries + [back] }
    let read = CommandEntry(.readRecord, [.enter], Message(en: "read", es: "leer"), isInHelpBar: selected != nil)
    return [read] + rowEntries + addEntries + search.entries(hasRows: table.rows.count > 1)
  }

  private var rowEntries: [CommandEntry] {
    let (onHistory, onAllergy) = (selectedHistory != nil, selectedAllergy != nil)
    let doctorsOnly: Message? = model.isClinician ? nil : .doctorsOnly
    let noHistory: Message? = onHistory ? nil : Message(en: "Select a problem or history.", es: "Elija un problema o antecedente.")
    let noAllergy: Message? = onAllergy ? nil : Message(en: "Select an allergy.", es: "Elija una alergia.")
    return [
      CommandEntry(
        .correctHistory, [.character("u")], Message(en: "correct", es: "corregir"),
        detail: Message(en: "Correct the selected problem or history", es: "Corregir el problema o antecedente elegido"),
        obstacle: doctorsOnly ?? noHistory),
      CommandEntry(
        .noteHistory, [.character("o")], Message(en: "note", es: "nota"),
        detail: Message(en: "Add a note to the selected problem or history", es: "Añadir una nota al problema o antecedente elegido"),
        obstacle: noHistory),
      CommandEntry(
        .verifyAllergy, [.character("e")], Message(en: "verify", es: "verificar"),
        detail: Message(en: "Confirm or refute the selected allergy", es: "Confirmar o descartar la alergia elegida"),
        obstacle: doctorsOnly ?? noAllergy),
      CommandEntry(
        .voidAllergy, [.character("x")], Message(en: "in error", es: "por error"),
        detail: Message(en: "The selected allergy was entered in error", es: "La alergia elegida se anotó por error"),
        obstacle: doctorsOnly ?? noAllergy),
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
        detail: Message(en: "Somebody asked about allergies: the answer", es: "Se preguntó por alergias: la respuesta"), obstacle: isRead),
    ]
  }

  func perform(_ command: Command) -> Bool {
    if search.perform(command) { return true }
    switch command {
    case .readRecord: reading = selected == nil ? nil : RecordReading()
    case .stopReading: reading = nil
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
    if reading != nil { return reading?.handle(event) ?? false }
    if search.handle(event) {
      synchronize()
      return true
    }
    if search.isEditing, event == .key(.enter) || event == .key(.escape) { return false }
    if case .moved = table.handle(event) { return true }
    return false
  }

  /// The rows found, in step with the model; nothing is kept of another patient.
  private func synchronize() {
    if shownFor != session.chart.chart?.patient.id {
      shownFor = session.chart.chart?.patient.id
      search.clear()
      reading = nil
    }
    guard let content = model.content else { return table.setRows([]) }
    table.setRows(HistoryRows(content, context).found(search).map(\.id))
    if table.selection == nil { reading = nil }
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let detail = HistoryDetail(model: model, context: context)
    if reading != nil, let selected {
      reading?.draw(detail.pieces(of: selected), on: &canvas, in: area.inset(left: 1, top: 1, right: 1))
      return
    }
    let rows = model.content.map { HistoryRows($0, context) }
    let found = rows?.found(search) ?? []
    let (head, rest) = area.split(top: search.isActive ? 1 : 0)
    table.columns = HistoryRows.columns(context.wording)
    table.emptyText = context.wording(emptyText(context))
    let (list, foot) = rest.split(bottom: found.isEmpty ? 0 : max(5, min(12, rest.height / 3)))
    table.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: !search.isEditing) { found[$0].cells }
    if search.isActive { search.draw(shown: found.count, of: rows?.all.count ?? 0, on: &canvas, in: head.inset(left: 1, right: 1), context) }
    guard let selected else { return }
    canvas.horizontalLine(at: foot.origin, length: foot.width)
    RecordExcerpt(detail.pieces(of: selected)).draw(on: &canvas, in: foot.inset(left: 1, top: 1, right: 1))
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
