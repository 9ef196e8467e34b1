import CNcurses
import EventLoop
import Glibc
import TerminalUI

extension NcursesTerminal {
  /// Shows a canvas: only the difference is sent, by one `write()`; nothing where nothing changed. While the terminal is too
  /// slow, the newest canvas waits and those before it are skipped.
  public func present(_ canvas: Canvas) {
    guard isRunning, !isHungUp, let output, let styles else { return }
    if output.isBusy {
      waiting = canvas
      return
    }
    guard shown != canvas || canvas.bellRequested else { return }
    let bytes = output.gather {
      put(canvas, styles)
      paint(canvas)
    }
    frames += 1
    shown = canvas
    shown?.bellRequested = false
    output.send(bytes)
  }

  /// Another theme for what is shown and all that follows.
  public func setTheme(_ theme: any ThemeStyle) {
    self.theme = theme
    styles?.reset()
    guard let canvas = waiting ?? shown else { return }
    shown = nil
    present(canvas)
  }

  /// Sends the whole screen again, whatever the terminal shows now.
  public func redraw() {
    guard isRunning, !isHungUp, let output, !output.isBusy else { return }
    output.send(output.gather { wrefresh(nc_curscr()) })
  }

  /// Rings, without a canvas.
  public func bell() {
    guard isRunning, !isHungUp, let output else { return }
    output.send(output.gather { beep() })
  }

  func presentWaiting() {
    guard let canvas = waiting else { return }
    waiting = nil
    present(canvas)
  }

  /// Hands the rows that changed to ncurses, whole: it blanks halves of wide characters on its own account.
  private func put(_ canvas: Canvas, _ styles: StyleTable) {
    let before = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    if before == nil {
      let text = styles.curses(for: .text, theme: theme)
      nc_set_background(nc_stdscr(), text.attributes, text.pair)
      werase(nc_stdscr())
    }
    let width = canvas.size.width
    for y in 0..<min(canvas.size.height, size.height) {
      let row = (y * width)..<((y + 1) * width)
      if let before, before.cells[row] == canvas.cells[row] { continue }
      for x in 0..<min(width, size.width) {
        let cell = canvas.cells[row.lowerBound + x]
        if cell.isContinuation { continue }
        let isWide = x + 1 < width && canvas.cells[row.lowerBound + x + 1].isContinuation
        put(cell, isWide ? 2 : 1, Point(x: x, y: y), styles.curses(for: cell.role, theme: theme))
      }
    }
  }

  private func put(_ cell: Cell, _ width: Int, _ point: Point, _ style: StyleTable.Curses) {
    var text = glyphs == .ascii && !cell.text.utf8.allSatisfy { $0 < 0x80 } ? String(repeating: "?", count: width) : cell.text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        nc_put_cell(nc_stdscr(), Int32(point.y), Int32(point.x), $0.baseAddress, Int32($0.count), Int32(width), style.attributes, style.pair)
      }
    }
  }

  /// Lets ncurses write: the cells, the bell, and last the cursor on its place.
  private func paint(_ canvas: Canvas) {
    let window = nc_stdscr()
    let cursor = canvas.cursor.map { Point(x: min(max(0, $0.x), size.width - 1), y: min(max(0, $0.y), size.height - 1)) }
    if isCursorVisible != (cursor != nil) {
      isCursorVisible = cursor != nil
      curs_set(cursor != nil ? 1 : 0)
    }
    if let cursor { wmove(window, Int32(cursor.y), Int32(cursor.x)) }
    wnoutrefresh(window)
    doupdate()
    if canvas.bellRequested { beep() }
  }
}
