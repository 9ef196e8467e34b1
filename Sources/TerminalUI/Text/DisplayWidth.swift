/// Columns of text on a terminal, as shown after the funnel.
public enum DisplayWidth {
  /// The columns a text takes. Equals what ncurses and the terminal count.
  public static func of(_ text: String, glyphs: GlyphSet = .utf8) -> Int {
    var width = 0
    TextFunnel.forEachCell(of: text, glyphs: glyphs) {
      width += $0.width
      return true
    }
    return width
  }

  /// The text cut to `width` columns with `~` at the end where something is missing, else the whole of it.
  public static func fitted(_ text: String, width: Int, glyphs: GlyphSet = .utf8) -> String {
    FittedText(text, width: max(0, width), glyphs: glyphs).cells.map(\.text).joined()
  }

  /// The longest beginning of a text, in characters, that fits `width` columns.
  public static func prefix(of text: String, width: Int, glyphs: GlyphSet = .utf8) -> Substring {
    var used = 0
    var end = text.startIndex
    for index in text.indices {
      used += of(String(text[index]), glyphs: glyphs)
      if used > width { break }
      end = text.index(after: index)
    }
    return text[..<end]
  }
}
