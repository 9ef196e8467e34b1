import ClinicModel

/// The command line of `clinic`. Few and plain, so that nothing needs a parsing library in each of hundreds of processes.
struct Options {
  /// libpq connection string of the ward terminal or person.
  var database = ""
  /// Folder that holds `themes/`; found beside the program or in the repository when not given.
  var share: String?
  var theme: String?
  var language: Language?
  /// No colour, whatever the terminal has.
  var isMono = false
  /// No byte above 127.
  var isASCII = false
  /// Curves in blocks: the font has no braille.
  var usesBlocks = false

  struct UsageError: Error {
    var message: String
  }

  static let usage = """
    usage: clinic --database CONNINFO [--language en|es] [--theme NAME] [--mono] [--ascii] [--blocks] [--share FOLDER]

      --database CONNINFO   libpq connection string of this terminal's login role, e.g. "host=/run/clinic dbname=clinic user=ward_b"
      --language en|es      language before sign-in (each user's own is used after it)
      --theme NAME          clinic-dark, clinic-light, high-contrast, cvd-safe, night-ward or mono
      --mono                no colours (as NO_COLOR)
      --ascii               no characters beyond ASCII (as LANG=C)
      --blocks              curves in blocks, for fonts without braille (F2 and b, in the program)
      --share FOLDER        the folder that holds themes/
      --version, --help

    Keys: F1 help everywhere, Ctrl-P commands, Ctrl-L lock, Ctrl-Q sign out and leave. A demo with its own database: clinicctl demo
    """

  /// Parses the arguments after the program's name; nil where help or the version was asked for (`text` is then what to print).
  static func parse(_ arguments: [String]) throws(UsageError) -> Options {
    var options = Options()
    var rest = arguments[...]
    func value(of name: String) throws(UsageError) -> String {
      guard let value = rest.popFirst(), !value.isEmpty else { throw UsageError(message: "\(name) needs a value") }
      return value
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--database": options.database = try value(of: argument)
      case "--share": options.share = try value(of: argument)
      case "--theme": options.theme = try value(of: argument)
      case "--language":
        let code = try value(of: argument)
        guard let language = Language(rawValue: code) else { throw UsageError(message: "--language is en or es, not \(code)") }
        options.language = language
      case "--mono": options.isMono = true
      case "--ascii": options.isASCII = true
      case "--blocks": options.usesBlocks = true
      default: throw UsageError(message: "unknown argument \(argument)")
      }
    }
    guard !options.database.isEmpty else { throw UsageError(message: "--database is missing") }
    return options
  }
}
