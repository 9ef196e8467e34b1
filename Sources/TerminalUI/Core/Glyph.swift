/// Which characters a terminal can show.
public enum GlyphSet: String, Sendable, CaseIterable {
  /// Any text, lines and braille.
  case utf8
  /// No byte above 127: accents folded, other scripts as `?`.
  case ascii
}

/// How the dots of a curve are drawn where there is more than ASCII: two by four in a cell, or, in fonts without braille, two by two.
public enum DotStyle: String, Sendable, CaseIterable {
  case braille
  case blocks

  /// Quadrants by what of them is set: 1 top left, 2 top right, 4 bottom left, 8 bottom right.
  private static let quadrants: [Unicode.Scalar] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"]

  /// The sign for eight dots as braille numbers them.
  func text(_ dots: UInt8) -> String {
    switch self {
    case .braille: return Unicode.Scalar(0x2800 + UInt32(dots)).map(String.init) ?? " "
    case .blocks:
      let halves: [UInt8] = [0x03, 0x18, 0x44, 0xA0]
      let place = halves.enumerated().reduce(0) { $0 | (dots & $1.element == 0 ? 0 : 1 << $1.offset) }
      return String(Self.quadrants[place])
    }
  }
}

/// A named sign that is not data, one column wide in both forms.
public struct Glyph: Hashable, Sendable {
  public let utf8: String
  public let ascii: String

  /// Both forms are one code point of one column; `ascii` is below 128. Anything else shows as `?`.
  public init(_ utf8: Unicode.Scalar, ascii: Unicode.Scalar) {
    self.utf8 = ScalarClass(of: utf8) == .narrow ? String(utf8) : "?"
    self.ascii = (0x20..<0x7F).contains(ascii.value) ? String(ascii) : "?"
  }

  /// The form for this set.
  public func text(_ glyphs: GlyphSet) -> String { glyphs == .utf8 ? utf8 : ascii }

  public static let horizontal = Glyph("─", ascii: "-")
  public static let vertical = Glyph("│", ascii: "|")
  public static let topLeft = Glyph("╭", ascii: "+")
  public static let topRight = Glyph("╮", ascii: "+")
  public static let bottomLeft = Glyph("╰", ascii: "+")
  public static let bottomRight = Glyph("╯", ascii: "+")
  public static let teeLeft = Glyph("├", ascii: "+")
  public static let teeRight = Glyph("┤", ascii: "+")
  public static let teeTop = Glyph("┬", ascii: "+")
  public static let teeBottom = Glyph("┴", ascii: "+")
  public static let cross = Glyph("┼", ascii: "+")

  /// The end of a text that did not fit.
  public static let cut = Glyph("~", ascii: "~")
  public static let marker = Glyph(">", ascii: ">")
  public static let bullet = Glyph("•", ascii: "*")
  public static let check = Glyph("✓", ascii: "x")
  public static let mask = Glyph("•", ascii: "*")
  public static let up = Glyph("↑", ascii: "^")
  public static let down = Glyph("↓", ascii: "v")
  public static let left = Glyph("←", ascii: "<")
  public static let right = Glyph("→", ascii: ">")
  public static let scrollTrack = Glyph("│", ascii: "|")
  public static let scrollThumb = Glyph("█", ascii: "#")

  public static let chartPoint = Glyph("●", ascii: "o")
  public static let chartTarget = Glyph("╌", ascii: "-")
  public static let chartBand = Glyph(" ", ascii: ":")
  public static let chartCursor = Glyph("│", ascii: "|")

  /// Eight heights, lowest first.
  public static let bars = [
    Glyph("▁", ascii: "."), Glyph("▂", ascii: ":"), Glyph("▃", ascii: "-"), Glyph("▄", ascii: "="),
    Glyph("▅", ascii: "+"), Glyph("▆", ascii: "*"), Glyph("▇", ascii: "%"), Glyph("█", ascii: "#"),
  ]
}
