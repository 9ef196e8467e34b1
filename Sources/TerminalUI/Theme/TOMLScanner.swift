/// What is wrong with a line of a TOML file.
struct TOMLMistake: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Reads keys and values of a TOML text byte by byte.
struct TOMLScanner {
  private let bytes: [UInt8]
  private var place = 0
  /// The line being read, from 1.
  private(set) var line = 1

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next byte; nil at the end.
  var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func advance() { place += 1 }

  mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x09 { place += 1 }
  }

  mutating func expect(_ sign: Unicode.Scalar, _ place: String) throws(TOMLMistake) {
    skipSpaces()
    guard peek == UInt8(ascii: sign) else { throw TOMLMistake("expected \(sign) \(place)") }
    advance()
  }

  /// Spaces, a comment and the line's end; nothing else.
  mutating func endOfLine() throws(TOMLMistake) {
    skipSpaces()
    if peek == UInt8(ascii: "#") {
      while let byte = peek, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
        guard byte >= 0x20 || byte == 0x09, byte != 0x7F else { throw TOMLMistake("a control character in a comment") }
        advance()
      }
    }
    if peek == UInt8(ascii: "\r") { advance() }
    guard let byte = peek else { return }
    guard byte == UInt8(ascii: "\n") else { throw TOMLMistake("more on the line than belongs there") }
    advance()
    line += 1
  }

  /// A key: parts divided by points, each bare or quoted.
  mutating func key() throws(TOMLMistake) -> [String] {
    var parts: [String] = []
    while true {
      skipSpaces()
      if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") {
        parts.append(try string())
      } else {
        let word = take { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        guard !word.isEmpty else { throw TOMLMistake("expected a key") }
        parts.append(word)
      }
      skipSpaces()
      guard peek == UInt8(ascii: ".") else { return parts }
      advance()
    }
  }

  /// A string, number or boolean.
  mutating func scalar() throws(TOMLMistake) -> TOMLNode {
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "["): throw TOMLMistake("lists have no use in a theme")
    default: break
    }
    let word = take { $0.isLetterOrDigit || "+-._:".utf8.contains($0) }
    switch word {
    case "": throw TOMLMistake("expected a value")
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    let digits = word.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    guard let first = digits.first, (0x30...0x39).contains(first), digits.count + 1 >= word.utf8.count,
      digits.allSatisfy({ (0x30...0x39).contains($0) || "._eE+-".utf8.contains($0) })
    else { throw TOMLMistake("\(word.prefix(40)) is no string, number, true or false") }
    let plain = word.filter { $0 != "_" }
    if let integer = Int(plain) { return .integer(integer) }
    guard let number = Double(plain), number.isFinite, plain.contains(".") || plain.lowercased().contains("e") else {
      throw TOMLMistake("\(word.prefix(40)) is no number a theme can use")
    }
    return .number(number)
  }

  private mutating func take(while belongs: (UInt8) -> Bool) -> String {
    let start = place
    while let byte = peek, belongs(byte) { advance() }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func string() throws(TOMLMistake) -> String {
    guard let quote = peek else { return "" }
    advance()
    if peek == quote, place + 1 < bytes.count, bytes[place + 1] == quote {
      throw TOMLMistake("strings of several lines have no use in a theme")
    }
    var content: [UInt8] = []
    while let byte = peek {
      advance()
      if byte == quote { return String(decoding: content, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        content.append(contentsOf: String(try escaped()).utf8)
        continue
      }
      guard byte >= 0x20 || byte == 0x09, byte != 0x7F else { throw TOMLMistake("the string is not closed on its line") }
      content.append(byte)
    }
    throw TOMLMistake("the string is not closed on its line")
  }

  private mutating func escaped() throws(TOMLMistake) -> Unicode.Scalar {
    let sign = peek
    advance()
    switch sign {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "u"): return try scalar(digits: 4)
    case UInt8(ascii: "U"): return try scalar(digits: 8)
    default: throw TOMLMistake("a backslash before something it does not go with")
    }
  }

  private mutating func scalar(digits: Int) throws(TOMLMistake) -> Unicode.Scalar {
    guard place + digits <= bytes.count else { throw TOMLMistake("the string is not closed on its line") }
    let text = String(decoding: bytes[place..<(place + digits)], as: UTF8.self)
    guard text.utf8.count == digits, text.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw TOMLMistake("\\u wants \(digits) hexadecimal digits of a character") }
    place += digits
    return scalar
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
