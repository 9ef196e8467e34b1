/// A NOTIFY that arrived. It means "look again": anyone may send one, so nothing in it is to be believed.
public struct PostgresNotification: Hashable, Sendable {
  public let channel: String
  public let payload: String
  /// The server process that sent it.
  public let processID: Int32
}

/// A notice or warning of the server.
public struct PostgresNotice: Hashable, Sendable {
  /// `NOTICE`, `WARNING`, `INFO` ...; the same in every language.
  public let severity: String
  public let sqlState: String
  /// The server's words. May hold values: for operators only.
  public let messageForOperators: String
}
