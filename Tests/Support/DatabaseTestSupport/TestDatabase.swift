import ClinicSchema
import EventLoop
import Foundation
import LocalCluster
import Synchronization

/// A database of one test: a clone of a template that was built once by the real bootstrap and the real migrations.
/// Removed with the value. `let database = try TestDatabase.clone(); let nurse = try database.signedIn(.nurseA)`
public final class TestDatabase: Sendable {
  /// What a template holds.
  public enum Content: String, Sendable, CaseIterable {
    /// Bootstrapped: no table of the clinic yet.
    case bootstrapped
    /// Migrated to the newest version.
    case migrated
    /// The people, wards and patients of `TestPerson` and `TestPatient`.
    case people
  }

  public let name: String
  private static let counter = Mutex(0)
  private static let templates = Mutex<Set<Content>>([])

  private init(name: String) { self.name = name }

  deinit {
    // At exit the whole cluster goes; here only its disk space is given back early. On a thread of its own: DROP DATABASE waits
    // for every backend, also for one that is still sending to the event loop, which may be the thread that runs this.
    Thread.detachNewThread { [name] in
      if let session = try? TestCluster.superuser() { _ = try? session.run("drop database if exists \(name) with (force)") }
    }
  }

  /// A new database with this content, in tens of milliseconds; the first call of the process builds the templates.
  public static func clone(_ content: Content = .people) throws -> TestDatabase {
    try prepare(content)
    return try copy(template: templateName(content))
  }

  /// A database as PostgreSQL makes it, without bootstrap.
  public static func empty() throws -> TestDatabase { try copy(template: "template0") }

  /// A clone of a clone, as it is now; nobody may be connected to it.
  public func clone() throws -> TestDatabase { try Self.copy(template: name) }

  /// The connection string of a role; `postgres` is the superuser.
  public func conninfo(as role: String = "postgres") throws -> String {
    try TestCluster.conninfo(database: name, role: role)
  }

  /// The connection string of somebody's personal login role.
  public func conninfo(as person: TestPerson) throws -> String { try conninfo(as: person.loginRole) }

  /// A blocking connection of a role.
  public func session(as role: String = "postgres") throws -> SqlSession { try SqlSession(conninfo(as: role)) }

  /// A blocking connection of somebody's personal login, not signed in.
  public func session(as person: TestPerson) throws -> SqlSession { try session(as: person.loginRole) }

  /// A blocking connection of somebody who has signed in.
  public func signedIn(_ person: TestPerson) throws -> SqlSession {
    let session = try session(as: person)
    let answer = try session.run("select api.sign_in($1, $2)", [person.email, TestPerson.password]).value
    guard answer == "SIGNED_IN" else { throw SqlError(sqlState: "", message: "\(person.email) may not sign in: \(answer ?? "null")") }
    return session
  }

  private static func copy(template: String) throws -> TestDatabase {
    let number = counter.withLock { value in
      value += 1
      return value
    }
    let database = TestDatabase(name: "test_\(number)")
    try create(database.name, template: template)
    return database
  }

  /// CREATE DATABASE copies everything but who may connect and make temporary tables.
  private static func grantsOfDatabase(_ name: String, from template: String) -> String {
    """
    do $$
    declare
      g record;
    begin
      revoke all on database \(name) from public;
      for g in select a.grantee, a.privilege_type
                 from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a where d.datname = '\(template)' loop
        execute format('grant %s on database \(name) to %s', g.privilege_type,
                       case g.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end);
      end loop;
    end $$
    """
  }

  private static func create(_ name: String, template: String) throws {
    let session = try TestCluster.superuser()
    try session.run("create database \(name) template \(template)")
    try session.run(grantsOfDatabase(name, from: template))
  }

  private static func templateName(_ content: Content) -> String { "template_\(content.rawValue)" }

  private static func prepare(_ content: Content) throws {
    try templates.withLock { done in
      for step in Content.allCases where !done.contains(step) {
        try build(step)
        done.insert(step)
        if step == content { return }
      }
    }
  }

  private static func build(_ content: Content) throws {
    let cluster = try TestCluster.shared()
    let folder = try schemaFolder()
    let name = templateName(content)
    switch content {
    case .bootstrapped:
      try cluster.writeKey(String(repeating: "0123456789abcdef", count: 12), name: "key1.hex")
      try TestCluster.superuser().run("create database \(name)")
      try TestLoop.wait {
        let connection = try await SchemaConnection(try TestCluster.conninfo(database: name))
        defer { connection.close() }
        try await Bootstrap(connection, folder: folder).run(keyFolder: cluster.keyFolder)
      }
    case .migrated:
      try create(name, template: templateName(.bootstrapped))
      try TestLoop.wait {
        let connection = try await SchemaConnection(try TestCluster.conninfo(database: name, role: "clinic_migrator"))
        defer { connection.close() }
        try await Migrator(connection, folder: folder).up()
      }
    case .people:
      try create(name, template: templateName(.migrated))
      try TestCluster.superuser(database: name).run(TestFixture.script)
    }
  }

  /// `sql/` of this repository.
  public static func schemaFolder() throws -> SchemaFolder {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try SchemaFolder(path: root.path + "/sql")
  }
}
