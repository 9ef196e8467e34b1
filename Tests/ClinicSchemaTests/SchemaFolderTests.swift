import DatabaseTestSupport
import Foundation
import Testing

@testable import ClinicSchema

@Suite struct SchemaFolderTests {
  /// What reading the folder says after one change.
  private func refusal(_ change: (ToySchema) throws -> Void) throws -> String? {
    let toy = try ToySchema()
    try change(toy)
    return schemaError { _ = try toy.folder() }?.description
  }

  @Test func readsTheRealFolder() throws {
    let folder = try TestDatabase.schemaFolder()
    #expect(folder.migrations.map(\.number) == Array(1...folder.migrations.count))
    #expect(folder.bootstrap.count >= 3)
    #expect(folder.definitions.contains { $0.file.path.hasPrefix("api/") })
    #expect(try folder.demoFiles().count >= 3)
  }

  @Test func missingOrderIsNamed() throws {
    #expect(try refusal { try $0.remove("order.txt") }?.contains("order.txt is missing") == true)
  }

  @Test func emptyBootstrapIsNamed() throws {
    #expect(try refusal { try $0.remove("bootstrap") }?.contains("bootstrap holds no .sql file") == true)
  }

  @Test func damagedFileIsNamed() throws {
    let toy = try ToySchema()
    try Data([0x63, 0xff, 0xfe]).write(to: URL(fileURLWithPath: toy.path + "/access/wards/functions.sql"))
    #expect(schemaError { _ = try toy.folder() }?.description.contains("access/wards/functions.sql is damaged") == true)
  }

  @Test func missingPartnersAreNamed() throws {
    #expect(try refusal { try $0.remove("migrations/0002_ward_a.down.sql") } == "Migration 0002_ward_a.up.sql has no 0002_ward_a.down.sql.")
    #expect(try refusal { try $0.remove("migrations/0002_ward_a.up.sql") } == "Migration 0002_ward_a.down.sql has no 0002_ward_a.up.sql.")
  }

  @Test func gapIsNamed() throws {
    let text = try refusal { toy in
      try toy.write("migrations/0004_beds.up.sql", "")
      try toy.write("migrations/0004_beds.down.sql", "")
    }
    #expect(text == "Migration 0003 is missing before 0004_beds.")
  }

  @Test func numberUsedTwiceIsNamed() throws {
    let text = try refusal { try $0.write("migrations/0002_beds.up.sql", "") }
    #expect(text?.contains("0002_beds") == true && text?.contains("same number") == true)
  }

  @Test(arguments: ["2_beds.up.sql", "0003_Beds.up.sql", "0003_beds.sql", "notes.txt", "0003_beds.up.sql.bak"])
  func oddNamesAreRefused(_ name: String) throws {
    #expect(try refusal { try $0.write("migrations/" + name, "") }?.contains("\(name) is no migration") == true)
  }

  @Test func tableThatOrderDoesNotName() throws {
    #expect(try refusal { try $0.write("access/beds/table.sql", "") }?.contains("does not name access/beds") == true)
  }

  @Test func tableNamedTwice() throws {
    #expect(try refusal { try $0.write("order.txt", "access/wards\naccess/wards\n") }?.contains("access/wards twice") == true)
  }

  @Test func definitionsComeInTheOrderTheyNeedEachOther() throws {
    let toy = try ToySchema()
    for name in ["access/wards/triggers.sql", "access/views/b.sql", "access/views/a.sql", "api/z.sql", "api/b.sql", "grants.sql"] {
      try toy.write(name, "")
    }
    #expect(try toy.folder().definitions.map { "\($0.role) \($0.file.path)" } == [
      "definer access/wards/functions.sql", "definer api/b.sql", "definer api/z.sql", "owner access/wards/policies.sql",
      "owner access/wards/triggers.sql", "owner access/views/a.sql", "owner access/views/b.sql", "definer grants.sql",
    ])
  }

  @Test func explicitFolderThatIsNone() {
    let error = schemaError { _ = try SchemaFolder.find(explicit: "/nowhere") }
    #expect(error?.kind == .folder)
    #expect(error?.description.contains("/nowhere/order.txt") == true)
  }

  @Test func linesAreCountedFromPositions() {
    let file = SchemaFile(path: "x.sql", text: "ñu\nselect\nwrong")
    #expect(file.line(ofCharacter: 1) == 1)
    #expect(file.line(ofCharacter: 4) == 2)
    #expect(file.line(ofCharacter: 11) == 3)
  }

  @Test(arguments: ["commit;", "  ROLLBACK ;", "begin;", "Begin transaction;", "start transaction;", "commit work;"])
  func migrationsDoNotControlTransactions(_ line: String) {
    let file = SchemaFile(path: "migrations/0009_x.up.sql", text: "select 1;\n\(line)\n")
    let error = schemaError { try Migrator.checkTransactionControl(file) }
    #expect(error?.description.hasPrefix("migrations/0009_x.up.sql:2 ") == true)
  }

  @Test func blocksOfFunctionsAreNoTransactionControl() {
    let text = "do $$\nbegin\n  perform 1;\nend;\n$$;\ncreate function f() returns trigger language plpgsql as $$ begin return new; end $$;\n"
    #expect(schemaError { try Migrator.checkTransactionControl(SchemaFile(path: "x", text: text)) } == nil)
  }

  @Test func identifiersAndLiteralsAreQuoted() {
    #expect(SchemaConnection.identifier("a\"b") == "\"a\"\"b\"")
    #expect(SchemaConnection.literal("o'\\x") == " E'o''\\\\x'")
  }
}
