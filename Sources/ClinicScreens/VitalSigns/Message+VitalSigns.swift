import ClinicModel
import ClinicViewModels

/// The words of observations, the same on every screen.
extension Message {
  static func sign(_ sign: VitalSign) -> Message {
    switch sign {
    case .respiratoryRate: Message(en: "Breaths /min", es: "Frec. resp. /min")
    case .oxygenSaturation: Message(verbatim: "SpO2 %")
    case .onOxygen: Message(en: "Air or oxygen", es: "Aire u oxígeno")
    case .oxygenFlow: Message(en: "  Flow L/min", es: "  Flujo L/min")
    case .systolic: Message(en: "Systolic mmHg", es: "Sistólica mmHg")
    case .diastolic: Message(en: "Diastolic mmHg", es: "Diastólica mmHg")
    case .pulse: Message(en: "Pulse /min", es: "Pulso /min")
    case .consciousness: Message(en: "ACVPU", es: "Conciencia ACVPU")
    case .temperature: Message(en: "Temperature \u{00B0}C", es: "Temperatura \u{00B0}C")
    case .pain: Message(en: "Pain 0-10", es: "Dolor 0-10")
    case .comaScale: Message(en: "Coma scale 3-15", es: "Glasgow 3-15")
    case .weight: Message(en: "Weight kg", es: "Peso kg")
    case .height: Message(en: "Height cm", es: "Talla cm")
    case .waist: Message(en: "Waist cm", es: "Cintura cm")
    }
  }

  /// In a sentence.
  static func signWord(_ sign: VitalSign) -> Message {
    switch sign {
    case .respiratoryRate: Message(en: "breaths", es: "frec. resp.")
    case .oxygenSaturation: Message(verbatim: "SpO2")
    case .onOxygen: Message(en: "oxygen", es: "oxígeno")
    case .oxygenFlow: Message(en: "oxygen flow", es: "flujo de oxígeno")
    case .systolic: Message(en: "systolic", es: "sistólica")
    case .diastolic: Message(en: "diastolic", es: "diastólica")
    case .pulse: Message(en: "pulse", es: "pulso")
    case .consciousness: Message(en: "consciousness", es: "conciencia")
    case .temperature: Message(en: "temperature", es: "temperatura")
    case .pain: Message(en: "pain", es: "dolor")
    case .comaScale: Message(en: "coma scale", es: "Glasgow")
    case .weight: Message(en: "weight", es: "peso")
    case .height: Message(en: "height", es: "talla")
    case .waist: Message(en: "waist", es: "cintura")
    }
  }

  static func notDone(_ reason: NotDoneReason) -> Message {
    switch reason {
    case .refused: Message(en: "refused", es: "rechazado")
    case .unable: Message(en: "unable", es: "no posible")
    case .device: Message(en: "device fault", es: "fallo del aparato")
    case .other: Message(en: "other reason", es: "otro motivo")
    }
  }

  static func level(_ level: News2.Level?) -> Message {
    switch level {
    case .high: Message(en: "HIGH", es: "ALTO")
    case .medium: Message(en: "MEDIUM", es: "MEDIO")
    case .singleThree: Message(en: "SINGLE 3", es: "UN 3 SOLO")
    case .low: Message(en: "low", es: "bajo")
    case .some(.none): Message(en: "no points", es: "sin puntos")
    case .incomplete: Message(en: "INCOMPLETE", es: "INCOMPLETO")
    case nil: Message(verbatim: "-")
    }
  }

  /// What the level asks for, and when the next round is due.
  static func response(_ level: News2.Level?) -> Message {
    switch level {
    case .high:
      Message(
        en: "Total 7 or more: emergency team now, within 30 min. Watch continuously.",
        es: "Total de 7 o más: equipo de urgencias ya, en 30 min. Vigilancia continua.")
    case .singleThree:
      Message(
        en: "One part alone scores 3: urgent review by the doctor. At least hourly.",
        es: "Una sola parte vale 3: revisión médica urgente. Al menos cada hora.")
    case .medium:
      Message(en: "Total 5 or 6: urgent assessment within 1 h. Hourly.", es: "Total de 5 o 6: valoración urgente en 1 h. Cada hora.")
    case .low: Message(en: "Next round in 4 to 6 h.", es: "Siguiente toma en 4 a 6 h.")
    case .some(.none): Message(en: "Next round within 12 h.", es: "Siguiente toma antes de 12 h.")
    case .incomplete, nil: Message(en: "No total before all 7 parts are known.", es: "Sin total hasta conocer las 7 partes.")
    }
  }

  /// What is asked of whoever is called.
  static func request(_ level: News2.Level?) -> Message {
    switch level {
    case .high: Message(en: "Please come now, with the emergency team.", es: "Vengan ya, con el equipo de urgencias.")
    case .medium: Message(en: "Please assess within the hour.", es: "Valórelo antes de una hora.")
    default: Message(en: "Please review urgently.", es: "Revíselo con urgencia.")
    }
  }

  static func exclusion(_ exclusion: News2.Exclusion) -> Message {
    switch exclusion {
    case .under16: Message(en: "NEWS2 not applicable: under 16 years", es: "NEWS2 no aplicable: menor de 16 años")
    case .pregnancy: Message(en: "NEWS2 not applicable: pregnancy", es: "NEWS2 no aplicable: embarazo")
    }
  }

  /// The reason alone, where a column has ten letters.
  static func exclusionWord(_ exclusion: News2.Exclusion) -> Message {
    switch exclusion {
    case .under16: Message(en: "under 16", es: "< 16 años")
    case .pregnancy: Message(en: "pregnancy", es: "embarazo")
    }
  }

  /// The SpO2 scale that holds, and, in a few letters, when it was decided and by whom.
  static func scale(_ scale: News2.Scale, _ decision: SpO2ScaleDecision?, _ clock: ClinicClock) -> Message {
    guard let decision else { return Self.scale(scale) }
    return Self.scale(scale).joined(Message(verbatim: "\(clock.local(decision.setAt).date) \(decision.setBy)"), by: ", ")
  }

  static func scale(_ scale: News2.Scale) -> Message {
    let number = scale.rawValue
    return Message(en: "SpO2 scale \(number)", es: "escala SpO2 \(number)")
  }

  /// "set 2026-11-14 by Abena Osei"
  static func decided(_ decision: SpO2ScaleDecision, _ clock: ClinicClock) -> Message {
    let (day, by) = (clock.local(decision.setAt).date, decision.setBy)
    return Message(en: "set \(day) by \(by)", es: "fijada \(day) por \(by)")
  }

  static func doubt(_ doubt: VitalSignsDoubt) -> Message {
    switch doubt {
    case .unusual(let sign):
      Message(en: "unusual: ", es: "poco habitual: ").joined(.signWord(sign), by: "")
    case .longAgo: Message(en: "more than 12 hours ago", es: "hace más de 12 horas")
    case .copied: Message(en: "the same as the round before: copied?", es: "igual que la toma anterior: ¿copiada?")
    }
  }

  static func blocker(_ blocker: VitalSignsEntryModel.Blocker, clock: ClinicClock) -> Message {
    switch blocker {
    case .unreadable(let sign): Message(en: "This cannot be read: ", es: "No se entiende: ").joined(.signWord(sign), by: "")
    case .contradiction(let sign): Message(en: "This cannot be: ", es: "No puede ser: ").joined(.signWord(sign), by: "")
    case .nothingMeasured: Message(en: "Nothing is measured yet.", es: "Aún no hay ninguna medida.")
    case .time(.notATime): Message(en: "A time is 0845, or 20/11/2026 0845.", es: "Una hora es 0845, o 20/11/2026 0845.")
    case .time(.inTheFuture): Message(en: "This time is in the future.", es: "Esa hora está en el futuro.")
    case .unconfirmed: Message(en: "Look at it again; y says that it is right.", es: "Mírelo de nuevo; s dice que es correcto.")
    case .reasonMissing: Message(en: "A reason is needed.", es: "Hace falta un motivo.")
    case .answerFirst: Message(en: "First say what was done about the score.", es: "Antes diga qué se hizo con la puntuación.")
    case .notAuthor: Message(en: "Nurses correct what they recorded themselves.", es: "Enfermería corrige solo lo propio.")
    case .tooLate: Message(en: "Nurses correct for 24 hours; ask a doctor.", es: "Enfermería corrige durante 24 horas; pida a un médico.")
    case .overtaken:
      Message(
        en: "Somebody corrected it meanwhile. What you typed is kept: Esc, then correct again.",
        es: "Alguien la corrigió entretanto. Lo escrito se guarda: Esc y corrija de nuevo.")
    case .changed:
      Message(
        en: "Somebody corrected it meanwhile: compare before you sign.",
        es: "Alguien la corrigió entretanto: compare antes de firmar.")
    case .notice(let notice): .notice(notice, clock: clock)
    }
  }

  /// One value as it is shown beside others.
  static func value(_ value: VitalSignValue, _ wording: Wording) -> String {
    switch value {
    case .number(let number): wording.number(number)
    case .oxygen(let isOn): wording(isOn ? Message(verbatim: "O2") : Message(en: "air", es: "aire"))
    case .consciousness(let level): level.rawValue
    }
  }
}

extension News2 {
  /// "7", or how many of the seven parts are known.
  var shown: String { total.map(String.init) ?? "\(partsKnown)/\(Part.allCases.count)" }
}

extension Wording {
  /// A concentration with its unit, in the decimals its meters show.
  func glucose(_ value: Glucose) -> String {
    "\(number(value.value, decimals: value.unit.decimals)) \(value.unit.rawValue)"
  }
}
