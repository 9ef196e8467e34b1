/// Goes down by CR LF where ncurses erases row after row by addressing each: two bytes for `ESC [ 1 2 d`, which makes sixty bytes of every
/// change of the whole screen.
///
/// Only in the first column, so that it does not matter what the terminal makes of a line feed, and only where the row is known from the
/// sequence before and the next one is wanted. Anything else that could have moved the cursor forgets both, and a frame that scrolls a
/// part of the screen, where a line feed at its last row scrolls it again, goes through as it is.
struct RowStepFilter {
  /// The row of the cursor, from 1; nil: not known.
  private var row: Int?
  private var isInFirstColumn = false

  /// The bytes to send instead of these.
  mutating func reduce(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    let scrolls = Self.setsRegion(bytes)
    var place = 0
    while place < bytes.count {
      guard let sequence = ControlSequence(bytes, at: place) else {
        isInFirstColumn = bytes[place] == 0x0D
        if !isInFirstColumn { row = nil }
        output.append(bytes[place])
        place += 1
        continue
      }
      let before = row
      follow(sequence)
      if isInFirstColumn, !scrolls, sequence.final == UInt8(ascii: "d"), let before, row == before + 1 {
        output += [0x0D, 0x0A]
      } else {
        output += bytes[place..<sequence.end]
      }
      place = sequence.end
    }
    return output
  }

  private static func setsRegion(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0] == 0x1B && ControlSequence(bytes, at: $0)?.final == UInt8(ascii: "r") }
  }

  private mutating func follow(_ sequence: ControlSequence) {
    switch sequence.final {
    case UInt8(ascii: "d"): row = sequence.first
    case UInt8(ascii: "m"), UInt8(ascii: "K"), UInt8(ascii: "X"): break
    case UInt8(ascii: "H"), UInt8(ascii: "f"):
      row = sequence.first
      isInFirstColumn = false
    case UInt8(ascii: "G"): isInFirstColumn = false
    default:
      row = nil
      isInFirstColumn = false
    }
  }
}

/// `ESC [`, parameters in digits and semicolons, and a final byte.
private struct ControlSequence {
  let final: UInt8
  /// The first parameter; 1 where it is left out, nil where it is not a number.
  let first: Int?
  /// The place behind it.
  let end: Int

  init?(_ bytes: [UInt8], at start: Int) {
    guard start + 2 < bytes.count, bytes[start] == 0x1B, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    guard let last = bytes[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
    let parameters = bytes[(start + 2)..<last]
    guard parameters.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    final = bytes[last]
    end = last + 1
    let number = parameters.prefix { $0 != UInt8(ascii: ";") }
    first = number.isEmpty ? 1 : Int(String(decoding: number, as: UTF8.self))
  }
}
