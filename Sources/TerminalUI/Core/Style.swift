/// A colour as a terminal takes it.
public enum TerminalColor: Hashable, Sendable {
  /// A palette index: 0-15 the terminal's own named colours, 16-255 the fixed cube and grey ramp.
  case index(Int)
  /// Red, green, blue; only for terminals with direct colour.
  case rgb(UInt8, UInt8, UInt8)
}

/// What is done to text besides its colour. Blink is left out on purpose.
public struct TextAttributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = TextAttributes(rawValue: 1)
  public static let dim = TextAttributes(rawValue: 2)
  public static let italic = TextAttributes(rawValue: 4)
  public static let underline = TextAttributes(rawValue: 8)
  public static let reverse = TextAttributes(rawValue: 16)
}

/// How a role looks on one terminal; nil is the terminal's own default colour.
public struct ResolvedStyle: Hashable, Sendable {
  public var fg: TerminalColor?
  public var bg: TerminalColor?
  public var attributes: TextAttributes

  public init(fg: TerminalColor? = nil, bg: TerminalColor? = nil, attributes: TextAttributes = []) {
    self.fg = fg
    self.bg = bg
    self.attributes = attributes
  }
}

/// How many colours a terminal has, from none to 24 bits.
public enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  case mono, c16, c256, direct

  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// Gives roles their look; the themes do. At `.mono` no style may hold a colour.
public protocol ThemeStyle: Sendable {
  /// The look of a role at this depth; asked once per role, depth and theme.
  func style(for role: Role, depth: ColorDepth) -> ResolvedStyle
}
