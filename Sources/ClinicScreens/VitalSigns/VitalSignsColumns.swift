import ClinicModel
import ClinicViewModels
import TerminalUI

/// The table of rounds: the score first, then its parts, each with its points in brackets.
enum VitalSignsColumns {
  private static let parts: [VitalSign] = [
    .respiratoryRate, .oxygenSaturation, .onOxygen, .systolic, .pulse, .consciousness, .temperature,
  ]

  static func columns(_ wording: Wording) -> [TableColumn] {
    [
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .fixed(16)),
      TableColumn("NEWS2", .fixed(5), align: .trailing),
      TableColumn(wording(Message(en: "LEVEL", es: "NIVEL")), .fixed(10)),
      TableColumn(wording(Message(en: "RESP", es: "RESP.")), .fixed(5), align: .trailing),
      TableColumn("SpO2", .fixed(6), align: .trailing),
      TableColumn("O2", .fixed(6), align: .trailing),
      TableColumn(wording(Message(en: "BP", es: "TA")), .fixed(10), align: .trailing),
      TableColumn(wording(Message(en: "PULSE", es: "PULSO")), .fixed(6), align: .trailing),
      TableColumn("AVPU", .fixed(4), align: .trailing, dropOrder: 1),
      TableColumn("\u{00B0}C", .fixed(7), align: .trailing),
      TableColumn(wording(Message(en: "BY", es: "POR")), .flexible(minimum: 10), dropOrder: 2),
    ]
  }

  static func cells(_ round: VitalSignsRound, _ context: DrawContext) -> [TableCell] {
    let wording = context.wording
    let score = round.news2
    // A correction is seen in the row; what stood there is below it.
    let mark = round.earlier.isEmpty ? "" : "*"
    var cells = [
      TableCell(context.clock.local(round.measuredAt).description),
      // What is not applicable is said so, and never looks like a score that is missing.
      TableCell((round.isVoid ? "-" : round.exclusion == nil ? score.shown : "n/a") + mark),
      level(round, wording),
    ]
    for sign in parts { cells.append(cell(sign, round, score, wording)) }
    cells.append(TableCell(round.recordedByName))
    return cells
  }

  private static func level(_ round: VitalSignsRound, _ wording: Wording) -> TableCell {
    if round.isVoid { return TableCell(wording(Message(en: "IN ERROR", es: "POR ERROR")), role: .textMuted) }
    if let exclusion = round.exclusion { return TableCell(wording(.exclusionWord(exclusion)), role: .textMuted) }
    let open = round.escalation?.isOpen == true ? "!" : ""
    let role: Role? = round.level?.isRed == true ? .flagCriticalHigh : round.level == .medium ? .flagHigh : nil
    return TableCell(open + wording(.level(round.level)), role: role)
  }

  private static func cell(_ sign: VitalSign, _ round: VitalSignsRound, _ score: News2, _ wording: Wording) -> TableCell {
    guard let value = round.values[sign] else { return TableCell("-", role: .textMuted) }
    var text = Message.value(value, wording)
    if sign == .systolic { text += "/" + (round.values[.diastolic].map { Message.value($0, wording) } ?? "-") }
    let part = News2.Part.allCases.first { $0.sign == sign }
    let points = round.exclusion == nil ? part.flatMap { score.points[$0] } ?? 0 : 0
    guard points > 0 else { return TableCell(text) }
    return TableCell("\(text)(\(points))", role: points == 3 ? .flagCriticalHigh : .flagHigh)
  }
}

/// The selected round in words: what it asks for, what was done, and what stood there before a correction.
struct VitalSignsDetail {
  let round: VitalSignsRound

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    var rest = area
    for (text, role) in lines(context) where rest.height > 0 {
      rest = rest.split(top: canvas.wrapped(text, in: rest, role: role)).rest
    }
  }

  private func lines(_ context: DrawContext) -> [(String, Role)] {
    let wording = context.wording
    var lines: [(String, Role)] = []
    if let exclusion = round.exclusion {
      lines.append((wording(.exclusion(exclusion)), .text))
    } else if !round.isVoid {
      lines.append((wording(.response(round.level)), round.level?.isRed == true ? .danger : .text))
    }
    if let number = round.mergedNumber { lines.append((wording(.recordedUnder(number)), .textMuted)) }
    if let escalation = round.escalation { lines.append(answer(escalation, context)) }
    if let correction = correction(context) { lines.append((correction, .textStrong)) }
    if let others = others(wording) { lines.append((others, .textMuted)) }
    return lines
  }

  private func answer(_ escalation: Escalation, _ context: DrawContext) -> (String, Role) {
    let wording = context.wording
    let clock = escalation.answeredAt.map { context.clock.local($0).clock } ?? ""
    let (text, by) = (escalation.answer ?? "", escalation.answeredBy ?? "")
    switch escalation.action {
    case nil: return (wording(Message(en: "! Nobody has answered: e or r.", es: "! Nadie ha respondido: e o r.")), .danger)
    case .escalated:
      return (wording(Message(en: "Escalated to \(text) (\(by) \(clock))", es: "Avisado a \(text) (\(by) \(clock))")), .text)
    case .notNeeded:
      return (wording(Message(en: "Not escalated: \(text) (\(by) \(clock))", es: "Sin avisar: \(text) (\(by) \(clock))")), .text)
    case .corrected:
      return (wording(Message(en: "Answered by a correction (\(by) \(clock))", es: "Respondido con una corrección (\(by) \(clock))")), .text)
    }
  }

  /// "Corrected 14:40, Nora Berg: typing error. pulse ~82~ 92"
  private func correction(_ context: DrawContext) -> String? {
    guard let reason = round.correctionReason else { return nil }
    let wording = context.wording
    let before = round.earlier.first
    let signs = VitalSign.allCases.filter { sign in before.map { $0.values[sign] != round.values[sign] } ?? false }
    let changes = signs.map { sign in
      let old = before?.values[sign].map { "~\(Message.value($0, wording))~ " } ?? ""
      return "\(wording(.signWord(sign))) \(old)\(round.values[sign].map { Message.value($0, wording) } ?? "-")"
    }
    let (clock, by) = (context.clock.local(round.recordedAt).clock, round.recordedByName)
    let words = Message(en: "* Corrected \(clock), \(by): \(reason)", es: "* Corregido \(clock), \(by): \(reason)")
    return wording(words) + ".  " + changes.joined(separator: "  ")
  }

  /// What has no column.
  private func others(_ wording: Wording) -> String? {
    let signs: [VitalSign] = [.oxygenFlow, .pain, .comaScale, .weight, .height, .waist]
    let words = signs.compactMap { sign in
      round.values[sign].map { "\(wording(.signWord(sign))) \(Message.value($0, wording))" }
    }
    return words.isEmpty ? nil : words.joined(separator: "   ")
  }
}
