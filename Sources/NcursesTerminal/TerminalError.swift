/// Why a terminal cannot be used; the description is a line for the person at it, and says what to set.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// The type in TERM is missing or not on the list of known ones.
  case unknownType(String)
  /// The type is known, but its description is not installed here, nor one of those it could be replaced by.
  case noDescription(String)

  public var description: String {
    switch self {
    case .notATerminal:
      "Standard input and output must be a terminal."
    case .unknownType(""):
      "TERM is not set. Set it to the type of this terminal, usually: TERM=xterm-256color"
    case .unknownType(let name):
      "The terminal type \(TerminalType.quoted(name)) is not known here. Set TERM=xterm-256color, or TERM=vt100 for the plainest display."
    case .noDescription(let name):
      "No description of the terminal type \(TerminalType.quoted(name)) is installed (Debian: ncurses-base). Set TERM=xterm or TERM=vt100."
    }
  }
}
