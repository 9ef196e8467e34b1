import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let confirm = Command("overlay.confirm")
}

/// Asks before something is done that cannot be undone, and where that is wanted for a reason in words; F9 does it, never the key
/// that opened the question.
@UIActor
final class ConfirmOverlay: Overlay {
  private let title: Message
  private let text: Message
  /// The characters the reason needs; 0 asks for none.
  private let minimum: Int
  private let confirmed: (String) -> Void
  /// Where the reason is kept while it is typed.
  private let sentence: Sentence?
  private let wasRestored: Bool
  private var field = TextField(maximumLength: 300)
  private var isTooShort = false

  /// A sentence is kept through a lost terminal; whoever stores it ends it.
  init(
    title: Message, text: Message, minimum: Int = 0, sentence: Sentence? = nil, confirmed: @escaping (String) -> Void
  ) {
    self.title = title
    self.text = text
    self.minimum = minimum
    self.sentence = sentence
    self.confirmed = confirmed
    field.setText(sentence?.text ?? "")
    wasRestored = !field.isEmpty
  }

  var isForm: Bool { true }

  var entries: [CommandEntry] {
    [
      CommandEntry(.confirm, [.function(9), .control("d")], Message(en: "do it", es: "hacerlo"), isWriting: true),
      CommandEntry(.close, [.escape], Message(en: "cancel", es: "cancelar")),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let lines = Canvas.lines(wording(text), width: 56, canvas.glyphs).count
    let inside = canvas.box(in: area, Size(width: 62, height: lines + (minimum > 0 ? 8 : 6)), title: wording(title))
    canvas.wrapped(wording(text), in: inside)
    var hint = Message(en: "F9 does it, Esc leaves everything as it is.", es: "F9 lo hace, Esc lo deja todo como está.")
    if wasRestored { hint = Message(en: "Your draft was brought back. F9 does it.", es: "Se recuperó su borrador. F9 lo hace.") }
    if isTooShort { hint = Message(en: "! At least \(minimum) characters.", es: "! Al menos \(minimum) caracteres.") }
    let last = Point(x: inside.x, y: inside.maxY - 1)
    canvas.text(wording(hint), at: last, width: inside.width, role: isTooShort ? .fieldError : .textMuted)
    if minimum > 0 {
      field.draw(on: &canvas, in: Rect(x: inside.x, y: inside.y + lines + 1, width: inside.width, height: 1), isFocused: true)
    } else {
      canvas.cursor = inside.origin
    }
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
      if minimum > 0, field.handle(event) == .changed { isTooShort = false }
      sentence?.type(field.text)
      return .stay
    }
  }
}
