import ClinicModel
import ClinicViewModels
import TerminalUI

/// The columns of the queue and of one's own requests.
enum EmergencyColumns {
  static func columns(_ wording: Wording, forApprover: Bool) -> [TableColumn] {
    let patient = TableColumn(wording(Message(en: "PATIENT", es: "PACIENTE")), .flexible(minimum: 20, weight: 2))
    let reason = TableColumn(wording(Message(en: "REASON", es: "MOTIVO")), .flexible(minimum: 18), dropOrder: 2)
    let state = TableColumn(wording(Message(en: "STATE", es: "ESTADO")), .fixed(16))
    guard forApprover else {
      return [
        TableColumn(wording(Message(en: "ASKED", es: "PEDIDO")), .fixed(6)), patient, reason, state,
        TableColumn(wording(Message(en: "DECIDED BY", es: "DECIDIÓ")), .flexible(minimum: 14), dropOrder: 1),
      ]
    }
    return [
      TableColumn(wording(Message(en: "WAIT", es: "ESPERA")), .fixed(6), align: .trailing),
      TableColumn(wording(Message(en: "WHO", es: "QUIÉN")), .flexible(minimum: 16)), patient,
      TableColumn(wording(Message(en: "BORN", es: "NACIMIENTO")), .fixed(10)), reason, state,
    ]
  }

  static func cells(_ entry: EmergencyQueueEntry, _ wording: Wording, now: Instant) -> [TableCell] {
    let access = entry.access
    let wait = access.phase.isWaiting ? "\(max(0, now.seconds(since: access.requestedAt)) / 60) m" : "-"
    return [
      TableCell(wait),
      TableCell([entry.requesterName, entry.requesterWard].compactMap { $0 }.joined(separator: ", ")),
      TableCell(access.patientName),
      TableCell(entry.birthDate.description),
      TableCell(wording(.reasonClass(access.reasonClass))),
      TableCell(wording(.phase(access.phase)), role: access.phase.isWaiting ? .emergency : nil),
    ]
  }

  static func cells(_ access: EmergencyAccess, _ wording: Wording, _ context: DrawContext) -> [TableCell] {
    [
      TableCell(context.clock.local(access.requestedAt).clock),
      TableCell(access.patientName),
      TableCell(wording(.reasonClass(access.reasonClass))),
      TableCell(wording(.phase(access.phase)), role: access.phase.isLive ? .emergency : nil),
      TableCell(access.decidedBy ?? ""),
    ]
  }
}
