/// Why the schema cannot be read, changed or trusted. `description` is one line that names the file or migration and says what to
/// do.
public struct SchemaError: Error, CustomStringConvertible, Equatable, Sendable {
  /// What went wrong, for callers that decide by it.
  public enum Kind: Sendable, Equatable {
    case folder, changed, missing, renamed, unknown, outOfOrder, refused, busy, statement, connection, notBootstrapped
  }

  public let kind: Kind
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
