import ArgumentParser
import ClinicSchema

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a server's version and settings.",
    discussion: """
      Prints one line for each finding. With the profile `production` every finding is a refusal; with `embedded` (the demo) an old \
      minor version and missing TLS are warnings, because nobody reaches that server over a network. Exit 1 when something is refused.
      """)

  @Option(help: "Connection string; any role.")
  var database: String

  @Option(help: "embedded or production.")
  var profile: ServerProfile = .production

  func run() throws {
    let (database, profile) = (database, profile)
    let findings = try onLoop {
      let connection = try await SchemaConnection(database)
      defer { connection.close() }
      return try await ServerCheck(profile).findings(connection)
    }
    findings.forEach { print($0) }
    if findings.contains(where: { $0.severity == .refusal }) { throw ExitCode.failure }
    print(findings.isEmpty ? "Nothing to complain about." : "Usable.")
  }
}

extension ServerProfile: ExpressibleByArgument {}
