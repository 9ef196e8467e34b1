import ArgumentParser
import ClinicSchema

struct BootstrapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bootstrap",
    abstract: "Prepare a database of an ordinary server for the clinic: roles, extensions, key functions.",
    discussion: """
      Run once per database as a superuser, and again after an upgrade of the program; it is safe to repeat. The key file \
      (key1.hex: 96 random bytes in hex, mode 0600, owned by the server's user) must lie outside the data directory:
        openssl rand -hex 96 >/etc/clinic/key1.hex
      Then `clinicctl migrate up` as clinic_migrator makes the tables.
      """)

  @Option(help: "Connection string, as a superuser.")
  var database: String

  @Option(help: "The folder of the key file, as the server sees it.")
  var keyDirectory: String

  @Option(help: "The folder sql, where it is neither installed nor in this repository.")
  var sql: String?

  func validate() throws {
    guard keyDirectory.hasPrefix("/") else { throw ValidationError("--key-directory must be an absolute path.") }
  }

  func run() throws {
    let folder = try SchemaFolder.find(explicit: sql)
    let (database, keys) = (database, keyDirectory)
    try onLoop {
      let connection = try await SchemaConnection(database)
      defer { connection.close() }
      try await Bootstrap(connection, folder: folder).run(keyFolder: keys)
    }
    print("Prepared. Next: clinicctl migrate up, as clinic_migrator.")
  }
}
