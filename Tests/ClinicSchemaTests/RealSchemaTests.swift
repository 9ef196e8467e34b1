import DatabaseTestSupport
import Foundation
import Testing

@testable import ClinicSchema

/// The clinic's own schema.
@Suite struct RealSchemaTests {
  @Test func migratedEqualsCurrentState() throws {
    let migrated = try TestDatabase.clone(.migrated)
    let current = try TestDatabase.clone(.bootstrapped)
    try migrate(current, TestDatabase.schemaFolder()) { try await $0.buildCurrentState() }
    #expect(try catalogue(migrated).differences(from: catalogue(current)).map(\.description) == [])
  }

  @Test func definitionsMayBeAppliedAgain() throws {
    let database = try TestDatabase.clone(.migrated)
    let before = try catalogue(database)
    try database.session().run("delete from clinic_migrations.definitions")
    _ = try migrate(database, TestDatabase.schemaFolder()) { try await $0.up() }
    #expect(try catalogue(database).differences(from: before).map(\.description) == [])
  }

  @Test func bootstrapMayBeRunAgain() throws {
    let database = try TestDatabase.clone(.migrated)
    let before = try catalogue(database)
    let (conninfo, folder) = (try database.conninfo(), try TestDatabase.schemaFolder())
    try TestLoop.wait {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      try await Bootstrap(connection, folder: folder).run(keyFolder: try TestCluster.shared().keyFolder)
    }
    #expect(try catalogue(database).differences(from: before).map(\.description) == [])
  }

  @Test func everyDownUndoesItsUp() throws {
    // The migrations alone: row security and grants of the definitions stay when policies go.
    let toy = try ToySchema()
    let real = try TestDatabase.schemaFolder().path
    try toy.remove("access")
    try toy.remove("migrations")
    try toy.write("order.txt", "")
    try FileManager.default.copyItem(atPath: real + "/migrations", toPath: toy.path + "/migrations")
    let folder = try toy.folder()
    let database = try TestDatabase.clone(.bootstrapped)
    var before = try catalogue(database)
    for migration in folder.migrations {
      _ = try migrate(database, folder) { try await $0.up(to: migration.number) }
      _ = try migrate(database, folder) { try await $0.down(to: migration.number - 1, mayEmpty: true) }
      #expect(try catalogue(database).differences(from: before).map(\.description) == [], "\(migration.name)")
      guard migration.number < folder.migrations.count else { break }
      _ = try migrate(database, folder) { try await $0.up(to: migration.number) }
      before = try catalogue(database)
    }
  }

  @Test func downToNothingAndUpAgainIsTheSame() throws {
    let folder = try TestDatabase.schemaFolder()
    let database = try TestDatabase.clone(.people)
    let before = try catalogue(TestDatabase.clone(.migrated))
    _ = try migrate(database, folder) { try await $0.down(to: 0, mayEmpty: true) }
    _ = try migrate(database, folder) { try await $0.up() }
    #expect(try catalogue(database).differences(from: before).map(\.description) == [])
  }

  @Test func peopleOfTheTemplateMaySignIn() throws {
    let database = try TestDatabase.clone()
    for person in TestPerson.allCases {
      let session = try database.signedIn(person)
      #expect(try session.run("select role_code from api.whoami()").value == person.role)
    }
  }

  @Test func clonesAreIndependent() throws {
    let (first, second) = (try TestDatabase.clone(), try TestDatabase.clone())
    try first.session().run("update access.wards set name = 'Changed'")
    #expect(try second.session().run("select count(*) from access.wards where name = 'Changed'").value == "0")
  }
}
