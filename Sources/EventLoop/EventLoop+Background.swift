import Glibc
import Synchronization

extension EventLoop {
  private nonisolated static let startedInBackground = Mutex(false)

  /// Runs the loop on a thread of its own, once per process; returns when the executor is bound to it. For programs whose main
  /// thread belongs to something else (tests, command lines); the application itself calls `run()` on its only thread.
  public nonisolated static func runInBackground() {
    startedInBackground.withLock { started in
      guard !started else { return }
      started = true
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { _ in
        UIActor.executor.bindToCurrentThread()
        UIActor.assumeIsolated { EventLoop.shared.run() }
        return nil
      }, nil)
      precondition(status == 0, "no thread for the event loop")
      pthread_detach(thread)
      while !UIActor.executor.isBound { sched_yield() }
    }
  }
}
