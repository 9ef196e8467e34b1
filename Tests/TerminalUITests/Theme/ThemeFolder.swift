@testable import TerminalUI

/// The themes that ship, in the repository.
enum ThemeFolder {
  static let path: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/") + "/themes"
  }()

  static let names = ["clinic-dark", "clinic-light", "high-contrast", "cvd-safe", "night-ward"]

  static func theme(_ name: String) throws -> Theme { try Theme.load(name: name, folder: path) }
}

/// A theme from text, with a small parent to inherit from.
func build(_ text: String, parents: [String: String] = [:]) throws -> Theme {
  try Theme.build(text, file: "mine.toml") { (name) throws(ThemeError) in
    guard let text = parents[name] else { throw ThemeError(file: name + ".toml", key: "", reason: "cannot be opened") }
    return text
  }
}

/// A whole theme that is readable.
let plainTheme = """
  [meta]
  name = "mine"
  kind = "dark"
  [palette]
  ink = { rgb = "#ffffff", c256 = 231 }
  night = { rgb = "#000000", c256 = 16 }
  amber = { rgb = "#ffb454", c256 = 215, c16 = "yellow", bold16 = true }
  ruby = { rgb = "#a11226", c256 = 88, c16 = "red" }
  [role]
  "text" = { fg = "ink", bg = "night" }

  """
