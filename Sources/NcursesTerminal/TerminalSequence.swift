import CNcurses

/// The few sequences that terminfo does not name; none is ever built from data.
enum TerminalSequence {
  /// Bracketed paste on; no reordering of right-to-left text by the terminal (ECMA-48 BDSM), which would move a birth date to
  /// the other side of the name before it. Terminals that do not know the second one ignore it.
  static let begin = Array("\u{1B}[?2004h\u{1B}[8l".utf8)
  /// The reverse.
  static let end = Array("\u{1B}[?2004l\u{1B}[8h".utf8)
  static let clearScrollback = Array("\u{1B}[3J".utf8)

  /// A capability without parameters as bytes, padding such as `$<5>` left out; empty where the terminal has none.
  static func capability(_ name: String) -> [UInt8] {
    guard let text = nc_capability(name) else { return [] }
    let bytes = Array(String(cString: text).utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "$"), bytes[place...].dropFirst().first == UInt8(ascii: "<"),
        let end = bytes[place...].firstIndex(of: UInt8(ascii: ">"))
      {
        place = end + 1
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }
}
