import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Who the screen is about, on every screen with clinical content: two identifiers, age, allergies. Never scrolls away.
@UIActor
struct PatientBanner {
  let chart: ChartModel

  /// The most rows that allergies take; the severest come first.
  private static let mostAllergyRows = 5

  /// Rows the banner takes in this width: allergies get rows of their own rather than be cut, a live emergency access its own.
  func height(width: Int, _ glyphs: GlyphSet, _ wording: Wording) -> Int {
    1 + allergyLines(width, glyphs, wording).count + (chart.chart?.grantEndsAt == nil ? 0 : 1)
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let patient = chart.patient else { return }
    let wording = context.wording
    let place = [patient.wardCode, patient.bed].compactMap { $0 }.joined(separator: " ")
    let lines = allergyLines(area.width, canvas.glyphs, wording)
    var parts = identity(patient, context)
    if let allergies = allergyPart(wording), lines.isEmpty { parts.append(allergies) }
    Banner(parts, trailing: [Banner.Part(place, role: .bannerPatient, dropOrder: 1)], role: .bannerPatient).draw(
      on: &canvas, in: area.row(0))
    for (index, line) in lines.enumerated() {
      canvas.fill(area.row(1 + index), role: .bannerPatient)
      canvas.text(line, at: Point(x: area.x + 1, y: area.y + 1 + index), width: area.width - 2, role: .bannerAllergy)
    }
    drawEmergency(on: &canvas, area.row(area.height - 1), context)
  }

  private func identity(_ patient: DirectoryEntry, _ context: DrawContext) -> [Banner.Part] {
    let wording = context.wording
    let age = wording(.age(patient.birthDate.age(on: context.today)))
    return [
      Banner.Part(patient.name.listed, role: .bannerPatient, minimumWidth: 16),
      Banner.Part("\(wording(.sexLetter(patient.sex)))  \(patient.birthDate) (\(age))", role: .bannerPatient),
      Banner.Part(patient.recordNumber.description, role: .bannerPatient),
    ]
  }

  private func allergyPart(_ wording: Wording) -> Banner.Part? {
    chart.chart.map {
      Banner.Part(wording(.allergies($0.allergies)), role: $0.allergies == .noneKnown ? .bannerPatient : .bannerAllergy)
    }
  }

  /// The rows of the allergies where they do not fit beside name and identifiers; none where they do.
  private func allergyLines(_ width: Int, _ glyphs: GlyphSet, _ wording: Wording) -> [String] {
    guard let patient = chart.patient, let part = allergyPart(wording) else { return [] }
    // Name, sex, birth date with age, record number, place, and what divides them.
    let beside = DisplayWidth.of(patient.name.listed, glyphs: glyphs) + 62
    guard beside + DisplayWidth.of(part.text, glyphs: glyphs) > width else { return [] }
    let lines = Canvas.lines(part.text, width: width - 4, glyphs)
    guard lines.count > Self.mostAllergyRows else { return lines }
    return Array(lines.prefix(Self.mostAllergyRows - 1)) + [lines[Self.mostAllergyRows - 1] + " ~"]
  }

  /// The countdown of a live emergency access.
  private func drawEmergency(on canvas: inout Canvas, _ row: Rect, _ context: DrawContext) {
    guard let end = chart.chart?.grantEndsAt, let minutes = chart.minutesLeft else { return }
    let clock = context.clock.local(end).clock
    let left = minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min"
    let text = Message(
      en: " ! EMERGENCY ACCESS until \(clock), \(left) left. Recorded and reviewed.",
      es: " ! ACCESO DE URGENCIA hasta \(clock), quedan \(left). Se registra y se revisa.")
    canvas.text(context.wording(text), at: row.origin, width: row.width, role: .emergency, pad: true)
  }
}

extension Message {
  /// Four states that must not be mistaken for each other.
  static func allergies(_ status: AllergyStatus) -> Message {
    switch status {
    case .notAsked: Message(en: "ALLERGIES: NOT ASKED", es: "ALERGIAS: NO PREGUNTADO")
    case .notObtainable: Message(en: "ALLERGIES: not obtainable", es: "ALERGIAS: no se pudo preguntar")
    case .noneKnown: Message(en: "no known allergies", es: "sin alergias conocidas")
    case .has(let allergies): has(allergies.sorted { $0.severity > $1.severity })
    }
  }

  private static func has(_ allergies: [Allergy]) -> Message {
    Message(
      en: "ALLERGY: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).english))" }.joined(separator: ", "),
      es: "ALERGIA: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).spanish))" }.joined(separator: ", "))
  }
}
