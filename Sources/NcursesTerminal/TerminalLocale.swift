import CNcurses
import Glibc

/// The character set of the process.
enum TerminalLocale {
  /// Sets LC_CTYPE, nothing else, so that numbers keep their point. True where it is UTF-8.
  ///
  /// A locale that asks for UTF-8 and is not installed becomes C.UTF-8: without a UTF-8 locale ncurses paints accents as blanks.
  static func start(_ options: TerminalOptions) -> Bool {
    // A path to locale data is no business of the terminal's user.
    unsetenv("LOCPATH")
    guard options.wantsUTF8 else {
      setlocale(LC_CTYPE, "C")
      return false
    }
    let isPlainName = options.locale.utf8.allSatisfy { $0 != UInt8(ascii: "/") } && options.locale.utf8.count < 64
    if isPlainName, setlocale(LC_CTYPE, options.locale) != nil, nc_locale_is_utf8() != 0 { return true }
    if setlocale(LC_CTYPE, "C.UTF-8") != nil, nc_locale_is_utf8() != 0 { return true }
    setlocale(LC_CTYPE, "C")
    return false
  }
}
