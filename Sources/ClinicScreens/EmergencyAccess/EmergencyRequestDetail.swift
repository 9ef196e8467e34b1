import ClinicModel
import ClinicViewModels
import TerminalUI

/// A request in full, so that a decision needs nothing else. What is long goes on in the next row, nothing is cut.
struct EmergencyRequestDetail {
  private let title: Message
  private let facts: [(label: Message, text: String)]
  private static let labelWidth = 13

  /// As the approver reads it.
  init(_ entry: EmergencyQueueEntry, _ context: DrawContext) {
    let (wording, access) = (context.wording, entry.access)
    title = Self.title(access, context)
    let ward = entry.requesterWard.map { ", " + $0 } ?? ""
    let asks = Message(en: "\(entry.requesterRequests) in 30 days", es: "\(entry.requesterRequests) en 30 días")
    let patient = [
      access.patientName, wording(.sexLetter(entry.sex)),
      "\(entry.birthDate) (\(wording(.age(entry.birthDate.age(on: context.today)))))",
      access.recordNumber.description, entry.patientWard ?? "",
    ]
    facts = [
      (
        Message(en: "Who", es: "Quién"), "\(entry.requesterName), \(wording(.role(entry.requesterRole)))\(ward); " + wording(asks)
      ),
      (Message(en: "Patient", es: "Paciente"), patient.filter { !$0.isEmpty }.joined(separator: "  ")),
      (Message(en: "Attending", es: "Responsable"), entry.attending ?? "-"),
      Self.reason(access, wording),
      (
        Message(en: "Asks for", es: "Pide"),
        "\(wording(.scope(access.scope))), \(access.hours) h" + Self.approvals(entry, wording)
      ),
    ]
  }

  /// As the one who asked reads it.
  init(_ access: EmergencyAccess, _ context: DrawContext) {
    let wording = context.wording
    title = Self.title(access, context)
    var facts = [
      (Message(en: "Patient", es: "Paciente"), "\(access.patientName)  \(access.recordNumber)"), Self.reason(access, wording),
      (Message(en: "Asked for", es: "Pedido"), "\(wording(.scope(access.scope))), \(access.hours) h"),
    ]
    if access.phase.isWaiting {
      let lapse = context.clock.local(access.lapsesAt).clock
      facts.append(
        (
          Message(en: "Waits", es: "Espera"),
          wording(Message(en: "until \(lapse), then it lapses", es: "hasta las \(lapse); luego caduca"))
        ))
    }
    if let end = access.expiresAt, access.phase.isLive {
      let clock = context.clock.local(end).clock
      facts.append(
        (
          Message(en: "Ends", es: "Termina"),
          wording(Message(en: "at \(clock) by itself; E ends it now", es: "solo a las \(clock); E lo termina ya"))
        ))
    }
    if let why = access.decisionReason { facts.append((Message(en: "Because", es: "Porque"), why)) }
    self.facts = facts
  }

  private static func title(_ access: EmergencyAccess, _ context: DrawContext) -> Message {
    let asked = context.clock.local(access.requestedAt).clock
    return Message(en: "Request \(access.number), asked at \(asked)", es: "Solicitud \(access.number), pedida a las \(asked)")
  }

  private static func reason(_ access: EmergencyAccess, _ wording: Wording) -> (label: Message, text: String) {
    (Message(en: "Reason", es: "Motivo"), "\(wording(.reasonClass(access.reasonClass))): \(access.reason)")
  }

  private static func approvals(_ entry: EmergencyQueueEntry, _ wording: Wording) -> String {
    guard entry.approvalsNeeded > 1 else { return "" }
    let (given, needed) = (entry.approvals, entry.approvalsNeeded)
    return wording(
      Message(en: "; needs \(needed) approvals, has \(given)", es: "; necesita \(needed) aprobaciones, tiene \(given)"))
  }

  /// Rows it needs in this width.
  func height(width: Int, _ glyphs: GlyphSet) -> Int {
    1 + facts.reduce(0) { $0 + Canvas.lines($1.text, width: width - Self.labelWidth, glyphs).count }
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    canvas.text(context.wording(title), at: area.origin, width: area.width, role: .title)
    var rest = area.split(top: 1).rest
    for fact in facts where !rest.isEmpty {
      canvas.text(context.wording(fact.label), at: rest.origin, width: Self.labelWidth - 1, role: .label)
      rest = rest.split(top: canvas.wrapped(fact.text, in: rest.inset(left: Self.labelWidth))).rest
    }
  }
}
