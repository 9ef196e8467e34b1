import DatabaseTestSupport
import Foundation

/// The demo's people and patients, loaded once a test run; every test works on a clone of its own.
enum DemoDatabase {
  static let patients = 240

  /// A database with the demo in it.
  static func clone() throws -> TestDatabase { try template.get().clone() }

  private static let template = Result { try build() }

  private static func build() throws -> TestDatabase {
    let database = try TestDatabase.clone(.migrated)
    let session = try database.session()
    defer { session.close() }
    try load(into: session)
    return database
  }

  /// Loads `sql/demo` as superuser into a migrated database.
  static func load(into session: SqlSession) throws {
    try session.run("set clinic_demo.first = '1'; set clinic_demo.last = '\(patients)'; set clinic_demo.rich = '5000'")
    for path in try files() { try session.run(String(contentsOfFile: path, encoding: .utf8)) }
    // Cheap hashes: dozens of sign-ins are under way at once.
    try session.run("update access.users set password_hash = extensions.crypt('\(Person.password)', extensions.gen_salt('bf', 4))")
    try session.run("analyze")
  }

  private static func files() throws -> [String] {
    let folder = try TestDatabase.schemaFolder().path + "/demo"
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted().map { folder + "/" + $0 }
  }
}

/// The demo's people.
enum Person: String {
  case nurse, nurse2, doctor, doctor2, reception, admin, privacy

  static let password = "clinic-demo-2026"
  var email: String { rawValue + "@clinic.demo" }
  /// A personal login role, which only this person may sign in from.
  var loginRole: String { "demo_" + rawValue }
}
