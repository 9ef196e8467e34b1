/// A Swift file taken apart: code without comments and strings, and the comments and strings on their own.
///
/// Good for the questions asked here, not a compiler: regular-expression literals are not known.
struct SwiftSource {
  struct Literal: Hashable {
    var line: Int
    /// What is between the quotes; every interpolation is one "\u{FFFC}".
    var text: String
    /// Names of the calls whose parentheses it stands in, outermost first: ["wording", "Message"].
    var calls: [String]
    /// The label of the argument it belongs to in the innermost call, also where it stands in an array of that argument.
    var label: String?
    fileprivate var position: Int

    var isInterpolated: Bool { text.contains("\u{FFFC}") }
  }

  struct Comment: Hashable {
    var line: Int
    var text: String
  }

  /// The file with comments and the contents of strings blanked; what is interpolated is code and stays. Lines keep
  /// their numbers.
  let code: String
  let literals: [Literal]
  let comments: [Comment]

  init(_ text: String) {
    var lexer = Lexer(bytes: Array(text.utf8))
    lexer.readCode(untilParenthesis: false)
    code = String(decoding: lexer.code, as: UTF8.self)
    literals = lexer.literals.sorted { $0.position < $1.position }
    comments = lexer.comments
  }

  /// Lines of code that hold something the expression finds, with their numbers from 1.
  func lines(matching isFound: (Substring) -> Bool) -> [(number: Int, text: Substring)] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    return lines.filter { isFound($0.element) }.map { ($0.offset + 1, $0.element) }
  }
}

private struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var line = 1
  var code: [UInt8] = []
  var literals: [SwiftSource.Literal] = []
  var comments: [SwiftSource.Comment] = []
  var calls: [Call] = []

  /// A parenthesis that is open.
  struct Call {
    var name: String
    var label: String?
    /// Open brackets and braces within it: a comma there does not end the argument.
    var nesting = 0
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")

  private func starts(_ text: String) -> Bool {
    var place = position
    for byte in text.utf8 {
      guard place < bytes.count, bytes[place] == byte else { return false }
      place += 1
    }
    return true
  }

  private mutating func take(asCode: Bool) {
    let byte = bytes[position]
    if byte == Self.newline { line += 1 }
    code.append(asCode || byte == Self.newline ? byte : UInt8(ascii: " "))
    position += 1
  }

  private mutating func take(_ count: Int, asCode: Bool) {
    for _ in 0..<min(count, bytes.count - position) { take(asCode: asCode) }
  }

  /// Reads to the end, or to the parenthesis that ends an interpolation.
  mutating func readCode(untilParenthesis: Bool) {
    let depth = calls.count
    while position < bytes.count {
      if starts("//") {
        readLineComment()
      } else if starts("/*") {
        readBlockComment()
      } else if starts("'\"'") || starts("'\\\"'") {
        take(starts("'\"'") ? 3 : 4, asCode: false)   // a quote as a character of C
      } else if let hashes = stringStart() {
        readString(hashes: hashes)
      } else if bytes[position] == UInt8(ascii: "(") {
        calls.append(Call(name: nameBefore()))
        take(asCode: true)
      } else if bytes[position] == UInt8(ascii: ")") {
        if untilParenthesis, calls.count == depth { return }
        if calls.count > depth { calls.removeLast() }
        take(asCode: true)
      } else {
        noteArgument()
        take(asCode: true)
      }
    }
  }

  private mutating func noteArgument() {
    guard !calls.isEmpty else { return }
    let last = calls.count - 1
    switch bytes[position] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): calls[last].nesting += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): calls[last].nesting -= 1
    case UInt8(ascii: ",") where calls[last].nesting == 0: calls[last].label = nil
    case UInt8(ascii: ":") where calls[last].nesting == 0: calls[last].label = nameBefore()
    default: break
    }
  }

  /// The name just before here: "canvas.text" before its parenthesis, "" for a plain parenthesis.
  private func nameBefore() -> String {
    let name = code.reversed().prefix { byte in
      let character = Character(Unicode.Scalar(byte))
      return byte < 128 && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }
    return String(decoding: name.reversed(), as: UTF8.self)
  }

  private mutating func readLineComment() {
    let (start, number) = (position, line)
    while position < bytes.count, bytes[position] != Self.newline { take(asCode: false) }
    comments.append(.init(line: number, text: String(decoding: bytes[start..<position], as: UTF8.self)))
  }

  private mutating func readBlockComment() {
    let (start, number) = (position, line)
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        take(2, asCode: false)
      } else if starts("*/") {
        depth -= 1
        take(2, asCode: false)
      } else {
        take(asCode: false)
      }
    } while depth > 0 && position < bytes.count
    comments.append(.init(line: number, text: String(decoding: bytes[start..<position], as: UTF8.self)))
  }

  /// The number of # before the quotes where a string begins here.
  private func stringStart() -> Int? {
    var hashes = 0
    while position + hashes < bytes.count, bytes[position + hashes] == Self.hash { hashes += 1 }
    return position + hashes < bytes.count && bytes[position + hashes] == Self.quote ? hashes : nil
  }

  private mutating func readString(hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    take(hashes, asCode: true)
    let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
    let (start, number, enclosing) = (position, line, calls)
    var text: [UInt8] = []
    take(quotes.utf8.count, asCode: true)
    while position < bytes.count, !starts(quotes + marks) {
      if starts("\\" + marks + "(") {
        take(1 + hashes + 1, asCode: false)
        let outer = calls
        readCode(untilParenthesis: true)
        calls = outer
        take(1, asCode: false)
        text += Array("\u{FFFC}".utf8)
      } else if starts("\\" + marks) {
        text += bytes[position..<min(position + hashes + 2, bytes.count)]
        take(hashes + 2, asCode: false)
      } else {
        text.append(bytes[position])
        take(asCode: false)
      }
    }
    take(quotes.utf8.count + hashes, asCode: true)
    literals.append(.init(
      line: number, text: String(decoding: text, as: UTF8.self), calls: enclosing.map(\.name),
      label: enclosing.last?.label, position: start))
  }
}
