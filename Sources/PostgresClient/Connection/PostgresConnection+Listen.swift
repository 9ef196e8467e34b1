extension PostgresConnection {
  /// Begins to listen on a channel; what arrives goes to `onNotification`. Ends with the connection, and with DISCARD ALL.
  public func listen(_ channel: StaticString) async throws(PostgresError) {
    try await query(Statement(unprepared: "LISTEN " + quotedIdentifier(channel.description), name: "listen"))
  }

  /// Stops listening on a channel.
  public func unlisten(_ channel: StaticString) async throws(PostgresError) {
    try await query(Statement(unprepared: "UNLISTEN " + quotedIdentifier(channel.description), name: "unlisten"))
  }
}

/// An identifier in double quotes, with those inside doubled (as `PQescapeIdentifier`): it stays one word whatever it holds.
public func quotedIdentifier(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
