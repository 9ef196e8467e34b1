import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let keepFound = Command("overlay.keep-found")
}

/// A line of words to look for; what stands below shows what has them while they are typed. Enter keeps them, Esc takes them
/// away.
@UIActor
final class FindOverlay: Overlay {
  private var field: TextField
  private let find: (String) -> Void

  init(text: String, find: @escaping (String) -> Void) {
    field = TextField(text, maximumLength: 60)
    self.find = find
  }

  var entries: [CommandEntry] {
    [
      CommandEntry(.keepFound, [.enter], Message(en: "keep", es: "mantener")),
      CommandEntry(.close, [.escape], Message(en: "show all", es: "mostrar todo")),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let row = Rect(x: 0, y: area.maxY - 1, width: area.maxX + 1, height: 1)
    canvas.fill(row, role: .text)
    let used = canvas.text(
      context.wording(Message(en: "Find:", es: "Buscar:")), at: row.origin.offset(x: 1), width: 8, role: .label)
    field.draw(on: &canvas, in: Rect(x: used + 2, y: row.y, width: min(50, row.width - used - 3), height: 1), isFocused: true)
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.enter): return .close
    case .key(.escape):
      find("")
      return .close
    case .key(.up), .key(.down): return .passOn
    default:
      if field.handle(event) == .changed { find(field.text) }
      return .stay
    }
  }
}
