import Foundation

/// Reads a password without showing it.
enum PasswordPrompt {
  static let least = 12

  /// Asks twice on a terminal; elsewhere the first line of standard input counts. Throws a `Failure` where it is too short.
  static func newPassword() throws -> String {
    guard isatty(0) == 1 else { return try checked(readLine() ?? "") }
    let password = try checked(ask("Password: "))
    guard ask("Again: ") == password else { throw Failure("The two passwords differ: nothing was added.") }
    return password
  }

  /// Asks once on a terminal; elsewhere the first line of standard input.
  static func password() -> String { isatty(0) == 1 ? ask("Password: ") : readLine() ?? "" }

  private static func checked(_ password: String) throws -> String {
    guard password.count >= least else { throw Failure("A password has \(least) characters or more: nothing was added.") }
    return password
  }

  private static func ask(_ question: String) -> String {
    FileHandle.standardError.write(Data(question.utf8))
    var usual = termios()
    tcgetattr(0, &usual)
    var silent = usual
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSAFLUSH, &silent)
    defer {
      tcsetattr(0, TCSAFLUSH, &usual)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    return readLine() ?? ""
  }
}
