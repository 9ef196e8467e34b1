import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let nextFilter = Command("prescriptions.filter")
  static let endingSoon = Command("prescriptions.ending-soon")
  static let toChart = Command("prescriptions.chart")
}

/// The prescriptions of the opened chart.
@UIActor
final class PrescriptionsScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private let chartScreen: ChartScreen
  private var model: PrescriptionsModel { session.prescriptions }
  private var table = Table<PrescriptionID>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
    chartScreen = ChartScreen(session: session, application: application)
  }

  let title = Message(en: "Prescriptions", es: "Prescripciones")
  private var isOpen: Bool { session.chart.chart != nil }

  var entries: [CommandEntry] {
    guard isOpen else { return chartScreen.entries }
    return [
      CommandEntry(
        .endingSoon, [.character("x")], Message(en: "ending in 7 days", es: "acaban en 7 días"),
        detail: Message(en: "Only those that end within 7 days, or all", es: "Solo las que acaban en 7 días, o todas")),
      CommandEntry(
        .nextFilter, [.character("f")], Message(en: "filter", es: "filtro"),
        detail: Message(en: "All, active, ending within 7 days", es: "Todas, activas, acaban en 7 días")),
      CommandEntry(.toChart, [.character("c")], Message(en: "chart", es: "historia")),
      CommandEntry(.toList, [.escape], Message(en: "to the list", es: "a la lista")),
    ]
  }

  func handle(_ event: InputEvent) -> Bool {
    guard isOpen else { return chartScreen.handle(event) }
    synchronize()
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  private func synchronize() {
    table.setRows(model.rows.map(\.prescription.id))
    if let selected = model.selected { table.select(selected) }
  }

  func perform(_ command: Command) {
    guard isOpen else { return chartScreen.perform(command) }
    switch command {
    case .endingSoon: model.showEndingSoon()
    case .nextFilter: model.showNextFilter()
    case .toChart: session.show(.chart)
    case .toList: session.show(.patients)
    default: break
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard isOpen else { return chartScreen.draw(on: &canvas, in: area, context) }
    let wording = context.wording
    let banner = PatientBanner(chart: session.chart)
    let (head, body) = area.split(top: banner.height(width: area.width, canvas.glyphs, context.wording))
    banner.draw(on: &canvas, in: head, context)
    let (line, rest) = body.split(top: 2)
    let (active, ending, all) = (model.count(.active), model.count(.endingSoon), model.count(.all))
    let shown = Message.prescriptionFilter(model.filter)
    let counts = Message(
      en: "Active \(active)   ending within 7 days \(ending)   all \(all)   shown: \(shown.english)",
      es: "Activas \(active)   acaban en 7 días \(ending)   todas \(all)   se muestran: \(shown.spanish)")
    canvas.text(wording(counts), at: Point(x: line.x + 1, y: line.y), width: line.width - 2, role: .textMuted)
    canvas.horizontalLine(at: Point(x: line.x, y: line.y + 1), length: line.width)
    let (list, detail) = rest.split(bottom: 5)
    drawList(on: &canvas, in: list, context)
    canvas.horizontalLine(at: detail.origin, length: detail.width)
    drawDetail(on: &canvas, in: detail.inset(left: 1, top: 1, right: 1), context)
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    synchronize()
    table.emptyText = wording(Message(en: "None.", es: "Ninguna."))
    table.columns = [
      TableColumn(wording(Message(en: "MEDICINE", es: "MEDICAMENTO")), .flexible(minimum: 22, weight: 3)),
      TableColumn(wording(Message(en: "DOSE", es: "DOSIS")), .fixed(12)),
      TableColumn(wording(Message(en: "ROUTE", es: "VÍA")), .fixed(13), dropOrder: 2),
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .flexible(minimum: 18)),
      TableColumn(wording(Message(en: "START", es: "INICIO")), .fixed(10), dropOrder: 3),
      TableColumn(wording(Message(en: "END", es: "FIN")), .fixed(10), dropOrder: 1),
      TableColumn(wording(Message(en: "STATE", es: "ESTADO")), .fixed(17)),
    ]
    let rows = model.rows
    table.draw(on: &canvas, in: area.split(left: min(area.width, 140)).left, isFocused: true) { index in
      let (prescription, standing) = (rows[index].prescription, rows[index].standing)
      let role: Role? =
        switch standing {
        case .ending, .endedNotClosed, .onHold: .danger
        case .past: .textMuted
        default: nil
        }
      return [
        TableCell(prescription.medication, role: standing == .past ? .textMuted : nil),
        TableCell(dose(prescription, wording)),
        TableCell(wording(.term(prescription.route))),
        TableCell(wording(.term(prescription.frequency))),
        TableCell(prescription.startsOn.description),
        TableCell(prescription.endsOn?.description ?? "-"),
        TableCell(wording(.standing(standing, prescription.status)), role: role),
      ]
    }
  }

  private func drawDetail(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let row = model.selectedRow else { return }
    let wording = context.wording
    let prescription = row.prescription
    let words = [
      prescription.medication, dose(prescription, wording), wording(.term(prescription.route)),
      wording(.term(prescription.frequency)),
    ]
    let used = canvas.wrapped(words.joined(separator: ", "), in: area.split(bottom: 2).rest, role: .textStrong)
    let end = prescription.endsOn.map { Message(en: "until \($0), the last day included", es: "hasta \($0), incluido") }
    let range = Message(en: "From \(prescription.startsOn)", es: "Desde \(prescription.startsOn)")
      .joined(end ?? Message(en: "until stopped", es: "hasta que se suspenda"))
    canvas.text(wording(range), at: area.origin.offset(y: used), width: area.width)
    canvas.text(
      wording(Message(en: "Prescribed by \(prescription.prescriber)", es: "Prescribió \(prescription.prescriber)"))
        + (prescription.mergedNumber.map { ", " + wording(.recordedUnder($0)) } ?? ""),
      at: area.origin.offset(y: used + 1), width: area.width, role: .textMuted)
  }

  private func dose(_ prescription: Prescription, _ wording: Wording) -> String {
    prescription.dose(mark: wording.decimalMark, units: wording(Message(en: "units", es: "unidades")))
  }
}
