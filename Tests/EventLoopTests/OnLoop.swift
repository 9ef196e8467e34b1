import EventLoop
import Testing

/// Runs the event loop in the background before the first test that needs it.
struct OnLoop: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void) async throws {
    EventLoop.runInBackground()
    try await body()
  }
}

extension Trait where Self == OnLoop {
  static var onLoop: OnLoop { OnLoop() }
}
