import EventLoop

/// One request in the queue of a connection, and how far it has come.
@UIActor
final class PostgresRequest {
  enum Work {
    /// Groups of statements, a Sync behind each, in one flight.
    case flight([[PostgresPipeline.Call]])
    /// Several statements in one text, by the simple protocol.
    case script(String)
  }

  typealias Answer = Result<[Result<[PostgresRows], PostgresError>], PostgresError>

  /// What the server has yet to answer, in order.
  enum Expected {
    case prepare(PreparedStatements.Key, name: String)
    case call(PostgresPipeline.Call, key: PreparedStatements.Key?)
    case sync
  }

  /// Why a request is being cancelled.
  enum Abort {
    case timeLimit, task
    var condition: PostgresError.Condition { self == .timeLimit ? .timeLimit : .cancelled }
  }

  let work: Work
  /// The transaction it belongs to.
  let transaction: PostgresTransaction?
  private let answer: (Answer) -> Void

  var timer: EventLoop.Timer?
  var abort: Abort?
  var isRepeated = false
  var expected: [Expected] = []
  var next = 0
  /// The statement at `next` has had a result; the mark behind it is yet to come.
  var hasResult = false
  var finishedGroups: [Result<[PostgresRows], PostgresError>] = []
  var rows: [PostgresRows] = []
  var preparationError: PostgresError?
  var error: PostgresError?
  private(set) var isAnswered = false

  init(_ work: Work, transaction: PostgresTransaction?, answer: @escaping (Answer) -> Void) {
    self.work = work
    self.transaction = transaction
    self.answer = answer
  }

  func finish(_ result: Answer) {
    guard !isAnswered else { return }
    isAnswered = true
    if let timer { EventLoop.shared.cancel(timer) }
    answer(result)
  }

  /// The statement an answer belongs to.
  func statement(of expected: Expected?) -> Statement? {
    switch expected {
    case .prepare(let key, _): key.statement
    case .call(let call, _): call.statement
    case .sync, nil: nil
    }
  }

  /// Ready to be sent again.
  func reset() {
    expected = []
    next = 0
    hasResult = false
    finishedGroups = []
    rows = []
    error = nil
    preparationError = nil
  }

  /// The answer when the connection ends now: groups that were committed keep their rows, the others share the error.
  func end(with error: PostgresError) {
    guard case .flight(let groups) = work, !finishedGroups.isEmpty, finishedGroups.count < groups.count else {
      return finish(.failure(error))
    }
    let open = groups.count - finishedGroups.count
    finish(.success(finishedGroups + Array(repeating: .failure(error), count: open)))
  }
}
