import Foundation
import Testing

/// sql/COVERAGE.md and the list behind it, checked by the script that makes it.
@Suite struct CoverageTests {
  private struct Answer {
    var status: Int32
    var lines: [String]
  }

  /// What `Tests/Coverage/generate` says with these arguments.
  private func generate(_ arguments: [String]) throws -> Answer {
    let process = Process()
    let output = Pipe()
    process.executableURL = Repository.root.appending(path: "Tests/Coverage/generate")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    return Answer(status: process.terminationStatus, lines: lines)
  }

  /// The list with one change, checked.
  private func check(replacing old: String, with new: String) throws -> Answer {
    let list = try Repository.text("Tests/Coverage/items.csv")
    let range = try #require(list.firstRange(of: old), "\(old) is not in the list")
    let file = FileManager.default.temporaryDirectory.appending(path: "items-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try list.replacingCharacters(in: range, with: new).write(to: file, atomically: true, encoding: .utf8)
    return try generate(["--check", file.path])
  }

  // MARK: The repository

  @Test func everyItemHasItsPlaceAndItsTest() throws {
    let answer = try generate(["--check"])
    #expect(answer.lines == [])
    #expect(answer.status == 0)
  }

  // MARK: The checks themselves

  static let mistakes: [(old: String, new: String, complaint: String)] = [
    ("sql/bootstrap/2_database.sql", "sql/bootstrap/9_database.sql", "A-003: sql/bootstrap/9_database.sql is not there"),
    ("AnalyticsTests.swift:gate", "AnalysisTests.swift:gate", "A-004: Tests/AccessTests/AnalysisTests.swift:gate is not there"),
    ("AnalyticsTests.swift:gate", "AnalyticsTests.swift:gat",
      "A-004: Tests/AccessTests/AnalyticsTests.swift:gat is no function of that file"),
    ("\nB-007,", "\nB-006,", "B-006: twice"), ("\nB-007,", "\nB-006,", "B-007: missing"),
    ("\nB-007,", "\nB-077,", "B-077: no such item"),
    ("\nA-007,\"FastAPI", "\nA-007,x,\"FastAPI", "A-007: not five fields"),
    ("not done 2026-11-21: no backup", "not done: no backup", "A-014: not done without a date and a reason"),
    ("partly: by reading", "partly, by reading", "B-017: partly without a reason"),
    ("refused: outside the process (X-40)", "", "A-007: done without a place or a test"),
    ("not done 2026-11-21: no fail-over", "refused: no fail-over", "A-086: refused, but not among the refusals of sql/README.md"),
    ("shown as ended, not closed (X-41)", "partly: shown as ended, not closed (X-41)",
      "B-008: partly, but no dated line of sql/README.md names it"),
    ("Schema medical_data", "Schema of facts", "sql/COVERAGE.md is out of date: run Tests/Coverage/generate"),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsFound(_ mistake: (old: String, new: String, complaint: String)) throws {
    let answer = try check(replacing: mistake.old, with: mistake.new)
    #expect(answer.status == 1)
    #expect(answer.lines.contains(mistake.complaint), "\(answer.lines)")
  }
}
