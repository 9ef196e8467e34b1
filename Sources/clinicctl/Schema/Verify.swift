import ArgumentParser
import ClinicSchema
import Foundation
import LocalCluster

extension Migrate {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare a database with the current files, object by object; exit 1 when they differ.",
      discussion: """
        Builds an empty database of the current files in a throw-away cluster and compares the catalogues: columns, constraints, \
        indexes, triggers, functions, policies, grants, owners, row security, sequences, comments. One line for each difference.
        """)
    @OptionGroup var options: SchemaOptions
    @Option(help: "The folder of PostgreSQL's programs; otherwise PATH, pg_config and /usr/lib/postgresql are searched.")
    var postgres: String?

    func run() throws {
      let folder = try SchemaFolder.find(explicit: options.sql)
      let problems = try options.withMigrator { try await $0.status().compactMap(\.problem) }
      if let problem = problems.first { throw problem }
      let found = try options.withMigrator { try await Catalogue.read($0.connection) }
      let expected = try Self.currentCatalogue(folder, keyFolder: found.keyFolder, postgres: postgres)
      let differences = found.differences(from: expected)
      differences.forEach { print($0) }
      guard differences.isEmpty else {
        note("\(differences.count) differences: run clinicctl migrate up, and look at what stays.")
        throw ExitCode.failure
      }
      print("The database is as the current files say (\(found.objects.count) objects).")
    }

    /// The catalogue of a database that was built from the current files, in a cluster that is gone afterwards.
    private static func currentCatalogue(_ folder: SchemaFolder, keyFolder: String?, postgres: String?) throws -> Catalogue {
      let place = FileManager.default.temporaryDirectory.path + "/clinic-verify-\(getpid())"
      var configuration = ClusterConfiguration(folder: place)
      configuration.isDurable = false
      configuration.isTrusting = true
      configuration.programs = postgres
      configuration.neededBytes = 100 << 20
      let (cluster, use) = try LocalCluster.openForUse(configuration)
      defer {
        use.end()
        _ = try? LocalCluster.removeIfAbandoned(configuration)
      }
      let (admin, superuser, migrator) = (
        cluster.conninfo(database: "postgres", user: "postgres"), cluster.conninfo(database: "clinic", user: "postgres"),
        cluster.conninfo(database: "clinic", user: "clinic_migrator")
      )
      let keys = keyFolder ?? cluster.keyFolder
      return try onLoop {
        let server = try await SchemaConnection(admin)
        defer { server.close() }
        try await server.createDatabase("clinic")
        let inside = try await SchemaConnection(superuser)
        defer { inside.close() }
        try await Bootstrap(inside, folder: folder).run(keyFolder: keys)
        let connection = try await SchemaConnection(migrator)
        defer { connection.close() }
        try await Migrator(connection, folder: folder).buildCurrentState()
        return try await Catalogue.read(connection)
      }
    }
  }
}
