import CLinux
import Glibc
import TerminalUI

/// The terminal's size, kept within what a screen can be.
enum ScreenSize {
  static let maximum = Size(width: 500, height: 200)

  static func current() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard linux_window_size(STDIN_FILENO, &rows, &columns) == 0 else { return clamped(columns: 0, rows: 0) }
    return clamped(columns: Int(columns), rows: Int(rows))
  }

  /// 0 means the terminal does not know: 80 x 24.
  static func clamped(columns: Int, rows: Int) -> Size {
    Size(width: columns <= 0 ? 80 : min(columns, maximum.width), height: rows <= 0 ? 24 : min(rows, maximum.height))
  }
}
