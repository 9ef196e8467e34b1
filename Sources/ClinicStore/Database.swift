import ClinicModel
import EventLoop
import PostgresClient

/// The connection as the repositories use it: errors become `RepositoryError`, a 40001 is repeated once, openings are kept.
@UIActor
final class Database {
  /// What a statement does to the record: it decides what a lost connection means.
  enum Effect {
    case read, write
  }

  struct Call {
    var statement: Statement
    var parameters: [any PostgresEncodable] = []

    init(_ statement: Statement, _ parameters: [any PostgresEncodable] = []) {
      self.statement = statement
      self.parameters = parameters
    }
  }

  /// Openings that are kept while somebody works; charts are opened each time.
  enum Opening: Hashable {
    case directory, emergencyQueue, workList
    /// What reception reads and writes about one patient: the directory's opening for her, the chart's for clinical staff.
    case desk
  }

  let supervisor: PostgresSupervisor
  var onNotification: (PostgresNotification) -> Void = { _ in }
  /// When each was opened, in nanoseconds of the monotonic clock.
  private var opened: [Opening: UInt64] = [:]
  /// The numbers that were merged into a patient's, as the banner of her chart last said: only of those that have some.
  var mergedNumbers: [PatientID: [MergedNumber]] = [:]
  /// What was sent a second time because the flush barrier asked for it.
  private(set) var repeated = (flights: 0, statements: 0)
  /// An opening lasts 30 minutes; one that is older than this is renewed before it is used.
  private static let renewedAfter: UInt64 = 20 * 60 * 1_000_000_000

  init(_ configuration: PostgresConfiguration, pauses: PostgresSupervisor.Pauses) {
    let relay = NotificationRelay()
    supervisor = PostgresSupervisor(configuration, pauses: pauses) { connection throws(PostgresError) in
      connection.onNotification = { relay.handler($0) }
      try await connection.execute(
        script: """
          LISTEN clinic_emergency; LISTEN clinic_patients; LISTEN clinic_sessions; LISTEN clinic_charts;
          LISTEN clinic_prescriptions
          """)
    }
    relay.handler = { [weak self] in self?.onNotification($0) }
  }

  /// Another session begins, or none.
  func forgetOpenings() { (opened, mergedNumbers) = ([:], [:]) }

  /// It is opened anew when it is needed next.
  func forget(_ opening: Opening) { opened[opening] = nil }

  /// One statement.
  func query(_ call: Call, _ effect: Effect = .read) async throws(RepositoryError) -> PostgresRows {
    try await run([[call]], effect)[0][0].get()
  }

  /// An opening, committed, and behind it the reads that need it, in one flight. Throws the opening's refusal.
  func read(opening: Call, _ reads: [Call]) async throws(RepositoryError) -> [PostgresRows] {
    let groups = try await run([[opening], reads], .read)
    let answer = try word(groups[0][0].get())
    guard answer == "OPENED" else { throw RepositoryError(answer: answer) }
    return try groups[1].map { rows throws(RepositoryError) in try rows.get() }
  }

  /// A read that needs an opening which is kept.
  func read(_ kept: Opening, _ call: Call) async throws(RepositoryError) -> PostgresRows {
    try await query(call, .read, behind: kept)
  }

  /// A statement that may need an opening which is kept.
  func query(_ call: Call, _ effect: Effect, behind kept: Opening?) async throws(RepositoryError) -> PostgresRows {
    guard let kept else { return try await query(call, effect) }
    return try await run([call], effect, behind: kept)[0]
  }

  /// Statements that need an opening which is kept: opened in the same flight when there is none, or when it has ended
  /// meanwhile. The desk is opened only when the database asks for it: who has the chart open needs no directory.
  func run(_ calls: [Call], _ effect: Effect, behind kept: Opening) async throws(RepositoryError) -> [PostgresRows] {
    let now = EventLoop.now()
    let key = kept == .desk ? .directory : kept
    if kept == .desk || opened[key].map({ now - $0 < Self.renewedAfter }) == true {
      do throws(RepositoryError) {
        return try await run([calls], effect)[0].map { rows throws(RepositoryError) in try rows.get() }
      } catch {
        guard error == .refused(.expired) else { throw error }
      }
    }
    let groups = try await run([[key.call], calls], effect)
    let answer = try word(groups[0][0].get())
    guard answer == "OPENED" else { throw RepositoryError(answer: answer) }
    opened[key] = now
    return try groups[1].map { rows throws(RepositoryError) in try rows.get() }
  }

  typealias Answer = Result<PostgresRows, RepositoryError>

  /// Groups of statements in one flight. What failed with 40001 did nothing: it is sent once more (the flush barrier
  /// asks for it).
  func run(_ groups: [[Call]], _ effect: Effect) async throws(RepositoryError) -> [[Answer]] {
    guard let connection = supervisor.connection else { throw .unavailable }
    do throws(PostgresError) {
      let flight = Flight(groups)
      let results = try await connection.run(flight.pipeline)
      guard results.firstError?.condition == .serializationFailure else { return flight.answers(results, effect) }
      return try await repeated(groups, flight, results, effect, on: connection)
    } catch {
      throw RepositoryError(error, effect)
    }
  }

  private func repeated(
    _ groups: [[Call]], _ flight: Flight, _ results: PostgresPipelineResults, _ effect: Effect, on connection: PostgresConnection
  ) async throws(PostgresError) -> [[Answer]] {
    var answers = flight.answers(results, effect)
    let failed = groups.indices.filter { flight.error(of: $0, in: results)?.condition == .serializationFailure }
    let again = Flight(failed.map { groups[$0] })
    repeated.flights += 1
    repeated.statements += failed.reduce(0) { $0 + groups[$1].count }
    let second = again.answers(try await connection.run(again.pipeline), effect)
    for (group, answer) in zip(failed, second) { answers[group] = answer }
    return answers
  }

  /// The only value of a result: a function's answer.
  func word(_ rows: PostgresRows) throws(RepositoryError) -> String {
    try decoding { () throws(PostgresError) in try rows.onlyRow().decode(String.self, at: 0) }
  }

  /// Turns a fault of decoding into what the caller can use.
  func decoding<Value>(_ body: () throws(PostgresError) -> Value) throws(RepositoryError) -> Value {
    do throws(PostgresError) { return try body() } catch { throw RepositoryError(error, .read) }
  }
}

/// A pipeline and the places of its results.
private struct Flight {
  var pipeline = PostgresPipeline()
  var places: [[PostgresPipeline.Place]] = []

  init(_ groups: [[Database.Call]]) {
    for group in groups {
      places.append(group.map { pipeline.add($0.statement, $0.parameters) })
      pipeline.commit()
    }
  }

  func error(of group: Int, in results: PostgresPipelineResults) -> PostgresError? {
    guard let place = places[group].first else { return nil }
    do throws(PostgresError) {
      _ = try results.rows(place)
      return nil
    } catch {
      return error
    }
  }

  func answers(_ results: PostgresPipelineResults, _ effect: Database.Effect) -> [[Database.Answer]] {
    places.map { group in
      group.map { place in
        let answer = Result { () throws(PostgresError) in try results.rows(place) }
        return answer.mapError { RepositoryError($0, effect) }
      }
    }
  }
}

/// Carries notifications of each new connection to whoever listens to the store.
@UIActor
private final class NotificationRelay {
  var handler: (PostgresNotification) -> Void = { _ in }
}

extension Database.Opening {
  private static let openDirectory = Statement("api.open_directory", "SELECT api.open_directory('SEARCH')")
  private static let openQueue = Statement("api.open_emergency_queue", "SELECT api.open_emergency_queue('REVIEW')")
  static let openWorkList = Statement("api.open_work_list", "SELECT api.open_work_list(NULL, 'WORK_LIST')")

  fileprivate var call: Database.Call {
    switch self {
    case .directory, .desk: Database.Call(Self.openDirectory)
    case .emergencyQueue: Database.Call(Self.openQueue)
    case .workList: Database.Call(Self.openWorkList)
    }
  }
}
