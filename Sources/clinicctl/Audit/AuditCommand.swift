import ArgumentParser
import Foundation

/// Where the heads of the chain of seals go: whoever can change the database must not be able to change them too.
struct HeadOptions: ParsableArguments {
  @Option(help: "Append each new head to this file, best on another machine.")
  var headFile: String?

  @Flag(help: "Send each new head to the system's log.")
  var syslog = false

  func makeKeeper() throws -> HeadKeeper { try HeadKeeper(file: headFile, toSyslog: syslog) }
}

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "The event stream: seal it, verify it, ask who saw a patient.",
    subcommands: [Seal.self, Verify.self, WhoSaw.self])

  struct Seal: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Seal the events that can no longer change, and print the new heads of the chain.",
      discussion: """
        `clinicctl watch` does the same every minute. A line holds the seal's number, how many events it covers, when it was made, and \
        the head: whoever keeps the heads elsewhere can show later that nothing before them was changed.
        """)
    @Option(help: "Connection string, as clinic_watch.") var database: String
    @OptionGroup var heads: HeadOptions

    func run() throws {
      let keeper = try heads.makeKeeper()
      let database = database
      let new = try onLoop {
        let seals = try await AuditSeals(database)
        defer { seals.close() }
        let before = try await seals.newest()
        try await seals.sealAll()
        let known = try keeper.lastKept()
        let all = try await seals.heads(after: min(before, known ?? before))
        try keeper.keep(all.filter { $0.number > known ?? before })
        return all.filter { $0.number > before }
      }
      new.forEach { print($0.line) }
      if new.isEmpty { print("Nothing to seal.") }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every sealed event; exit 1 and name the first bad window and row when something was changed.",
      discussion: """
        With --head-file the seals are compared with the heads kept there too: that shows seals that were taken away at the end, and \
        a stream that was sealed anew.
        """)
    @Option(help: "Connection string, as clinic_watch.") var database: String
    @Option(help: "The file that `seal` or `watch` appended to.") var headFile: String?

    func run() throws {
      let kept = try headFile.map { try HeadKeeper.read($0) } ?? []
      let database = database
      let (findings, heads) = try onLoop {
        let seals = try await AuditSeals(database)
        defer { seals.close() }
        return (try await seals.findings(), try await seals.heads(after: 0))
      }
      let problems = findings.map(\.description) + HeadKeeper.differences(kept: kept, heads: heads)
      problems.forEach { print($0) }
      guard problems.isEmpty else { throw ExitCode.failure }
      let rows = heads.reduce(0) { $0 + $1.rows }
      print("\(heads.count) seals over \(rows) events hold." + (kept.isEmpty ? "" : " \(kept.count) kept heads agree."))
    }
  }
}
