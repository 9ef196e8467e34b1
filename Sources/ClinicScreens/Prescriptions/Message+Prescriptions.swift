import ClinicModel
import ClinicViewModels

extension Message {
  static func standing(_ standing: Prescription.Standing, _ status: Prescription.Status) -> Message {
    switch standing {
    case .active: Message(en: "active", es: "activa")
    case .ending(0): Message(en: "ends TODAY", es: "acaba HOY")
    case .ending(1): Message(en: "ends tomorrow", es: "acaba mañana")
    case .ending(let days): Message(en: "ends in \(days) d", es: "acaba en \(days) d")
    case .endedNotClosed: Message(en: "ENDED, not closed", es: "ACABADA, abierta")
    case .notStarted: Message(en: "not started", es: "sin empezar")
    case .onHold: Message(en: "ON HOLD", es: "EN SUSPENSO")
    case .past: past(status)
    }
  }

  private static func past(_ status: Prescription.Status) -> Message {
    switch status {
    case .cancelled: Message(en: "cancelled", es: "cancelada")
    case .stopped: Message(en: "stopped", es: "retirada")
    case .voided: Message(en: "entered in error", es: "anulada por error")
    case .active, .onHold, .completed: Message(en: "completed", es: "completada")
    }
  }

  static func prescriptionFilter(_ filter: PrescriptionsModel.Filter) -> Message {
    switch filter {
    case .all: Message(en: "all", es: "todas")
    case .active: Message(en: "active", es: "activas")
    case .endingSoon: Message(en: "ending within 7 days", es: "acaban en 7 días")
    }
  }

  /// The stored English word of a route or frequency in the reader's language; unknown words stay as they are.
  static func term(_ word: String) -> Message {
    let spanish = [
      "oral": "oral", "subcutaneous": "subcutánea", "intravenous": "intravenosa", "intramuscular": "intramuscular",
      "inhaled": "inhalada",
      "topical": "tópica", "once a day": "una vez al día", "twice a day": "dos veces al día",
      "three times a day": "tres veces al día",
      "at night": "por la noche", "in the morning": "por la mañana", "with meals": "con las comidas", "as needed": "si precisa",
      "once a week": "una vez por semana", "every 8 hours": "cada 8 horas", "every 12 hours": "cada 12 horas",
      "every morning": "cada mañana", "every night": "cada noche", "twice a day with food": "dos veces al día con comida",
      "four times a day": "cuatro veces al día", "every 6 hours": "cada 6 horas", "with each meal": "con cada comida",
      "once only": "dosis única", "sublingual": "sublingual", "nasal": "nasal", "transdermal": "transdérmica",
      "ophthalmic": "oftálmica", "rectal": "rectal", "vaginal": "vaginal",
    ]
    return Message(en: word, es: spanish[word.lowercased()] ?? word)
  }
}
