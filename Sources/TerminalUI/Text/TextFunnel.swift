/// One cell's worth of text that is safe to show.
public struct FunnelCell: Hashable, Sendable {
  /// A base character and at most four marks; in ASCII one printable character.
  public let text: String
  /// 1 or 2 columns.
  public let width: Int
}

/// Turns any string into cells that every terminal shows in the same columns. Policy, by class of code point:
///
/// | in | UTF-8 | ASCII |
/// |---|---|---|
/// | printable, on whose width all agree | itself, 1 or 2 columns | accents folded (`ñ` n, `ß` ss), other scripts `?` |
/// | combining mark | on its base, at most 4 (and 15 bytes); the rest dropped; without a base on `◌` | dropped; without a base `?` |
/// | C0 and DEL | control picture: `␊`, `␉`, `␛` | caret form: `^J`, `^I`, `^[` |
/// | other controls, format (bidi, zero width, tags), invisible letters, private, unassigned | `<U+202E>` | `<U+202E>` |
/// | joiners after a script that shapes with them, or between emoji | dropped | dropped |
/// | variation selectors, skin tones | dropped | dropped |
/// | spaces other than U+0020 | a space | a space |
/// | assigned, but terminals disagree on the width | U+FFFD | `?` |
///
/// Right-to-left letters stand in memory order, left to right. A `String` cannot hold invalid UTF-8 or surrogates.
public enum TextFunnel {
  /// Marks kept per base: ncurses holds a base and four.
  static let maximumMarks = 4
  static let maximumBytes = 15

  /// Calls `body` with the cells in order until it returns false.
  public static func forEachCell(of text: String, glyphs: GlyphSet, _ body: (FunnelCell) -> Bool) {
    var state = FunnelState(glyphs: glyphs)
    for scalar in text.unicodeScalars where !state.take(scalar, body) { return }
    _ = state.finish(body)
  }

  /// The text as it will be shown.
  public static func visible(_ text: String, glyphs: GlyphSet = .utf8) -> String {
    var result = ""
    forEachCell(of: text, glyphs: glyphs) {
      result += $0.text
      return true
    }
    return result
  }
}

/// The cell being built: emitted when the next base comes, since marks may follow.
private struct FunnelState {
  let glyphs: GlyphSet
  private var base = ""
  private var width = 0
  private var marks = 0
  /// The last scalar that was not a mark; what a joiner joins.
  private var before: Unicode.Scalar?
  private var takesMarks = false

  init(glyphs: GlyphSet) { self.glyphs = glyphs }

  /// False when the caller wants no more.
  mutating func take(_ scalar: Unicode.Scalar, _ body: (FunnelCell) -> Bool) -> Bool {
    let kind = ScalarClass(of: scalar)
    switch kind {
    case .mark:
      if addMark(scalar) { return true }
      return start(glyphs == .utf8 ? "\u{25CC}" : "?", 1, body) && { _ = addMark(scalar); return true }()
    case .variation:
      return true
    case .invisible:
      if isJoiner(scalar), let before, JoiningScripts.contains(before) { return true }
      self.before = scalar
      return emit(VisibleForm.of(scalar, glyphs: glyphs), body)
    case .space:
      before = scalar
      return start(" ", 1, body)
    case .uncertain:
      before = scalar
      return start(glyphs == .utf8 ? "\u{FFFD}" : "?", 1, body)
    case .narrow, .wide:
      before = scalar
      if glyphs == .utf8 || scalar.isASCII { return start(String(scalar), kind == .wide ? 2 : 1, body) }
      let folded = AsciiFold.fold(scalar)
      return emit(folded.dropLast(), body) && start(String(folded.suffix(1)), 1, body)
    }
  }

  mutating func finish(_ body: (FunnelCell) -> Bool) -> Bool {
    guard width > 0 else { return true }
    let cell = FunnelCell(text: base, width: width)
    width = 0
    takesMarks = false
    return body(cell)
  }

  private mutating func start(_ text: String, _ columns: Int, _ body: (FunnelCell) -> Bool) -> Bool {
    guard finish(body) else { return false }
    base = text
    width = columns
    marks = 0
    takesMarks = true
    return true
  }

  /// Plain ASCII or control pictures, one cell each; no mark may stand on them.
  private mutating func emit(_ text: some StringProtocol, _ body: (FunnelCell) -> Bool) -> Bool {
    guard finish(body) else { return false }
    for character in text where !body(FunnelCell(text: String(character), width: 1)) { return false }
    return true
  }

  private mutating func addMark(_ scalar: Unicode.Scalar) -> Bool {
    guard takesMarks else { return false }
    guard glyphs == .utf8, marks < TextFunnel.maximumMarks else { return true }
    if base.utf8.count + UTF8.width(scalar) <= TextFunnel.maximumBytes {
      base.unicodeScalars.append(scalar)
      marks += 1
    }
    return true
  }

  private func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x200C || scalar.value == 0x200D }
}
