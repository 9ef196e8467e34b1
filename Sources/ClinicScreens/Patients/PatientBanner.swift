import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Who the screen is about, on every screen with clinical content: two identifiers, age, allergies. Never scrolls away.
@UIActor
struct PatientBanner {
  let chart: ChartModel

  /// Rows the banner takes in this width: the allergies get a second one rather than be cut, a live emergency access its own.
  func height(width: Int) -> Int {
    (allergiesNeedRow(width: width) ? 2 : 1) + (chart.chart?.grantEndsAt == nil ? 0 : 1)
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let patient = chart.patient else { return }
    let wording = context.wording
    let age = patient.birthDate.age(on: context.today)
    let place = [patient.wardCode, patient.bed].compactMap { $0 }.joined(separator: " ")
    var parts = [
      Banner.Part(patient.name.listed, role: .bannerPatient, minimumWidth: 16),
      Banner.Part("\(wording(.sexLetter(patient.sex)))  \(patient.birthDate) (\(wording(.age(age))))", role: .bannerPatient),
      Banner.Part(patient.recordNumber.description, role: .bannerPatient),
    ]
    let allergies = chart.chart.map { allergyPart($0.allergies, wording) }
    let hasOwnRow = allergiesNeedRow(width: area.width)
    if let allergies, !hasOwnRow { parts.append(allergies) }
    Banner(parts, trailing: [Banner.Part(place, role: .bannerPatient, dropOrder: 1)], role: .bannerPatient).draw(on: &canvas, in: area.row(0))
    if let allergies, hasOwnRow { Banner([allergies], role: .bannerPatient).draw(on: &canvas, in: area.row(1)) }
    drawEmergency(on: &canvas, area.row(area.height - 1), context)
  }

  private func allergyPart(_ status: AllergyStatus, _ wording: Wording) -> Banner.Part {
    let isQuiet = status == .noneKnown
    return Banner.Part(wording(.allergies(status)), role: isQuiet ? .bannerPatient : .bannerAllergy, minimumWidth: 12)
  }

  /// True where name, identifiers and the longer wording of the allergies do not fit one row.
  private func allergiesNeedRow(width: Int) -> Bool {
    guard let chart = chart.chart, case .has = chart.allergies else { return false }
    let words = Message.allergies(chart.allergies)
    let longest = max(DisplayWidth.of(words.english), DisplayWidth.of(words.spanish))
    return DisplayWidth.of(chart.patient.name.listed) + 34 + 11 + longest + 16 > width
  }

  /// The countdown of a live emergency access.
  private func drawEmergency(on canvas: inout Canvas, _ row: Rect, _ context: DrawContext) {
    guard let end = chart.chart?.grantEndsAt, let minutes = chart.minutesLeft else { return }
    let clock = context.clock.local(end).clock
    let left = minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min"
    let text = Message(
      en: " ! EMERGENCY ACCESS until \(clock), \(left) left. All you open is recorded and reviewed.",
      es: " ! ACCESO DE URGENCIA hasta \(clock), quedan \(left). Todo se registra y se revisa.")
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
    case .has(let allergies):
      Message(
        en: "ALLERGY: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).english))" }.joined(separator: ", "),
        es: "ALERGIA: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).spanish))" }.joined(separator: ", "))
    }
  }
}
