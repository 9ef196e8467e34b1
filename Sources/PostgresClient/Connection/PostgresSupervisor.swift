import EventLoop

/// Keeps one connection alive: connects, notices the loss, connects again with growing pauses. The loss is a state, not a crash.
@UIActor
public final class PostgresSupervisor {
  public enum State {
    /// Not started, or stopped.
    case stopped
    /// An attempt is under way; the first is number 1, counted anew after each success.
    case connecting(attempt: Int)
    case connected(PostgresConnection)
    /// Without a connection; the next attempt comes in so many milliseconds.
    case lost(PostgresError, retryIn: Int)
  }

  /// How long to wait between attempts.
  public struct Pauses: Sendable {
    /// Milliseconds before the second attempt; doubled for each further one.
    public var first: Int
    /// Milliseconds never exceeded.
    public var longest: Int
    /// A pause is shortened by a random part of up to this share, so that hundreds of terminals do not come back at once.
    public var jitter: Double

    public init(first: Int = 250, longest: Int = 15_000, jitter: Double = 0.5) {
      self.first = first
      self.longest = longest
      self.jitter = jitter
    }

    /// The pause after so many failed attempts (1 or more), in milliseconds; `random` is from 0 to 1.
    public func pause(after attempts: Int, random: Double) -> Int {
      let full = min(longest, first << min(max(0, attempts - 1), 20))
      return full - Int(Double(full) * jitter * random)
    }
  }

  public let configuration: PostgresConfiguration
  private let pauses: Pauses
  private let prepare: @UIActor (PostgresConnection) async throws(PostgresError) -> Void

  public private(set) var state = State.stopped
  /// Called after each change of state.
  public var onStateChange: (State) -> Void = { _ in }

  private var task: Task<Void, Never>?
  private var timer: EventLoop.Timer?
  private var attempts = 0

  /// `prepare` runs on each new connection before anybody gets it (LISTEN, for one); where it throws, the attempt has failed.
  public init(
    _ configuration: PostgresConfiguration, pauses: Pauses = Pauses(),
    prepare: @escaping @UIActor (PostgresConnection) async throws(PostgresError) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.pauses = pauses
    self.prepare = prepare
  }

  /// The connection, when there is one.
  public var connection: PostgresConnection? {
    if case .connected(let connection) = state { connection } else { nil }
  }

  /// Begins to connect; does nothing when already begun.
  public func start() {
    guard case .stopped = state else { return }
    attempts = 0
    attempt()
  }

  /// Ends the pause, when there is one.
  public func retryNow() {
    guard case .lost = state else { return }
    attempt()
  }

  /// Closes the connection and tries no more.
  public func stop() {
    let connection = connection
    cancelPause()
    task?.cancel()
    task = nil
    change(to: .stopped)
    connection?.onLost = { _ in }
    connection?.close()
  }

  private func attempt() {
    cancelPause()
    attempts += 1
    change(to: .connecting(attempt: attempts))
    task = UIActor.spawn { [weak self, configuration, prepare] in
      do {
        let connection = try await PostgresConnection.connect(configuration)
        do {
          try await prepare(connection)
        } catch {
          connection.close()
          throw error
        }
        guard let self, !Task.isCancelled else { return connection.close() }
        self.adopt(connection)
      } catch {
        if !Task.isCancelled { self?.pause(after: error as? PostgresError ?? PostgresError(.connectFailed)) }
      }
    }
  }

  private func adopt(_ connection: PostgresConnection) {
    guard connection.isOpen else { return pause(after: PostgresError(.connectionLost)) }
    attempts = 0
    connection.onLost = { [weak self] error in self?.pause(after: error) }
    change(to: .connected(connection))
  }

  private func pause(after error: PostgresError) {
    let milliseconds = pauses.pause(after: max(1, attempts), random: .random(in: 0...1))
    timer = EventLoop.shared.after(milliseconds: milliseconds) { [weak self] in self?.attempt() }
    change(to: .lost(error, retryIn: milliseconds))
  }

  private func cancelPause() {
    if let timer { EventLoop.shared.cancel(timer) }
    timer = nil
  }

  private func change(to new: State) {
    state = new
    onStateChange(new)
  }
}
