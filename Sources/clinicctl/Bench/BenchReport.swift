import Foundation
import Measuring

/// All figures of a run, as tables for people and as JSON for programs.
struct BenchReport: Encodable {
  /// Times of one kind of call.
  struct Latency: Encodable {
    var group: String
    var name: String
    var callers: Int
    var count: Int
    /// Milliseconds, client included.
    var p50, p95, p99: Double
    /// Calls per second of all callers together.
    var perSecond: Double
    /// The milliseconds p99 (or where said so p50) may take.
    var budget: Double?
    var isMet: Bool?
    /// p50 of the same query as superuser: no gate, no row-level rules, no trace, no session.
    var withoutRules: Double?
    var ratio: Double?
    /// Rows of tables that one call read, and pages of them, from the plans of the real statements.
    var rowsRead: Double?
    var pagesRead: Double?
    /// `ok`, or what is wrong with the plans.
    var plan: String?
  }

  /// One number.
  struct Count: Encodable {
    var group: String
    var name: String
    var value: Double
    var unit: String
    var budget: Double?
    var isMet: Bool?
    var remark: String?
  }

  struct Part: Sendable {
    var latencies: [Latency] = []
    var counts: [Count] = []
  }

  var about: [String: String]
  var latencies: [Latency] = []
  var counts: [Count] = []

  init(_ bench: BenchCluster, seconds: Double) throws {
    about = try bench.describe()
    about["seconds per figure"] = "\(seconds)"
    about["processors"] = "\(ProcessInfo.processInfo.activeProcessorCount)"
    #if DEBUG
      about["build"] = "debug"
    #else
      about["build"] = "release"
    #endif
  }

  mutating func add(_ part: Part) {
    latencies += part.latencies
    counts += part.counts
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var text: String {
    var text = about.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    if !latencies.isEmpty { text += "\n" + latencyTable.text }
    if !counts.isEmpty { text += "\n" + countTable.text }
    return text
  }

  private var latencyTable: TextTable {
    var table = TextTable([
      ("group", .left), ("what", .left), ("callers", .right), ("count", .right), ("p50 ms", .right), ("p95", .right),
      ("p99", .right),
      ("budget", .right), ("", .left), ("per s", .right), ("bare p50", .right), ("ratio", .right), ("rows", .right),
      ("pages", .right),
      ("plan", .left),
    ])
    for row in latencies {
      table.add([
        row.group, row.name, "\(row.callers)", "\(row.count)", Self.number(row.p50), Self.number(row.p95), Self.number(row.p99),
        Self.number(row.budget, digits: 0), Self.verdict(row.isMet), Self.number(row.perSecond, digits: 0),
        Self.number(row.withoutRules),
        Self.number(row.ratio, digits: 1), Self.number(row.rowsRead, digits: 0), Self.number(row.pagesRead, digits: 0),
        row.plan ?? "",
      ])
    }
    return table
  }

  private var countTable: TextTable {
    var table = TextTable([
      ("group", .left), ("what", .left), ("value", .right), ("unit", .left), ("budget", .right), ("", .left), ("remark", .left),
    ])
    for row in counts {
      table.add([
        row.group, row.name, Self.number(row.value, digits: row.value == row.value.rounded() ? 0 : 2), row.unit,
        Self.number(row.budget, digits: 0), Self.verdict(row.isMet), row.remark ?? "",
      ])
    }
    return table
  }

  private static func number(_ value: Double?, digits: Int = 2) -> String {
    value.map { String(format: "%.\(digits)f", $0) } ?? ""
  }

  private static func verdict(_ isMet: Bool?) -> String { isMet.map { $0 ? "ok" : "MISSED" } ?? "" }
}

extension BenchReport.Latency {
  init(
    group: FigureGroup, name: String, _ run: LoadRun, budget: Double? = nil, withoutRules: LoadRun? = nil,
    reading: ReadingFigures? = nil
  ) {
    let samples = run.samples
    self.init(
      group: group.rawValue, name: name, callers: run.callers, count: samples.count, p50: samples.median,
      p95: samples.percentile(0.95),
      p99: samples.percentile(0.99), perSecond: run.perSecond, budget: budget,
      isMet: budget.map { samples.percentile(0.99) <= $0 },
      withoutRules: withoutRules?.samples.median, rowsRead: reading?.rows, pagesRead: reading?.pages, plan: reading?.verdict)
    if let bare = withoutRules?.samples.median, bare > 0 { ratio = samples.median / bare }
  }
}

extension BenchReport.Count {
  /// A number that should be at most `budget`.
  init(_ group: FigureGroup, _ name: String, _ value: Double, _ unit: String, budget: Double? = nil, remark: String? = nil) {
    self.init(
      group: group.rawValue, name: name, value: value, unit: unit, budget: budget, isMet: budget.map { value <= $0 },
      remark: remark)
  }
}
