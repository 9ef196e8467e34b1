import Dispatch
import EventLoop
import Synchronization

/// Runs work on the event loop's thread and waits for its end: commands are written top to bottom.
func onLoop<T: Sendable>(_ work: @escaping @UIActor @Sendable () async throws -> T) throws -> T {
  EventLoop.runInBackground()
  let isDone = DispatchSemaphore(value: 0)
  let outcome = Outcome<T>()
  UIActor.spawn {
    do { outcome.set(.success(try await work())) } catch { outcome.set(.failure(error)) }
    isDone.signal()
  }
  isDone.wait()
  return try outcome.get()
}

private final class Outcome<T: Sendable>: Sendable {
  private let result = Mutex<Result<T, any Error>?>(nil)

  func set(_ value: Result<T, any Error>) { result.withLock { $0 = value } }

  func get() throws -> T {
    guard let value = result.withLock({ $0 }) else { throw CancellationError() }
    return try value.get()
  }
}
