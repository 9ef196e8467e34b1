import EventLoop

/// Says that an answer is waited for as soon as somebody would ask, 200 ms after the question. A word that is painted and taken away again
/// at once is read by nobody, and costs as many bytes as rows of results.
@UIActor
final class Patience {
  static let milliseconds = 200
  private(set) var isOver = false
  private let deadline: Deadline
  private let changed: () -> Void

  init(_ scheduler: Scheduler, changed: @escaping () -> Void) {
    deadline = Deadline(scheduler)
    self.changed = changed
  }

  /// A question was sent.
  func begin() {
    isOver = false
    deadline.arm(milliseconds: Self.milliseconds) { [weak self] in
      self?.isOver = true
      self?.changed()
    }
  }

  /// It was answered, or nobody waits any more.
  func end() {
    isOver = false
    deadline.cancel()
  }
}
