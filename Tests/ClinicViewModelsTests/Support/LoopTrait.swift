import EventLoop
import Testing

/// Runs the event loop on a thread of its own: view models live on it, and so do their tests, from the reading of their
/// arguments on. That is why it starts when the trait is made, not when a test begins.
struct LoopTrait: SuiteTrait {
  fileprivate init() { EventLoop.runInBackground() }
}

extension Trait where Self == LoopTrait {
  static var eventLoop: Self { LoopTrait() }
}

/// Lets everything that was started run until it waits for an answer of the test.
///
/// The executor is a queue: a job put at its end runs after all that wait now. Thirty rounds are more than the longest chain of
/// awaits in a view model; nothing here leaves the executor, so nothing depends on time.
@UIActor
func settle() async {
  for _ in 0..<30 {
    await withCheckedContinuation { continuation in
      UIActor.spawn { continuation.resume() }
    }
  }
}
