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
  static let leaveEmergency = Command("emergency.leave")
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
  /// The decision has the keys now.
  private var hasFormFocus: Bool { isApprover && isDeciding && queue.mayDecide }
  var isEditingText: Bool { hasFormFocus && decision.isEditingText }

  var entries: [CommandEntry] { isApprover ? approverEntries : requesterEntries }

  private var approverEntries: [CommandEntry] {
    let obstacle = decisionObstacle
    var entries = [
      CommandEntry(
        .approve, [.function(9)], Message(en: "approve", es: "aprobar"),
        detail: Message(en: "Approve, after typing the patient's birth year", es: "Aprobar, tras escribir el año de nacimiento"),
        isWriting: true, obstacle: obstacle),
      CommandEntry(
        .deny, [.function(10)], Message(en: "deny", es: "denegar"),
        detail: Message(en: "Deny, with a reason", es: "Denegar, con motivo"), isWriting: true, obstacle: obstacle),
      CommandEntry(
        .decisionField, [.tab, .enter],
        hasFormFocus ? Message(en: "next field", es: "siguiente campo") : Message(en: "decide", es: "decidir"),
        detail: Message(en: "To birth year, duration and reason", es: "Al año de nacimiento, la duración y el motivo"),
        obstacle: obstacle),
    ]
    if !queue.arrivals.isEmpty {
      entries.insert(
        CommandEntry(
          .showArrivals, [.character("g"), .function(5)],
          Message(en: "show \(queue.arrivals.count) new", es: "ver \(queue.arrivals.count) nuevas")), at: 0)
    }
    if queue.selectedEntry?.access.phase.isLive == true {
      entries.append(
        CommandEntry(
          .revoke, [.character("V"), .function(7)], Message(en: "revoke", es: "revocar"),
          detail: Message(en: "End this access now", es: "Terminar este acceso ahora"), isWriting: true))
    }
    return entries + [back]
  }

  private var back: CommandEntry {
    CommandEntry(
      .leaveEmergency, [.escape],
      hasFormFocus ? Message(en: "to the requests", es: "a las solicitudes") : Message(en: "to the list", es: "a la lista"))
  }

  private var decisionObstacle: Message? {
    guard let entry = queue.selectedEntry else { return Message(en: "No request is selected.", es: "No hay solicitud elegida.") }
    if !entry.access.phase.isWaiting {
      return Message(en: "This request is already decided or has lapsed.", es: "La solicitud ya está decidida o caducada.")
    }
    return entry.whyNotDecidable.map { Message(verbatim: $0.rawValue + ": ").joined(.refusal($0), by: "") }
  }

  private var requesterEntries: [CommandEntry] {
    let selected = selectedOwn
    var entries: [CommandEntry] = []
    if selected?.phase.isWaiting == true {
      entries.append(
        CommandEntry(
          .withdraw, [.character("W"), .function(6)], Message(en: "withdraw", es: "retirar"),
          detail: Message(en: "Withdraw the request", es: "Retirar la solicitud"), isWriting: true))
    }
    if selected?.phase.isLive == true {
      entries.append(
        CommandEntry(
          .endAccess, [.character("E"), .function(6)], Message(en: "I am done", es: "he terminado"),
          detail: Message(en: "End the emergency access now", es: "Terminar ahora el acceso de urgencia"), isWriting: true))
    }
    return entries + [back]
  }

  private var selectedOwn: EmergencyAccess? { model.mine.first { $0.id == table.selection } ?? model.mine.first }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    if isApprover, !isDeciding, queue.mayDecide, Self.isDigit(event) {
      // The birth year may be typed at once.
      isDeciding = true
      decision.focusBirthYear()
    }
    if hasFormFocus, decision.handle(event) { return true }
    synchronizeTable()
    guard !isEditingText || !isText(event), case .moved = table.handle(event) else { return false }
    if isApprover { queue.select(table.selection) }
    return true
  }

  private static func isDigit(_ event: InputEvent) -> Bool {
    if case .key(.character(let character)) = event { ("0"..."9").contains(character) } else { false }
  }

  private func isText(_ event: InputEvent) -> Bool {
    if case .key(let key) = event { key.isText } else { false }
  }

  func perform(_ command: Command) {
    switch command {
    case .approve:
      isDeciding = true
      decision.focusBirthYear()
      queue.approve()
    case .deny:
      isDeciding = true
      decision.focusReason()
      queue.deny()
    case .decisionField:
      if hasFormFocus { decision.next() } else { isDeciding = true }
    case .showArrivals: queue.showArrivals()
    case .revoke: askRevocation()
    case .withdraw: selectedOwn.map { application.present(EmergencyConfirm.withdrawal(of: $0, from: model)) }
    case .endAccess: selectedOwn.map { application.present(EmergencyConfirm.end(of: $0, from: model)) }
    case .leaveEmergency: if hasFormFocus { isDeciding = false } else { session.show(.patients) }
    default: break
    }
  }

  private func askRevocation() {
    guard let entry = queue.selectedEntry else { return }
    application.present(
      ConfirmOverlay(
        title: Message(en: "Revoke this access", es: "Revocar este acceso"),
        text: Message(
          en: "The chart of \(entry.access.patientName) closes for \(entry.requesterName) at once. Say why:",
          es: "La historia de \(entry.access.patientName) se cierra al momento para \(entry.requesterName). Explique por qué:"),
        minimum: 3, sentence: session.begun.sentence(.revocation, about: entry.id.value)
      ) { [unowned self] reason in
        // The list is live: what was asked about must still be what is chosen.
        if queue.selected == entry.id { queue.revokeSelected(reason: reason) }
      })
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronizeTable()
    let (head, rest) = area.split(top: 2)
    canvas.facts(
      headline.map { context.wording($0) }, at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .textStrong)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    guard isApprover ? !queue.entries.isEmpty : !model.mine.isEmpty else { return drawTable(on: &canvas, rest, context) }
    let detail =
      isApprover
      ? queue.selectedEntry.map { EmergencyRequestDetail($0, context) } : selectedOwn.map { EmergencyRequestDetail($0, context) }
    let inside = rest.width - 2
    let form = isApprover ? EmergencyDecisionForm.height + 1 : 0
    let needed = (detail?.height(width: inside, canvas.glyphs) ?? 0) + form + 1
    let rows = (isApprover ? queue.entries.count : model.mine.count) + 1
    let (list, below) = rest.split(top: max(3, min(rows, rest.height - needed)))
    drawTable(on: &canvas, list, context)
    canvas.horizontalLine(at: below.origin, length: below.width)
    let facts = below.inset(left: 1, top: 1, right: 1)
    detail?.draw(on: &canvas, in: facts.split(bottom: form).rest, context)
    guard isApprover, let detail else { return }
    let place = facts.split(top: min(facts.height - form, detail.height(width: inside, canvas.glyphs)) + 1).rest
    decision.draw(on: &canvas, in: place, isFocused: hasFormFocus, context)
  }

  private var headline: [Message] {
    guard isApprover else {
      let count = model.mine.count
      return [
        Message(en: "Your requests of the last 24 hours: \(count)", es: "Sus solicitudes de las últimas 24 horas: \(count)")
      ]
    }
    let waiting = queue.entries.filter(\.access.phase.isWaiting)
    let (mine, others) = (waiting.count { $0.whyNotDecidable == nil }, waiting.count { $0.whyNotDecidable != nil })
    var line = [Message(en: "\(mine) waiting for you", es: "\(mine) en espera de usted")]
    let (new, key) = (queue.arrivals.count, isEditingText ? "F5" : "g")
    if new > 0 { line.append(Message(en: "\(new) just came in: \(key)", es: "\(new) acaban de llegar: \(key)")) }
    if others > 0 { line.append(Message(en: "\(others) for somebody else", es: "\(others) de otra persona")) }
    return line + [Message(en: "each lapses after 15 min", es: "caducan a los 15 min")]
  }

  private func drawTable(on canvas: inout Canvas, _ area: Rect, _ context: DrawContext) {
    let wording = context.wording
    table.columns = EmergencyColumns.columns(wording, forApprover: isApprover)
    table.emptyText = wording(
      isApprover
        ? Message(en: "Nobody asks for access now.", es: "Nadie pide acceso ahora.")
        : Message(
          en: "None. From a refused chart, b asks a doctor for access.",
          es: "Ninguna. Desde una historia denegada, b pide acceso a un médico."))
    let (entries, mine, isApprover) = (queue.entries, model.mine, isApprover)
    table.draw(on: &canvas, in: area.split(left: min(area.width, 140)).left, isFocused: !hasFormFocus) { index in
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
