/// A version of a clinical fact. A later change names it, so that nobody overwrites what she has not seen.
public struct RecordVersion<Entity>: Hashable, Sendable {
  public var id: Identifier<Entity>
  /// From 1; each change is one more.
  public var version: Int

  public init(id: Identifier<Entity>, version: Int) {
    self.id = id
    self.version = version
  }
}

/// What a write is answered that has words of its own. What every write may be answered is thrown as `RepositoryError`: a
/// refusal,
/// a field that does not hold, a version that is no longer the living one, a key that was used for something else.
public enum WriteAnswer<Stored: Hashable & Sendable, Objection: Hashable & Sendable>: Hashable, Sendable {
  case saved(Stored)
  /// Nothing was stored.
  case objected(Objection)
}

/// Stands where a test provides no closure: every call throws `.unavailable`.
public func notProvided<each Argument, Value>() -> @Sendable (repeat each Argument) async throws -> Value {
  { (_: repeat each Argument) in throw RepositoryError.unavailable }
}
