import CPostgres
import EventLoop

extension PostgresConnection {
  /// An error of the connection itself, with libpq's words for operators.
  func connectionError(_ reason: String) -> PostgresError {
    PostgresError(.connectionLost, reason: reason, messageForOperators: String(cString: PQerrorMessage(handle)))
  }

  /// The connection is over, for whatever reason: everybody waiting gets an answer.
  func end(_ error: PostgresError, isLoss: Bool = true) {
    guard isOpen else { return }
    isOpen = false
    EventLoop.shared.unwatch(socket)
    if let cancelTimer { EventLoop.shared.cancel(cancelTimer) }
    let (request, waiting) = (current, queue)
    current = nil
    queue = []
    transaction = nil
    PQfinish(handle)
    // What the server said before it hung up tells more than the hanging up.
    request?.end(with: (request?.error).map { $0.with(.connectionLost) } ?? error)
    for one in waiting { one.finish(.failure(PostgresError(.notConnected))) }
    if isLoss { onLost(error) }
  }
}
