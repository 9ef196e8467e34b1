import EventLoop
import PostgresClient

extension Catalogue {
  /// Describes the database of this connection, as any role may: one consistent look.
  @UIActor
  public static func read(_ connection: SchemaConnection) async throws -> Catalogue {
    var found: [String: CatalogueObject] = [:]
    do {
      try await connection.connection.transaction { transaction in
        // Names come out qualified, and nothing changes between two statements.
        try await transaction.execute(script: "set transaction isolation level repeatable read; set local search_path = pg_catalog")
        for statement in CatalogueQueries.all {
          for row in try await transaction.query(statement, []) {
            let (kind, name, property, value) = try row.decode(String.self, String.self, String.self, String?.self)
            found["\(kind) \(name)", default: CatalogueObject(kind: kind, name: name, properties: [:])].properties[property] = value ?? ""
          }
        }
      }
    } catch let error as PostgresError {
      throw SchemaConnection.refusal(error, file: nil)
    }
    return Catalogue(objects: found.values.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) })
  }
}
