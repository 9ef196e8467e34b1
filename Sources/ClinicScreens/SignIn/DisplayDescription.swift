import TerminalUI

/// What this terminal can show, as the start of the program found it.
public struct DisplayDescription: Hashable, Sendable {
  public var size: Size
  public var glyphs: GlyphSet
  public var depth: ColorDepth
  /// The theme in use, by name.
  public var theme: String
  /// The terminal's type, as TERM says.
  public var terminal: String

  public init(size: Size, glyphs: GlyphSet, depth: ColorDepth, theme: String, terminal: String) {
    self.size = size
    self.glyphs = glyphs
    self.depth = depth
    self.theme = theme
    self.terminal = terminal
  }

  var line: Message {
    let characters = glyphs == .utf8 ? "UTF-8" : "ASCII"
    let colors: Message =
      switch depth {
      case .mono: Message(en: "no colours", es: "sin colores")
      case .c16: Message(en: "16 colours", es: "16 colores")
      case .c256: Message(en: "256 colours", es: "256 colores")
      case .direct: Message(en: "true colour", es: "color real")
      }
    return Message(
      en: "Display: \(characters), \(colors.english), theme \(theme)",
      es: "Pantalla: \(characters), \(colors.spanish), tema \(theme)")
  }
}
