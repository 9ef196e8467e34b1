import Foundation

/// What `demo start` prints: how to connect, as whom.
struct DemoDescription: Encodable {
  struct User: Encodable {
    var email: String
    var password: String
    var role: String
    var name: String
    var database: String
  }

  var database: String
  var users: [User]

  init(_ clinic: DemoClinic) {
    database = clinic.conninfo(as: DemoPerson.terminalRole)
    users = DemoPerson.all.map {
      User(
        email: $0.email, password: DemoPerson.password, role: $0.role, name: $0.name, database: clinic.conninfo(as: $0.loginRole))
    }
  }

  /// One JSON object on one line.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
