import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let approve = Command("emergency.approve")
  static let deny = Command("emergency.deny")
  static let showArrivals = Command("emergency.arrivals")
  static let revoke = Command("emergency.revoke")
  static let withdraw = Command("emergency.withdraw")
  static let endAccess = Command("emergency.end")
  static let decisionField = Command("emergency.field")
}

/// Emergency access: for approvers the live queue and the decision, for others their own requests.
@UIActor
final class EmergencyScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: EmergencyModel { session.emergency }
  private var queue: EmergencyQueueModel { session.emergency.queue }
  private var table = Table<EmergencyAccessID>([])
  private let decision: EmergencyDecisionForm
  /// The decision has the keys: from the start, so that a birth year can be typed at once. Esc gives them to the list.
  private var isDeciding = true

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
    decision = EmergencyDecisionForm(queue: session.emergency.queue)
  }

  let title = Message(en: "Emergency access", es: "Acceso de urgencia")
  private var isApprover: Bool { session.user.approvesEmergencies }
  var isEditingText: Bool { isApprover && isDeciding && queue.mayDecide && decision.isEditingText }

  var entries: [CommandEntry] { isApprover ? approverEntries : requesterEntries }

  private var approverEntries: [CommandEntry] {
    let obstacle = decisionObstacle
    var entries = [
      CommandEntry(.approve, [.function(9)], Message(en: "approve", es: "aprobar"),
        detail: Message(en: "Approve, after typing the patient's birth year", es: "Aprobar, tras escribir el año de nacimiento"), isWriting: true, obstacle: obstacle),
      CommandEntry(.deny, [.function(10)], Message(en: "deny", es: "denegar"),
        detail: Message(en: "Deny, with a reason", es: "Denegar, con motivo"), isWriting: true, obstacle: obstacle),
      CommandEntry(.decisionField, [.tab, .enter], isDeciding ? Message(en: "next field", es: "siguiente campo") : Message(en: "decide", es: "decidir")),
    ]
    if !queue.arrivals.isEmpty {
      entries.insert(CommandEntry(.showArrivals, [.character("g")], Message(en: "show \(queue.arrivals.count) new", es: "ver \(queue.arrivals.count) nuevas")), at: 0)
    }
    if queue.selectedEntry?.access.phase.isLive == true {
      entries.append(CommandEntry(.revoke, [.character("V"), .function(7)], Message(en: "revoke", es: "revocar"), detail: Message(en: "End this access now", es: "Terminar este acceso ahora"), isWriting: true))
    }
    return entries
  }

  private var decisionObstacle: Message? {
    guard let entry = queue.selectedEntry else { return Message(en: "No request is selected.", es: "No hay solicitud elegida.") }
    if !entry.access.phase.isWaiting { return Message(en: "This request is already decided or has lapsed.", es: "La solicitud ya está decidida o caducada.") }
    return entry.whyNotDecidable.map { Message(verbatim: $0.rawValue + ": ").joined(.refusal($0), by: "") }
  }

  private var requesterEntries: [CommandEntry] {
    let selected = selectedOwn
    var entries: [CommandEntry] = []
    if selected?.phase.isWaiting == true {
      entries.append(CommandEntry(.withdraw, [.character("w")], Message(en: "withdraw", es: "retirar"), detail: Message(en: "Withdraw the request", es: "Retirar la solicitud"), isWriting: true))
    }
    if selected?.phase.isLive == true {
      entries.append(CommandEntry(.endAccess, [.character("E"), .function(8)], Message(en: "I am done", es: "he terminado"), detail: Message(en: "End the emergency access now", es: "Terminar ahora el acceso de urgencia"), isWriting: true))
    }
    return entries
  }

  private var selectedOwn: EmergencyAccess? { model.mine.first { $0.id == table.selection } ?? model.mine.first }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    if isApprover, isDeciding, queue.mayDecide {
      if case .key(.escape) = event {
        isDeciding = false
        return true
      }
      if decision.handle(event) { return true }
    }
    synchronizeTable()
    guard !isEditingText || !isText(event), case .moved = table.handle(event) else { return false }
    if isApprover { queue.select(table.selection) }
    return true
  }

  private func isText(_ event: InputEvent) -> Bool {
    if case .key(let key) = event { key.isText } else { false }
  }

  func perform(_ command: Command) {
    switch command {
    case .approve:
      isDeciding = true
      decision.focusBirthYear(ifEmpty: true)
      queue.approve()
    case .deny:
      isDeciding = true
      decision.focusReason()
      queue.deny()
    case .decisionField:
      if isDeciding { decision.next() } else { isDeciding = queue.mayDecide }
    case .showArrivals: queue.showArrivals()
    case .revoke:
      application.present(
        ConfirmOverlay(
          title: Message(en: "Revoke this access", es: "Revocar este acceso"),
          text: Message(en: "The chart closes for the requester at once. Say why:", es: "La historia se cierra al momento. Explique por qué:"),
          minimum: 3
        ) { [unowned self] reason in queue.revokeSelected(reason: reason) })
    case .withdraw: if let id = selectedOwn?.id { model.withdraw(id) }
    case .endAccess: if let id = selectedOwn?.id { model.end(id) }
    default: break
    }
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronizeTable()
    let hasFocus = isDeciding && queue.mayDecide
    let (head, rest) = area.split(top: 2)
    canvas.text(context.wording(headline(context)), at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .textStrong)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    let listRows = isApprover ? max(4, min(queue.entries.count + 1, rest.height / 3)) : rest.height
    let (list, below) = rest.split(top: listRows)
    drawTable(on: &canvas, list, context)
    guard isApprover else { return }
    canvas.horizontalLine(at: below.origin, length: below.width)
    guard let entry = queue.selectedEntry else {
      canvas.text(context.wording(Message(en: "Nobody asks for access now.", es: "Nadie pide acceso ahora.")), at: Point(x: below.x + 1, y: below.y + 2), role: .textMuted)
      return
    }
    EmergencyRequestDetail(entry: entry).draw(on: &canvas, in: below.inset(left: 1, top: 1, right: 1), context)
    decision.draw(on: &canvas, in: below.inset(left: 1, top: 8, right: 1), isFocused: hasFocus, context)
  }

  private func headline(_ context: DrawContext) -> Message {
    guard isApprover else { return Message(en: "Your requests of the last 24 hours: \(model.mine.count)", es: "Sus solicitudes de las últimas 24 horas: \(model.mine.count)") }
    let waiting = queue.entries.count { $0.access.phase.isWaiting }
    let new = queue.arrivals.count
    return Message(
      en: "\(waiting) waiting" + (new > 0 ? ", \(new) just came in (g shows)" : "") + ". A request lapses after 15 min.",
      es: "\(waiting) en espera" + (new > 0 ? ", \(new) acaban de llegar (g las muestra)" : "") + ". Caducan a los 15 min.")
  }

  private func drawTable(on canvas: inout Canvas, _ area: Rect, _ context: DrawContext) {
    let wording = context.wording
    table.columns = EmergencyColumns.columns(wording, forApprover: isApprover)
    table.emptyText = wording(
      isApprover
        ? Message(en: "Nobody asks for access now.", es: "Nadie pide acceso ahora.")
        : Message(en: "None. From a refused chart, b asks a doctor for access.", es: "Ninguna. Desde una historia denegada, b pide acceso a un médico."))
    let (entries, mine, isApprover) = (queue.entries, model.mine, isApprover)
    table.draw(on: &canvas, in: area, isFocused: !(isApprover && isDeciding && queue.mayDecide)) { index in
      isApprover
        ? EmergencyColumns.cells(entries[index], wording, now: context.now)
        : EmergencyColumns.cells(mine[index], wording, context)
    }
  }

  private func synchronizeTable() {
    table.setRows(isApprover ? queue.entries.map(\.id) : model.mine.map(\.id))
    if isApprover, let selected = queue.selected { table.select(selected) }
  }
}
