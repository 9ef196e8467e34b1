import Foundation

/// `sql/` as read from disk: what a superuser does once, the migrations, the tables as they are today, and the definitions
/// (functions, policies, triggers, views, grants) that are applied again after each migration.
public struct SchemaFolder: Sendable {
  /// Where it was read from.
  public let path: String
  /// Run by a superuser in the order of their names, all in one transaction; safe to run again.
  public let bootstrap: [SchemaFile]
  /// By number, without a gap.
  public let migrations: [Migration]
  /// The tables as they stand today, in the order of `order.txt`, with what their definitions need (`types.sql`).
  public let tables: [SchemaStep]
  /// Applied after each migration, in this order, in one transaction.
  public let definitions: [SchemaStep]

  /// Reads the whole folder; throws a `SchemaError` that names the first file that is missing or damaged.
  public init(path: String) throws {
    self.path = path
    let order = try SchemaFile.read("order.txt", in: path).text.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    bootstrap = try Self.sqlFiles("bootstrap", in: path).map { try SchemaFile.read($0, in: path) }
    guard !bootstrap.isEmpty else {
      throw SchemaError(.folder, "\(path)/bootstrap holds no .sql file: restore it from the installation.")
    }
    migrations = try Migration.readAll(in: path)
    try Self.checkOrder(order, in: path)
    tables = try order.flatMap { folder in
      try ["types.sql", "table.sql"].filter { Self.exists("\(path)/\(folder)/\($0)") }
        .map { SchemaStep(role: .owner, file: try .read("\(folder)/\($0)", in: path)) }
    }
    definitions = try SchemaStep.definitions(order: order, in: path)
  }

  /// Every file that shapes the schema, in the order it is used; one text per file, for sums.
  var files: [SchemaFile] {
    bootstrap + migrations.flatMap { [$0.up, $0.down] } + tables.map(\.file) + definitions.map(\.file)
  }

  /// Finds `sql/`: the folder given, `share/clinic/sql` next to the installed program, or the repository's when run from it.
  public static func find(explicit: String? = nil) throws -> SchemaFolder {
    if let explicit { return try SchemaFolder(path: explicit) }
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
    let installed = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/share/clinic/sql"
    if exists(installed + "/order.txt") { return try SchemaFolder(path: installed) }
    while folder.count > 1 {
      if exists(folder + "/Package.swift") && exists(folder + "/sql/order.txt") { return try SchemaFolder(path: folder + "/sql") }
      folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    }
    throw SchemaError(.folder, "The folder sql is neither in \(installed) nor above \(program): name it with --sql.")
  }

  /// `demo/*.sql` by name: invented people and patients, no part of the schema.
  public func demoFiles() throws -> [SchemaFile] {
    let files = try Self.sqlFiles("demo", in: path).map { try SchemaFile.read($0, in: path) }
    guard !files.isEmpty else { throw SchemaError(.folder, "\(path)/demo holds no .sql file: restore it from the installation.") }
    return files
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The .sql files of a folder below `path`, by name, as paths below `path`.
  static func sqlFiles(_ folder: String, in path: String) throws -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []
    return names.filter { $0.hasSuffix(".sql") }.sorted().map { "\(folder)/\($0)" }
  }

  /// Every folder with a `table.sql` stands in `order.txt`, once.
  private static func checkOrder(_ order: [String], in path: String) throws {
    if let twice = Dictionary(grouping: order, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
      throw SchemaError(.folder, "\(path)/order.txt names \(twice) twice.")
    }
    let schemas = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for schema in schemas.sorted() {
      let tables = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(schema)")) ?? []
      for table in tables.sorted() where exists("\(path)/\(schema)/\(table)/table.sql") && !order.contains("\(schema)/\(table)") {
        throw SchemaError(.folder, "\(path)/order.txt does not name \(schema)/\(table): add it behind the tables it refers to.")
      }
    }
  }
}
