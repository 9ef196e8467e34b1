import ArgumentParser
import Foundation

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the clinic on a large invented database.",
    discussion: """
      Builds data of the given size in a throw-away cluster, then measures what people wait for: searches, lists, charts, sign-in, \
      emergency access and a ward's nurses at work through the application's own login, statements and row-level rules, beside the \
      same queries as superuser without them; and the real `clinic` on a pseudo-terminal: bytes and writes for each key, start, idle, memory.
      Build with -c release for figures that count. At 1,000,000 patients it needs about 12 GB of disk and some minutes.
      """)

  @Option(help: "How many patients; each gets 20 laboratory values.")
  var patients = 1_000_000

  @Flag(help: "Print the figures as one JSON object instead of tables.")
  var json = false

  @Option(
    help: ArgumentHelp("Measure these groups only, separated by commas.", discussion: "One or more of: \(FigureGroup.names)"))
  var only: FigureGroups = .all

  @Option(help: "How long each figure is measured, in seconds.")
  var seconds = 5.0

  @Option(help: "Keep the cluster in this folder and use it again next time; otherwise it is removed at the end.")
  var keep: String?

  @Option(help: "The folder of PostgreSQL's programs; otherwise PATH, pg_config and /usr/lib/postgresql are searched.")
  var postgres: String?

  @Option(help: "The folder sql, where it is neither installed nor in this repository.")
  var sql: String?

  func validate() throws {
    guard (1_000...20_000_000).contains(patients) else { throw ValidationError("--patients must be from 1000 to 20000000.") }
    guard (0.1...3_600).contains(seconds) else { throw ValidationError("--seconds must be from 0.1 to 3600.") }
  }

  func run() throws {
    Interruption.watch()
    let needsTerminal = only.contains(.terminal) || only.contains(.memory)
    let program = needsTerminal ? try TerminalProgram.beside("clinic") : ""
    let bench = try BenchCluster.open(keep: keep, postgres: postgres, sql: sql, patients: patients)
    defer { bench.close() }
    var report = try BenchReport(bench, seconds: seconds)
    for group in FigureGroup.allCases where only.contains(group) {
      note("Measuring: \(group.rawValue) ...")
      try Interruption.check()
      report.add(try group.figures(of: bench, seconds: seconds, program: program))
    }
    print(json ? try report.json() : report.text, terminator: json ? "\n" : "")
  }
}

/// What can be measured alone.
enum FigureGroup: String, CaseIterable, Sendable {
  case search, list, chart, signIn = "sign-in", emergency, actions, terminal, memory

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  func figures(of bench: BenchCluster, seconds: Double, program: String) throws -> BenchReport.Part {
    switch self {
    case .search: try onLoop { try await SearchFigures(bench, seconds: seconds).measure() }
    case .list: try onLoop { try await ListFigures(bench, seconds: seconds).measure() }
    case .chart: try onLoop { try await ChartFigures(bench, seconds: seconds).measure() }
    case .signIn: try onLoop { try await SignInFigures(bench, seconds: seconds).measure() }
    case .emergency: try onLoop { try await EmergencyFigures(bench, seconds: seconds).measure() }
    case .actions: try onLoop { try await ActionFigures(bench, seconds: seconds).measure() }
    case .terminal: try TerminalFigures(bench, program: program).measure()
    case .memory: try MemoryFigures(bench, program: program).measure()
    }
  }
}

/// Groups named on the command line.
struct FigureGroups: ExpressibleByArgument, Sendable {
  private let groups: Set<FigureGroup>

  static let all = FigureGroups(groups: Set(FigureGroup.allCases))

  private init(groups: Set<FigureGroup>) { self.groups = groups }

  init?(argument: String) {
    let names = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let groups = names.compactMap(FigureGroup.init(rawValue:))
    guard !groups.isEmpty, groups.count == names.count else { return nil }
    self.groups = Set(groups)
  }

  func contains(_ group: FigureGroup) -> Bool { groups.contains(group) }

  var defaultValueDescription: String { "all" }
}
