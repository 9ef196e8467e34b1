import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let newNote = RecordFormWords(
    title: Message(en: "New note", es: "Nota nueva"), saved: Message(en: "Note stored.", es: "Nota guardada."), labels: noteLabels,
    option: noteOption, hints: noteHints, objections: noteObjections)

  static let rewriteNote = RecordFormWords(
    title: Message(en: "Note: go on writing", es: "Nota: seguir escribiendo"), saved: Message(en: "Note stored.", es: "Nota guardada."),
    labels: noteLabels, option: noteOption, hints: noteHints, objections: noteObjections)

  static let amendNote = RecordFormWords(
    title: Message(en: "Addendum to a signed note", es: "Adenda a una nota firmada"),
    saved: Message(en: "Addendum signed; the note stays as it was.", es: "Adenda firmada; la nota queda como estaba."),
    labels: noteLabels, hints: ["text": Message(en: "It is signed at once.", es: "Se firma al guardar.")], objections: noteObjections)

  private static let noteLabels = [
    "kind": Message(en: "Kind", es: "Tipo"), "text": Message(en: "Text", es: "Texto"), "sign": Message(en: "Then", es: "Después"),
  ]

  private static let noteHints = [
    "sign": Message(en: "signed, it is only amended", es: "firmada, solo admite adendas")
  ]

  private static let noteObjections = [
    "NOT_AUTHOR": Message(
      en: "only its author changes or amends a note (NOT_AUTHOR).", es: "solo su autor cambia o completa una nota (NOT_AUTHOR)."),
    "SIGNED": Message(en: "it is signed already: amend it.", es: "ya está firmada: añada una adenda."),
  ]

  private static let noteOption: @Sendable (String, String) -> Message = { field, id in
    switch (field, id) {
    case ("sign", "SIGN"): Message(en: "sign it", es: "firmarla")
    case ("sign", "KEEP"): Message(en: "keep it to go on", es: "guardarla para seguir")
    default: ConsultationNote.Kind(rawValue: id).map { .noteKind($0) } ?? Message(verbatim: id)
    }
  }
}

extension Message {
  static func noteKind(_ kind: ConsultationNote.Kind) -> Message {
    switch kind {
    case .reason: Message(en: "reason for coming", es: "motivo de consulta")
    case .consultation: Message(en: "consultation note", es: "nota de consulta")
    case .nursing: Message(en: "nursing note", es: "nota de enfermería")
    case .addendum: Message(en: "addendum", es: "adenda")
    }
  }

  static func consultationKind(_ kind: Consultation.Kind) -> Message {
    switch kind {
    case .firstVisit: Message(en: "first visit", es: "primera visita")
    case .followUp: Message(en: "follow-up", es: "revisión")
    case .wardRound: Message(en: "ward round", es: "pase de visita")
    case .telephone: Message(en: "telephone", es: "telefónica")
    case .procedure: Message(en: "procedure", es: "procedimiento")
    case .urgent: Message(en: "urgent", es: "urgente")
    }
  }

  static func consultationStatus(_ status: Consultation.Status) -> Message {
    switch status {
    case .planned: Message(en: "planned", es: "citada")
    case .arrived: Message(en: "arrived", es: "en espera")
    case .inProgress: Message(en: "in progress", es: "en curso")
    case .completed: Message(en: "completed", es: "terminada")
    case .cancelled: Message(en: "cancelled", es: "cancelada")
    case .noShow: Message(en: "did not come", es: "no acudió")
    }
  }

  static func cancelReason(_ reason: Consultation.CancelReason) -> Message {
    switch reason {
    case .patient: Message(en: "by the patient", es: "por la persona")
    case .clinic: Message(en: "by the clinic", es: "por la clínica")
    case .clinicianAway: Message(en: "the doctor was away", es: "el médico no estaba")
    case .duplicate: Message(en: "booked twice", es: "citada dos veces")
    case .error: Message(en: "booked in error", es: "citada por error")
    }
  }
}
