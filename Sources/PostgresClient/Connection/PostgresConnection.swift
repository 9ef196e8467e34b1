import CPostgres
import EventLoop

/// A connection to PostgreSQL that never blocks: libpq's socket is one of the descriptors of the event loop.
///
/// Requests are answered in the order they were made, one flight at a time. A request holds one or several statements; with
/// several groups of them a single round trip carries all, each group a transaction of its own. Statements are prepared on their
/// first use, in the same flight. While nothing is asked the connection costs no wake-up.
@UIActor
public final class PostgresConnection {
  /// What this connection has done so far.
  public struct Counters: Hashable, Sendable {
    /// Requests sent; each is one round trip.
    public internal(set) var flights = 0
    /// Statements executed, whatever became of them.
    public internal(set) var statements = 0
    /// Statements prepared.
    public internal(set) var prepares = 0

    public init() {}
  }

  public let configuration: PostgresConfiguration
  public internal(set) var counters = Counters()

  /// Called for each notification on a channel listened to. It runs on the loop, never inside another method of the connection's
  /// caller, and may use the connection.
  public var onNotification: (PostgresNotification) -> Void = { _ in }
  /// Called for each notice or warning of the server.
  public var onNotice: (PostgresNotice) -> Void = { _ in }
  /// Called once when the connection is lost, not when it is closed. Requests are answered before.
  public var onLost: (PostgresError) -> Void = { _ in }

  /// False as soon as it is closed or lost.
  public internal(set) var isOpen = true
  /// The server process that serves this connection.
  public let processID: Int32
  /// As 150018 for 15.18.
  public let serverVersion: Int

  let handle: OpaquePointer
  let notices: NoticeCollector
  let socket: Int32
  var watched: Int16 = 0
  var queue: [PostgresRequest] = []
  var current: PostgresRequest?
  var prepared = PreparedStatements()
  var transaction: PostgresTransaction?
  var isCancelling = false
  var cancelTimer: EventLoop.Timer?

  /// Takes over an established libpq connection.
  init(handle: OpaquePointer, notices: NoticeCollector, configuration: PostgresConfiguration) {
    self.handle = handle
    self.notices = notices
    self.configuration = configuration
    processID = PQbackendPID(handle)
    serverVersion = Int(PQserverVersion(handle))
    socket = PQsocket(handle)
    PQsetnonblocking(handle, 1)
    PQenterPipelineMode(handle)
    arm()
  }

  isolated deinit {
    EventLoop.shared.unwatch(isOpen ? socket : -1)
    if isOpen { PQfinish(handle) }
  }

  /// Carries out one statement. `timeLimit` in milliseconds replaces the configuration's.
  ///
  /// Throws what the server answered; `.connectionLost` when the outcome is unknown; `.notConnected` when nothing was sent.
  @discardableResult
  public func query(
    _ statement: Statement, _ parameters: [any PostgresEncodable] = [], timeLimit: Int? = nil
  ) async throws(PostgresError) -> PostgresRows {
    try await query(statement, parameters, timeLimit: timeLimit, in: nil)
  }

  /// Carries out groups of statements in one round trip; `build` adds them and says with `commit()` where a group ends.
  ///
  /// Throws only when nothing was sent, or when the connection broke before the first group was done; what the server
  /// answered is found in the results, group by group.
  public func pipeline(
    timeLimit: Int? = nil, _ build: (inout PostgresPipeline) -> Void
  ) async throws(PostgresError) -> PostgresPipelineResults {
    var pipeline = PostgresPipeline()
    build(&pipeline)
    return try await run(pipeline, timeLimit: timeLimit)
  }

  /// Carries out a pipeline built before; see `pipeline`.
  public func run(_ pipeline: PostgresPipeline, timeLimit: Int? = nil) async throws(PostgresError) -> PostgresPipelineResults {
    try await run(pipeline, timeLimit: timeLimit, in: nil)
  }

  /// Carries out a text of several statements, for migrations and test data: no parameters, no results. Without BEGIN in it the
  /// whole text is one transaction. `position` of an error counts characters of the text.
  public func execute(script: String, timeLimit: Int? = nil) async throws(PostgresError) {
    try await execute(script: script, timeLimit: timeLimit, in: nil)
  }

  /// Ends the connection. Requests not sent fail with `.notConnected`, one under way with `.connectionLost`.
  public func close() {
    guard isOpen else { return }
    end(PostgresError(.connectionLost, reason: "closed by this program"), isLoss: false)
  }
}
