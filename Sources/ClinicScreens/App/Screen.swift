import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// One screen of the application: draws its view model, owns its key table.
@UIActor
protocol Screen: AnyObject {
  /// What may be done now, in the order of the help bar.
  var entries: [CommandEntry] { get }
  /// Shown in the status line.
  var title: Message { get }
  /// Text goes to a field now: letters are text, not commands.
  var isEditingText: Bool { get }
  /// Draws into the area; sets `canvas.cursor` on the selection or caret.
  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext)
  /// Keys of fields and lists, before the key table; true when used.
  func handle(_ event: InputEvent) -> Bool
  func perform(_ command: Command)
}

extension Screen {
  var isEditingText: Bool { false }
}

/// What drawing needs besides the view model.
struct DrawContext {
  var wording: Wording
  var clock: ClinicClock
  var now: Instant
  /// A slow line: no selection bar, the marker alone.
  var markerOnly: Bool = false
  /// Background tints can be shown. Without them, or without any colour, what they would say has to be written.
  var showsTints: Bool = true

  var today: CalendarDate { clock.local(now).date }
}
