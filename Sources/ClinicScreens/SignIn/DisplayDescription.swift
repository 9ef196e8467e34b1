import TerminalUI

/// What this terminal can show, as the start of the program found it.
public struct DisplayDescription: Hashable, Sendable {
  public var size: Size
  public var glyphs: GlyphSet
  public var depth: ColorDepth
  /// What curves are drawn with in UTF-8.
  public var dots: DotStyle
  /// The theme in use, by name.
  public var theme: String
  /// The terminal's type, as TERM says.
  public var terminal: String

  public init(size: Size, glyphs: GlyphSet, depth: ColorDepth, theme: String, terminal: String, dots: DotStyle = .braille) {
    self.size = size
    self.glyphs = glyphs
    self.depth = depth
    self.theme = theme
    self.terminal = terminal
    self.dots = dots
  }

  var line: Message {
    let characters: Message =
      glyphs == .ascii ? Message(verbatim: "ASCII")
      : dots == .braille ? Message(verbatim: "UTF-8") : Message(en: "UTF-8 in blocks", es: "UTF-8 en bloques")
    let colors: Message =
      switch depth {
      case .mono: Message(en: "no colours", es: "sin colores")
      case .c16: Message(en: "16 colours", es: "16 colores")
      case .c256: Message(en: "256 colours", es: "256 colores")
      case .direct: Message(en: "true colour", es: "color real")
      }
    return Message(
      en: "Display: \(characters.english), \(colors.english), theme \(theme)",
      es: "Pantalla: \(characters.spanish), \(colors.spanish), tema \(theme)")
  }
}
