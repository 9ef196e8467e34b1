import CVTerm

/// libvterm as a screen: bytes in, cells out. Without a process; `TerminalSession` adds one.
public final class Emulator {
  public private(set) var columns: Int
  public private(set) var rowCount: Int
  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let watch: UnsafeMutablePointer<VTWatch>

  public init(columns: Int, rows: Int) {
    self.columns = columns
    rowCount = rows
    terminal = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(terminal, 1)
    screen = vterm_obtain_screen(terminal)
    watch = vt_watch(screen)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    vt_unwatch(watch)
  }

  /// Shows bytes; returns what the terminal answers to questions in them.
  @discardableResult
  public func show(_ bytes: some Collection<UInt8>) -> [UInt8] {
    // libvterm 0.1.4 loses its place when a piece ends inside a sequence or a character; single bytes it gets right.
    for byte in bytes {
      var byte = CChar(bitPattern: byte)
      vterm_input_write(terminal, &byte, 1)
    }
    var answer = [CChar](repeating: 0, count: 4_096)
    let count = Int(vterm_output_read(terminal, &answer, answer.count))
    return answer.prefix(count).map { UInt8(bitPattern: $0) }
  }

  public func resize(columns: Int, rows: Int) {
    self.columns = columns
    rowCount = rows
    vterm_set_size(terminal, Int32(rows), Int32(columns))
  }

  public func cell(row: Int, column: Int) -> ScreenCell {
    ScreenCell(vt_cell(screen, Int32(row), Int32(column)))
  }

  /// A row as text without trailing spaces; wide characters once.
  public func row(_ row: Int) -> String {
    var text = ""
    for column in 0..<columns { text += cell(row: row, column: column).text }
    while text.last == " " { text.removeLast() }
    return text
  }

  public var rows: [String] { (0..<rowCount).map(row) }

  /// Where the cursor stands, from 0.
  public var cursor: (row: Int, column: Int) {
    var place = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &place)
    return (Int(place.row), Int(place.col))
  }

  public var isCursorVisible: Bool { watch.pointee.cursorVisible != 0 }
  public var isAlternateScreen: Bool { watch.pointee.alternateScreen != 0 }
  public var isMouseOn: Bool { watch.pointee.mouse != 0 }
  public var bells: Int { Int(watch.pointee.bells) }

  /// Lines that left the top of the ordinary screen.
  public var scrollback: String {
    guard let codes = watch.pointee.scrolled else { return "" }
    return String(String.UnicodeScalarView((0..<watch.pointee.scrolledLength).compactMap { Unicode.Scalar(codes[$0]) }))
  }
}
