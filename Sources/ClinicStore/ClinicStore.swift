import ClinicModel
import EventLoop
import PostgresClient

/// The clinic on PostgreSQL: one connection, its repositories, and what the database tells without being asked.
///
/// `let store = try ClinicStore(database: "host=/run/clinic dbname=clinic user=ward_b"); store.start()`
@UIActor
public final class ClinicStore {
  public let repositories: Repositories

  /// Called after each change of the connection's state. A new connection has no session: somebody has to sign in again.
  public var onState: (ConnectionState) -> Void = { _ in }
  /// Called when something changed elsewhere; what happened at once is told once. It means "look again".
  public var onEvent: (LiveEvent) -> Void = { _ in }

  public private(set) var state = ConnectionState.connecting

  private let database: Database
  private var waitingEvents: [LiveEvent] = []

  private static let channels: KeyValuePairs<String, LiveEvent> = [
    "clinic_emergency": .emergencyAccessChanged, "clinic_patients": .patientsChanged, "clinic_sessions": .sessionsChanged,
    "clinic_charts": .chartsChanged, "clinic_prescriptions": .chartsChanged,
  ]

  /// Reads the connection string, looks up the host's address where it is a name (this blocks), connects to nothing yet.
  /// Throws `PostgresError` with condition `.invalidConfiguration` and a reason without values.
  public convenience init(database: String) throws {
    try self.init(PostgresConfiguration(database).resolvingHost())
  }

  init(_ configuration: PostgresConfiguration, pauses: PostgresSupervisor.Pauses = .init()) {
    database = Database(configuration, pauses: pauses)
    repositories = Repositories(
      sessions: .postgres(database), directory: .postgres(database), charts: .postgres(database),
      emergencyAccesses: .postgres(database), registrations: .postgres(database), vitalSigns: .postgres(database),
      bedsideGlucose: .postgres(database), record: .postgres(database))
  }

  /// Connects, and from then on keeps the connection.
  public func start() {
    database.onNotification = { [weak self] in self?.received($0.channel) }
    database.supervisor.onStateChange = { [weak self] in self?.changed($0) }
    database.supervisor.start()
  }

  /// Tries at once instead of waiting for the end of the pause.
  public func retryNow() { database.supervisor.retryNow() }

  /// Ends the connection, and with it the session.
  public func close() { database.supervisor.stop() }

  /// Statements, round trips and preparations of the present connection.
  public var counters: PostgresConnection.Counters { database.supervisor.connection?.counters ?? .init() }

  /// Flights and statements without those the flush barrier had repeated: what an operation costs on a quiet server.
  var asked: (flights: Int, statements: Int) {
    (counters.flights - database.repeated.flights, counters.statements - database.repeated.statements)
  }

  private func changed(_ new: PostgresSupervisor.State) {
    database.forgetOpenings()
    switch new {
    case .stopped: return
    case .connecting: state = .connecting
    case .connected: state = .connected
    case .lost(_, let pause): state = .lost(nextTryAt: ClinicClock.system.now().adding(seconds: Int64((pause + 999) / 1000)))
    }
    onState(state)
  }

  private func received(_ channel: String) {
    guard let event = Self.channels.first(where: { $0.key == channel })?.value, !waitingEvents.contains(event) else { return }
    waitingEvents.append(event)
    guard waitingEvents.count == 1 else { return }
    UIActor.spawn { [weak self] in self?.tellEvents() }
  }

  private func tellEvents() {
    let events = waitingEvents
    waitingEvents = []
    for event in events { onEvent(event) }
  }
}
