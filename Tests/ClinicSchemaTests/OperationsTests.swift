import DatabaseTestSupport
import Foundation
import Testing

/// The commands of clinicctl on a database of an ordinary server.
@Suite struct OperationsTests {
  private func clinicctl(_ arguments: [String], input: String = "") throws -> TestProgram.Answer {
    try TestProgram.run("clinicctl", arguments, input: input)
  }

  @Test(arguments: [
    [], ["demo"], ["demo", "start"], ["demo", "stop"], ["demo", "reset"], ["migrate"], ["migrate", "up"], ["migrate", "down"],
    ["migrate", "status"], ["migrate", "verify"], ["bootstrap"], ["check"], ["watch"], ["user", "add"], ["user", "list"], ["theme", "check"],
    ["import"], ["import", "cgm"], ["audit"], ["audit", "seal"], ["audit", "verify"], ["audit", "who-saw"],
    ["secrets", "status"], ["secrets", "rotate"],
  ])
  func everyCommandHelps(_ command: [String]) throws {
    let answer = try clinicctl(command + ["--help"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("OVERVIEW:") && answer.output.contains("USAGE: clinicctl"))
  }

  @Test func emptyDatabaseBecomesAClinic() throws {
    let database = try TestDatabase.empty()
    let superuser = ["--database", try database.conninfo()]
    let migrator = ["--database", try database.conninfo(as: "clinic_migrator")]
    let early = try clinicctl(["migrate", "status"] + superuser)
    #expect(early.status != 0 && early.errors.contains("clinicctl bootstrap"))
    _ = try TestDatabase.clone(.bootstrapped)
    let prepared = try clinicctl(["bootstrap", "--key-directory", TestCluster.shared().keyFolder] + superuser)
    #expect(prepared.status == 0, "\(prepared.errors)")
    let up = try clinicctl(["migrate", "up"] + migrator)
    #expect(up.status == 0 && up.output.hasPrefix("Applied: 0001_"), "\(up.errors)")
    #expect(try clinicctl(["migrate", "up"] + migrator).output == "Nothing was pending.\n")
    let status = try clinicctl(["migrate", "status"] + migrator)
    #expect(status.output.hasSuffix("Up to date.\n"))
    let down = try clinicctl(["migrate", "down", "--to", "1"] + migrator)
    #expect(down.status == 0 && down.output.contains("0002_"))
    #expect(try clinicctl(["migrate", "status"] + migrator).output.contains("pending"))
  }

  @Test func relativeKeyDirectoryIsRefused() throws {
    let answer = try clinicctl(["bootstrap", "--key-directory", "keys", "--database", "x"])
    #expect(answer.status != 0 && answer.errors.contains("absolute path"))
  }

  @Test func connectionStringThatIsNone() throws {
    let answer = try clinicctl(["migrate", "status", "--database", "nonsense"])
    #expect(answer.status != 0 && answer.errors.contains("Cannot connect"))
  }

  @Test func userHasBothHalves() throws {
    let database = try TestDatabase.clone()
    let login = "nurse_\(database.name)"
    let arguments = ["user", "add", "--database", try database.conninfo(), "--email", "Gala@clinic.example", "--name", "Gala Ferrán",
      "--role", "nurse", "--login", login, "--system-user", "gala"]
    let added = try clinicctl(arguments, input: "a long password\n")
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.contains("clinic \"gala\" \"\(login)\""))
    let session = try database.session(as: login)
    #expect(try session.run("select api.sign_in('gala@clinic.example', 'a long password')").value == "SIGNED_IN")
    let other = try database.session(as: login)
    #expect(try other.run("select api.sign_in($1, $2)", [TestPerson.nurseA.email, TestPerson.password]).value == "REFUSED")
    let list = try clinicctl(["user", "list", "--database", try database.conninfo()])
    #expect(list.output.contains("gala@clinic.example  NURSE  ACTIVE  Gala Ferrán  \(login)\n"))
    let again = try clinicctl(arguments, input: "a long password\n")
    #expect(again.status != 0 && again.errors.contains("e-mail address already"))
    session.close()
    other.close()
    try database.session().run("drop owned by \(login); drop role \(login)")
  }

  @Test func refusedUserLeavesNothing() throws {
    let database = try TestDatabase.clone()
    func add(_ email: String, _ login: String, _ password: String, _ more: [String] = []) throws -> TestProgram.Answer {
      try clinicctl(
        ["user", "add", "--database", try database.conninfo(), "--email", email, "--name", "X", "--role", "NURSE", "--login", login] + more,
        input: password + "\n")
    }
    #expect(try add("x@clinic.example", "ward_x", "short").errors.contains("12 characters"))
    #expect(try add("x@clinic.example", "clinic_x", "a long password").errors.contains("--login must be"))
    #expect(try add("x@clinic.example", "Robert; drop", "a long password").errors.contains("--login must be"))
    #expect(try add("no address", "ward_x", "a long password").errors.contains("e-mail address is none"))
    #expect(try add("x@clinic.example", "nurse_a", "a long password").errors.contains("exists already"))
    #expect(try add("x@clinic.example", "ward_x", "a long password", ["--terminal", "nowhere"]).errors.contains("no such terminal"))
    let session = try database.session()
    #expect(try session.run("select count(*) from pg_roles where rolname = 'ward_x'").value == "0")
    #expect(try session.run("select count(*) from access.users where email like 'x@%'").value == "0")
  }

  @Test func installedThemesCanBeRead() throws {
    let answer = try clinicctl(["theme", "check"])
    #expect(answer.status == 0, "\(answer.errors)")
    for name in ["clinic-dark", "clinic-light", "cvd-safe", "high-contrast", "night-ward"] { #expect(answer.output.contains(name + ": contrast")) }
  }

  @Test func damagedThemeIsNamed() throws {
    let file = "/tmp/clinic-theme-\(UUID().uuidString.prefix(8)).toml"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "[meta\n".write(toFile: file, atomically: true, encoding: .utf8)
    let answer = try clinicctl(["theme", "check", file])
    #expect(answer.status != 0 && answer.errors.contains((file as NSString).lastPathComponent))
  }
}
