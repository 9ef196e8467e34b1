import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let orderTest = Command("test.order")
  static let advanceTest = Command("test.advance")
  static let addReport = Command("report.add")
  static let reviewReport = Command("report.review")
  static let completeReport = Command("report.complete")
}

/// Tests, reports and files of the chart.
@UIActor
final class TestsSection: ListSectionScreen {
  private let session: SessionModel
  unowned let application: ClinicApplication
  private var model: TestsModel { session.chart.tests }
  private(set) var list = ListSection<TestRow>()

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Tests and reports", es: "Pruebas e informes")
  let shortTitle = Message(en: "Tests", es: "Prueb")

  private func synchronize() {
    let rows = TestRows(model: model, context: context).found(list.search).map(\.id)
    list.synchronize(session.chart.chart?.patient.id, rows: rows)
  }

  private var selectedTest: MedicalTest? {
    guard case .test(let id) = list.selection else { return nil }
    return model.content?.tests.first { $0.id == id }
  }

  private var selectedReport: MedicalReport? {
    guard case .report(let id) = list.selection else { return nil }
    return model.content?.reports.first { $0.id == id }
  }

  // MARK: Commands

  var entries: [CommandEntry] {
    synchronize()
    return list.entries(ofRow: rowEntries, ofSection: addEntries)
  }

  private var rowEntries: [CommandEntry] {
    let isOpen = selectedTest.map { TestRows.isOpen($0) } ?? false
    let noTest = Message(en: "Select a test without a result.", es: "Elija una prueba sin resultado.")
    let noReport = Message(en: "Select a report to review.", es: "Elija un informe por revisar.")
    let notProcessing = Message(en: "Select a report in process.", es: "Elija un informe en proceso.")
    return [
      CommandEntry(
        .advanceTest, [.character("u")], Message(en: "result", es: "resultado"),
        detail: Message(
          en: "The selected test: collected, its result, or cancelled", es: "La prueba elegida: muestra, resultado o anulada"),
        obstacle: isOpen ? selectedTest?.obstacle : noTest),
      CommandEntry(
        .reviewReport, [.character("R")], Message(en: "reviewed", es: "revisado"),
        detail: Message(en: "Mark the selected report as reviewed", es: "Marcar como revisado el informe elegido"),
        isWriting: true,
        obstacle: !model.isClinician ? .doctorsOnly : selectedReport?.status == .completed ? nil : noReport),
      CommandEntry(
        .completeReport, [.character("C")], Message(en: "complete", es: "completo"),
        detail: Message(en: "The selected report is complete", es: "El informe elegido está completo"), isWriting: true,
        obstacle: selectedReport?.status == .processing ? nil : notProcessing),
    ]
  }

  private var addEntries: [CommandEntry] {
    let isRead: Message? = model.content == nil ? Message(en: "It is not read yet.", es: "Aún no se ha leído.") : nil
    return [
      CommandEntry(
        .orderTest, [.character("n")], Message(en: "order test", es: "pedir prueba"),
        detail: Message(en: "Order a test", es: "Solicitar una prueba"), obstacle: isRead),
      CommandEntry(
        .addReport, [.character("a")], Message(en: "report", es: "informe"),
        detail: Message(en: "Add a report that came in", es: "Añadir un informe que llegó"), obstacle: isRead),
    ]
  }

  func perform(_ command: Command) -> Bool {
    if list.perform(command) { return true }
    switch command {
    case .advanceTest: selectedTest.map { model.advance($0) }
    case .orderTest: model.requestTest()
    case .addReport: model.addReport()
    case .reviewReport: selectedReport.map { confirm($0, .reviewed, Message(en: "Reviewed", es: "Revisado")) }
    case .completeReport: selectedReport.map { confirm($0, .completed, Message(en: "Complete", es: "Completo")) }
    default: return false
    }
    return true
  }

  private func confirm(_ report: MedicalReport, _ status: MedicalReport.Status, _ title: Message) {
    let model = model
    application.present(
      ConfirmOverlay(title: title, text: Message(verbatim: "\(report.title), \(report.reportOn)")) { _ in
        model.mark(report, status)
      })
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    guard list.handle(event) else { return false }
    synchronize()
    return true
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let rows = TestRows(model: model, context: context)
    let found = rows.found(list.search)
    list.table.columns = TestRows.columns(context.wording)
    list.table.emptyText = context.wording(emptyText(context))
    list.draw(of: rows.all.count, pieces: { rows.pieces(of: $0) }, on: &canvas, in: area, context) { found[$0].cells }
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .unread(problem, clock: context.clock) }
    if model.content == nil { return Message(en: "reading...", es: "leyendo...") }
    if list.search.isActive { return Message(en: "Nothing found.", es: "No se encuentra nada.") }
    return Message(
      en: "No test, report or file yet. n orders a test.", es: "Aún no hay pruebas, informes ni ficheros. n solicita una prueba.")
  }
}
