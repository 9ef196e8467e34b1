import CPostgres
@testable import PostgresClient

enum TestConfiguration {
  /// The keywords that get a value for a socket connection.
  static func options() throws -> Set<String> {
    Set(try PostgresConfiguration("host=/x dbname=a user=b").connectionOptions().keys)
  }

  /// What libpq would take from the environment, by keyword.
  static func variables() -> [(keyword: String, variable: String)] {
    guard let defaults = PQconndefaults() else { return [] }
    defer { PQconninfoFree(defaults) }
    var found: [(String, String)] = []
    var option = defaults
    while let keyword = option.pointee.keyword {
      if let variable = option.pointee.envvar { found.append((String(cString: keyword), String(cString: variable))) }
      option += 1
    }
    return found
  }
}
