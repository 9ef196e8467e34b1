import Glibc

/// One thread, one `poll()`: descriptors, monotonic timers and executor wake-ups. Sleeps for ever when there is nothing to do.
@UIActor
public final class EventLoop {
  public static let shared = EventLoop()

  private struct Watch {
    var descriptor: Int32
    var events: Int16
    var handler: (Int16) -> Void
  }

  /// A timer that can be cancelled.
  public struct Timer: Hashable, Sendable {
    fileprivate let id: Int
  }

  private var watches: [Watch] = []
  private var timers: [(due: UInt64, id: Int, fire: () -> Void)] = []
  private var lastTimer = 0
  private var isRunning = false

  /// Runs before each sleep: the place where a screen is painted once per turn.
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
  public func watch(_ descriptor: Int32, events: Int16, _ handler: @escaping (Int16) -> Void) {
    unwatch(descriptor)
    if events != 0 { watches.append(Watch(descriptor: descriptor, events: events, handler: handler)) }
  }

  public func unwatch(_ descriptor: Int32) {
    watches.removeAll { $0.descriptor == descriptor }
  }

  /// Calls `fire` once, not before `milliseconds` have passed.
  @discardableResult
  public func after(milliseconds: Int, _ fire: @escaping () -> Void) -> Timer {
    lastTimer += 1
    timers.append((Self.now() + UInt64(max(0, milliseconds)) * 1_000_000, lastTimer, fire))
    return Timer(id: lastTimer)
  }

  public func cancel(_ timer: Timer) {
    timers.removeAll { $0.id == timer.id }
  }

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
      if !UIActor.executor.isEmpty { continue }
      if !isRunning { break }
      waitForEvents()
      fireDueTimers()
    }
  }

  private func waitForEvents() {
    var descriptors = [pollfd(fd: UIActor.executor.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
    for watch in watches { descriptors.append(pollfd(fd: watch.descriptor, events: watch.events, revents: 0)) }
    let ready = poll(&descriptors, nfds_t(descriptors.count), timeout())
    wakeUps += 1
    guard ready > 0 else { return }
    if descriptors[0].revents != 0 {
      var count: UInt64 = 0
      _ = read(UIActor.executor.wakeDescriptor, &count, 8)
    }
    // Looked up again each time: a handler may have removed or replaced another one's watch.
    for ready in descriptors.dropFirst() where ready.revents != 0 {
      watches.first { $0.descriptor == ready.fd }?.handler(ready.revents)
    }
  }

  private func timeout() -> Int32 {
    guard let next = timers.map(\.due).min() else { return -1 }
    let now = Self.now()
    return next <= now ? 0 : Int32(clamping: (next - now + 999_999) / 1_000_000)
  }

  private func fireDueTimers() {
    let now = Self.now()
    let due = timers.filter { $0.due <= now }.sorted { $0.due < $1.due }
    guard !due.isEmpty else { return }
    timers.removeAll { $0.due <= now }
    for timer in due { timer.fire() }
  }
}
