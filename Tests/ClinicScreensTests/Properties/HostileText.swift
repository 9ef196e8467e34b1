/// Stored texts that try to move the cursor, other cells or other rows.
enum HostileText {
  /// Those that keep to themselves in the middle of a sentence. Marks without a letter would stand on the character before.
  static let inside = all.filter { $0.unicodeScalars.first?.properties.canonicalCombiningClass == .notReordered }

  static let all: [String] = [
    "\u{1B}[31;5H\u{1B}[2J", "\u{1B}]0;owned\u{07}", "a\nb\r\nc\u{2028}d\u{85}e", "\u{202E}txet\u{202C}\u{2066}x\u{2069}",
    "z\u{200B}w\u{200D}j\u{FEFF}",
    "e" + String(repeating: "\u{301}", count: 1000), "\u{0}\u{0}nul\u{0}", "\t\u{8}\u{8}\u{7F}", "\u{9B}31m\u{90}q\u{9C}",
    "漢\u{FE0F}字👩‍👩‍👧\u{1F3FB}",
    "\u{E0041}\u{E0042}", "\u{F8FF}\u{FFFE}", "\u{301}\u{302}", "  a   b  ", String(repeating: "W", count: 300),
    "ﷺ\u{115F}\u{3164}",
  ]
}
