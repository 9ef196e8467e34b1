import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let drawSeries = Command("chart.draw")
  static let nextTest = Command("chart.next-test")
  static let previousTest = Command("chart.previous-test")
  static let pointBack = Command("chart.point-back")
  static let pointForward = Command("chart.point-forward")
  static let zoomIn = Command("chart.zoom-in")
  static let zoomOut = Command("chart.zoom-out")
  static let panBack = Command("chart.pan-back")
  static let panForward = Command("chart.pan-forward")
  static let fitChart = Command("chart.fit")
  static let toDate = Command("chart.to-date")
  static let toggleTable = Command("chart.table")
  static let toList = Command("chart.leave")
  static let retryOpening = Command("chart.retry")
  static let askEmergency = Command("chart.emergency")
  static let withdrawRequest = Command("chart.withdraw")
  static let chartPrescriptions = Command("chart.prescriptions")
}

/// The chart: latest values, or one biomarker over time.
@UIActor
final class ChartScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: ChartModel { session.chart }
  private var series: SeriesModel { session.chart.series }
  private var latest = Table<BiomarkerType.ID>([])
  private var readings = Table<BiomarkerResultID>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Chart", es: "Historia")

  // MARK: Commands

  var entries: [CommandEntry] {
    guard model.chart != nil else { return absenceEntries }
    guard series.isDrawn else { return latestEntries }
    return (series.showsTable ? tableEntries : drawnEntries) + emergencyEntries
  }

  private var absenceEntries: [CommandEntry] {
    let back = CommandEntry(.toList, [.escape], Message(en: "to the list", es: "a la lista"))
    switch model.state {
    case .refused(let entry, let refusal):
      if let access = session.emergency.current(for: entry.id), access.phase.isWaiting {
        return [
          CommandEntry(
            .withdrawRequest, [.character("W"), .function(6)], Message(en: "withdraw request", es: "retirar solicitud"),
            isWriting: true), back,
        ]
      }
      let mayAsk = refusal == .noReasonForAccess || refusal == .blocked
      return [
        CommandEntry(
          .askEmergency, [.character("b")], Message(en: "ask for emergency access", es: "pedir acceso de urgencia"),
          obstacle: mayAsk ? nil : .refusal(refusal)),
        back,
      ]
    case .ended:
      return [CommandEntry(.askEmergency, [.character("b")], Message(en: "ask again", es: "pedir de nuevo")), back]
    case .failed:
      return [CommandEntry(.retryOpening, [.enter], Message(en: "try again", es: "reintentar")), back]
    default: return [back]
    }
  }

  private var latestEntries: [CommandEntry] {
    [
      CommandEntry(
        .drawSeries, [.enter], Message(en: "draw over time", es: "ver en el tiempo"),
        obstacle: series.types.isEmpty ? Message(en: "There are no results.", es: "No hay resultados.") : nil),
      CommandEntry(.chartPrescriptions, [.character("r")], Message(en: "prescriptions", es: "prescripciones")),
      CommandEntry(.retryOpening, [.function(8)], Message(en: "read again", es: "releer"), isInHelpBar: false),
      CommandEntry(.toList, [.escape], Message(en: "to the list", es: "a la lista")),
    ] + emergencyEntries
  }

  private var emergencyEntries: [CommandEntry] {
    guard model.chart?.grantEndsAt != nil else { return [] }
    return [
      CommandEntry(
        .endAccess, [.character("E"), .function(6)], Message(en: "end access", es: "terminar acceso"),
        detail: Message(en: "End the emergency access now", es: "Terminar ahora el acceso de urgencia"), isWriting: true)
    ]
  }

  private var drawnEntries: [CommandEntry] {
    [
      CommandEntry(
        .pointBack, [.left], Message(en: "point", es: "punto"), detail: Message(en: "Previous reading", es: "Lectura anterior"),
        group: .groupMove, shownAs: "Left/Right"),
      CommandEntry(
        .pointForward, [.right], Message(en: "point", es: "punto"), detail: Message(en: "Next reading", es: "Lectura siguiente"),
        group: .groupMove, isInHelpBar: false),
      CommandEntry(
        .zoomIn, [.character("+"), .character("=")], Message(en: "zoom", es: "zoom"),
        detail: Message(en: "Half the time, around the cursor", es: "La mitad de tiempo, en torno al cursor"), shownAs: "+ -"),
      CommandEntry(
        .zoomOut, [.character("-")], Message(en: "zoom out", es: "alejar"),
        detail: Message(en: "Twice the time", es: "El doble de tiempo"), isInHelpBar: false),
    ] + testEntries + [
      CommandEntry(
        .panBack, [.character("[")], Message(en: "pan", es: "mover"), detail: Message(en: "Earlier", es: "Antes"),
        group: .groupMove, isInHelpBar: isZoomed, shownAs: "[ ]"),
      CommandEntry(
        .panForward, [.character("]")], Message(en: "pan", es: "mover"), detail: Message(en: "Later", es: "Después"),
        group: .groupMove, isInHelpBar: false),
      CommandEntry(
        .fitChart, [.character("0")], Message(en: "all", es: "todo"),
        detail: Message(en: "Show all readings", es: "Mostrar todas las lecturas"), isInHelpBar: isZoomed),
      CommandEntry(.toList, [.escape], Message(en: "back", es: "volver")),
    ]
  }

  /// Less is in view than there is, so there is somewhere to pan to.
  private var isZoomed: Bool {
    guard let first = series.results?.first?.measuredAt.seconds, let last = series.results?.last?.measuredAt.seconds else {
      return false
    }
    return series.window.length < last - first
  }

  private var tableEntries: [CommandEntry] {
    testEntries + [CommandEntry(.toList, [.escape], Message(en: "back", es: "volver"))]
  }

  /// What chart and table of one test share.
  private var testEntries: [CommandEntry] {
    [
      CommandEntry(.nextTest, [.character("m")], Message(en: "next test", es: "otra prueba")),
      CommandEntry(.previousTest, [.character("M")], Message(en: "previous test", es: "prueba anterior"), isInHelpBar: false),
      CommandEntry(
        .toggleTable, [.character("t")],
        series.showsTable ? Message(en: "chart", es: "gráfico") : Message(en: "table", es: "tabla"),
        detail: Message(en: "The readings as a table, or the chart", es: "Las lecturas en tabla, o el gráfico")),
      CommandEntry(
        .toDate, [.character("/")], Message(en: "date", es: "fecha"), detail: Message(en: "Go to a date", es: "Ir a una fecha")),
    ]
  }

  func perform(_ command: Command) {
    switch command {
    case .drawSeries: series.draw()
    case .nextTest: series.selectNext(by: 1)
    case .previousTest: series.selectNext(by: -1)
    case .pointBack: series.moveCursor(by: -1)
    case .pointForward: series.moveCursor(by: 1)
    case .zoomIn: series.zoom(inwards: true)
    case .zoomOut: series.zoom(inwards: false)
    case .panBack: series.pan(forwards: false)
    case .panForward: series.pan(forwards: true)
    case .fitChart: series.fit()
    case .toDate: application.present(DateOverlay { [unowned self] in series.moveCursor(to: $0) })
    case .toggleTable: series.toggleTable()
    case .toList: if !series.leave() { session.show(.patients) }
    case .retryOpening: model.reopen()
    case .askEmergency: askEmergency()
    case .withdrawRequest: ownAccess.map { application.present(EmergencyConfirm.withdrawal(of: $0, from: session.emergency)) }
    case .chartPrescriptions: session.show(.prescriptions)
    case .endAccess: ownAccess.map { application.present(EmergencyConfirm.end(of: $0, from: session.emergency)) }
    default: break
    }
  }

  /// Her waiting or live emergency access to this patient.
  private var ownAccess: EmergencyAccess? { model.patient.flatMap { session.emergency.current(for: $0.id) } }

  private func askEmergency() {
    guard let entry = model.patient else { return }
    session.emergency.startRequest(for: entry)
    if let request = session.emergency.request {
      application.present(EmergencyRequestOverlay(model: request, emergency: session.emergency))
    }
  }

  func handle(_ event: InputEvent) -> Bool {
    guard model.chart != nil else { return false }
    if series.isDrawn {
      if !series.showsTable { return handleDrawn(event) }
      guard case .moved = readings.handle(event) else { return false }
      if let index = readings.selectionIndex, let count = series.results?.count {
        series.moveCursor(by: count - 1 - index - series.cursor)
      }
      return true
    }
    guard case .moved = latest.handle(event) else { return false }
    if let id = latest.selection { series.select(id) }
    return true
  }

  private func handleDrawn(_ event: InputEvent) -> Bool {
    switch event {
    case .key(.home): series.moveCursorToEnd(false)
    case .key(.end): series.moveCursorToEnd(true)
    case .key(.pageUp): series.moveCursor(by: -10)
    case .key(.pageDown): series.moveCursor(by: 10)
    case .key(.up), .key(.character("k")): series.selectNext(by: -1)
    case .key(.down), .key(.character("j")): series.selectNext(by: 1)
    default: return false
    }
    return true
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let banner = PatientBanner(chart: model)
    let (head, body) =
      model.patient == nil ? (Rect.zero, area) : area.split(top: banner.height(width: area.width, canvas.glyphs, context.wording))
    banner.draw(on: &canvas, in: head, context)
    guard let chart = model.chart else {
      return ChartAbsence(session: session).draw(on: &canvas, in: body, context)
    }
    if !series.isDrawn { return drawLatest(chart, on: &canvas, in: body, context) }
    if series.showsTable { return drawReadings(on: &canvas, in: body, context) }
    SeriesChart(series: series).draw(on: &canvas, in: body, context)
  }

  private func drawLatest(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    let (tests, active) = (chart.latest.count, session.prescriptions.count(.active))
    let line = Message(
      en: "Latest values: \(tests)   active prescriptions: \(active)   access: \(Message.reason(chart.reason).english)",
      es: "Últimos valores: \(tests)   prescripciones activas: \(active)   acceso: \(Message.reason(chart.reason).spanish)")
    canvas.text(wording(line), at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .textMuted)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    latest.columns = LatestColumns.columns(wording)
    latest.emptyText = wording(Message(en: "No results are recorded for this patient.", es: "No hay resultados registrados."))
    latest.setRows(chart.latest.map(\.type.id))
    if let selected = series.selected { latest.select(selected) }
    let glyphs = canvas.glyphs
    let (list, detail) = rest.split(bottom: chart.latest.isEmpty ? 0 : 2)
    // In a wide window the table stays narrow enough to read a row without losing it.
    latest.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: true) {
      LatestColumns.cells(chart.latest[$0], wording, context, glyphs)
    }
    guard let index = latest.selectionIndex, chart.latest.indices.contains(index) else { return }
    canvas.horizontalLine(at: detail.origin, length: detail.width)
    LatestDetail(summary: chart.latest[index]).draw(on: &canvas, in: detail.row(1).inset(left: 1, right: 1), context)
  }

  private func drawReadings(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let type = series.selectedType, let results = series.results else { return }
    let newestFirst = Array(results.reversed())
    let (head, rest) = area.split(top: 2)
    canvas.text(
      "\(type.name(in: context.wording.language)) (\(Unit.text(type.unit)))", at: Point(x: head.x + 1, y: head.y),
      width: head.width - 2, role: .title)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    readings.columns = ReadingColumns.columns(context.wording, unit: Unit.text(type.unit))
    readings.setRows(newestFirst.map(\.id))
    if let current = series.current { readings.select(current.id) }
    readings.draw(on: &canvas, in: rest.split(left: min(rest.width, 120)).left, isFocused: true) {
      ReadingColumns.cells(newestFirst[$0], type, context)
    }
  }
}
