import ArgumentParser
import ClinicSchema
import Foundation

struct SecretsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets", abstract: "The keys of encrypted columns: which are in use, and a new one.",
    subcommands: [Status.self, Rotate.self])

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say for each encrypted column how many values each version of the key holds.")
    @Option(help: "Connection string, as a superuser.") var database: String

    func run() throws {
      let database = database
      let (current, folder, columns) = try onLoop {
        let connection = try await SchemaConnection(database)
        defer { connection.close() }
        let rotation = SecretRotation(connection)
        return (try await rotation.currentVersion(), try await rotation.keyFolder(), try await rotation.status())
      }
      print("Version \(current) is written with; keys are in \(folder).")
      for column in columns {
        let counts = column.values.sorted { $0.key < $1.key }.map { "version \($0.key): \($0.value)" }
        print("\(column.table).\(column.name)  \(counts.isEmpty ? "empty" : counts.joined(separator: ", "))")
      }
    }
  }

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new key and re-encrypt everything with it, while people work.",
      discussion: """
        Runs on the server's machine, as root or as the server's user. Interrupted, it goes on with the same key when it is run again. \
        The old key stays where it is: backups made before need it.
        """)
    @Option(help: "Connection string, as a superuser.") var database: String

    func run() throws {
      let database = database
      let (current, folder, outdated) = try onLoop {
        let connection = try await SchemaConnection(database)
        defer { connection.close() }
        let rotation = SecretRotation(connection)
        let current = try await rotation.currentVersion()
        return (current, try await rotation.keyFolder(), try await rotation.status().reduce(0) { $0 + $1.outdated(current) })
      }
      let keys = KeyFiles(folder: folder)
      let version = outdated > 0 ? current : current + 1
      if outdated > 0 {
        note("Going on: \(outdated) values are not under version \(current) yet.")
      } else {
        try keys.add(version)
        try keys.makeCurrent(version)
      }
      let changed = try onLoop {
        let connection = try await SchemaConnection(database)
        defer { connection.close() }
        var progress: Progress?
        let changed = try await SecretRotation(connection).run { done, total in
          if progress == nil { progress = Progress("Pages", total: total) }
          progress?.show(done)
        } waiting: {
          note("Waiting for transactions that began before ...")
        }
        progress?.finish()
        return changed
      }
      print("\(changed) values are now under version \(version) (\(keys.path(version))).")
      print("Keep the older key files as long as there are backups that need them.")
    }
  }
}
