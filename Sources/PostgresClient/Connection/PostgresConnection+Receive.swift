import CPostgres
import EventLoop

extension PostgresConnection {
  /// The socket has something to say: takes in what came and answers what is complete.
  func receive() {
    guard isOpen else { return }
    let isAlive = PQconsumeInput(handle) == 1
    takeResults()
    let arrived = isOpen ? takeNotifications() : []
    let noticed = notices.take()
    if isOpen {
      if isAlive, PQstatus(handle) == CONNECTION_OK {
        sendNext()
        arm()
      } else {
        end(connectionError("the server closed the connection"))
      }
    }
    // Last: a handler may do anything, close this connection included.
    for notice in noticed { onNotice(notice) }
    for notification in arrived { onNotification(notification) }
  }

  private func takeNotifications() -> [PostgresNotification] {
    var arrived: [PostgresNotification] = []
    while let notify = PQnotifies(handle) {
      arrived.append(
        PostgresNotification(
          channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra),
          processID: notify.pointee.be_pid))
      PQfreemem(notify)
    }
    return arrived
  }

  private func takeResults() {
    while let request = current, PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        guard case .script = request.work else {
          // The mark between the results of two statements; where it is not, more input must come first.
          if advance(request) { continue } else { return }
        }
        PQenterPipelineMode(handle)
        finish(request, with: [request.error.map { .failure($0) } ?? .success([])])
        return
      }
      take(result, for: request)
    }
  }

  /// After the end of one statement's results. False when there was no statement to end.
  private func advance(_ request: PostgresRequest) -> Bool {
    guard request.next < request.expected.count, request.hasResult else { return false }
    request.hasResult = false
    request.next += 1
    return true
  }

  private func take(_ result: OpaquePointer, for request: PostgresRequest) {
    let expected = request.next < request.expected.count ? request.expected[request.next] : nil
    switch PQresultStatus(result) {
    case PGRES_PIPELINE_SYNC:
      PQclear(result)
      finishGroup(of: request)
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      request.hasResult = true
      takeSuccess(PostgresRows(result, of: request.statement(of: expected)), of: expected, for: request)
    case PGRES_PIPELINE_ABORTED:
      request.hasResult = true
      PQclear(result)
    case PGRES_FATAL_ERROR:
      request.hasResult = true
      takeError(PostgresError(result: result).naming(request.statement(of: expected)), of: expected, for: request)
      PQclear(result)
    default:
      PQclear(result)
      end(PostgresError(.protocolViolation, reason: "COPY is not supported"))
    }
  }

  private func takeSuccess(_ rows: PostgresRows, of expected: PostgresRequest.Expected?, for request: PostgresRequest) {
    let tag = rows.commandTag
    if tag == "DISCARD ALL" || tag == "DEALLOCATE ALL" { prepared.forgetAll() }
    switch expected {
    case .prepare(let key, let name): prepared.remember(key, as: name)
    case .call: request.rows.append(rows)
    case .sync, nil: break
    }
  }

  private func takeError(_ error: PostgresError, of expected: PostgresRequest.Expected?, for request: PostgresRequest) {
    switch expected {
    case .prepare: request.preparationError = request.preparationError ?? error
    case .call(_, let key?) where error.condition == .unknownStatement || error.condition == .featureNotSupported:
      // Gone from the server, or made for a table that has changed since: prepared afresh when next used.
      prepared.forget(key)
      request.error = request.error ?? error
    default: request.error = request.error ?? error
    }
  }

  /// A Sync was answered: its group is committed, or undone.
  private func finishGroup(of request: PostgresRequest) {
    while request.next < request.expected.count {
      request.next += 1
      if case .sync = request.expected[request.next - 1] { break }
    }
    request.hasResult = false
    var error = request.error
    if let preparation = request.preparationError, request.finishedGroups.isEmpty || error?.condition == .unknownStatement {
      error = preparation
    }
    if let abort = request.abort, let given = error, given.condition == .queryCancelled { error = given.with(abort.condition) }
    request.finishedGroups.append(error.map { .failure($0) } ?? .success(request.rows))
    request.rows = []
    request.error = nil
    if request.next == request.expected.count {
      finish(request, with: request.finishedGroups)
    } else if request.abort != nil {
      cancelCurrent()
    }
  }

  private func finish(_ request: PostgresRequest, with groups: [Result<[PostgresRows], PostgresError>]) {
    current = nil
    if repeats(request, after: groups) { return }
    request.finish(.success(groups))
    cancelSettled()
  }

  /// A single group that failed only because its statement was gone from the server did nothing: it is sent once more.
  private func repeats(_ request: PostgresRequest, after groups: [Result<[PostgresRows], PostgresError>]) -> Bool {
    guard groups.count == 1, case .failure(let error) = groups[0], error.condition == .unknownStatement, !request.isRepeated,
      request.abort == nil, request.transaction == nil, isOpen, PQtransactionStatus(handle) == PQTRANS_IDLE
    else { return false }
    request.isRepeated = true
    request.reset()
    queue.insert(request, at: 0)
    cancelSettled()
    return true
  }
}
