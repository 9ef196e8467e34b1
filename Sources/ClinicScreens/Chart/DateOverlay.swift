import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let goToDate = Command("overlay.go-to-date")
}

/// Asks for a date in any usual spelling.
@UIActor
final class DateOverlay: Overlay {
  private var field = TextField(maximumLength: 10, accepts: .date)
  private var isWrong = false
  private let go: (CalendarDate) -> Void

  init(go: @escaping (CalendarDate) -> Void) { self.go = go }

  var entries: [CommandEntry] {
    [CommandEntry(.goToDate, [.enter], Message(en: "go", es: "ir")), .closeEntry]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let box = area.centered(Size(width: 46, height: 6))
    canvas.fill(box, role: .text)
    canvas.frame(box, title: context.wording(Message(en: "Go to date", es: "Ir a la fecha")), role: .frameFocus)
    field.draw(on: &canvas, in: Rect(x: box.x + 3, y: box.y + 2, width: 14, height: 1), isFocused: true)
    let hint =
      isWrong
      ? Message(en: "! Not a date. 12/03/2026 or 2026-03-12", es: "! No es una fecha. 12/03/2026 o 2026-03-12")
      : Message(en: "12032026, 12/03/2026 or 2026-03-12", es: "12032026, 12/03/2026 o 2026-03-12")
    canvas.text(
      context.wording(hint), at: Point(x: box.x + 3, y: box.y + 4), width: box.width - 6, role: isWrong ? .fieldError : .textMuted
    )
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape): return .close
    case .key(.enter):
      guard case .success(let date) = CalendarDate.parse(field.text) else {
        isWrong = true
        return .stay
      }
      go(date)
      return .close
    default:
      if field.handle(event) == .changed { isWrong = false }
      return .stay
    }
  }
}
