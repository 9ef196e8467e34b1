import ClinicModel
import ClinicViewModels
import TerminalUI

/// What a ward board says of a patient: letters first, colours second. Nothing where the chart may not be read.
struct WardBoardWords {
  private let patient: WorkListEntry
  private let wording: Wording
  private let now: Instant

  init(_ patient: WorkListEntry, _ wording: Wording, now: Instant) {
    self.patient = patient
    self.wording = wording
    self.now = now
  }

  private var observations: DueObservations? { patient.observations }
  private var waiting: WaitingWork? { patient.waiting }

  // MARK: Cells

  /// The total of the last round with the letter of its level, "?" where parts are missing.
  var score: TableCell {
    guard let observations, observations.roundAt != nil else { return "" }
    guard observations.exclusion == nil else { return TableCell("n/a", role: .textMuted) }
    // "s": scored by SpO2 scale 2. A total has two digits only where its level has one letter.
    let total = (observations.scale == .two ? "s" : "") + (observations.total.map { "\($0)" } ?? "?")
    let (letter, role): (String, Role?) =
      switch level(observations) {
      case .high: (wording(Message(en: "H", es: "A")), .flagCriticalHigh)
      case .medium: ("M", .flagHigh)
      case .singleThree: ("3", .flagCriticalHigh)
      case .low, .some(.none), .incomplete, nil: (" ", nil)
      }
    return TableCell(letter == "3" ? "\(total):3" : total + letter, role: role)
  }

  /// Of the last round; where that is not complete, of the one before that was: a pulse alone takes no warning away.
  private func level(_ observations: DueObservations) -> News2.Level? {
    guard observations.level == .incomplete, case .level(let known) = observations.rule else { return observations.level }
    return known
  }

  /// When the next round is due: "!42m" is overdue, "2h10" still has so long.
  var round: TableCell {
    guard let observations else { return "" }
    if observations.isContinuous { return TableCell(wording(Message(en: "! watch", es: "! vigil")), role: .danger) }
    switch observations.rule {
    case .first: return TableCell(wording(Message(en: "first", es: "1.\u{00AA}")))
    case .excluded: return TableCell("-", role: .textMuted)
    case nil: return ""
    case .level, .incomplete: break
    }
    guard let dueAt = observations.dueAt else { return "" }
    let isOverdue = observations.isOverdue(at: now)
    let text = Self.short(abs(now.seconds(since: dueAt)) / 60)
    return isOverdue ? TableCell("!" + text, role: .danger) : TableCell(text)
  }

  /// Overdue doses with "!", then those of the hour around now.
  var doses: TableCell {
    guard let waiting else { return "" }
    let due = waiting.dosesDue + waiting.dosesToCheck
    guard waiting.dosesOverdue > 0 else { return TableCell(due > 0 ? "\(due)" : "") }
    return TableCell("!\(waiting.dosesOverdue)" + (due > 0 ? " \(due)" : ""), role: .danger)
  }

  /// "=" a similar name, "!" an alert in the chart, "E" an escalation nobody has answered, "C" a critical result nobody has read
  /// back.
  func marks(isLookAlike: Bool) -> TableCell {
    let marks = [
      (isLookAlike, "="), (patient.entry.hasAlert, "!"), (waiting?.escalation != nil, "E"),
      (waiting.map { $0.criticalResults > 0 } ?? false, "C"),
    ].map { $0.0 ? $0.1 : " " }.joined()
    return TableCell(marks, role: marks.allSatisfy { $0 == " " } ? nil : .danger)
  }

  /// "42m", "2h10", "3d". Above an hour in steps of ten minutes, so that a board at rest says little.
  private static func short(_ minutes: Int64) -> String {
    if minutes < 60 { return "\(minutes)m" }
    if minutes >= 24 * 60 { return "\(minutes / (24 * 60))d" }
    return "\(minutes / 60)h\(minutes % 60 / 10)0"
  }

  // MARK: Sentences

  /// What the row has no room for, the most urgent first.
  func sentences(_ clock: ClinicClock) -> [(text: String, role: Role)] {
    var lines: [(Message, Role)] = []
    if let waiting, waiting.escalation != nil {
      let at = waiting.escalatedAt.map { clock.local($0).clock } ?? ""
      lines.append((Message(en: "! Escalation of \(at) not answered", es: "! Aviso de las \(at) sin respuesta"), .danger))
    }
    if let waiting, waiting.criticalResults > 0 {
      let count = waiting.criticalResults
      let words =
        count == 1
        ? Message(en: "! A critical result was not read back", es: "! Un resultado crítico sin confirmar")
        : Message(en: "! \(count) critical results were not read back", es: "! \(count) resultados críticos sin confirmar")
      lines.append((words, .danger))
    }
    if let waiting { lines += doseSentences(waiting, clock) }
    if let exclusion = observations?.exclusion {
      lines.append((.exclusion(exclusion), .text))
    } else if observations?.scale == .two {
      lines.append((Message(en: "s: SpO2 scale 2, target 88-92 %", es: "s: escala SpO2 2, objetivo 88-92 %"), .text))
    }
    return lines.map { (wording($0.0), $0.1) }
  }

  private func doseSentences(_ waiting: WaitingWork, _ clock: ClinicClock) -> [(Message, Role)] {
    var lines: [(Message, Role)] = []
    if waiting.dosesOverdue > 0 {
      lines.append(
        (Message(en: "! Doses overdue: \(waiting.dosesOverdue)", es: "! Dosis atrasadas: \(waiting.dosesOverdue)"), .danger))
    }
    if waiting.dosesDue > 0 {
      let at = waiting.nextDoseAt.map { clock.local($0).clock } ?? ""
      lines.append(
        (Message(en: "Doses now: \(waiting.dosesDue), from \(at)", es: "Dosis ahora: \(waiting.dosesDue), desde \(at)"), .text))
    }
    if waiting.dosesToCheck > 0 {
      lines.append(
        (
          Message(en: "Second check waits: \(waiting.dosesToCheck)", es: "Esperan segunda firma: \(waiting.dosesToCheck)"),
          .danger
        ))
    }
    return lines
  }
}
