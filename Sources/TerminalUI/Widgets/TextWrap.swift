/// Breaks text at spaces for a width in columns.
public enum TextWrap {
  /// The lines, none wider than `width`; a word longer than a line is broken between characters. Line ends in the text are kept,
  /// runs of spaces where the whole line fits.
  public static func lines(_ text: String, width: Int, glyphs: GlyphSet = .utf8) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      wrap(paragraph, width: width, glyphs: glyphs)
    }
  }

  private static func wrap(_ paragraph: Substring, width: Int, glyphs: GlyphSet) -> [String] {
    if DisplayWidth.of(String(paragraph), glyphs: glyphs) <= width { return [String(paragraph)] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in paragraph.split(separator: " ") {
      let columns = DisplayWidth.of(String(word), glyphs: glyphs)
      if used > 0, used + 1 + columns <= width {
        line += " " + word
        used += 1 + columns
        continue
      }
      if used > 0 { lines.append(line) }
      line = ""
      used = 0
      var rest = word
      while DisplayWidth.of(String(rest), glyphs: glyphs) > width {
        let head = DisplayWidth.prefix(of: String(rest), width: width, glyphs: glyphs)
        // One character wider than the line stands alone and is cut at drawing.
        let taken = max(1, head.count)
        lines.append(String(rest.prefix(taken)))
        rest = rest.dropFirst(taken)
      }
      line = String(rest)
      used = DisplayWidth.of(line, glyphs: glyphs)
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }
}
