import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let readRecord = Command("record.read")
  static let stopReading = Command("record.stop-reading")
}

/// A section that is a list with a search, of which one row is read whole.
@UIActor
protocol ListSectionScreen: ChartSectionScreen {
  associatedtype RowID: Hashable & Sendable
  var application: ClinicApplication { get }
  var list: ListSection<RowID> { get }
}

extension ListSectionScreen {
  var isEditingText: Bool { list.search.isEditing }
  var fillsPane: Bool { list.isReading }
  var ownsEscape: Bool { list.search.isActive }

  var context: DrawContext {
    DrawContext(wording: application.wording, clock: application.model.clock, now: application.model.now)
  }
}

/// What the sections with a list have in common: the list, the search in it, and one row read whole.
@UIActor
struct ListSection<ID: Hashable & Sendable> {
  var table = Table<ID>([])
  private(set) var search = SectionSearch()
  private var reading: RecordReading?
  private var shownFor: PatientID?

  var isReading: Bool { reading != nil }
  var selection: ID? { table.selection }

  /// In step with what was found; nothing is kept of another patient.
  mutating func synchronize(_ patient: PatientID?, rows: [ID]) {
    if shownFor != patient {
      shownFor = patient
      search.clear()
      reading = nil
    }
    table.setRows(rows)
    if table.selection == nil { reading = nil }
  }

  /// The keys that belong to reading and searching, around those of the section's own.
  func entries(ofRow row: [CommandEntry], ofSection section: [CommandEntry]) -> [CommandEntry] {
    if search.isEditing { return search.entries(hasRows: true) }
    if isReading {
      return row + [CommandEntry(.stopReading, [.escape], Message(en: "to the section", es: "a la sección"))]
    }
    let read = CommandEntry(.readRecord, [.enter], Message(en: "read", es: "leer"), isInHelpBar: selection != nil)
    return [read] + row + section + search.entries(hasRows: table.rows.count > 1)
  }

  /// True where the command was one of these.
  mutating func perform(_ command: Command) -> Bool {
    if search.perform(command) { return true }
    switch command {
    case .readRecord: reading = selection == nil ? nil : RecordReading()
    case .stopReading: reading = nil
    default: return false
    }
    return true
  }

  mutating func handle(_ event: InputEvent) -> Bool {
    if reading != nil { return reading?.handle(event) ?? false }
    if search.handle(event) { return true }
    if search.isEditing, event == .key(.enter) || event == .key(.escape) { return false }
    if case .moved = table.handle(event) { return true }
    return false
  }

  /// The list with its search, and the beginning of the selected row below; or the row read whole.
  ///
  /// - Parameter all: how many rows there are without a search.
  mutating func draw(
    of all: Int, pieces: (ID) -> [RecordReading.Piece], on canvas: inout Canvas, in area: Rect, _ context: DrawContext,
    cells: (Int) -> [TableCell]
  ) {
    if reading != nil, let selection {
      reading?.draw(pieces(selection), on: &canvas, in: area.inset(left: 1, top: 1, right: 1))
      return
    }
    let (head, rest) = area.split(top: search.isActive ? 1 : 0)
    let (list, foot) = rest.split(bottom: table.rows.isEmpty ? 0 : max(6, min(14, rest.height / 3)))
    table.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: !search.isEditing, cells: cells)
    if search.isActive { search.draw(shown: table.rows.count, of: all, on: &canvas, in: head.inset(left: 1, right: 1), context) }
    guard let selection else { return }
    canvas.horizontalLine(at: foot.origin, length: foot.width)
    RecordExcerpt(pieces(selection)).draw(on: &canvas, in: foot.inset(left: 1, top: 1, right: 1))
  }
}
