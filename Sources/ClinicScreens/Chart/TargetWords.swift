import ClinicModel
import ClinicViewModels
import TerminalUI

extension Command {
  static let setTarget = Command("chart.target")
}

/// What is said of a personal target: its key, its numbers with unit, and its form.
enum TargetWords {
  /// - Parameter hasType: a biomarker is selected.
  static func entry(isSet: Bool, user: SignedInUser, hasType: Bool) -> CommandEntry {
    let obstacle: Message? =
      !hasType
      ? Message(en: "There are no results.", es: "No hay resultados.")
      : user.role == .clinician && user.capabilities.contains(.prescribe)
        ? nil : Message(en: "NO_ROLE: who prescribes sets targets.", es: "NO_ROLE: los objetivos los fija quien prescribe.")
    return CommandEntry(
      .setTarget, [.character("T")],
      isSet ? Message(en: "change target", es: "cambiar objetivo") : Message(en: "set target", es: "fijar objetivo"),
      detail: Message(
        en: "Set, change or end the personal target of this test", es: "Fijar, cambiar o terminar el objetivo personal de esta prueba"),
      isWriting: true, isInHelpBar: false, obstacle: obstacle)
  }

  /// "target <= 7.0 %"
  static func range(_ target: BiomarkerTarget, _ type: BiomarkerType, _ wording: Wording) -> String {
    let numbers = LatestColumns.reference(target.content.range, type, wording)
    return wording(Message(en: "target ", es: "objetivo ")) + numbers + " " + Unit.text(type.unit)
  }
}

extension Message {
  /// Where a value lies to its target; T is the letter beside its flag.
  static func target(_ range: String, _ side: BiomarkerTarget.Side?) -> Message {
    switch side {
    case nil: Message(en: "in target \(range)", es: "en objetivo \(range)")
    case .below: Message(en: "T below target \(range)", es: "T bajo el objetivo \(range)")
    case .above: Message(en: "T above target \(range)", es: "T sobre el objetivo \(range)")
    }
  }

  static func targetStatus(_ status: BiomarkerTarget.Status) -> Message {
    switch status {
    case .active: Message(en: "holds", es: "vigente")
    case .ended: Message(en: "ends", es: "termina")
    case .enteredInError: Message(en: "entered in error", es: "anotado por error")
    }
  }
}

extension RecordFormWords {
  static let setTarget = RecordFormWords(
    title: Message(en: "Personal target: set", es: "Objetivo personal: fijar"),
    saved: Message(en: "Target stored.", es: "Objetivo guardado."), labels: targetLabels, hints: targetHints,
    questions: targetQuestions, problems: targetProblems)

  static let changeTarget = RecordFormWords(
    title: Message(en: "Personal target: change or end", es: "Objetivo personal: cambiar o terminar"),
    saved: Message(en: "Target changed; the one before is kept.", es: "Objetivo cambiado; el anterior se conserva."),
    labels: targetLabels,
    option: { _, id in BiomarkerTarget.Status(rawValue: id).map { .targetStatus($0) } ?? Message(verbatim: id) }, hints: targetHints,
    questions: targetQuestions, problems: targetProblems)

  private static let targetLabels = [
    "status": Message(en: "The target", es: "El objetivo"), "low": Message(en: "At least", es: "Al menos"),
    "high": Message(en: "At most", es: "Como mucho"), "starts_on": Message(en: "Since", es: "Desde"),
    "note": Message(en: "Note", es: "Nota"),
  ]

  private static let targetHints = [
    "low": Message(en: "empty: no lower end", es: "vacío: sin límite inferior"),
    "high": Message(en: "empty: no upper end", es: "vacío: sin límite superior"),
  ]

  private static let targetQuestions = [
    "unit": Message(
      en: "The number looks like the other unit. Is it really in the unit shown? Nothing is stored yet.",
      es: "El número parece de la otra unidad. ¿Está de verdad en la unidad mostrada? Aún no se guarda nada.")
  ]

  private static let targetProblems = [
    "neither": Message(en: "at least one of the two ends", es: "al menos uno de los dos límites"),
    "interval": Message(en: "lower than the low end", es: "menor que el límite inferior"),
  ]
}
