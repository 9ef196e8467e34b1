/// Which statements a connection has prepared, under which names.
struct PreparedStatements {
  struct Key: Hashable {
    let statement: Statement
    let types: [UInt32]
  }

  private var names: [Key: String] = [:]
  private var used: Set<String> = []

  func name(of key: Key) -> String? { names[key] }

  /// A server-side name not used before on this connection: the statement's own, or with a number behind.
  mutating func newName(for statement: Statement) -> String {
    var (name, number) = (statement.name, 1)
    while !used.insert(name).inserted {
      number += 1
      name = "\(statement.name)/\(number)"
    }
    return name
  }

  mutating func remember(_ key: Key, as name: String) { names[key] = name }

  /// One statement is gone or of no use any more. Its server-side name may still be taken and is not used again.
  mutating func forget(_ key: Key) { names[key] = nil }

  /// The server holds none any more (DISCARD ALL, DEALLOCATE ALL).
  mutating func forgetAll() {
    names = [:]
    used = []
  }
}
