/// How what cannot be seen is shown.
enum VisibleForm {
  /// A control picture or caret form for C0 and DEL, `<U+202E>` for everything else.
  static func of(_ scalar: Unicode.Scalar, glyphs: GlyphSet) -> String {
    let value = scalar.value
    if value < 0x20 || value == 0x7F {
      if glyphs == .utf8 { return Unicode.Scalar(value == 0x7F ? 0x2421 : 0x2400 + value).map(String.init) ?? "?" }
      return "^" + (Unicode.Scalar(value ^ 0x40).map(String.init) ?? "?")
    }
    let hex = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
  }
}

/// Scripts whose letters take a zero-width joiner or non-joiner in correct spelling, and emoji.
enum JoiningScripts {
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x08FF, 0x1800...0x18AF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true  // Arabic, Syriac, N'Ko, Mongolian
    case 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x17FF: true  // Indic, Myanmar, Khmer
    case 0x2600...0x27BF, 0x1F000...0x1FAFF: true  // symbols that emoji sequences are made of
    default: false
    }
  }
}
