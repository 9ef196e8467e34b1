/// A file with the role that runs it.
public struct SchemaStep: Sendable, Equatable {
  /// The owners that nobody logs in as; the migrator becomes them for the length of a transaction.
  public enum Role: String, Sendable {
    /// Tables, policies, triggers, views.
    case owner = "clinic_owner"
    /// SECURITY DEFINER functions.
    case definer = "clinic_definer"
  }

  public let role: Role
  public let file: SchemaFile

  public init(role: Role, file: SchemaFile) {
    self.role = role
    self.file = file
  }

  /// The definitions in the order they need each other (rule 4 of `sql/README.md`): functions of the tables, functions people
  /// call, policies and triggers (they call functions), views, and at the end who may call what.
  static func definitions(order: [String], in path: String) throws -> [SchemaStep] {
    var schemas: [String] = []
    for schema in order.map({ String($0.prefix { $0 != "/" }) }) where !schemas.contains(schema) { schemas.append(schema) }
    func steps(_ role: Role, _ files: [String]) throws -> [SchemaStep] {
      try files.filter { SchemaFolder.exists("\(path)/\($0)") }.map { SchemaStep(role: role, file: try .read($0, in: path)) }
    }
    func each(_ name: String) -> [String] { order.map { "\($0)/\(name)" } }
    return try steps(.definer, each("functions.sql")) + steps(.definer, SchemaFolder.sqlFiles("api", in: path))
      + steps(.owner, each("policies.sql")) + steps(.owner, each("triggers.sql"))
      + steps(.owner, (schemas + ["api"]).flatMap { try SchemaFolder.sqlFiles("\($0)/views", in: path) })
      + steps(.definer, ["grants.sql"])
  }
}
