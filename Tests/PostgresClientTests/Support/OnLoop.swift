import DatabaseTestSupport
import EventLoop
import Foundation
import PostgresClient
import Testing

/// Runs the event loop in the background, and the shared cluster, before the first test that needs them.
struct OnLoop: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void) async throws {
    EventLoop.runInBackground()
    _ = try await blocking { try TestCluster.shared().folder }
    try await body()
  }
}

extension Trait where Self == OnLoop {
  static var onLoop: OnLoop { OnLoop() }
}

/// A connection to the shared cluster as superuser, or as another role.
@UIActor
func connect(
  role: String = "postgres", database: String = "postgres", _ change: (inout PostgresConfiguration) -> Void = { _ in }
) async throws -> PostgresConnection {
  var configuration = try PostgresConfiguration(TestCluster.conninfo(database: database, role: role))
  change(&configuration)
  return try await PostgresConnection.connect(configuration)
}

/// Waits until a condition holds; false after a minute.
@UIActor
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let deadline = EventLoop.now() + 60_000_000_000
  while EventLoop.now() < deadline {
    if try await condition() { return true }
    await EventLoop.shared.sleep(milliseconds: 5)
  }
  return false
}

/// The error a body throws, or nil.
@UIActor
func failure(of body: @UIActor () async throws -> Void) async -> PostgresError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? PostgresError
  }
}

/// Runs something that blocks on a thread of its own: neither the loop nor the few threads of the tasks must stand still.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
