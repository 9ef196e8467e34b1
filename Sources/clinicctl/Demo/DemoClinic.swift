import ClinicSchema
import EventLoop
import Foundation
import LocalCluster

/// The embedded clinic: the cluster, its one database, and who may log in.
struct DemoClinic: Sendable {
  static let databaseName = "clinic"
  /// Under this name a database is built; it gets the other one when it is complete.
  private static let buildingName = "clinic_building"

  let cluster: LocalCluster
  let folder: SchemaFolder

  func conninfo(as role: String) -> String { cluster.conninfo(database: Self.databaseName, user: role) }

  /// Creates the database with its demo data where there is none, and brings an existing one to the newest version.
  /// When creating fails nothing stays behind, of a new cluster neither. Another start at the same time waits.
  func prepare(patients: Int) throws {
    try cluster.exclusively(report: note) { try prepareAlone(patients: patients) }
  }

  private func prepareAlone(patients: Int) throws {
    try cluster.setIdentities(Self.identities)
    if try exists() { return try update() }
    do {
      try create(patients: patients)
    } catch {
      if cluster.wasCreated { try? cluster.destroy() } else { try? dropBuilding() }
      throw error
    }
  }

  /// The user of the operating system who calls may become every login of the demo.
  private static var identities: [IdentityMap.Line] {
    let roles = ["postgres", "clinic_watch", "clinic_backup", DemoPerson.terminalRole] + DemoPerson.all.map(\.loginRole)
    return roles.map { IdentityMap.Line(systemUser: LocalCluster.callerName, role: $0) }
  }

  private func exists() throws -> Bool {
    let conninfo = cluster.conninfo(database: "postgres", user: "postgres")
    return try onLoop {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      return try await connection.hasDatabase(Self.databaseName)
    }
  }

  private func dropBuilding() throws {
    let conninfo = cluster.conninfo(database: "postgres", user: "postgres")
    try onLoop {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      try await connection.dropDatabase(Self.buildingName)
    }
  }

  private func create(patients: Int) throws {
    note("Creating the demo with \(patients) patients ...")
    var secret = [UInt8](repeating: 0, count: 96)
    for index in secret.indices { secret[index] = UInt8.random(in: .min ... .max) }
    try cluster.writeKey(secret.map { String(format: "%02x", $0) }.joined(), name: "key1.hex")
    let admin = cluster.conninfo(database: "postgres", user: "postgres")
    let building = cluster.conninfo(database: Self.buildingName, user: "postgres")
    let (folder, keys) = (folder, cluster.keyFolder)
    try onLoop {
      let connection = try await SchemaConnection(admin)
      defer { connection.close() }
      try await connection.dropDatabase(Self.buildingName)
      try await connection.createDatabase(Self.buildingName)
      let inside = try await SchemaConnection(building)
      defer { inside.close() }
      try await Bootstrap(inside, folder: folder).run(keyFolder: keys)
    }
    try migrate(Self.buildingName)
    try onLoop {
      let inside = try await SchemaConnection(building)
      try await DemoData(inside, folder: folder, patients: patients).load()
      inside.close()
      let connection = try await SchemaConnection(admin)
      defer { connection.close() }
      try await connection.renameDatabase(Self.buildingName, to: Self.databaseName)
    }
  }

  private func update() throws {
    let conninfo = conninfo(as: "postgres")
    let folder = folder
    let isCurrent = try onLoop {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      return try await Migrator(connection, folder: folder).isCurrent()
    }
    guard !isCurrent else { return }
    note("Bringing the demo's database to the version of this program ...")
    let keys = cluster.keyFolder
    try onLoop {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      try await Bootstrap(connection, folder: folder).run(keyFolder: keys)
    }
    try migrate(Self.databaseName)
  }

  /// The migrator's permission to log in exists only while a migration runs.
  private func migrate(_ database: String) throws {
    try cluster.setIdentities(Self.identities + [.init(systemUser: LocalCluster.callerName, role: "clinic_migrator")])
    defer { try? cluster.setIdentities(Self.identities) }
    let conninfo = cluster.conninfo(database: database, user: "clinic_migrator")
    let folder = folder
    try onLoop {
      let connection = try await SchemaConnection.patient(conninfo)
      defer { connection.close() }
      try await Migrator(connection, folder: folder).up()
    }
  }
}

extension SchemaConnection {
  /// Connects, waiting up to five seconds for the server to have read a new identity map.
  static func patient(_ conninfo: String) async throws -> SchemaConnection {
    let end = Date().addingTimeInterval(5)
    while true {
      do {
        return try await SchemaConnection(conninfo)
      } catch {
        guard Date() < end else { throw error }
        await EventLoop.shared.sleep(milliseconds: 20)
      }
    }
  }
}
