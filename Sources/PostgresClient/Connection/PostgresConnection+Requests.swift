import EventLoop

extension PostgresConnection {
  func query(
    _ statement: Statement, _ parameters: [any PostgresEncodable], timeLimit: Int?, in transaction: PostgresTransaction?,
    isCancellable: Bool = true
  ) async throws(PostgresError) -> PostgresRows {
    var pipeline = PostgresPipeline()
    let place = pipeline.add(statement, parameters)
    return try await run(pipeline, timeLimit: timeLimit, in: transaction, isCancellable: isCancellable).rows(place)
  }

  func run(
    _ pipeline: PostgresPipeline, timeLimit: Int?, in transaction: PostgresTransaction?, isCancellable: Bool = true
  ) async throws(PostgresError) -> PostgresPipelineResults {
    if let failure = pipeline.failure { throw failure }
    let groups = pipeline.filledGroups
    guard !groups.isEmpty else { return PostgresPipelineResults(groups: []) }
    let answer = await submit(.flight(groups), timeLimit: timeLimit, in: transaction, isCancellable: isCancellable)
    return PostgresPipelineResults(groups: try answer.get())
  }

  func execute(script: String, timeLimit: Int?, in transaction: PostgresTransaction?) async throws(PostgresError) {
    guard !script.utf8.contains(0) else { throw PostgresError(.invalidParameter, reason: "script with U+0000") }
    let groups = try await submit(.script(script), timeLimit: timeLimit, in: transaction, isCancellable: true).get()
    for group in groups { _ = try group.get() }
  }

  /// Queues a request and waits for its answer.
  private func submit(
    _ work: PostgresRequest.Work, timeLimit: Int?, in transaction: PostgresTransaction?, isCancellable: Bool
  ) async -> PostgresRequest.Answer {
    if transaction == nil, PostgresTransaction.current === self.transaction, PostgresTransaction.current != nil {
      return .failure(PostgresError(.transactionInProgress, reason: "use the transaction inside its body"))
    }
    let request = RequestSlot()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Here and not before: on the way here the task may have waited for its turn, and the handler found no request yet.
        if isCancellable, Task.isCancelled { return continuation.resume(returning: .failure(PostgresError(.cancelled))) }
        let new = PostgresRequest(work, transaction: transaction) { continuation.resume(returning: $0) }
        request.value = new
        add(new, timeLimit: timeLimit ?? configuration.timeLimit)
      }
    } onCancel: {
      guard isCancellable else { return }
      UIActor.spawn { [weak self] in
        if let request = request.value { self?.abort(request, because: .task) }
      }
    }
  }

  private func add(_ request: PostgresRequest, timeLimit: Int?) {
    guard isOpen else { return request.finish(.failure(PostgresError(.notConnected))) }
    if let timeLimit {
      request.timer = EventLoop.shared.after(milliseconds: timeLimit) { [weak self, weak request] in
        if let request { self?.abort(request, because: .timeLimit) }
      }
    }
    queue.append(request)
    sendNext()
  }

  /// Stops a request: takes it from the queue, or asks the server to cancel it.
  func abort(_ request: PostgresRequest, because reason: PostgresRequest.Abort) {
    guard !request.isAnswered, request.abort == nil else { return }
    request.abort = reason
    if let place = queue.firstIndex(where: { $0 === request }) {
      queue.remove(at: place)
      request.finish(.failure(PostgresError(reason.condition, reason: "not sent")))
    } else if current === request {
      cancelCurrent()
    }
  }

  /// Sends the request whose turn it is: while a transaction is open, its own requests only.
  func sendNext() {
    guard isOpen, current == nil, !isCancelling else { return }
    let place = transaction.map { owner in queue.firstIndex { $0.transaction === owner } } ?? queue.indices.first
    guard let place else { return }
    let request = queue.remove(at: place)
    if let owner = request.transaction { transaction = owner }
    current = request
    if send(request) { arm() } else { end(connectionError("the request could not be sent")) }
  }
}

/// Where the cancellation handler of a task finds the request.
@UIActor
private final class RequestSlot {
  var value: PostgresRequest?
  nonisolated init() {}
}
