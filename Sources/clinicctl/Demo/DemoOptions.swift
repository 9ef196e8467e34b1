import ArgumentParser
import ClinicSchema
import LocalCluster

/// Where the embedded cluster lives and what it is made of.
struct DemoOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder of the embedded database.", discussion: "Default: \(ClusterConfiguration.defaultFolder())"))
  var dataDir: String?

  @Option(help: "The folder of PostgreSQL's programs; otherwise PATH, pg_config and /usr/lib/postgresql are searched.")
  var postgres: String?

  @Option(help: "The folder of the socket, where the path in the data folder is too long (107 bytes).")
  var socketDir: String?

  @Option(help: "The folder sql, where it is neither installed nor in this repository.")
  var sql: String?

  @Option(help: "How many patients a new demo gets; an existing one stays as it is.")
  var patients = 240

  var configuration: ClusterConfiguration {
    var configuration = ClusterConfiguration(folder: dataDir ?? ClusterConfiguration.defaultFolder())
    configuration.programs = postgres
    configuration.socketFolder = socketDir
    // A patient with her history takes about 80 kB, where there are many about 5 kB.
    configuration.neededBytes += UInt64(max(patients, 0)) * 5_000
    if patients > 20_000 {
      configuration.settings = ["shared_buffers": "1GB", "max_wal_size": "8GB", "effective_cache_size": "8GB"]
    }
    return configuration
  }

  func validate() throws {
    guard (1...10_000_000).contains(patients) else { throw ValidationError("--patients must be from 1 to 10000000.") }
  }
}
