/// The one actor of the program: view models, screens and connections live on it, and `EventLoop` drains its executor.
@globalActor
public actor UIActor {
  public static let shared = UIActor()
  public static let executor = PollExecutor()
  public nonisolated var unownedExecutor: UnownedSerialExecutor { Self.executor.asUnownedSerialExecutor() }

  /// Enters the actor synchronously from the thread the loop is bound to; traps anywhere else.
  public static func assumeIsolated<T: Sendable>(_ body: @UIActor () throws -> T) rethrows -> T {
    executor.checkIsolated()
    // As MainActor.assumeIsolated does: the isolation was just checked, only the type forgets it.
    return try withoutActuallyEscaping(body) { try unsafeBitCast($0, to: (() throws -> T).self)() }
  }

  /// Starts work on the loop. A plain `Task {}` would hop through the Dispatch pool and start threads.
  @discardableResult
  public static func spawn(_ operation: sending @escaping @UIActor () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: executor) { await operation() }
  }
}
