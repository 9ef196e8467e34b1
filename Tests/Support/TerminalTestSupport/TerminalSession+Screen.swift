extension TerminalSession {
  /// The screen's rows without trailing spaces.
  public var rows: [String] { emulator.rows }

  /// The rows as one text, for messages of failing tests.
  public var screen: String { rows.joined(separator: "\n") }

  public func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// The first row that contains a text; nil where none does.
  public func line(containing text: String) -> String? { rows.first { $0.contains(text) } }

  /// The first place of a text on the screen, as row and column of cells.
  public func find(_ text: String) -> (row: Int, column: Int)? {
    for (row, line) in rows.enumerated() where line.contains(text) {
      for column in 0..<emulator.columns {
        var rest = text[...]
        var place = column
        while let next = rest.first, place < emulator.columns {
          let cell = emulator.cell(row: row, column: place)
          guard !cell.text.isEmpty, cell.text == String(next) else { break }
          rest.removeFirst()
          place += max(1, cell.width)
        }
        if rest.isEmpty { return (row, column) }
      }
    }
    return nil
  }

  public func cell(row: Int, column: Int) -> ScreenCell { emulator.cell(row: row, column: column) }
  public var cursor: (row: Int, column: Int) { emulator.cursor }
  public var isCursorVisible: Bool { emulator.isCursorVisible }
  public var isAlternateScreen: Bool { emulator.isAlternateScreen }

  /// What was sent from this byte on, as text with invalid bytes replaced; `output.count` before an action is its mark.
  public func outputText(from mark: Int = 0) -> String { String(decoding: output[mark...], as: UTF8.self) }

  /// How often a sequence of bytes was sent.
  public func count(_ sequence: String, from mark: Int = 0) -> Int {
    let wanted = Array(sequence.utf8)
    guard !wanted.isEmpty, output.count - mark >= wanted.count else { return 0 }
    return (mark...(output.count - wanted.count)).count { Array(output[$0..<($0 + wanted.count)]) == wanted }
  }

  /// Colour codes sent: SGR with a parameter of 30-38, 40-48, 90-97 or 100-107. 39 and 49 are defaults, not colours.
  public func colorCodes(from mark: Int = 0) -> [String] {
    SequenceScanner.sequences(in: output[mark...]).filter { sequence in
      guard sequence.hasPrefix("\u{1B}["), sequence.hasSuffix("m") else { return false }
      let parameters = sequence.dropFirst(2).dropLast().split { $0 == ";" || $0 == ":" }.compactMap { Int($0) }
      return parameters.contains { (30...38).contains($0) || (40...48).contains($0) || (90...97).contains($0) || (100...107).contains($0) }
    }
  }
}

/// Finds the escape sequences in a stream of bytes.
public enum SequenceScanner {
  /// Sequences in order: CSI with parameters and final byte, OSC and other strings to their end, two-byte and charset escapes.
  public static func sequences(in bytes: some Collection<UInt8>) -> [String] {
    var result: [String] = []
    let bytes = Array(bytes)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == 0x1B else {
        place += 1
        continue
      }
      let end = sequenceEnd(bytes, place)
      result.append(String(decoding: bytes[place..<end], as: UTF8.self))
      place = end
    }
    return result
  }

  private static func sequenceEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var place = start + 1
    guard place < bytes.count else { return place }
    switch bytes[place] {
    case UInt8(ascii: "["):
      place += 1
      while place < bytes.count, (0x20..<0x40).contains(bytes[place]) { place += 1 }
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      while place < bytes.count, bytes[place] != 0x07, bytes[place] != 0x1B { place += 1 }
      if place + 1 < bytes.count, bytes[place] == 0x1B { place += 1 }
    case 0x20..<0x30:
      while place < bytes.count, (0x20..<0x30).contains(bytes[place]) { place += 1 }
    default: break
    }
    return min(place + 1, bytes.count)
  }
}
