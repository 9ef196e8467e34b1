import ArgumentParser

@main
struct ClinicCtl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clinicctl",
    abstract: "Operations of the clinic: a demo on a database of its own, the schema, checks.",
    discussion: """
      `clinicctl demo` is where to begin: it needs PostgreSQL's packages and nothing else.
      A database is named by a libpq connection string, such as "host=/var/run/postgresql dbname=clinic user=clinic_migrator".
      """,
    subcommands: [Demo.self, Migrate.self, BootstrapCommand.self, Check.self, Watch.self, Bench.self])
}
