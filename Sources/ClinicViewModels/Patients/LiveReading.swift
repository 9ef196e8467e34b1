import ClinicModel
import EventLoop

/// Reads a list again when others have written: at once, then after a pause, so that many writes are few reads. The database says
/// "look again" ten times a second at most: what is read too soon after that is read once more. Nothing is read while the list is
/// not shown.
@UIActor
final class LiveReading {
  /// Asks the database.
  var read: () -> Void = {}
  /// Shown again, it is read if something was written meanwhile.
  var isShown = true {
    didSet {
      if isShown, !oldValue, isStale { follow() }
    }
  }

  private let environment: AppEnvironment
  private let deadline: Deadline
  private var isStale = false
  private var isArmed = false
  private var askedAt: Instant?
  private var toldAt = Instant(microseconds: 0)
  private var pauseEndsAt = Instant(microseconds: 0)
  /// At least a second, and twenty times what an answer takes: many boards do not keep the database from its work.
  private static let shortestPause: Int64 = 1_000_000
  private static let pausePerAnswer: Int64 = 20
  /// Twice the time in which the database says it once.
  private static let window: Int64 = 200_000

  init(_ environment: AppEnvironment) {
    self.environment = environment
    deadline = Deadline(environment.scheduler)
  }

  /// Something was written elsewhere.
  func changed() {
    isStale = true
    toldAt = environment.clock.now()
    follow()
  }

  private func follow() {
    guard isShown, askedAt == nil, !isArmed else { return }
    let left = pauseEndsAt.microseconds(since: environment.clock.now())
    guard left > 0 else { return ask() }
    isArmed = true
    deadline.arm(milliseconds: Int(min(left, 60_000_000) / 1000) + 1) { [weak self] in
      self?.isArmed = false
      self?.ask()
    }
  }

  private func ask() {
    guard isShown, isStale else { return }
    read()
  }

  /// A question of the list is under way, whoever asked for it: it sees all that was written before.
  func asked() {
    let now = environment.clock.now()
    isStale = now.microseconds(since: toldAt) < Self.window
    askedAt = now
  }

  /// It was answered, or has failed.
  func answered() {
    guard let askedAt else { return }
    let now = environment.clock.now()
    self.askedAt = nil
    pauseEndsAt = now.adding(
      microseconds: max(Self.shortestPause, Self.pausePerAnswer * max(0, now.microseconds(since: askedAt))))
    if isStale { follow() }
  }

  /// The session is over.
  func close() {
    deadline.cancel()
    isShown = false
    isStale = false
  }
}
