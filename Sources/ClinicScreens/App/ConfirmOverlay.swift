import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let confirm = Command("overlay.confirm")
}

/// Asks for a sentence before something is done that cannot be undone; F9 does it, never the key that opened the question.
@UIActor
final class ConfirmOverlay: Overlay {
  private let title: Message
  private let text: Message
  private let minimum: Int
  private let confirmed: (String) -> Void
  private var field = TextField(maximumLength: 300)
  private var isTooShort = false

  init(title: Message, text: Message, minimum: Int, confirmed: @escaping (String) -> Void) {
    self.title = title
    self.text = text
    self.minimum = minimum
    self.confirmed = confirmed
  }

  var entries: [CommandEntry] {
    [
      CommandEntry(.confirm, [.function(9), .control("d")], Message(en: "do it", es: "hacerlo"), isWriting: true),
      CommandEntry(.close, [.escape], Message(en: "cancel", es: "cancelar")),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let lines = TextWrap.lines(context.wording(text), width: 56)
    let box = area.centered(Size(width: 62, height: lines.count + 6))
    canvas.fill(box, role: .text)
    canvas.frame(box, title: context.wording(title), role: .frameFocus)
    for (index, line) in lines.enumerated() { canvas.text(line, at: Point(x: box.x + 3, y: box.y + 1 + index), width: box.width - 6) }
    field.draw(on: &canvas, in: Rect(x: box.x + 3, y: box.y + lines.count + 2, width: box.width - 6, height: 1), isFocused: true)
    let hint = isTooShort ? Message(en: "! At least \(minimum) characters.", es: "! Al menos \(minimum) caracteres.") : Message(en: "F9 does it, Esc leaves everything as it is.", es: "F9 lo hace, Esc lo deja todo como está.")
    canvas.text(context.wording(hint), at: Point(x: box.x + 3, y: box.maxY - 2), width: box.width - 6, role: isTooShort ? .fieldError : .textMuted)
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape): return .close
    case .key(.function(9)), .key(.control("d")):
      let reason = field.text.split(separator: " ").joined(separator: " ")
      guard reason.count >= minimum else {
        isTooShort = true
        return .stay
      }
      confirmed(reason)
      return .close
    default:
      _ = field.handle(event)
      return .stay
    }
  }
}
