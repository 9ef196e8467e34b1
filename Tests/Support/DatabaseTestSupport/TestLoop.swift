import EventLoop
import Foundation
import Synchronization

/// The event loop of the test process, on a thread of its own. Every test that awaits a `@UIActor` function needs it running.
public enum TestLoop {
  /// Starts the thread once; later calls do nothing.
  public static func start() { EventLoop.runInBackground() }

  /// Runs work on the loop and blocks the calling thread, which must not be the loop's, until it has ended.
  public static func wait<T: Sendable>(for work: @escaping @UIActor @Sendable () async throws -> T) throws -> T {
    start()
    let outcome = Outcome<T>()
    UIActor.spawn {
      do { outcome.finish(.success(try await work())) } catch { outcome.finish(.failure(error)) }
    }
    return try outcome.wait()
  }

  private final class Outcome<T: Sendable>: Sendable {
    private let isDone = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<T, any Error>?>(nil)

    func finish(_ value: Result<T, any Error>) {
      result.withLock { $0 = value }
      isDone.signal()
    }

    func wait() throws -> T {
      isDone.wait()
      guard let value = result.withLock({ $0 }) else { throw CancellationError() }
      return try value.get()
    }
  }
}
