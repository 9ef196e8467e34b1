import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// A row of the section.
enum TestRow: Hashable, Sendable {
  case test(MedicalTestID)
  case report(MedicalReportID)
  case file(AttachmentID)
}

/// Tests, reports and files in their groups: in each, what waits for somebody first, then the newest.
@UIActor
struct TestRows {
  struct Row {
    var id: TestRow
    var group: String
    var cells: [TableCell]
  }

  let model: TestsModel
  let context: DrawContext
  private var wording: Wording { context.wording }

  static func columns(_ wording: Wording) -> [TableColumn] {
    [
      TableColumn("", .fixed(8)),
      TableColumn(wording(Message(en: "DAY", es: "DÍA")), .fixed(10)),
      TableColumn(wording(Message(en: "WHAT", es: "QUÉ")), .flexible(minimum: 22, weight: 3)),
      TableColumn(wording(Message(en: "KIND", es: "TIPO")), .fixed(14)),
      TableColumn(wording(Message(en: "STATE", es: "ESTADO")), .fixed(15)),
      TableColumn(wording(Message(en: "BY", es: "POR")), .flexible(minimum: 16), dropOrder: 1),
    ]
  }

  var all: [Row] {
    guard let content = model.content else { return [] }
    let tests = content.tests.filter { Self.isOpen($0) } + content.tests.filter { !Self.isOpen($0) }
    let reports = content.reports.filter { $0.status == .completed } + content.reports.filter { $0.status != .completed }
    return tests.map { row($0) } + reports.map { row($0) } + content.files.map { row($0) }
  }

  func found(_ search: SectionSearch) -> [(id: TestRow, cells: [TableCell])] {
    var before = ""
    return all.filter { search.finds([$0.group] + $0.cells.map(\.text)) }.map { row in
      let group = TableCell(row.group == before ? "" : row.group, role: .label)
      before = row.group
      return (row.id, [group] + row.cells)
    }
  }

  static func isOpen(_ test: MedicalTest) -> Bool { test.status == .requested || test.status == .collected }

  private func day(_ instant: Instant) -> TableCell { TableCell(context.clock.local(instant).date.description) }

  private func row(_ test: MedicalTest) -> Row {
    let isUrgent = Self.isOpen(test) && test.request.priority != .routine
    let role: Role? = test.status == .cancelled ? .textMuted : nil
    return Row(
      id: .test(test.id), group: wording(Message(en: "TESTS", es: "PRUEBAS")),
      cells: [
        day(test.recordedAt), TableCell(test.request.name, role: role),
        TableCell((isUrgent ? "! " : "") + wording(.testPriority(test.request.priority)), role: isUrgent ? .danger : role),
        TableCell(wording(.testStatus(test.status)), role: role), TableCell(test.requestedBy, role: role),
      ])
  }

  private func row(_ report: MedicalReport) -> Row {
    let waits = report.status == .completed
    return Row(
      id: .report(report.id), group: wording(Message(en: "REPORTS", es: "INFORMES")),
      cells: [
        TableCell(report.reportOn.description), TableCell(report.title), TableCell(wording(.reportKind(report.kind))),
        TableCell((waits ? "! " : "") + wording(.reportStatus(report.status)), role: waits ? .danger : nil),
        TableCell(report.reviewedBy ?? "-"),
      ])
  }

  private func row(_ file: Attachment) -> Row {
    let isBad = file.scanState == .infected || file.isMissing
    let state = file.isMissing ? Message(en: "! MISSING", es: "! FALTA") : .scanState(file.scanState)
    return Row(
      id: .file(file.id), group: wording(Message(en: "FILES", es: "FICHEROS")),
      cells: [
        day(file.createdAt), TableCell(file.fileName), TableCell(wording(.mediaType(file.mediaType)) + " " + size(file.byteSize)),
        TableCell(wording(state), role: isBad ? .danger : nil), TableCell("-"),
      ])
  }

  /// "814 B", "23 kB", "1.4 MB": thousands, as the field's standards count them.
  private func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) B"
    case ..<1_000_000: "\((bytes + 500) / 1000) kB"
    default: wording.number(Double(bytes) / 1_000_000, decimals: 1) + " MB"
    }
  }

  // MARK: Reading

  func pieces(of row: TestRow) -> [RecordReading.Piece] {
    guard let content = model.content else { return [] }
    switch row {
    case .test(let id): return content.tests.first { $0.id == id }.map { pieces(of: $0) } ?? []
    case .report(let id): return content.reports.first { $0.id == id }.map { pieces(of: $0) } ?? []
    case .file(let id): return content.files.first { $0.id == id }.map { pieces(of: $0) } ?? []
    }
  }

  private func pieces(of test: MedicalTest) -> [RecordReading.Piece] {
    let code = test.request.loinc.map { "   LOINC \($0)" } ?? ""
    var facts = [wording(.testStatus(test.status)), wording(.testPriority(test.request.priority))]
    facts.append(wording(Message(en: "ordered by \(test.requestedBy)", es: "solicitada por \(test.requestedBy)")))
    if let name = test.request.nursingProtocol {
      facts.append(wording(Message(en: "protocol: \(name)", es: "protocolo: \(name)")))
    }
    facts.append(context.clock.local(test.recordedAt).description)
    if let number = test.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    var pieces: [RecordReading.Piece] = [.heading(test.request.name + code), .facts(facts.joined(separator: ", "))]
    if let detail = test.detail { pieces.append(.body(detail)) }
    for report in model.reports(of: test.id) {
      pieces.append(.facts(wording(Message(en: "Report: ", es: "Informe: ")) + "\(report.reportOn) \(report.title)"))
    }
    return pieces + files(of: test.id.value)
  }

  private func pieces(of report: MedicalReport) -> [RecordReading.Piece] {
    var facts = [wording(.reportKind(report.kind)), "\(report.reportOn)", wording(.reportStatus(report.status))]
    if let by = report.reviewedBy, let at = report.reviewedAt.map({ context.clock.local($0).description }) {
      facts.append(wording(Message(en: "reviewed by \(by) \(at)", es: "revisado por \(by) \(at)")))
    }
    if let number = report.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    var pieces: [RecordReading.Piece] = [.heading(report.title), .facts(facts.joined(separator: ", "))]
    if let summary = model.content?.summaries[report.id] {
      if summary.source == .model {
        pieces.append(
          .facts(
            wording(
              Message(
                en: "! Summary written by a model: read the report.", es: "! Resumen escrito por un modelo: lea el informe."))))
      }
      pieces.append(.body(summary.text))
    }
    return pieces + files(of: report.id.value)
  }

  private func files(of record: UniqueID) -> [RecordReading.Piece] {
    model.files(of: record).map { .facts(wording(Message(en: "File: ", es: "Fichero: ")) + $0.fileName) }
  }

  private func pieces(of file: Attachment) -> [RecordReading.Piece] {
    var facts = [wording(.mediaType(file.mediaType)), size(file.byteSize), wording(.scanState(file.scanState))]
    if file.isMissing {
      facts.append(wording(Message(en: "! its bytes are not in the store", es: "! sus bytes no están en el almacén")))
    }
    if let number = file.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    if let hash = file.hashBeginning { facts.append("SHA-256 \(hash)...") }
    return [
      .heading(file.fileName), .facts(facts.joined(separator: ", ")),
      .facts(
        wording(
          Message(
            en: "Files are never opened on the ward terminal; ask the records office.",
            es: "Los ficheros no se abren en el terminal; pídalos al archivo."))),
    ]
  }
}
