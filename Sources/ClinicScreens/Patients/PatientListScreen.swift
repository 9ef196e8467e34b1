import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let find = Command("patients.find")
  static let openChart = Command("patients.open")
  static let openPrescriptions = Command("patients.prescriptions")
  static let openWithPurpose = Command("patients.open-with-purpose")
  static let nextWard = Command("patients.next-ward")
  static let nextSort = Command("patients.next-sort")
  static let clearFilters = Command("patients.clear")
  static let refresh = Command("patients.refresh")
  static let newPatient = Command("patients.new")
  static let listVitalSigns = Command("patients.vital-signs")
  static let listGlucose = Command("patients.glucose")
}

/// The patient list and, where there is room, what the directory says of the selected one.
@UIActor
final class PatientListScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: PatientListModel { session.patients }
  private var find = TextField(maximumLength: 100)
  private var isFinding = false
  private var table = Table<PatientID>([])
  private var purposes: [Relation: AccessPurpose] = [:]
  private var bed = BedNumber()
  /// The order that the table shows.
  private var arrangedAt: Instant?

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
    isFinding = !session.patients.hasOwnPatients
  }

  let title = Message(en: "Patients", es: "Pacientes")
  var isEditingText: Bool { isFinding }

  private var isClinical: Bool { session.user.role.isClinical }

  var entries: [CommandEntry] {
    let none: Message? = model.selected == nil ? Message(en: "No patient is selected.", es: "No hay nadie seleccionado.") : nil
    let clinical: Message? = isClinical ? none : .paneNotForRole(.chart)
    var entries = [
      CommandEntry(
        .openChart, [.enter], Message(en: "open chart", es: "abrir historia"),
        detail: Message(
          en: "Open the chart of the selected patient; it is recorded",
          es: "Abrir la historia de la persona elegida; queda registrado"),
        isInHelpBar: isClinical, obstacle: clinical),
      CommandEntry(
        .find, [.character("/")], Message(en: "find", es: "buscar"),
        detail: Message(
          en: "Find by name parts, birth date or record number",
          es: "Buscar por partes del nombre, fecha de nacimiento o número"),
        isInHelpBar: !isFinding),
    ]
    if isClinical {
      entries += [
        CommandEntry(
          .listVitalSigns, [.character("v")], Message(en: "vital signs", es: "constantes"),
          detail: Message(en: "Enter a round of vital signs", es: "Anotar una toma de constantes"), isInHelpBar: !isFinding,
          obstacle: clinical),
        CommandEntry(
          .listGlucose, [.character("g")], Message(en: "glucose", es: "glucemia"),
          detail: Message(en: "Enter a capillary glucose", es: "Anotar una glucemia capilar"), isInHelpBar: !isFinding,
          obstacle: clinical),
        CommandEntry(
          .openPrescriptions, [.character("r")], Message(en: "prescriptions", es: "prescripciones"), isInHelpBar: !isFinding,
          obstacle: clinical),
        CommandEntry(
          .openWithPurpose, [.character("P")], Message(en: "open for...", es: "abrir para..."),
          detail: Message(en: "Open the chart and choose the purpose", es: "Abrir la historia y elegir la finalidad"),
          isInHelpBar: false, obstacle: clinical),
      ]
    }
    entries += [
      CommandEntry(
        .nextWard, [.character("f"), .function(4)], Message(en: "ward", es: "unidad"),
        detail: Message(en: "Filter by the next ward", es: "Filtrar por la siguiente unidad")),
      CommandEntry(
        .nextSort, [.character("s"), .function(5)], Message(en: "sort", es: "orden"),
        detail: Message(en: "Sort by the next column", es: "Ordenar por la siguiente columna")),
    ]
    if session.panes.contains(.registration) {
      entries.append(
        CommandEntry(
          .newPatient, [.character("n"), .function(7)], Message(en: "new patient", es: "registrar"),
          detail: Message(en: "Register a new patient", es: "Registrar a una persona nueva")))
    }
    entries += [
      CommandEntry(.refresh, [.function(8)], Message(en: "read again", es: "releer"), isInHelpBar: model.problem != nil),
      CommandEntry(
        .clearFilters, [.escape], Message(en: "clear", es: "limpiar"),
        detail: Message(en: "Clear search and filter", es: "Quitar búsqueda y filtro"),
        isInHelpBar: !model.query.isEmpty || model.ward != nil || (isFinding && model.hasOwnPatients)),
    ]
    return entries
  }

  // MARK: Keys

  func handle(_ event: InputEvent) -> Bool {
    if case .key(.escape) = event, isFinding, session.patients.hasOwnPatients || !find.text.isEmpty {
      leaveFind()
      return true
    }
    // Who is in the field already and presses the key that leads there does not look for a stroke.
    if isFinding, find.text.isEmpty, event == .key(.character("/")) { return true }
    if isFinding, isForField(event) {
      let before = find.text
      let outcome = find.handle(event)
      if find.text != before { model.search(find.text) }
      return outcome != .ignored
    }
    if !isFinding, isClinical, bed.handle(event, in: model) {
      if let wrong = bed.takeMissing() {
        application.refuse(
          application.wording(Message(en: "No bed \(wrong) in this list.", es: "No hay cama \(wrong) en esta lista.")))
      }
      return true
    }
    synchronizeTable()
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  private func synchronizeTable() {
    table.movesByLetters = !isFinding
    table.setRows(model.rows.map(\.entry.id))
    if let selected = model.selected { table.select(selected) }
    // In a new order the most urgent is not to be out of sight above.
    if arrangedAt != model.arrangedAt { table.showTop() }
    arrangedAt = model.arrangedAt
  }

  /// Up and Down move in the list while the search is typed.
  private func isForField(_ event: InputEvent) -> Bool {
    switch event {
    case .key(.up), .key(.down), .key(.pageUp), .key(.pageDown), .key(.enter), .key(.tab), .key(.backTab), .key(.function),
      .key(.alt):
      false
    default: true
    }
  }

  private func leaveFind() {
    find.setText("")
    isFinding = !session.patients.hasOwnPatients
    model.clearFilters()
  }

  func perform(_ command: Command) {
    switch command {
    case .find: isFinding = true
    case .openChart: open(in: .chart, askAlways: false)
    case .openPrescriptions: open(in: .prescriptions, askAlways: false)
    case .openWithPurpose: open(in: .chart, askAlways: true)
    case .nextWard: model.filterByNextWard()
    case .nextSort: model.sortByNext()
    case .clearFilters: leaveFind()
    case .refresh: model.refresh()
    case .newPatient: session.show(.registration)
    case .listVitalSigns: model.selectedRow.map { session.enterVitalSigns(of: $0.entry) }
    case .listGlucose: model.selectedRow.map { session.enterGlucose(of: $0.entry) }
    default: break
    }
  }

  /// What the list knows of why somebody would open a chart.
  private enum Relation: Hashable {
    case ownWard
    /// A care team, a task, an appointment, a grant.
    case other
  }

  /// The first chart of each relation asks for the purpose; it is kept for that relation until another is chosen. Where the list knows
  /// of no relation the chart is going to be refused, and nobody who needs it now is kept by a question.
  private func open(in pane: SessionModel.Pane, askAlways: Bool) {
    guard let entry = model.selectedRow?.entry else { return }
    let isOwnWard = entry.wardCode.map { session.user.wards.contains($0) } == true
    let relation = isOwnWard ? Relation.ownWard : .other
    let known = purposes[relation] ?? (entry.hasReason ? nil : purposes[.ownWard])
    if let known, !askAlways { return session.openChart(of: entry, purpose: known, in: pane) }
    application.present(
      PurposeOverlay(entry: entry, application: application) { [unowned self] chosen in
        purposes[relation] = chosen
        session.openChart(of: entry, purpose: chosen, in: pane)
      })
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    if find.text != model.query { find.setText(model.query) }
    let (head, rest) = area.split(top: 2)
    drawFind(on: &canvas, head, context)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    guard area.width >= 96 else { return drawList(on: &canvas, rest, context) }
    // In a wide window the list stays narrow enough to read a row without losing it.
    let (list, detail) = rest.split(right: max(min(44, area.width * 2 / 5), area.width - Self.widestList))
    drawList(on: &canvas, list, context)
    canvas.verticalLine(at: detail.origin, length: detail.height)
    canvas.glyph(.teeTop, at: Point(x: detail.x, y: detail.y - 1), role: .frame)
    PatientDetail(row: model.selectedRow, isClinical: isClinical, now: model.now).draw(
      on: &canvas, in: detail.inset(left: 2), context)
  }

  private static let widestList = 112

  private func drawList(on canvas: inout Canvas, _ area: Rect, _ context: DrawContext) {
    synchronizeTable()
    let wording = context.wording
    table.columns = PatientColumns.columns(wording, isBoard: model.showsOwnPatients)
    table.selectionStyle = context.markerOnly ? .markerOnly : .bar
    table.emptyText = wording(emptyText)
    let rows = model.rows
    let (isBoard, isClinical, now, caret) = (model.showsOwnPatients, isClinical, model.now, canvas.cursor)
    table.draw(on: &canvas, in: area, isFocused: !isFinding || !rows.isEmpty) { index in
      isBoard
        ? PatientColumns.boardCells(rows[index], wording, now: now)
        : PatientColumns.cells(rows[index], wording, isClinical: isClinical)
    }
    // While a search is typed the caret stays in the field.
    if isFinding { canvas.cursor = caret }
  }

  private var emptyText: Message {
    if model.isLoading { return Message(en: "reading...", es: "leyendo...") }
    if let problem = model.problem { return .notice(problem, clock: application.model.clock) }
    if model.showsOwnPatients {
      return Message(
        en: "No patients on your wards or care teams now. / finds in the directory.",
        es: "No hay pacientes en sus unidades o equipos. / busca en el directorio.")
    }
    if model.query.isEmpty, model.ward == nil { return Message(verbatim: "") }
    return Message(
      en: "Nobody matches. Try fewer letters, a birth date or the record number.",
      es: "Nadie coincide. Pruebe con menos letras, fecha de nacimiento o número.")
  }

  private func drawFind(on canvas: inout Canvas, _ area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let label = wording(Message(en: "Find", es: "Buscar"))
    var x = area.x + 1
    x += canvas.text(label + " ", at: Point(x: x, y: area.y), role: .label)
    let field = Rect(x: x, y: area.y, width: min(30, area.width / 3), height: 1)
    find.draw(on: &canvas, in: field, isFocused: isFinding)
    let room = Rect(x: field.maxX + 2, y: area.y, width: max(0, area.maxX - field.maxX - 3), height: 1)
    if !bed.digits.isEmpty {
      canvas.text(wording(bed.line), at: room.origin, width: room.width, role: bed.isMissing ? .danger : .textStrong)
      return
    }
    let (words, isProblem) = summary(wording)
    let all = [words, wardLabel(wording), sortLabel(wording)].compactMap { $0 }.joined(separator: "   ")
    let fits = DisplayWidth.of(all, glyphs: canvas.glyphs) <= room.width
    canvas.text(fits ? all : words, at: room.origin, width: room.width, role: isProblem ? .danger : .textMuted)
  }

  /// What the rows are, or why there are none.
  private func summary(_ wording: Wording) -> (words: String, isProblem: Bool) {
    if model.problem != nil { return (wording(notRead), true) }
    return (wording(count), false)
  }

  /// What is still shown is said to be old.
  private var notRead: Message {
    guard !model.rows.isEmpty, let readAt = model.readAt else {
      return Message(en: "! not read; F8 reads again", es: "! sin leer; F8 relee")
    }
    let clock = application.model.clock.local(readAt).clock
    return Message(en: "! OLD DATA of \(clock); F8 reads again", es: "! DATOS ANTIGUOS de \(clock); F8 relee")
  }

  private var count: Message {
    guard model.isAnswered else { return Message(en: "reading...", es: "leyendo...") }
    let count = model.rows.count
    if model.showsOwnPatients { return Message(en: "my patients: \(count)", es: "mis pacientes: \(count)") }
    if !model.showsSearch {
      return Message(en: "type a name, birth date or record number", es: "escriba nombre, nacimiento o número")
    }
    if model.hasMore { return Message(en: "first \(count), type more", es: "primeros \(count), escriba más") }
    return count == 1 ? Message(en: "1 found", es: "1 encontrado") : Message(en: "\(count) found", es: "\(count) encontrados")
  }

  private func wardLabel(_ wording: Wording) -> String? {
    model.ward.map { wording(Message(en: "ward \($0)", es: "unidad \($0)")) }
  }

  private func sortLabel(_ wording: Wording) -> String {
    if model.isOrderOld, let arrangedAt = model.arrangedAt {
      let clock = application.model.clock.local(arrangedAt).clock
      return wording(Message(en: "order of \(clock), F8 sorts", es: "orden de las \(clock), F8 ordena"))
    }
    switch model.sort {
    // Who is found has no round to wait for, and stands in the order of the database.
    case .due where !model.showsOwnPatients, .name where !model.showsOwnPatients && !model.query.isEmpty:
      return wording(
        model.query.isEmpty ? Message(en: "by name", es: "por nombre") : Message(en: "best match first", es: "lo más parecido primero"))
    case .due: return wording(Message(en: "most overdue first", es: "lo más atrasado primero"))
    case .name: return wording(Message(en: "by name", es: "por nombre"))
    case .bed: return wording(Message(en: "by bed", es: "por cama"))
    case .birthDate: return wording(Message(en: "by birth date", es: "por nacimiento"))
    case .latestResult: return wording(Message(en: "by last result", es: "por último resultado"))
    }
  }
}
