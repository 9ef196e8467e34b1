extension Key: CustomStringConvertible {
  private static let names: [(key: Key, name: String)] = [
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.home, "Home"),
    (.end, "End"), (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"), (.escape, "Esc"), (.backspace, "Backspace"),
    (.delete, "Del"), (.insert, "Ins"), (.character(" "), "Space"),
  ]

  /// As people read it: `Ctrl-L`, `F9`, `Up`, `?`, `Alt-4`, `Space`.
  public var spelling: String {
    switch self {
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .alt(let character): "Alt-" + (character == " " ? "Space" : String(character))
    case .function(let number): "F\(number)"
    default: Self.names.first { $0.key == self }?.name ?? plain
    }
  }

  public var description: String { spelling }

  private var plain: String {
    if case .character(let character) = self { String(character) } else { "?" }
  }

  /// Reads a spelling; nil where it names no key.
  public init?(_ spelling: String) {
    if let named = Self.names.first(where: { $0.name == spelling }) {
      self = named.key
    } else if spelling.count == 1, let character = spelling.first {
      self = .character(character)
    } else if let rest = spelling.dropping("Ctrl-"), rest.count == 1, let letter = rest.lowercased().first, letter.isASCII {
      self = .control(letter)
    } else if spelling == "Alt-Space" {
      self = .alt(" ")
    } else if let rest = spelling.dropping("Alt-"), rest.count == 1, let character = rest.first {
      self = .alt(character)
    } else if let rest = spelling.dropping("F"), let number = Int(rest), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }
}

extension String {
  fileprivate func dropping(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
