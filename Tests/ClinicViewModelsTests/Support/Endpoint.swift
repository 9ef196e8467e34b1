import ClinicModel
import EventLoop
import Testing

/// One closure of a repository as a test sees it. Called without being told what to answer, it records an issue.
@UIActor
final class Endpoint<Input: Sendable, Output: Sendable> {
  private enum Behaviour {
    case unexpected
    case answers((Input) throws -> Output)
    case held
  }

  private let name: String
  private var behaviour = Behaviour.unexpected
  private var waiting: [CheckedContinuation<Output, any Error>] = []

  /// All inputs so far, in order.
  private(set) var asked: [Input] = []
  /// The most questions that were under way at once.
  private(set) var mostUnderWay = 0

  init(_ name: String) { self.name = name }

  var count: Int { asked.count }
  var underWay: Int { waiting.count }

  func answer(_ output: Output) { behaviour = .answers { _ in output } }
  func answers(_ make: @escaping (Input) throws -> Output) { behaviour = .answers(make) }
  func fails(_ error: RepositoryError) { behaviour = .answers { _ in throw error } }
  /// Questions wait until the test answers them, one by one.
  func hold() { behaviour = .held }
  func unexpected() { behaviour = .unexpected }
  /// True where the test has said nothing about it.
  var isUnexpected: Bool { if case .unexpected = behaviour { true } else { false } }

  func call(_ input: Input) async throws -> Output {
    asked.append(input)
    switch behaviour {
    case .unexpected:
      Issue.record("unexpected call of \(name)")
      throw RepositoryError.unexpectedAnswer
    case .answers(let make): return try make(input)
    case .held:
      return try await withCheckedThrowingContinuation { continuation in
        waiting.append(continuation)
        mostUnderWay = max(mostUnderWay, waiting.count)
      }
    }
  }

  /// Answers the oldest question under way, or the one at `index`.
  func reply(_ output: Output, at index: Int = 0) async throws { await finish(try take(index), .success(output)) }
  func reply(throwing error: RepositoryError, at index: Int = 0) async throws { await finish(try take(index), .failure(error)) }

  private func take(_ index: Int) throws -> CheckedContinuation<Output, any Error> {
    guard waiting.indices.contains(index) else {
      Issue.record("\(name): no question \(index) is under way")
      throw RepositoryError.unexpectedAnswer
    }
    return waiting.remove(at: index)
  }

  private func finish(_ continuation: CheckedContinuation<Output, any Error>, _ result: Result<Output, any Error>) async {
    continuation.resume(with: result)
    await settle()
  }

  isolated deinit {
    for continuation in waiting { continuation.resume(throwing: CancellationError()) }
  }
}

extension Endpoint where Output == Void {
  func succeed() { answer(()) }
  func reply(at index: Int = 0) async throws { try await reply((), at: index) }
}
