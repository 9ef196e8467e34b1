import Glibc

/// One thread, one `poll()`: descriptors, monotonic timers and executor wake-ups. Sleeps for ever when there is nothing to do.
///
/// Every turn: run what is queued on the executor (at most `PollExecutor.jobsPerTurn`), call `beforeSleep`, poll, call the
/// handlers of ready descriptors, fire due timers. Nothing here blocks but `poll()` itself.
@UIActor
public final class EventLoop {
  public static let shared = EventLoop()

  private struct Watch {
    let id: Int
    let descriptor: Int32
    let events: Int16
    let handler: (Int16) -> Void
  }

  private var watches: [Watch] = []
  private var lastWatch = 0
  private var timers = TimerQueue()
  private var isRunning = false

  /// Runs once in every turn, before the loop sleeps: the place where a screen is painted.
  public var beforeSleep: () -> Void = {}

  /// How often `poll()` has returned.
  public private(set) var wakeUps = 0

  private init() {}

  /// Nanoseconds of the monotonic clock.
  public nonisolated static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Watches a descriptor for `POLLIN` and/or `POLLOUT`; replaces an earlier watch of it. No events: stops watching.
  ///
  /// The handler gets the `poll()` result bits. A descriptor found closed (`POLLNVAL`) is reported once and no longer watched.
  public func watch(_ descriptor: Int32, events: Int16, _ handler: @escaping (Int16) -> Void) {
    unwatch(descriptor)
    guard events != 0 else { return }
    lastWatch += 1
    watches.append(Watch(id: lastWatch, descriptor: descriptor, events: events, handler: handler))
  }

  /// Stops watching a descriptor; must come before `close`.
  public func unwatch(_ descriptor: Int32) {
    watches.removeAll { $0.descriptor == descriptor }
  }

  /// Calls `fire` once, not before `milliseconds` have passed. Timers due at the same moment fire in the order they were set.
  @discardableResult
  public func after(milliseconds: Int, _ fire: @escaping () -> Void) -> Timer {
    timers.add(due: Self.now() + UInt64(max(0, milliseconds)) * 1_000_000, fire)
  }

  /// Makes sure a timer does not fire any more, even when it is already due.
  public func cancel(_ timer: Timer) { timers.remove(timer) }

  /// Suspends the calling task without blocking the loop.
  public func sleep(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
      _ = after(milliseconds: milliseconds) { continuation.resume() }
    }
  }

  /// Leaves `run()` at the end of this turn.
  public func stop() { isRunning = false }

  /// Runs until `stop()`. Binds the executor to the calling thread.
  public func run() {
    UIActor.executor.bindToCurrentThread()
    isRunning = true
    while isRunning {
      UIActor.executor.drain()
      beforeSleep()
      if !isRunning { break }
      waitForEvents()
      fireDueTimers()
    }
  }

  private func waitForEvents() {
    var descriptors = [pollfd(fd: UIActor.executor.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
    let watched = watches
    for watch in watched { descriptors.append(pollfd(fd: watch.descriptor, events: watch.events, revents: 0)) }
    // -1 with EINTR is a turn like any other: the signal handler may have written to a descriptor we watch.
    let ready = poll(&descriptors, nfds_t(descriptors.count), timeout())
    wakeUps += 1
    guard ready > 0 else { return }
    if descriptors[0].revents != 0 {
      var count: UInt64 = 0
      _ = read(UIActor.executor.wakeDescriptor, &count, 8)
    }
    for (watch, answer) in zip(watched, descriptors.dropFirst()) where answer.revents != 0 {
      // A handler before may have removed this watch, or closed the descriptor and opened another with its number.
      guard watches.contains(where: { $0.id == watch.id }) else { continue }
      if answer.revents & Int16(POLLNVAL) != 0 { unwatch(watch.descriptor) }
      watch.handler(answer.revents)
    }
  }

  /// One by one: a timer may cancel another one that is due as well.
  private func fireDueTimers() {
    let now = Self.now()
    let newest = timers.newestID
    while let fire = timers.takeDue(at: now, newest: newest) { fire() }
  }

  private func timeout() -> Int32 {
    if !UIActor.executor.isEmpty { return 0 }
    guard let due = timers.nextDue else { return -1 }
    let now = Self.now()
    return due <= now ? 0 : Int32(clamping: (due - now + 999_999) / 1_000_000)
  }
}
