import ClinicModel
import ClinicStore
import EventLoop
import Measuring
import PostgresClient

/// What a number of callers measured together.
struct LoadRun: Sendable {
  var samples: Samples
  var callers: Int
  var perSecond: Double
}

/// A person at work: a connection of her own, as the program has it.
@UIActor
final class Caller {
  static let password = DemoPerson.password

  let store: ClinicStore
  let email: String
  var onEvent: (LiveEvent) -> Void = { _ in }

  private init(_ conninfo: String, email: String) throws {
    self.email = email
    store = try ClinicStore(database: conninfo)
    store.onEvent = { [weak self] in self?.onEvent($0) }
  }

  /// Connects without signing in.
  static func connected(_ conninfo: String, email: String) async throws -> Caller {
    let caller = try Caller(conninfo, email: email)
    caller.store.start()
    for _ in 0..<2_000 where caller.store.state != .connected { await EventLoop.shared.sleep(milliseconds: 5) }
    guard caller.store.state == .connected else { throw Failure("\(email) cannot connect to the measured database.") }
    return caller
  }

  static func signedIn(_ conninfo: String, email: String) async throws -> Caller {
    let caller = try await connected(conninfo, email: email)
    guard case .signedIn = try await caller.store.repositories.sessions.signIn(email, password) else {
      throw Failure("\(email) may not sign in to the measured database.")
    }
    return caller
  }

  static func signedIn(_ conninfo: String, role: String, count: Int) async throws -> [Caller] {
    var callers: [Caller] = []
    for number in 1...count { callers.append(try await signedIn(conninfo, email: "bench.\(role)\(number)@clinic.demo")) }
    return callers
  }

  func close() { store.close() }
}

/// Calls one behind the other without a pause, by several callers at the same time.
@UIActor
enum Load {
  /// What takes longer than the time given is measured so often.
  private static let least = 3

  /// The first fifth of the time only warms up. `action` gets the caller's number and a count that begins elsewhere for each.
  static func run(
    callers: Int, seconds: Double, _ action: @escaping @UIActor @Sendable (_ caller: Int, _ turn: Int) async throws -> Void
  ) async throws -> LoadRun {
    try await timed(callers: callers, seconds: seconds) { caller, turn in
      let begin = EventLoop.now()
      try await action(caller, turn)
      return Double(EventLoop.now() - begin) / 1_000_000
    }
  }

  /// The same, where an action measures its own time, in milliseconds.
  static func timed(
    callers: Int, seconds: Double, _ action: @escaping @UIActor @Sendable (_ caller: Int, _ turn: Int) async throws -> Double
  ) async throws -> LoadRun {
    let warm = EventLoop.now() + UInt64(seconds * 200_000_000)
    let end = warm + UInt64(seconds * 1_000_000_000)
    let values = Values()
    try await atTheSameTime(callers) { caller in
      var turn = caller * 53
      var measured = 0
      while EventLoop.now() < end || measured < least {
        let isWarm = EventLoop.now() >= warm
        let time = try await action(caller, turn)
        if isWarm {
          values.all.append(time)
          measured += 1
        }
        turn += 1
      }
    }
    let elapsed = Double(EventLoop.now() - warm) / 1_000_000_000
    return LoadRun(samples: Samples(values.all), callers: callers, perSecond: Double(values.all.count) / elapsed)
  }
}

@UIActor
private final class Values {
  var all: [Double] = []
}

/// Runs the same work several times side by side; throws the first error when all have ended.
@UIActor
func atTheSameTime(_ count: Int, _ work: @escaping @UIActor @Sendable (Int) async throws -> Void) async throws {
  let errors = Errors()
  let tasks = (0..<count).map { number in
    UIActor.spawn {
      do { try await work(number) } catch { errors.all.append(error) }
    }
  }
  for task in tasks { await task.value }
  if let first = errors.all.first { throw first }
}

@UIActor
private final class Errors {
  var all: [any Error] = []
}
