/// What the environment and the user say about the terminal.
public struct TerminalOptions: Sendable, Equatable {
  /// The terminal type; checked against the list of known ones.
  public var type: String
  /// The first of LC_ALL, LC_CTYPE and LANG that is set; decides between UTF-8 and ASCII.
  public var locale: String
  /// No colour codes at all: NO_COLOR, or the user's choice.
  public var isMono: Bool
  /// ASCII even where the locale is UTF-8.
  public var isAscii: Bool
  /// Milliseconds after which a lone Esc is the Esc key and not the start of another one.
  public var escapeDelay: Int

  public init(type: String, locale: String, isMono: Bool = false, isAscii: Bool = false, escapeDelay: Int = 25) {
    self.type = type
    self.locale = locale
    self.isMono = isMono
    self.isAscii = isAscii
    self.escapeDelay = escapeDelay
  }

  /// Reads TERM, the locale, NO_COLOR (set and not empty) and whether this is an SSH session (a longer Esc delay).
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let isRemote = value("SSH_CONNECTION") != nil || value("SSH_TTY") != nil
    self.init(
      type: value("TERM") ?? "", locale: value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "", isMono: value("NO_COLOR") != nil,
      escapeDelay: isRemote ? 100 : 25)
  }

  /// True where the locale's name ends in a spelling of UTF-8.
  var wantsUTF8: Bool {
    guard !isAscii else { return false }
    let codeset = locale.split(separator: ".").dropFirst().first?.split(separator: "@").first ?? ""
    return ["utf-8", "utf8"].contains(codeset.lowercased())
  }
}
