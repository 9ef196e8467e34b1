import Foundation
import Testing

/// What people may call in the database, and what the application calls.
@Suite struct StatementTests {
  /// Not called by a repository, each with its reason.
  static let exceptions: Set<String> = [
    // api.chart_banner says it too, in the same flight as the chart.
    "chart_access",
    // Files of sensors come through clinicctl.
    "import_sensor_readings",
  ]

  /// The functions of a text: `api.name(`.
  private func functions(in text: String) -> Set<String> {
    Set(text.matches(of: /api\.([a-z_0-9]+)\(/).map { String($0.1) })
  }

  /// The allow-list without its comments.
  private func granted() throws -> Set<String> {
    let lines = try Repository.text("sql/grants.sql").split(separator: "\n").filter { !$0.hasPrefix("--") }
    return functions(in: lines.joined(separator: "\n"))
  }

  private func store() throws -> [RepositoryFile] { try Repository.files(in: ["Sources/ClinicStore"]) }

  @Test func everyFunctionOfTheAllowListHasARepository() throws {
    let called = try store().reduce(into: Set<String>()) { $0.formUnion(functions(in: $1.text)) }
    #expect(try granted().subtracting(called) == Self.exceptions)
    #expect(try called.subtracting(granted()) == [], "nobody may call these")
    #expect(called.count > 100)
  }

  @Test func everyStatementHasANameOfItsOwn() throws {
    let names = try store().flatMap { $0.text.matches(of: /Statement\(\s*"([a-z_0-9.\/]+)"/).map { String($0.1) } }
    #expect(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
    #expect(names.count > 150)
  }
}
