import CPostgres
import EventLoop
import Glibc

extension PostgresConnection {
  /// Hands a request to libpq, which sends what the socket takes; false when the connection cannot take it any more.
  func send(_ request: PostgresRequest) -> Bool {
    counters.flights += 1
    switch request.work {
    case .script(let script):
      guard PQexitPipelineMode(handle) == 1 else { return false }
      return PQsendQuery(handle, script) == 1
    case .flight(let groups):
      return send(groups, for: request)
    }
  }

  /// What must be prepared goes first: were it within a group, that group's failure would leave the others without it.
  private func send(_ groups: [[PostgresPipeline.Call]], for request: PostgresRequest) -> Bool {
    var names: [PreparedStatements.Key: String] = [:]
    for call in groups.joined() where call.statement.isPrepared {
      let key = PreparedStatements.Key(statement: call.statement, types: call.parameters.types)
      guard names[key] == nil else { continue }
      if let name = prepared.name(of: key) {
        names[key] = name
        continue
      }
      let name = prepared.newName(for: call.statement)
      guard PQsendPrepare(handle, name, call.statement.sql, Int32(key.types.count), key.types) == 1 else { return false }
      counters.prepares += 1
      names[key] = name
      request.expected.append(.prepare(key, name: name))
    }
    for group in groups {
      for call in group {
        let key = PreparedStatements.Key(statement: call.statement, types: call.parameters.types)
        guard send(call, as: names[key]) else { return false }
        request.expected.append(.call(call, key: names[key] == nil ? nil : key))
      }
      guard clinic_pq_sync(handle) == 1 else { return false }
      request.expected.append(.sync)
    }
    return true
  }

  private func send(_ call: PostgresPipeline.Call, as name: String?) -> Bool {
    counters.statements += 1
    return call.parameters.withArrays { values, lengths, formats in
      let count = Int32(values.count)
      if let name { return PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1) == 1 }
      return PQsendQueryParams(handle, call.statement.sql, count, call.parameters.types, values, lengths, formats, 1) == 1
    }
  }

  /// Flushes what waits to be sent and watches the socket accordingly.
  func arm() {
    guard isOpen else { return }
    let events = Int16(POLLIN) | (PQflush(handle) == 1 ? Int16(POLLOUT) : 0)
    guard events != watched else { return }
    watched = events
    EventLoop.shared.watch(socket, events: events) { [weak self] _ in self?.receive() }
  }
}
