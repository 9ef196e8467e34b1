import ArgumentParser
import ClinicSchema
import EventLoop

/// A database and the folder its schema is read from.
struct SchemaOptions: ParsableArguments {
  @Option(help: "Connection string, as clinic_migrator.")
  var database: String

  @Option(help: "The folder sql, where it is neither installed nor in this repository.")
  var sql: String?

  /// Connects and works on the loop, with each step told on standard error.
  func withMigrator<T: Sendable>(_ body: @escaping @UIActor @Sendable (Migrator) async throws -> T) throws -> T {
    let folder = try SchemaFolder.find(explicit: sql)
    let database = database
    return try onLoop {
      let connection = try await SchemaConnection(database)
      defer { connection.close() }
      var migrator = Migrator(connection, folder: folder)
      migrator.report = { note($0) }
      return try await body(migrator)
    }
  }
}

struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring a database's schema to another version, and check it.",
    discussion: """
      Each migration is one transaction, and one migrator works at a time. A migration that was changed, renamed or lost after it was \
      applied, or that this program does not know, is refused by name.
      """,
    subcommands: [Up.self, Down.self, Status.self, Verify.self])

  struct Up: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Apply the pending migrations, then functions, policies, triggers, views and grants from their current files.")
    @OptionGroup var options: SchemaOptions
    @Option(help: "The number of the last migration to apply.") var to: Int?

    func run() throws {
      let to = to
      let names = try options.withMigrator { try await $0.up(to: to) }
      print(names.isEmpty ? "Nothing was pending." : "Applied: \(names.joined(separator: ", ")).")
    }
  }

  struct Down: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take back the migrations above a number, newest first.",
      discussion: """
        Functions, policies, triggers and views are removed too: the program that belongs to that version puts its own back with \
        `migrate up`. Down to nothing is refused.
        """)
    @OptionGroup var options: SchemaOptions
    @Option(help: "The number of the migration that stays as the newest.") var to: Int

    func run() throws {
      let to = to
      let names = try options.withMigrator { try await $0.down(to: to) }
      print(names.isEmpty ? "Nothing was above \(to)." : "Taken back: \(names.joined(separator: ", ")).")
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List every migration and its state; exit 1 when one is in the way.")
    @OptionGroup var options: SchemaOptions

    func run() throws {
      let (statuses, isCurrent) = try options.withMigrator { migrator in
        let statuses = try await migrator.status()
        return (statuses, statuses.contains { $0.problem != nil } ? false : try await migrator.isCurrent())
      }
      for status in statuses {
        print("\(status.name)  \(status.state.rawValue)\(status.appliedAt.map { "  " + $0 } ?? "")")
      }
      let problems = statuses.compactMap(\.problem)
      problems.forEach { note($0.description) }
      guard problems.isEmpty else { throw ExitCode.failure }
      print(isCurrent ? "Up to date." : "Not up to date: run clinicctl migrate up.")
    }
  }
}
