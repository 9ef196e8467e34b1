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
  static let seriesStatistics = Command("chart.statistics")
  static let secondTest = Command("chart.second-test")
  static let newResult = Command("chart.new-result")
  static let correctResult = Command("chart.correct-result")
  static let voidResult = Command("chart.void-result")
  static let confirmResult = Command("chart.confirm-result")
  static let glucoseProfile = Command("chart.glucose-profile")
  static let profileDay = Command("chart.profile-day")
  static let profileLength = Command("chart.profile-length")
  static let nextSensor = Command("chart.next-sensor")
  static let earlierDay = Command("chart.earlier-day")
  static let laterDay = Command("chart.later-day")
  static let nextUnits = Command("chart.units")
  static let leaveSeries = Command("chart.leave-series")
  static let chartPrescriptions = Command("chart.prescriptions")
}

/// The results: latest values, or one biomarker over time.
@UIActor
final class ResultsSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var series: SeriesModel { session.chart.series }
  private var latest = Table<BiomarkerType.ID>([])
  private var readings = Table<ReadingRow>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Results", es: "Resultados")
  let shortTitle = Message(en: "Results", es: "Valores")
  var fillsPane: Bool { series.isDrawn }

  // MARK: Commands

  var entries: [CommandEntry] {
    guard series.isDrawn else { return latestEntries }
    if series.profile.isShown { return profileEntries }
    if series.showsStatistics { return statisticsEntries }
    return series.showsTable ? tableEntries : drawnEntries
  }

  private var latestEntries: [CommandEntry] {
    [
      CommandEntry(
        .drawSeries, [.enter], Message(en: "draw over time", es: "ver en el tiempo"),
        obstacle: series.types.isEmpty ? Message(en: "There are no results.", es: "No hay resultados.") : nil),
      CommandEntry(.chartPrescriptions, [.character("r")], Message(en: "prescriptions", es: "prescripciones")), unitsEntry,
      newEntry, targetEntry,
    ]
  }

  private var targetEntry: CommandEntry {
    TargetWords.entry(isSet: series.target != nil, user: session.user, hasType: series.selectedType != nil)
  }

  private var newEntry: CommandEntry {
    CommandEntry(
      .newResult, [.character("N")], Message(en: "new result", es: "resultado nuevo"),
      detail: Message(en: "Record a laboratory result", es: "Anotar un resultado de laboratorio"), isWriting: true,
      isInHelpBar: !series.isDrawn)
  }

  /// What is done with the reading under the cursor.
  private var changeEntries: [CommandEntry] {
    let isOld = series.showsTable && readings.selection?.isLiving == false
    let none: Message? =
      series.current == nil
      ? Message(en: "There is no reading under the cursor.", es: "No hay lectura bajo el cursor.")
      : isOld ? Message(en: "This version does not count any more.", es: "Esta versión ya no cuenta.") : nil
    let obstacle = none ?? series.current?.obstacle
    return [
      CommandEntry(
        .correctResult, [.character("C")], Message(en: "correct", es: "corregir"),
        detail: Message(en: "Correct this value, with a reason", es: "Corregir este valor, con motivo"), isWriting: true,
        isInHelpBar: series.showsTable && obstacle == nil, obstacle: obstacle),
      CommandEntry(
        .voidResult, [.character("X")], Message(en: "entered in error", es: "anotado por error"),
        detail: Message(en: "Take this value out of the chart, with a reason", es: "Retirar este valor, con motivo"), isWriting: true,
        isInHelpBar: series.showsTable && obstacle == nil, obstacle: obstacle),
      CommandEntry(
        .confirmResult, [.character("K")], Message(en: "confirm", es: "confirmar"),
        detail: Message(
          en: "Read a critical value back, or compare a copied one", es: "Leer de vuelta un valor crítico, o comprobar uno copiado"),
        isWriting: true, isInHelpBar: false, obstacle: none),
      newEntry, targetEntry,
    ]
  }

  private var unitsEntry: CommandEntry {
    CommandEntry(
      .nextUnits, [.character("u")], Message(en: "units", es: "unidades"),
      detail: Message(
        en: "Units: as measured, mg/dL and %, or mmol/L and mmol/mol", es: "Unidades: como se midió, mg/dL y %, o mmol/L y mmol/mol"),
      isInHelpBar: series.otherUnits != nil)
  }

  private var drawnEntries: [CommandEntry] {
    [
      CommandEntry(
        .pointBack, [.left], Message(en: "point", es: "punto"), detail: Message(en: "Previous reading", es: "Lectura anterior"),
        group: .groupMove, shownAs: .leftRight),
      CommandEntry(
        .pointForward, [.right], Message(en: "point", es: "punto"), detail: Message(en: "Next reading", es: "Lectura siguiente"),
        group: .groupMove, isInHelpBar: false),
      CommandEntry(
        .zoomIn, [.character("+"), .character("=")], Message(en: "zoom", es: "zoom"),
        detail: Message(en: "Half the time, around the cursor", es: "La mitad de tiempo, en torno al cursor"), shownAs: Message(verbatim: "+ -")),
      CommandEntry(
        .zoomOut, [.character("-")], Message(en: "zoom out", es: "alejar"),
        detail: Message(en: "Twice the time", es: "El doble de tiempo"), isInHelpBar: false),
    ] + (series.hasProfile ? [profileEntry] : []) + testEntries + [
      secondTestEntry, statisticsEntry,
    ] + changeEntries + [
      CommandEntry(
        .panBack, [.character("[")], Message(en: "pan", es: "mover"), detail: Message(en: "Earlier", es: "Antes"),
        group: .groupMove, isInHelpBar: isZoomed, shownAs: Message(verbatim: "[ ]")),
      CommandEntry(
        .panForward, [.character("]")], Message(en: "pan", es: "mover"), detail: Message(en: "Later", es: "Después"),
        group: .groupMove, isInHelpBar: false),
      CommandEntry(
        .fitChart, [.character("0")], Message(en: "all", es: "todo"),
        detail: Message(en: "Show all readings", es: "Mostrar todas las lecturas"), isInHelpBar: isZoomed),
      CommandEntry(.leaveSeries, [.escape], Message(en: "back", es: "volver")),
    ]
  }

  /// Less is in view than there is, so there is somewhere to pan to.
  private var isZoomed: Bool {
    guard let first = series.results?.first?.measuredAt.seconds, let last = series.results?.last?.measuredAt.seconds else {
      return false
    }
    return series.window.length < last - first
  }

  private var statisticsEntry: CommandEntry {
    CommandEntry(
      .seriesStatistics, [.character("s")],
      series.showsStatistics ? Message(en: "chart", es: "gráfico") : Message(en: "statistics", es: "estadística"),
      detail: Message(en: "All statistics and medicines in words, or the chart", es: "Toda la estadística y la medicación, o el gráfico"))
  }

  private var secondTestEntry: CommandEntry {
    CommandEntry(
      .secondTest, [.character("o")], Message(en: "second test", es: "segunda prueba"),
      detail: Message(en: "Draw a second test over this one, or none", es: "Dibujar encima una segunda prueba, o ninguna"),
      isInHelpBar: !series.overlayChoices.isEmpty)
  }

  private var statisticsEntries: [CommandEntry] {
    [statisticsEntry, unitsEntry, CommandEntry(.leaveSeries, [.escape], Message(en: "back", es: "volver"))]
  }

  private var profileEntry: CommandEntry {
    CommandEntry(
      .glucoseProfile, [.character("d")], Message(en: "days", es: "días"),
      detail: Message(en: "Glucose profile: the days laid over each other", es: "Perfil de glucosa: los días superpuestos"))
  }

  private var profileEntries: [CommandEntry] {
    let isDay = series.profile.day != nil
    let move = [
      CommandEntry(
        .pointBack, [.left], Message(en: "time", es: "hora"), detail: Message(en: "Earlier in the day", es: "Antes en el día"),
        group: .groupMove, shownAs: .leftRight),
      CommandEntry(
        .pointForward, [.right], Message(en: "time", es: "hora"), detail: Message(en: "Later in the day", es: "Después en el día"),
        group: .groupMove, isInHelpBar: false),
    ]
    let days = [
      CommandEntry(
        .earlierDay, [.up, .character("[")], Message(en: "day", es: "día"), detail: Message(en: "The day before", es: "El día anterior"),
        group: .groupMove, shownAs: .upDown),
      CommandEntry(
        .laterDay, [.down, .character("]")], Message(en: "day", es: "día"), detail: Message(en: "The day after", es: "El día siguiente"),
        group: .groupMove, isInHelpBar: false),
    ]
    return move + (isDay ? days : [
      CommandEntry(
        .profileLength, [.character("d")], Message(en: "7/14/30/90 days", es: "7/14/30/90 días"),
        detail: Message(en: "More or fewer days", es: "Más o menos días"))
    ]) + [
      CommandEntry(
        .profileDay, [.character("D")], isDay ? Message(en: "all days", es: "todos los días") : Message(en: "one day", es: "un día"),
        detail: Message(en: "One day alone, or all of them", es: "Un solo día, o todos")),
      unitsEntry,
    ] + (series.profile.device == nil ? [] : [
      CommandEntry(
        .nextSensor, [.character("w")], Message(en: "other sensor", es: "otro sensor"),
        detail: Message(en: "The readings of the other sensor", es: "Las lecturas del otro sensor"))
    ]) + [CommandEntry(.leaveSeries, [.escape], Message(en: "back", es: "volver"))]
  }

  private var tableEntries: [CommandEntry] {
    testEntries + changeEntries + [CommandEntry(.leaveSeries, [.escape], Message(en: "back", es: "volver"))]
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
      unitsEntry,
    ]
  }

  func perform(_ command: Command) -> Bool {
    switch command {
    case .drawSeries: series.draw()
    case .nextTest: series.selectNext(by: 1)
    case .previousTest: series.selectNext(by: -1)
    case .pointBack: move(by: -1)
    case .pointForward: move(by: 1)
    case .glucoseProfile: series.showProfile()
    case .profileDay: series.profile.toggleDay()
    case .profileLength: series.profile.nextLength()
    case .nextSensor: series.profile.nextDevice()
    case .earlierDay: series.profile.moveDay(by: -1)
    case .laterDay: series.profile.moveDay(by: 1)
    case .nextUnits: series.nextUnits()
    case .zoomIn: series.zoom(inwards: true)
    case .zoomOut: series.zoom(inwards: false)
    case .panBack: series.pan(forwards: false)
    case .panForward: series.pan(forwards: true)
    case .fitChart: series.fit()
    case .toDate: application.present(DateOverlay { [unowned self] in series.moveCursor(to: $0) })
    case .toggleTable: series.toggleTable()
    case .newResult: chooseNew()
    case .setTarget: series.beginTarget()
    case .correctResult: series.begin(.correct)
    case .voidResult: series.begin(.void)
    case .confirmResult: series.begin(.confirm)
    case .seriesStatistics: series.toggleStatistics()
    case .secondTest:
      application.present(
        TestOverlay(over: series.overlayChoices, selected: series.overlay.selected) { [unowned self] in series.setOverlay($0) })
    case .leaveSeries: _ = series.leave()
    case .chartPrescriptions: session.show(.prescriptions)
    default: return false
    }
    return true
  }

  /// Which test, then its form.
  private func chooseNew() {
    series.entry.withCatalogue { [weak self] catalogue in
      guard let self else { return }
      application.present(
        TestOverlay(catalogue.map(\.type), selected: series.selected) { [unowned self] id in
          if let kind = catalogue.first(where: { $0.type.id == id }) { series.entry.record(kind) }
        })
    }
  }

  private func move(by step: Int) {
    if series.profile.isShown { series.profile.moveCursor(by: step) } else { series.moveCursor(by: step) }
  }

  func handle(_ event: InputEvent) -> Bool {
    if series.profile.isShown { return false }
    if series.isDrawn {
      if series.showsStatistics { return false }
      if !series.showsTable { return handleDrawn(event) }
      guard case .moved = readings.handle(event) else { return false }
      if let row = readings.selection, row.isLiving, let place = series.results?.firstIndex(where: { $0.id == row.id }) {
        series.moveCursor(by: place - series.cursor)
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

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    if !series.isDrawn { return drawLatest(chart, on: &canvas, in: area, context) }
    if series.profile.isShown, let type = series.selectedType {
      return GlucoseProfileView(model: series.profile, type: type).draw(on: &canvas, in: area, context)
    }
    if series.showsStatistics { return SeriesStatisticsView(series: series, context: context).draw(on: &canvas, in: area) }
    if series.showsTable { return drawReadings(on: &canvas, in: area, context) }
    SeriesChart(series: series).draw(on: &canvas, in: area, context)
  }

  private func drawLatest(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 1)
    let (tests, active) = (series.summaries.count, session.prescriptions.count(.active))
    let facts = [
      Message(en: "Latest values: \(tests) tests", es: "Últimos valores: \(tests) pruebas"),
      Message(en: "Access: ", es: "Acceso: ").joined(.reason(chart.reason), by: ""),
      Message(en: "Active prescriptions: \(active)", es: "Prescripciones activas: \(active)"),
    ]
    canvas.facts(facts.map { wording($0) }, at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .textMuted)
    latest.columns = LatestColumns.columns(wording, hasTargets: !series.targets.targets.isEmpty)
    latest.emptyText = wording(Message(en: "No results are recorded for this patient.", es: "No hay resultados registrados."))
    latest.setRows(series.summaries.map(\.type.id))
    if let selected = series.selected { latest.select(selected) }
    let glyphs = canvas.glyphs
    let (list, detail) = rest.split(bottom: series.summaries.isEmpty ? 0 : 2)
    // In a wide window the table stays narrow enough to read a row without losing it.
    latest.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: true) {
      let summary = series.summaries[$0]
      return LatestColumns.cells(summary, isBeyondTarget: series.sideOfNewest(summary.type.id) != nil, wording, context, glyphs)
    }
    guard let index = latest.selectionIndex, series.summaries.indices.contains(index) else { return }
    let summary = series.summaries[index]
    LatestDetail(summary: summary, target: series.target(of: summary.type.id), side: series.sideOfNewest(summary.type.id))
      .draw(on: &canvas, in: detail.row(1).inset(left: 1, right: 1), context)
  }

  private func drawReadings(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let type = series.selectedType, let results = series.results else { return }
    let rows = series.table.rows(results)
    let (head, rest) = area.split(top: 2)
    canvas.text(
      "\(type.name(in: context.wording.language)) (\(Unit.text(type.unit)))", at: Point(x: head.x + 1, y: head.y),
      width: head.width - 2, role: .title)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    readings.columns = ReadingColumns.columns(context.wording, unit: Unit.text(type.unit))
    let wasOld = readings.selection?.isLiving == false
    readings.setRows(rows.map(ReadingRow.init))
    // A version that does not count has no place on the chart: the cursor of the chart stays where it was.
    if !wasOld || readings.selection == nil, let current = series.current,
      let row = rows.first(where: { $0.state == .living && $0.result.id == current.id }) {
      readings.select(ReadingRow(row))
    }
    let (list, foot) = rest.split(bottom: rows.isEmpty ? 0 : 2)
    defer { drawSelectedReading(rows, on: &canvas, in: foot, context) }
    readings.draw(on: &canvas, in: list.split(left: min(list.width, 150)).left, isFocused: true) { place in
      let before = rows[(place + 1)...].first { $0.state == .living }?.result
      return ReadingColumns.cells(rows[place], before: before, type, context)
    }
  }

  /// The selected row in words: what its columns had no room for.
  private func drawSelectedReading(_ rows: [BiomarkerDetail], on canvas: inout Canvas, in foot: Rect, _ context: DrawContext) {
    guard let place = readings.selectionIndex, rows.indices.contains(place), foot.height > 1 else { return }
    canvas.horizontalLine(at: foot.origin, length: foot.width)
    let detail = rows[place]
    let facts = [
      context.wording(ReadingColumns.circumstances(detail, context.wording)), detail.result.recordedBy ?? "",
      detail.result.source.map { context.wording(.source($0)) } ?? "",
      detail.mergedNumber.map { context.wording(.recordedUnder($0)) } ?? "",
    ]
    canvas.facts(facts, at: foot.origin.offset(x: 1, y: 1), width: foot.width - 2, role: .textMuted)
  }
}
