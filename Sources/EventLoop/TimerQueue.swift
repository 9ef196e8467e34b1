extension EventLoop {
  /// A timer that can be cancelled.
  public struct Timer: Hashable, Sendable {
    let id: Int
  }
}

/// Timers in the order in which they fire: by due time, then by the order they were set.
struct TimerQueue {
  private struct Entry {
    let due: UInt64
    let id: Int
    let fire: () -> Void
  }

  private var entries: [Entry] = []
  private var lastID = 0

  /// The monotonic time of the first timer.
  var nextDue: UInt64? { entries.first?.due }

  mutating func add(due: UInt64, _ fire: @escaping () -> Void) -> EventLoop.Timer {
    lastID += 1
    let place = entries.firstIndex { $0.due > due } ?? entries.count
    entries.insert(Entry(due: due, id: lastID, fire: fire), at: place)
    return EventLoop.Timer(id: lastID)
  }

  mutating func remove(_ timer: EventLoop.Timer) {
    entries.removeAll { $0.id == timer.id }
  }

  /// Takes the first timer that is due and was set no later than `newest`: what a fired timer sets waits for the next turn.
  mutating func takeDue(at now: UInt64, newest: Int) -> (() -> Void)? {
    guard let place = entries.firstIndex(where: { $0.id <= newest }), entries[place].due <= now else { return nil }
    return entries.remove(at: place).fire
  }

  var newestID: Int { lastID }
}
