import ClinicModel
import ClinicViewModels
import EventLoop
import Synchronization

/// A clock and timers that move when the test says so.
@UIActor
final class ManualTime {
  /// 2026-11-21 10:00:30 in the clinic, an hour east of Greenwich.
  nonisolated static let start = Instant(secondsSinceEpoch: 1_795_251_630)

  private struct Timer {
    let id: Int
    let due: Int64
    let fire: @UIActor () -> Void
  }

  private let present = Present()
  private var timers: [Timer] = []
  private var lastID = 0
  /// Time of the timers: never set back. Microseconds.
  private var elapsed: Int64 = 0

  /// How often a timer fired: each wakes the program.
  private(set) var fired = 0

  var now: Instant { present.instant }
  var armed: Int { timers.count }

  var clock: ClinicClock {
    let present = present
    return ClinicClock(now: { present.instant }, offset: { _ in 3600 }, useZone: { present.use(zone: $0) })
  }

  var zones: [String] { present.zones }
  func refuseZones() { present.refusesZones = true }

  var scheduler: Scheduler {
    Scheduler { [self] milliseconds, fire in
      lastID += 1
      let id = lastID
      timers.append(Timer(id: id, due: elapsed + Int64(milliseconds) * 1000, fire: fire))
      return { [self] in timers.removeAll { $0.id == id } }
    }
  }

  /// Lets time pass; timers fire in their order, each at its own moment.
  func advance(seconds: Int) async { await advance(milliseconds: seconds * 1000) }

  func advance(milliseconds: Int) async {
    await settle()
    let end = elapsed + Int64(milliseconds) * 1000
    while let next = timers.filter({ $0.due <= end }).min(by: { ($0.due, $0.id) < ($1.due, $1.id) }) {
      timers.removeAll { $0.id == next.id }
      pass(to: max(next.due, elapsed))
      fired += 1
      next.fire()
      await settle()
    }
    pass(to: end)
    await settle()
  }

  /// Somebody sets the wall clock; timers do not notice.
  func setClock(by seconds: Int64) { setClock(byMilliseconds: seconds * 1000) }
  func setClock(byMilliseconds milliseconds: Int64) {
    present.instant = Instant(microseconds: present.instant.microseconds + milliseconds * 1000)
  }

  private func pass(to moment: Int64) {
    present.instant = Instant(microseconds: present.instant.microseconds + moment - elapsed)
    elapsed = moment
  }

  /// The wall clock, which view models read from a `@Sendable` closure.
  private final class Present: Sendable {
    private struct State {
      var instant = ManualTime.start
      var zones: [String] = []
      var refusesZones = false
    }

    private let state = Mutex(State())

    var instant: Instant {
      get { state.withLock { $0.instant } }
      set { state.withLock { $0.instant = newValue } }
    }

    var zones: [String] { state.withLock { $0.zones } }

    var refusesZones: Bool {
      get { state.withLock { $0.refusesZones } }
      set { state.withLock { $0.refusesZones = newValue } }
    }

    func use(zone: String) -> Bool {
      state.withLock {
        $0.zones.append(zone)
        return !$0.refusesZones
      }
    }
  }
}
