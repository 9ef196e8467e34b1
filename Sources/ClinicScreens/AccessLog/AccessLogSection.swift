import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let findAccess = Command("access-log.find")
  static let longerPeriod = Command("access-log.longer")
  static let shorterPeriod = Command("access-log.shorter")
  static let moreAccesses = Command("access-log.more")
}

/// Who saw this record: when, who, what was done and why, in plain words, newest first.
@UIActor
final class AccessLogSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: AccessLogModel { session.chart.accessLog }
  private var table = Table<Int>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Who saw this", es: "Quién lo vio")
  let shortTitle = Message(en: "Seen", es: "Quién")

  // MARK: Commands

  var entries: [CommandEntry] {
    let end = Message(en: "This is the longest period.", es: "Es el periodo más largo.")
    let start = Message(en: "This is the shortest period.", es: "Es el periodo más corto.")
    return [
      CommandEntry(
        .findAccess, [.character("/")], Message(en: "find", es: "buscar"),
        detail: Message(en: "Find words among the rows read", es: "Buscar palabras entre las filas leídas")),
      CommandEntry(
        .longerPeriod, [.character("[")], Message(en: "longer", es: "más atrás"),
        detail: Message(en: "A longer period: 30 days, a year, all", es: "Un periodo más largo: 30 días, un año, todo"),
        isInHelpBar: model.period != .all, obstacle: model.period == .all ? end : nil),
      CommandEntry(
        .shorterPeriod, [.character("]")], Message(en: "shorter", es: "más corto"),
        detail: Message(en: "A shorter period", es: "Un periodo más corto"), isInHelpBar: model.period != .month,
        obstacle: model.period == .month ? start : nil),
      CommandEntry(
        .moreAccesses, [.character("m")], Message(en: "older ones", es: "anteriores"),
        detail: Message(en: "Read older accesses", es: "Leer accesos anteriores"), isInHelpBar: model.hasMore,
        obstacle: model.hasMore ? nil : Message(en: "All of this period are here.", es: "Ya están todos los del periodo.")),
    ]
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize(.english)
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  func perform(_ command: Command) -> Bool {
    switch command {
    case .findAccess:
      application.present(FindOverlay(text: model.search) { [unowned self] in model.find($0) })
    case .longerPeriod: model.changePeriod(longer: true)
    case .shorterPeriod: model.changePeriod(longer: false)
    case .moreAccesses: model.more()
    default: return false
    }
    return true
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    let shown = synchronize(context.wording.language)
    drawHead(on: &canvas, in: head, shown.count, wording)
    canvas.horizontalLine(at: head.origin.offset(y: 1), length: head.width)
    table.columns = AccessLogColumns.columns(wording)
    table.emptyText = wording(emptyText(context))
    let (list, detail) = rest.split(bottom: shown.isEmpty ? 0 : 4)
    table.draw(on: &canvas, in: list.split(left: min(list.width, 140)).left, isFocused: true) {
      AccessLogColumns.cells(shown[$0].entry, context)
    }
    guard let index = table.selectionIndex, shown.indices.contains(index) else { return }
    canvas.horizontalLine(at: detail.origin, length: detail.width)
    canvas.wrapped(
      AccessLogColumns.sentence(shown[index].entry, context), in: detail.inset(left: 1, top: 1, right: 1),
      role: AccessLogColumns.isEmergency(shown[index].entry) ? .textStrong : .text)
  }

  /// The rows that hold the words looked for; the table follows.
  @discardableResult
  private func synchronize(_ language: Language) -> [AccessLogModel.Row] {
    let words = model.search.lowercased().split(separator: " ")
    let wording = Wording(application.wording.language)
    let shown = (model.rows ?? []).filter { row in
      guard !words.isEmpty else { return true }
      let text = AccessLogColumns.searchable(row.entry, wording).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    table.setRows(shown.map(\.id))
    if let selected = model.selected { table.select(selected) }
    return shown
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .notice(problem, clock: context.clock) }
    guard model.rows != nil else { return Message(en: "reading...", es: "leyendo...") }
    return model.search.isEmpty
      ? Message(en: "No access in this period.", es: "Ningún acceso en este periodo.")
      : Message(en: "No row has these words.", es: "Ninguna fila tiene esas palabras.")
  }

  private func drawHead(on canvas: inout Canvas, in head: Rect, _ shown: Int, _ wording: Wording) {
    let whose =
      AccessLogModel.seesAll(session.user.role)
      ? Message(en: "Everybody's accesses", es: "Accesos de todos")
      : Message(en: "Your own accesses (all of them: privacy officer)", es: "Sus propios accesos (los de todos: privacidad)")
    let read = model.rows?.count ?? 0
    let count =
      model.rows == nil ? Message(verbatim: "") : model.search.isEmpty
      ? Message(verbatim: model.hasMore ? "\(read)+" : "\(read)")
      : Message(en: "\"\(model.search)\": \(shown) of \(read)", es: "\"\(model.search)\": \(shown) de \(read)")
    canvas.facts(
      [wording(whose), wording(.accessPeriod(model.period)), wording(count)], at: head.origin.offset(x: 1), width: head.width - 2,
      role: .textMuted)
  }
}

/// The table of accesses, and the selected one as a sentence.
enum AccessLogColumns {
  static func columns(_ wording: Wording) -> [TableColumn] {
    [
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .fixed(16)),
      TableColumn("!", .fixed(1)),
      TableColumn(wording(Message(en: "WHO", es: "QUIÉN")), .flexible(minimum: 14)),
      TableColumn(wording(Message(en: "ROLE", es: "FUNCIÓN")), .fixed(14), dropOrder: 1),
      TableColumn(wording(Message(en: "WHAT", es: "QUÉ")), .flexible(minimum: 22, weight: 2)),
      TableColumn(wording(Message(en: "WHY", es: "POR QUÉ")), .flexible(minimum: 18, weight: 2)),
    ]
  }

  /// Under an emergency grant, or about one.
  static func isEmergency(_ entry: AccessLogEntry) -> Bool { entry.what == .emergency || entry.emergencyNumber != nil }

  static func cells(_ entry: AccessLogEntry, _ context: DrawContext) -> [TableCell] {
    let wording = context.wording
    let isEmergency = isEmergency(entry)
    let role: Role? = isEmergency ? .emergency : entry.what == .refused ? .danger : nil
    return [
      TableCell(context.clock.local(entry.at).description),
      TableCell(isEmergency ? "!" : "", role: .emergency),
      TableCell(entry.userName),
      TableCell(wording(.role(entry.role))),
      TableCell(wording(.accessWhat(entry).capitalized), role: role),
      TableCell(why(entry, wording)),
    ]
  }

  static func why(_ entry: AccessLogEntry, _ wording: Wording) -> String {
    var words: [String] = []
    if entry.what == .refused {
      if let code = entry.reason { words.append(Refusal(rawValue: code).map { wording(.refusal($0)) } ?? code) }
    } else {
      if let purpose = entry.purpose { words.append(wording(.accessPurpose(purpose))) }
      if let reason = entry.reason { words.append(ReasonForAccess(rawValue: reason).map { wording(.reason($0)) } ?? reason) }
    }
    if let number = entry.emergencyNumber { words.append(number) }
    if let special = entry.specialReason { words.append("\"\(special)\"") }
    return words.joined(separator: ", ")
  }

  static func searchable(_ entry: AccessLogEntry, _ wording: Wording) -> String {
    [entry.userName, wording(.role(entry.role)), wording(.accessWhat(entry)), why(entry, wording)].joined(separator: " ")
  }

  /// "2026-11-21 14:32. Nora Berg (Nurse) opened the chart. Treatment, on shift in the ward. EMERGENCY ACCESS E-20261121-004."
  static func sentence(_ entry: AccessLogEntry, _ context: DrawContext) -> String {
    let wording = context.wording
    var text =
      "\(context.clock.local(entry.at)). \(entry.userName) (\(wording(.role(entry.role)))): \(wording(.accessWhat(entry)))."
    let why = why(entry, wording)
    if !why.isEmpty { text += " " + why + (why.hasSuffix(".") ? "" : ".") }
    if isEmergency(entry) { text += wording(Message(en: " ! EMERGENCY ACCESS.", es: " ! ACCESO DE URGENCIA.")) }
    return text
  }
}
