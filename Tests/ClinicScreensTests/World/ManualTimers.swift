import ClinicViewModels
import EventLoop

/// Timers that fire only when a test moves the clock.
@UIActor
final class ManualTimers {
  private var armed: [(id: Int, due: Int, fire: @UIActor () -> Void)] = []
  private var lastID = 0
  private var elapsed = 0

  var count: Int { armed.count }

  var scheduler: Scheduler {
    Scheduler { [self] milliseconds, fire in
      lastID += 1
      let id = lastID
      armed.append((id, elapsed + milliseconds, fire))
      return { [self] in armed.removeAll { $0.id == id } }
    }
  }

  /// Fires what is due within so many milliseconds, in order; `moved` is told how far the clock is each time.
  func advance(milliseconds: Int, moved: (Int) -> Void) {
    let end = elapsed + milliseconds
    while let next = armed.min(by: { ($0.due, $0.id) < ($1.due, $1.id) }), next.due <= end {
      armed.removeAll { $0.id == next.id }
      moved(max(0, next.due - elapsed))
      elapsed = max(elapsed, next.due)
      next.fire()
    }
    moved(end - elapsed)
    elapsed = end
  }
}
