import ClinicSchema
import EventLoop
import Foundation
import LocalCluster
import PostgresClient

/// The cluster of a run with its one database: made for it and removed behind it, unless it is to be kept.
struct BenchCluster: Sendable {
  static let databaseName = "bench"
  private static let buildingName = "bench_building"

  let cluster: LocalCluster
  let patients: Int
  private let use: ClusterUse
  private let configuration: ClusterConfiguration
  private let isKept: Bool

  /// As superuser, who is not bound by any rule.
  var superuser: String { conninfo(as: "postgres") }
  /// As the ward's terminal.
  var terminal: String { conninfo(as: DemoPerson.terminalRole) }
  /// What the server writes.
  var serverLog: String { cluster.folder + "/cluster/server.log" }

  private func conninfo(as role: String) -> String { cluster.conninfo(database: Self.databaseName, user: role) }

  /// Makes the cluster and its data, or finds a kept one of this size.
  static func open(keep: String?, postgres: String?, sql: String?, patients: Int) throws -> BenchCluster {
    var configuration = ClusterConfiguration(
      folder: keep ?? FileManager.default.temporaryDirectory.path + "/clinic-bench-\(getpid())")
    configuration.programs = postgres
    configuration.isTrusting = true
    configuration.neededBytes += UInt64(patients) * 12_000
    configuration.settings = measuringSettings
    var loading = configuration
    loading.settings.merge(loadingSettings) { $1 }
    let folder = try SchemaFolder.find(explicit: sql)
    let (cluster, use) = try LocalCluster.openForUse(loading, report: note)
    let bench = BenchCluster(cluster: cluster, patients: patients, use: use, configuration: configuration, isKept: keep != nil)
    do {
      try bench.build(folder)
      // From here on as durable as the real thing.
      try cluster.stop()
      _ = try LocalCluster.open(configuration, report: note)
      try bench.warmUp()
    } catch {
      bench.close()
      throw error
    }
    return bench
  }

  /// A server of the size that a million patients need; everything else is the embedded cluster's.
  private static let measuringSettings = [
    "shared_buffers": "1GB", "effective_cache_size": "4GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min",
  ]
  /// For filling an empty cluster: what a crash would lose is made again.
  private static let loadingSettings = [
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "autovacuum": "off",
    "maintenance_work_mem": "768MB", "work_mem": "128MB", "max_wal_size": "32GB", "checkpoint_timeout": "1h",
  ]

  private func build(_ folder: SchemaFolder) throws {
    let (cluster, patients) = (cluster, patients)
    let admin = cluster.conninfo(database: "postgres", user: "postgres")
    let isThere = try onLoop { try await Self.withConnection(admin) { try await $0.hasDatabase(Self.databaseName) } }
    guard !isThere else { return try bringUpToDate(folder) }
    note("Building \(patients) patients in \(cluster.folder) ...")
    try cluster.writeKey((0..<96).map { String(format: "%02x", ($0 * 37 + 11) & 0xff) }.joined(), name: "key1.hex")
    let building = cluster.conninfo(database: Self.buildingName, user: "postgres")
    try onLoop {
      try await Self.withConnection(admin) {
        try await $0.dropDatabase(Self.buildingName)
        try await $0.createDatabase(Self.buildingName)
      }
    }
    try applySchema(folder, to: Self.buildingName)
    try onLoop { try await BenchData(conninfo: building, folder: folder, patients: patients).load() }
    try onLoop {
      try await Self.withConnection(admin) {
        try await $0.execute("comment on database \(Self.buildingName) is '\(patients) patients'")
        try await $0.renameDatabase(Self.buildingName, to: Self.databaseName)
      }
    }
  }

  /// A kept database gets the functions of today.
  private func bringUpToDate(_ folder: SchemaFolder) throws {
    let text = try onLoop { [superuser] in
      let connection = try await BenchConnection.open(superuser)
      defer { connection.close() }
      return try await connection.query(BenchStatement.databaseComment).onlyRow().decode(String?.self, at: 0)
    }
    guard text == "\(patients) patients" else {
      throw Failure("\(cluster.folder) holds \(text ?? "something else"): remove it, or name another folder with --keep.")
    }
    try applySchema(folder, to: Self.databaseName)
  }

  private func applySchema(_ folder: SchemaFolder, to database: String) throws {
    let (cluster, keys) = (cluster, cluster.keyFolder)
    try onLoop {
      try await Self.withConnection(cluster.conninfo(database: database, user: "postgres")) {
        try await Bootstrap($0, folder: folder).run(keyFolder: keys)
      }
      try await Self.withConnection(cluster.conninfo(database: database, user: "clinic_migrator")) {
        _ = try await Migrator($0, folder: folder).up()
      }
    }
  }

  /// Reads what people use every day into memory, as after an hour of work.
  private func warmUp() throws {
    try onLoop { [superuser] in
      let connection = try await BenchConnection.open(superuser)
      defer { connection.close() }
      try await connection.execute(script: BenchScript.warmUp)
    }
  }

  /// What the figures were taken on.
  func describe() throws -> [String: String] {
    try onLoop { [superuser] in
      let connection = try await BenchConnection.open(superuser)
      defer { connection.close() }
      var about: [String: String] = [:]
      for row in try await connection.query(BenchStatement.about) {
        about[try row.decode(String.self, at: 0)] = try row.decode(String?.self, at: 1) ?? ""
      }
      return about
    }
  }

  /// Stops the server; a throw-away cluster goes with its folder.
  func close() {
    do {
      use.end()
      if isKept { try cluster.stopIfAbandoned() } else { try LocalCluster.removeIfAbandoned(configuration) }
    } catch {
      note("The cluster in \(cluster.folder) could not be removed: \(error)")
    }
  }

  @UIActor
  private static func withConnection<Value: Sendable>(
    _ conninfo: String, _ body: @UIActor (SchemaConnection) async throws -> Value
  ) async throws -> Value {
    let connection = try await SchemaConnection.patient(conninfo)
    defer { connection.close() }
    return try await body(connection)
  }
}

/// Plain connections without time limits.
@UIActor
enum BenchConnection {
  static func open(_ conninfo: String) async throws -> PostgresConnection {
    var configuration = try PostgresConfiguration(conninfo)
    configuration.applicationName = "clinicctl bench"
    configuration.timeLimit = nil
    configuration.settings["statement_timeout"] = "0"
    return try await PostgresConnection.connect(configuration)
  }
}
