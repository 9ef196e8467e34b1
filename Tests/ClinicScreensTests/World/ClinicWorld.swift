import ClinicModel
import Synchronization

/// An invented clinic behind the repositories: always the same people, patients, values and moments, and failures on demand.
final class ClinicWorld: Sendable {
  /// What can be made to fail.
  enum Operation: Hashable, Sendable {
    case site, signIn, lock, unlock, search, myPatients, wards, openChart, series, request, mine, counts, queue, decide, end
    case duplicates, register, saveDraft, readDraft
    case womensHealth, customFields, accessLog, tasks
    case readRecord, storeRecord
    case readVitals, recordVitals, correctVitals, escalate, recordGlucose, acknowledgeGlucose
  }

  struct State {
    var now = Moments.now
    var site = Site(name: "Clínica del Norte", environment: .demo, timeZone: "Europe/Madrid", emailDomain: "clinic.demo")
    var signedIn: Staff?
    var patients = WorldPatients.all
    var wards = WorldPatients.wards
    /// What each chart holds; a patient without one has an empty chart.
    var charts = WorldCharts.all
    var queue = WorldEmergency.queue
    var mine = WorldEmergency.mine
    var draft: Draft?
    /// Of what was begun and not stored, by author.
    var begunDrafts: [String: Draft] = [:]
    /// Of the forms of charts, by name.
    var recordDrafts: [String: Draft] = [:]
    var sections = WorldSections()
    var rounds = [WorldPatients.first.id: WorldVitalSigns.first]
    var womensHealth = WorldWomensHealth.all
    /// Of the woman with a sensor, worn at the same time.
    var secondSensor: [DeviceReading] = []
    /// Newest first, by patient.
    var scales: [PatientID: [SpO2ScaleDecision]] = [:]
    var candidates: [DuplicateCandidate] = []
    var accesses = WorldFacts.accesses
    var fieldDefinitions = WorldFacts.definitions
    var tasks = WorldFacts.tasks
    /// Whose name stands on no board.
    var hiddenNames: Set<PatientID> = []
    var failures: [Operation: RepositoryError] = [:]
    var calls: [Operation] = []
    var lastRegistration: Registration?
    var lastDecision: EmergencyAccesses.Decision?
    var lastRequest: EmergencyRequest?
    var sentGlucose: [SentGlucose] = []
  }

  static let password = "clinic-demo-2026"

  private let state: Mutex<State>

  init(_ change: (inout State) -> Void = { _ in }) {
    var initial = State()
    change(&initial)
    let made = initial
    state = Mutex(made)
  }

  /// Reads or changes the clinic.
  @discardableResult
  func with<T: Sendable>(_ body: (inout State) throws -> T) rethrows -> T { try state.withLock { try body(&$0) } }

  /// From now on the operation throws; nil heals it.
  func fail(_ operation: Operation, with error: RepositoryError?) { with { $0.failures[operation] = error } }

  /// How often an operation was asked for.
  func count(of operation: Operation) -> Int { with { state in state.calls.count { $0 == operation } } }

  /// Notes the call, throws what was ordered, and otherwise answers.
  func answer<T: Sendable>(_ operation: Operation, _ body: (inout State) throws -> T) throws -> T {
    try with { state in
      state.calls.append(operation)
      if let error = state.failures[operation] { throw error }
      return try body(&state)
    }
  }

  /// The clock of the clinic: one hour east of Greenwich, moved only by hand.
  var clock: ClinicClock { ClinicClock(now: { [self] in with { $0.now } }, offset: { _ in 3600 }) }

  var repositories: Repositories {
    Repositories(
      sessions: sessions, directory: directory, charts: charts, emergencyAccesses: emergencyAccesses, registrations: registrations,
      vitalSigns: vitalSigns, bedsideGlucose: bedsideGlucose, record: recordRepositories)
  }
}

/// Fixed moments of the invented clinic.
enum Moments {
  /// 2026-11-21 14:32 on the clinic's wall.
  static let now = at(2026, 11, 21, 14, 32)

  /// A moment by the wall clock of the clinic.
  static func at(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 8, _ minute: Int = 10) -> Instant {
    Instant(secondsSinceEpoch: Int64(date(year, month, day).daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60) - 3600)
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    CalendarDate(year: year, month: month, day: day) ?? CalendarDate(daysSinceEpoch: 0)
  }

  static func minutesAgo(_ minutes: Int) -> Instant { now.adding(seconds: Int64(-60 * minutes)) }
}

/// Keys that are the same in every run: the kind of thing, and its number.
enum FixedID {
  static func make<Entity>(_ kind: UInt64, _ number: Int) -> Identifier<Entity> {
    Identifier(UniqueID(high: kind << 32 | 0x4000, low: 0x8000_0000_0000_0000 | UInt64(number)))
  }
}
