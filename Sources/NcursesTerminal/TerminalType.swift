import TerminalUI

/// A terminal type by its terminfo name. Only names of the list ever reach ncurses, so TERM cannot name a file.
struct TerminalType: Equatable {
  let name: String
  /// Names to try in order: its own, then one that every system has and that such terminals understand.
  let candidates: [String]
  /// Hardware of before Unicode, and what imitates it.
  let isAsciiOnly: Bool

  init(named name: String) throws(TerminalError) {
    guard let family = Self.families.first(where: { $0.names.contains(name) }) else { throw .unknownType(name) }
    self.name = name
    candidates = [name] + family.substitutes.filter { $0 != name }
    isAsciiOnly = family.isAsciiOnly
  }

  private struct Family {
    var names: Set<String>
    var substitutes: [String]
    var isAsciiOnly = false
  }

  private static let families = [
    Family(
      names: [
        "xterm", "xterm-color", "xterm-16color", "xterm-88color", "xterm-256color", "xterm-direct", "xterm-direct256", "xterm-new",
        "xterm-kitty", "xterm-ghostty", "alacritty", "alacritty-direct", "foot", "foot-extra", "foot-direct", "kitty", "kitty-direct",
        "konsole", "konsole-256color", "konsole-direct", "gnome", "gnome-256color", "vte", "vte-256color", "vte-direct", "wezterm",
        "iterm2", "iterm2-direct", "mintty", "mintty-direct", "ms-terminal", "contour", "contour-latest", "st", "st-256color",
        "st-direct", "mlterm", "mlterm-256color", "mlterm-direct", "nsterm", "nsterm-256color", "Eterm-256color",
      ],
      substitutes: ["xterm-256color", "xterm"]),
    Family(names: ["putty", "putty-256color"], substitutes: ["xterm-256color", "xterm"]),
    Family(
      names: ["rxvt", "rxvt-256color", "rxvt-unicode", "rxvt-unicode-256color"], substitutes: ["rxvt-unicode-256color", "rxvt", "xterm"]),
    Family(
      names: ["screen", "screen-16color", "screen-256color", "screen-256color-bce", "screen-bce", "screen.xterm-256color"],
      substitutes: ["screen-256color", "screen"]),
    Family(names: ["tmux", "tmux-256color", "tmux-direct"], substitutes: ["tmux-256color", "screen-256color", "screen"]),
    Family(names: ["linux", "linux-16color"], substitutes: ["linux"]),
    Family(
      names: ["vt100", "vt102", "vt220", "vt320", "vt420", "vt520", "xterm-mono", "ansi"], substitutes: ["vt220", "vt100"], isAsciiOnly: true),
  ]

  /// A name from outside as it may stand in a message: short, and nothing in it acts on a terminal.
  static func quoted(_ name: String) -> String {
    "\"" + DisplayWidth.fitted(String(String.UnicodeScalarView(name.unicodeScalars.prefix(64))), width: 32, glyphs: .ascii) + "\""
  }
}
