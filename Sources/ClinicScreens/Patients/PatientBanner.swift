import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Who the screen is about, on every screen with clinical content: two identifiers, age, allergies. Never scrolls away.
@UIActor
struct PatientBanner {
  let chart: ChartModel

  /// Rows the banner takes: two where emergency access is live.
  var height: Int { chart.chart?.grantEndsAt == nil ? 1 : 2 }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let patient = chart.patient else { return }
    canvas.fill(area.row(0), role: .bannerPatient)
    let wording = context.wording
    let age = patient.birthDate.age(on: context.today)
    let place = [patient.wardCode, patient.bed].compactMap { $0 }.joined(separator: " ")
    // The name gives way first; identifiers and allergies stay whole.
    let identity = "\(wording(.sexLetter(patient.sex)))  \(patient.birthDate) (\(wording(.age(age))))  \(patient.recordNumber)"
    let allergy = chart.chart.map { wording(.allergies($0.allergies)) } ?? ""
    let fixed = DisplayWidth.of(identity) + min(DisplayWidth.of(allergy), 30) + DisplayWidth.of(place) + 10
    let nameWidth = min(DisplayWidth.of(patient.name.listed), max(12, area.width - fixed))
    var x = area.x + 1
    x += canvas.text(patient.name.listed, at: Point(x: x, y: area.y), width: nameWidth, role: .bannerPatient) + 2
    x += canvas.text(identity, at: Point(x: x, y: area.y), width: area.maxX - x, role: .bannerPatient) + 2
    if !allergy.isEmpty {
      let room = area.maxX - x - (place.isEmpty ? 1 : DisplayWidth.of(place) + 3)
      x += canvas.text(" " + allergy + " ", at: Point(x: x, y: area.y), width: max(0, room), role: .bannerAllergy) + 1
    }
    if !place.isEmpty, area.maxX - x > DisplayWidth.of(place) {
      canvas.text(place, at: Point(x: x, y: area.y), width: area.maxX - x - 1, role: .bannerPatient, align: .trailing)
    }
    drawEmergency(on: &canvas, area, context)
  }

  /// The countdown of a live emergency access.
  private func drawEmergency(on canvas: inout Canvas, _ area: Rect, _ context: DrawContext) {
    guard let end = chart.chart?.grantEndsAt, let minutes = chart.minutesLeft, area.height > 1 else { return }
    let clock = context.clock.local(end).clock
    let left = minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min"
    let text = context.wording(
      Message(
        en: " ! EMERGENCY ACCESS until \(clock), \(left) left. Everything you open is recorded and reviewed.",
        es: " ! ACCESO DE URGENCIA hasta las \(clock), quedan \(left). Todo lo que abre se registra y se revisa."))
    canvas.text(text, at: Point(x: area.x, y: area.y + 1), width: area.width, role: .emergency, pad: true)
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
