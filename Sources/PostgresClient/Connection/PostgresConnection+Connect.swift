import CPostgres
import EventLoop
import Glibc

extension PostgresConnection {
  /// Connects without blocking. Throws `.invalidConfiguration`, `.connectTimedOut`, `.cancelled`, or what the server answered
  /// (`.authenticationFailed`, `.unknownDatabase`, `.tooManyConnections` ... ), else `.connectFailed`.
  public static func connect(_ configuration: PostgresConfiguration) async throws(PostgresError) -> PostgresConnection {
    let attempt = try ConnectAttempt(configuration)
    return try await attempt.run()
  }
}

/// One attempt to connect: libpq says what to wait for, the loop waits.
@UIActor
private final class ConnectAttempt {
  private let configuration: PostgresConfiguration
  private let handle: OpaquePointer
  private let notices = NoticeCollector()
  private var socket: Int32 = -1
  private var timer: EventLoop.Timer?
  private var continuation: CheckedContinuation<Result<PostgresConnection, PostgresError>, Never>?

  init(_ configuration: PostgresConfiguration) throws(PostgresError) {
    self.configuration = configuration
    let options = try configuration.connectionOptions()
    PostgresEnvironment.clear()
    guard let handle = Self.start(options) else { throw PostgresError(.connectFailed, reason: "out of memory") }
    self.handle = handle
    notices.attach(to: handle)
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
  }

  private static func start(_ options: [String: String]) -> OpaquePointer? {
    let texts = options.sorted { $0.key < $1.key }.map { (strdup($0.key), strdup($0.value)) }
    defer {
      for (keyword, value) in texts {
        free(keyword)
        free(value)
      }
    }
    let keywords = texts.map { UnsafePointer($0.0) } + [nil]
    let values = texts.map { UnsafePointer($0.1) } + [nil]
    return PQconnectStartParams(keywords, values, 0)
  }

  func run() async throws(PostgresError) -> PostgresConnection {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        self.continuation = continuation
        // Cancelled before there was anything to fail: the handler below came too early.
        guard !Task.isCancelled else { return fail(PostgresError(.cancelled)) }
        timer = EventLoop.shared.after(milliseconds: configuration.connectTimeLimit) { [weak self] in
          self?.fail(PostgresError(.connectTimedOut))
        }
        guard PQstatus(handle) != CONNECTION_BAD else { return fail(error()) }
        // "Behave as if PQconnectPoll last returned PGRES_POLLING_WRITING."
        wait(for: Int16(POLLOUT))
      }
    } onCancel: {
      UIActor.spawn { [weak self] in self?.fail(PostgresError(.cancelled)) }
    }
    return try result.get()
  }

  /// The descriptor may change between steps: libpq tries addresses one after another.
  private func wait(for events: Int16) {
    socket = PQsocket(handle)
    EventLoop.shared.watch(socket, events: events) { [weak self] _ in self?.step() }
  }

  private func step() {
    EventLoop.shared.unwatch(socket)
    switch PQconnectPoll(handle) {
    case PGRES_POLLING_OK: succeed()
    case PGRES_POLLING_READING: wait(for: Int16(POLLIN))
    case PGRES_POLLING_WRITING: wait(for: Int16(POLLOUT))
    default: fail(error())
    }
  }

  private func succeed() {
    guard PQserverVersion(handle) >= 150_000 else {
      return fail(PostgresError(.connectFailed, reason: "PostgreSQL 15 or newer is needed"))
    }
    finish(.success(PostgresConnection(handle: handle, notices: notices, configuration: configuration)))
  }

  private func fail(_ error: PostgresError) {
    guard continuation != nil else { return }
    EventLoop.shared.unwatch(socket)
    PQfinish(handle)
    finish(.failure(error))
  }

  private func finish(_ result: Result<PostgresConnection, PostgresError>) {
    if let timer { EventLoop.shared.cancel(timer) }
    let waiting = continuation
    continuation = nil
    waiting?.resume(returning: result)
  }

  /// libpq keeps the code of a refusal to itself, but writes it into a verbose message: `FATAL:  28000: ...`.
  private func error() -> PostgresError {
    let message = String(cString: PQerrorMessage(handle))
    let code = Self.sqlState(in: message)
    let condition = code.map(PostgresError.Condition.init(sqlState:)) ?? .connectFailed
    return PostgresError(
      condition == .connectionLost ? .connectFailed : condition, sqlState: code, messageForOperators: message)
  }

  private static func sqlState(in message: String) -> String? {
    let bytes = Array(message.utf8)
    let (before, behind) = (Array(":  ".utf8), Array(": ".utf8))
    guard bytes.count >= 10 else { return nil }
    for start in 0...bytes.count - 10 where bytes[start...].starts(with: before) && bytes[(start + 8)...].starts(with: behind) {
      let code = bytes[start + 3..<start + 8]
      if code.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) { return String(decoding: code, as: UTF8.self) }
    }
    return nil
  }
}
