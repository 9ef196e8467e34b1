/// Rows of a file of comma-separated values (RFC 4180): fields in quotes may hold separators, line ends and doubled quotes; a
/// byte-order mark and any line end are accepted. The separator is the comma, or the semicolon where the first line has more of
/// them.
struct CSVReader: Sequence, IteratorProtocol {
  struct Row {
    /// The line its first field stands on, counted from 1.
    var line: Int
    var fields: [String]

    /// A field by its place; empty where the row is shorter.
    subscript(place: Int) -> String { fields.indices.contains(place) ? fields[place] : "" }
  }

  private let text: [UInt8]
  private let separator: UInt8
  private var place: Int
  private var line = 1

  private static let (quote, comma, semicolon, feed, carriageReturn) = (
    UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\n"), UInt8(ascii: "\r")
  )

  init(_ bytes: [UInt8]) {
    text = bytes
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.prefix { $0 != Self.feed && $0 != Self.carriageReturn }
    separator = first.count { $0 == Self.semicolon } > first.count { $0 == Self.comma } ? Self.semicolon : Self.comma
  }

  mutating func next() -> Row? {
    guard place < text.count else { return nil }
    var row = Row(line: line, fields: [])
    while true {
      row.fields.append(field())
      guard place < text.count else { return row }
      let byte = text[place]
      place += 1
      guard byte != separator else { continue }
      if byte == Self.carriageReturn, place < text.count, text[place] == Self.feed { place += 1 }
      line += 1
      return row
    }
  }

  /// Up to the separator or the end of the line, which stays.
  private mutating func field() -> String {
    var bytes: [UInt8] = []
    var isQuoted = false
    while place < text.count {
      let byte = text[place]
      if byte == Self.quote {
        if isQuoted, place + 1 < text.count, text[place + 1] == Self.quote {
          bytes.append(byte)
          place += 1
        } else {
          isQuoted.toggle()
        }
      } else if !isQuoted, byte == separator || byte == Self.feed || byte == Self.carriageReturn {
        break
      } else {
        if byte == Self.feed { line += 1 }
        bytes.append(byte)
      }
      place += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
