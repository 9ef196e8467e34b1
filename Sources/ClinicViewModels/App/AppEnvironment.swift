import ClinicModel
import EventLoop

/// What view models need from outside: the repositories, the clock and timers. Tests replace any of them.
public struct AppEnvironment {
  public var repositories: Repositories
  public var clock: ClinicClock
  public var scheduler: Scheduler

  public init(repositories: Repositories, clock: ClinicClock, scheduler: Scheduler) {
    self.repositories = repositories
    self.clock = clock
    self.scheduler = scheduler
  }
}

/// Calls something once, later.
public struct Scheduler: Sendable {
  /// Calls the closure on the loop not before the milliseconds have passed; the answer cancels it.
  public var after: @Sendable @UIActor (_ milliseconds: Int, _ fire: @escaping @UIActor () -> Void) -> @UIActor () -> Void

  public init(after: @escaping @Sendable @UIActor (Int, @escaping @UIActor () -> Void) -> @UIActor () -> Void) {
    self.after = after
  }

  /// Timers of the event loop.
  public static let eventLoop = Scheduler { milliseconds, fire in
    let timer = EventLoop.shared.after(milliseconds: milliseconds) { fire() }
    return { EventLoop.shared.cancel(timer) }
  }
}

/// One timer that is armed again and again; arming replaces what was armed.
@UIActor
final class Deadline {
  private let scheduler: Scheduler
  private var cancelArmed: (@UIActor () -> Void)?

  init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  func arm(milliseconds: Int, _ fire: @escaping @UIActor () -> Void) {
    cancel()
    cancelArmed = scheduler.after(milliseconds) { [weak self] in
      self?.cancelArmed = nil
      fire()
    }
  }

  func cancel() {
    cancelArmed?()
    cancelArmed = nil
  }

  // A timer that nobody waits for would still wake the program.
  isolated deinit { cancelArmed?() }
}
