import EventLoop
import Foundation
import PostgresClient

/// What the statements of one call read, according to the plans they really had: auto_explain logs them, those inside functions
/// too, for connections of the terminal's role that begin while it watches.
struct ReadingFigures: Sendable {
  var rows = 0.0
  var pages = 0.0
  var complaints: [String] = []

  var verdict: String { complaints.isEmpty ? "ok" : complaints.joined(separator: "; ") }

  /// Tables that grow with the number of patients: never to be read whole.
  private static let large: Set<String> = [
    "patients", "patient_identifiers", "name_lexicon", "name_deletions", "biomarkers", "prescriptions", "patient_allergies",
    "allergy_reviews",
  ]

  /// Partial indexes of few rows, made to be read whole.
  private static let small: Set<String> = ["name_lexicon_compound"]

  /// Runs `calls` with a new connection of the terminal's role and averages over `count` of them. `prepare` is not counted.
  @UIActor
  static func watch(
    _ bench: BenchCluster, email: String, count: Int, prepare: (Caller) async throws -> Void = { _ in },
    calls: (Caller, Int) async throws -> Void
  ) async throws -> ReadingFigures? {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    do {
      try await superuser.execute(script: "load 'auto_explain'; " + settings("set"))
    } catch {
      note("auto_explain is not installed with this PostgreSQL: rows read and plans are left out.")
      return nil
    }
    let caller: Caller
    do {
      caller = try await Caller.signedIn(bench.terminal, email: email)
      try await prepare(caller)
    } catch {
      try? await superuser.execute(script: settings("reset"))
      throw error
    }
    let mark = size(of: bench.serverLog)
    let outcome: Result<Void, any Error>
    do {
      for number in 0..<count { try await calls(caller, number) }
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    caller.close()
    try await superuser.execute(script: settings("reset"))
    try outcome.get()
    return try figures(of: plans(in: bench.serverLog, from: mark), calls: count)
  }

  private static func settings(_ verb: String) -> String {
    let values = [
      "session_preload_libraries": "auto_explain", "auto_explain.log_min_duration": "0",
      "auto_explain.log_nested_statements": "on",
      "auto_explain.log_analyze": "on", "auto_explain.log_buffers": "on", "auto_explain.log_timing": "off",
      "auto_explain.log_format": "json"
    ]
    return values.sorted { $0.key < $1.key }
      .map { "alter role \(DemoPerson.terminalRole) \(verb) \($0.key)" + (verb == "set" ? " = '\($0.value)'" : "") + ";" }.joined(
        separator: " ")
  }

  private static func size(of path: String) -> UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? UInt64) ?? 0
  }

  /// The JSON objects behind `plan:`; their lines begin with a tab.
  private static func plans(in path: String, from mark: UInt64) throws -> [[String: Any]] {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    try file.seek(toOffset: mark)
    let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    var plans: [[String: Any]] = []
    var lines: [Substring] = []
    func endPlan() {
      if let plan = (try? JSONSerialization.jsonObject(with: Data(lines.joined(separator: "\n").utf8))) as? [String: Any] {
        plans.append(plan)
      }
      lines = []
    }
    for line in text.split(separator: "\n") {
      if line.hasPrefix("\t") { lines.append(line.dropFirst()) } else { endPlan() }
    }
    endPlan()
    return plans
  }

  private static func figures(of plans: [[String: Any]], calls: Int) -> ReadingFigures {
    var figures = ReadingFigures()
    for plan in plans {
      if let node = plan["Plan"] as? [String: Any] { figures.add(node) }
    }
    figures.rows /= Double(max(calls, 1))
    figures.pages /= Double(max(calls, 1))
    figures.complaints = Array(Set(figures.complaints)).sorted()
    return figures
  }

  private mutating func add(_ node: [String: Any]) {
    for child in node["Plans"] as? [[String: Any]] ?? [] { add(child) }
    func value(_ name: String) -> Double { (node[name] as? NSNumber)?.doubleValue ?? 0 }
    guard let table = node["Relation Name"] as? String, value("Actual Loops") > 0, let kind = node["Node Type"] as? String,
      kind != "ModifyTable"
    else { return }
    rows +=
      (value("Actual Rows") + value("Rows Removed by Filter") + value("Rows Removed by Index Recheck")) * value("Actual Loops")
    pages += value("Shared Hit Blocks") + value("Shared Read Blocks")
    guard Self.large.contains(table) else { return }
    if kind == "Seq Scan" { complaints.append("reads all of \(table)") }
    if kind.hasPrefix("Index"), node["Index Cond"] == nil, !Self.small.contains(node["Index Name"] as? String ?? "") {
      complaints.append("\(table) through \(node["Index Name"] as? String ?? "an index") without a condition")
    }
  }
}
