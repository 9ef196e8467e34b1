import ArgumentParser
import Foundation
import TerminalUI

struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "Look at the colours of the terminal program.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Report contrasts, and distances between flag colours for every kind of colour sight.",
      discussion: "Text must reach 4.5, frames 3.0. Exit 1 when a theme cannot be loaded or read.")

    @Argument(help: "Theme files (.toml); all installed ones where none is given.", completion: .file(extensions: ["toml"]))
    var files: [String] = []

    @Option(help: "The folder themes, where it is neither installed nor in this repository.")
    var themes: String?

    func run() throws {
      let paths = try files.isEmpty ? installed() : files
      var failures = 0
      for path in paths {
        do {
          let report = ThemeReport(try Theme.load(path: path))
          print(report.lines.joined(separator: "\n"))
          if !report.problems.isEmpty { failures += 1 }
        } catch {
          note("\(error)")
          failures += 1
        }
      }
      if failures > 0 { throw ExitCode.failure }
    }

    /// The files of the folder, without the one that is only inherited from; `mono` is built in and has no colours.
    private func installed() throws -> [String] {
      guard let folder = themes ?? TerminalProgram.shared("themes") else {
        throw Failure("The folder themes is neither installed nor above this program: name it with --themes.")
      }
      return Theme.names(folder: folder).filter { $0 != Theme.mono.name }.map { "\(folder)/\($0).toml" }
    }
  }
}
