import ClinicSchema
import DatabaseTestSupport
import Testing

@Suite struct TemplateTests {
  @Test func peopleAreThere() throws {
    let database = try TestDatabase.clone()
    let session = try database.session()
    #expect(try session.run("select count(*) from access.users").value == "8")
    #expect(try session.run("select count(*) from medical_data.patients").value == "7")
  }

  @Test func migratedEqualsCurrentState() throws {
    let migrated = try TestDatabase.clone(.migrated)
    let current = try TestDatabase.clone(.bootstrapped)
    let folder = try TestDatabase.schemaFolder()
    let differences = try TestLoop.wait {
      let builder = try await SchemaConnection(try current.conninfo(as: "clinic_migrator"))
      try await Migrator(builder, folder: folder).buildCurrentState()
      let other = try await SchemaConnection(try migrated.conninfo())
      return try await Catalogue.read(other).differences(from: Catalogue.read(builder)).map(\.description)
    }
    #expect(differences == [])
  }
}
