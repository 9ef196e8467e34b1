import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let openBlock = Command("summary.open")
}

/// The first five seconds of a chart: one block for each thing that is asked first, each leading to its section.
@UIActor
final class SummarySection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: SummaryModel { session.chart.summary }

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Summary", es: "Resumen")

  // MARK: Commands

  var entries: [CommandEntry] {
    let target = model.target
    return [
      CommandEntry(
        .openBlock, [.enter], Message(en: "go there", es: "ir allí"),
        detail: Message(en: "Go to the section of the selected block", es: "Ir a la sección del bloque elegido"),
        isInHelpBar: target != nil,
        obstacle: target == nil ? Message(en: "This block has no section.", es: "Este bloque no tiene sección.") : nil)
    ]
  }

  func handle(_ event: InputEvent) -> Bool {
    switch event {
    case .key(.up), .key(.character("k")): model.move(by: -1)
    case .key(.down), .key(.character("j")): model.move(by: 1)
    case .key(.home), .key(.pageUp): model.selectEnd(last: false)
    case .key(.end), .key(.pageDown): model.selectEnd(last: true)
    default: return false
    }
    return true
  }

  func perform(_ command: Command) -> Bool {
    guard command == .openBlock else { return false }
    switch model.target {
    case .section(let section): session.chart.show(section)
    case .prescriptions: session.show(.prescriptions)
    case nil: break
    }
    return true
  }

  // MARK: Drawing

  private static let labelWidth = 15

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let blocks = model.blocks
    let items = blocks.map { SummaryWords(model: model, context: context).items($0) }
    let room = max(10, min(area.width, 140) - Self.labelWidth - 3)
    let wanted = items.map { SummaryFlow(items: $0, width: room, canvas.glyphs).count }
    let rows = Self.share(area.height, wanted)
    var y = area.y
    for (place, block) in blocks.enumerated() where rows[place] > 0 {
      let isSelected = block == model.selected
      let point = Point(x: area.x, y: y)
      if isSelected {
        canvas.glyph(.marker, at: point, role: .selectMarker)
        canvas.cursor = point
      }
      canvas.text(
        context.wording(.block(block)), at: point.offset(x: 1), width: Self.labelWidth, role: isSelected ? .textStrong : .label)
      let flow = SummaryFlow(items: items[place], width: room, canvas.glyphs)
      flow.draw(on: &canvas, in: Rect(x: area.x + Self.labelWidth + 2, y: y, width: room, height: rows[place]), context.wording)
      y += rows[place]
    }
  }

  /// Rows for each block: one for all, then one more for each in turn until what each wants or the page is full.
  static func share(_ height: Int, _ wanted: [Int]) -> [Int] {
    var rows = wanted.map { min(1, $0) }
    var left = height - rows.reduce(0, +)
    while left > 0 {
      var isGrowing = false
      for place in rows.indices where left > 0 && rows[place] < wanted[place] {
        rows[place] += 1
        left -= 1
        isGrowing = true
      }
      if !isGrowing { break }
    }
    // More blocks than rows: the last ones go.
    var over = -left
    for place in rows.indices.reversed() where over > 0 && rows[place] > 0 {
      rows[place] -= 1
      over -= 1
    }
    return rows
  }
}

/// Facts one after the other, three columns between, none broken over two rows unless it is longer than a row.
struct SummaryFlow {
  struct Item: Hashable {
    var text: String
    var role: Role

    init(_ text: String, role: Role = .text) {
      self.text = text
      self.role = role
    }
  }

  private var rows: [[(item: Item, x: Int)]] = []

  init(items: [Item], width: Int, _ glyphs: GlyphSet) {
    var x = 0
    for item in items where !item.text.isEmpty {
      for (place, line) in Canvas.lines(item.text, width: width, glyphs).enumerated() {
        let length = DisplayWidth.of(line, glyphs: glyphs)
        let piece = Item(line, role: item.role)
        if rows.isEmpty || place > 0 || x + 3 + length > width {
          rows.append([(piece, 0)])
          x = length
        } else {
          rows[rows.count - 1].append((piece, x + 3))
          x += 3 + length
        }
      }
    }
  }

  var count: Int { max(1, rows.count) }

  /// Draws the rows that fit; what does not is counted at the end: "+3".
  func draw(on canvas: inout Canvas, in area: Rect, _ wording: Wording) {
    let hidden = rows.dropFirst(area.height).reduce(0) { $0 + $1.count }
    for (y, row) in rows.prefix(area.height).enumerated() {
      for (item, x) in row {
        canvas.text(item.text, at: Point(x: area.x + x, y: area.y + y), width: area.width - x, role: item.role)
      }
    }
    guard hidden > 0 else { return }
    let text = " +\(hidden)"
    canvas.text(text, at: Point(x: area.maxX - text.count, y: area.maxY - 1), width: text.count, role: .textStrong)
  }
}
