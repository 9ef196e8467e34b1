import EventLoop
import PostgresClient

extension Catalogue {
  /// Describes the database of this connection, as any role may: one consistent look.
  @UIActor
  public static func read(_ connection: SchemaConnection) async throws -> Catalogue {
    do {
      return try await connection.connection.transaction { transaction in
        try await transaction.execute(script: "set transaction isolation level repeatable read")
        return try await read(in: transaction)
      }
    } catch let error as PostgresError {
      throw SchemaConnection.refusal(error, file: nil)
    }
  }

  /// The same within a transaction: what it has changed itself is seen.
  @UIActor
  static func read(in transaction: PostgresTransaction) async throws -> Catalogue {
    var found: [String: CatalogueObject] = [:]
    // Names come out qualified.
    try await transaction.execute(script: "set local search_path = pg_catalog")
    for statement in CatalogueQueries.all {
      for row in try await transaction.query(statement, []) {
        let (kind, name, property, value) = try row.decode(String.self, String.self, String.self, String?.self)
        found["\(kind) \(name)", default: CatalogueObject(kind: kind, name: name, properties: [:])].properties[property] =
          value ?? ""
      }
    }
    return Catalogue(objects: found.values.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) })
  }
}
