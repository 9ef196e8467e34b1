extension TerminalSession {
  /// Presses keys by their spelling, as xterm sends them: `Down`, `Enter`, `Ctrl-L`, `Alt-4`, `F9`, `Shift-Tab`, `Esc`, or one
  /// character. All in one burst; nothing where a name is unknown.
  public func press(_ names: String...) {
    send(names.flatMap { Self.bytes(of: $0) })
  }

  /// Types text, character by character as one burst.
  public func type(_ text: String) { send(text) }

  /// The bytes of one key.
  public static func bytes(of name: String) -> [UInt8] {
    if let sequence = sequences[name] { return Array(sequence.utf8) }
    if name.hasPrefix("Ctrl-"), let code = name.dropFirst(5).uppercased().utf8.first { return [code & 0x1F] }
    if name.hasPrefix("Alt-") { return [0x1B] + Array(name.dropFirst(4).utf8) }
    return name.count == 1 ? Array(name.utf8) : []
  }

  private static let sequences = [
    "Up": "\u{1B}OA", "Down": "\u{1B}OB", "Right": "\u{1B}OC", "Left": "\u{1B}OD", "Home": "\u{1B}OH", "End": "\u{1B}OF",
    "PgUp": "\u{1B}[5~", "PgDn": "\u{1B}[6~", "Ins": "\u{1B}[2~", "Del": "\u{1B}[3~", "Enter": "\r", "Tab": "\t", "Shift-Tab": "\u{1B}[Z",
    "Esc": "\u{1B}", "Backspace": "\u{7F}", "Space": " ", "F1": "\u{1B}OP", "F2": "\u{1B}OQ", "F3": "\u{1B}OR", "F4": "\u{1B}OS",
    "F5": "\u{1B}[15~", "F6": "\u{1B}[17~", "F7": "\u{1B}[18~", "F8": "\u{1B}[19~", "F9": "\u{1B}[20~", "F10": "\u{1B}[21~",
    "F11": "\u{1B}[23~", "F12": "\u{1B}[24~",
  ]
}
