import ClinicModel
import ClinicViewModels
import TerminalUI

/// The selected request in full, so that a decision needs nothing else.
struct EmergencyRequestDetail {
  let entry: EmergencyQueueEntry

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let access = entry.access
    let asked = context.clock.local(access.requestedAt).clock
    canvas.text(wording(Message(en: "Request \(access.number), asked at \(asked)", es: "Solicitud \(access.number), pedida a las \(asked)")), at: area.origin, width: area.width, role: .title)
    let age = entry.birthDate.age(on: context.today)
    let ward = entry.requesterWard.map { ", " + $0 } ?? ""
    let facts: [(Message, String)] = [
      (Message(en: "Who", es: "Quién"), "\(entry.requesterName), \(wording(.role(entry.requesterRole)))\(ward)   " + wording(Message(en: "\(entry.requesterRequests) in 30 days", es: "\(entry.requesterRequests) en 30 días"))),
      (Message(en: "Patient", es: "Paciente"), "\(access.patientName)  \(wording(.sexLetter(entry.sex)))  \(wording(.age(age)))  \(access.recordNumber)" + (entry.patientWard.map { "  " + $0 } ?? "")),
      (Message(en: "Attending", es: "Responsable"), entry.attending ?? "-"),
      (Message(en: "Reason", es: "Motivo"), "\(wording(.reasonClass(access.reasonClass))): \(access.reason)"),
      (Message(en: "Asks for", es: "Pide"), "\(wording(.scope(access.scope))), \(access.hours) h"),
    ]
    for (index, fact) in facts.enumerated() {
      canvas.text(wording(fact.0), at: Point(x: area.x, y: area.y + 1 + index), width: 12, role: .label)
      canvas.text(fact.1, at: Point(x: area.x + 13, y: area.y + 1 + index), width: area.width - 13)
    }
  }
}
