import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

enum OverlayOutcome {
  case stay, close
}

/// Something over the screen that takes all keys until it is closed.
@UIActor
protocol Overlay: AnyObject {
  var entries: [CommandEntry] { get }
  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext)
  func handle(_ event: InputEvent) -> OverlayOutcome
  /// What it was for is over: it goes by itself.
  var isFinished: Bool { get }
}

extension Overlay {
  var isFinished: Bool { false }
}

extension Command {
  static let close = Command("overlay.close")
}

extension CommandEntry {
  static let closeEntry = CommandEntry(.close, [.escape], Message(en: "close", es: "cerrar"))
}

/// One text to read; any of Esc and Enter closes it.
@UIActor
final class MessageOverlay: Overlay {
  private let title: String
  private let lines: [String]

  init(title: String, text: String) {
    self.title = title
    lines = TextWrap.lines(text, width: 56)
  }

  var entries: [CommandEntry] { [.closeEntry] }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let box = area.centered(Size(width: 62, height: lines.count + 4))
    canvas.fill(box, role: .text)
    canvas.frame(box, title: title, role: .frameFocus)
    for (index, line) in lines.enumerated() {
      canvas.text(line, at: Point(x: box.x + 3, y: box.y + 2 + index), width: box.width - 6)
    }
    canvas.cursor = Point(x: box.x + 3, y: box.y + 2)
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape), .key(.enter): .close
    default: .stay
    }
  }
}
