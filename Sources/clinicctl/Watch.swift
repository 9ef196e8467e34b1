import ArgumentParser
import EventLoop
import Foundation
import LocalCluster
import PostgresClient

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End database connections whose session, access or transaction time is over.",
    discussion: """
      Runs beside the server as clinic_watch. Twice a second it asks the database which connections are to end (a statement, cursor \
      or transaction that has outlived its access), and ends them; transactions idle for more than 30 s, and of people older than a \
      minute, too. Every minute it seals the events of the minute, and keeps the new heads where --head-file and --syslog say.
      With --data-dir it serves an embedded cluster: it stops the server when its last user was killed, and ends with it.
      """)

  @Option(help: "Connection string, as clinic_watch.")
  var database: String

  @Option(help: "The folder of the embedded cluster, where it is one.")
  var dataDir: String?

  @Option(help: "The folder of its socket, where it is another.")
  var socketDir: String?

  @OptionGroup var heads: HeadOptions

  func run() throws {
    // Who starts a service may have blocked signals in the thread that does it; SIGTERM must end this one.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    let cluster = try embeddedCluster()
    // One watch per embedded cluster; an earlier one of a server that has just stopped is given a moment to leave.
    let turn = try cluster?.takeWatch(waitingSeconds: 5)
    if cluster != nil && turn == nil { return }
    let database = database
    let keeper = try heads.makeKeeper()
    try withExtendedLifetime(turn) {
      try onLoop { try await Watcher(database: database, cluster: cluster, keeper: keeper).run() }
    }
  }

  private func embeddedCluster() throws -> LocalCluster? {
    guard let dataDir else { return nil }
    var configuration = ClusterConfiguration(folder: dataDir)
    configuration.socketFolder = socketDir
    guard let cluster = try LocalCluster.existing(configuration) else { throw Failure("There is no cluster in \(dataDir).") }
    return cluster
  }
}

@UIActor
private final class Watcher {
  /// A statement or transaction that began before the end of its access; a transaction in which nothing happens; and one of a person
  /// that lasts longer than a minute, whatever it is doing: it holds locks, the oldest event that may be sealed and, where it listens,
  /// the notices of everybody. Idle connections stay: what they ask next is refused by the database. A superuser cannot be ended by
  /// this role.
  private static let endOverdue = Statement("end_overdue_backends", """
    select count(pg_terminate_backend(a.pid, 0))
      from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
     where a.backend_type = 'client backend' and a.pid <> pg_backend_pid() and not r.rolsuper
       and r.rolname not in ('clinic_migrator', 'clinic_backup')
       and (a.state like 'idle in transaction%' and a.state_change < clock_timestamp() - interval '30 seconds'
            or a.xact_start < clock_timestamp() - interval '60 seconds' and r.rolname <> 'clinic_watch'
            or a.state <> 'idle' and coalesce(a.xact_start, a.query_start) < clock_timestamp() - interval '500 milliseconds'
               and a.pid in (select pid from access.backends_to_end()))
    """)

  /// Writes down what time has ended: charts without a reason, lapsed requests, accounts closed after ten failures, old drafts.
  private static let tidy = Statement("tidy", "select access.tidy()")

  /// What days end: ages of the programme, the time that texts of model requests are kept.
  private static let tidyDaily = Statement("tidy_daily", "select access.age_out_enrolments(), access.blank_ai_requests()")

  /// A minute and an hour of the worker's turns, of a second each.
  private static let (turnsBetweenSeals, turnsOfAnHour) = (60, 3_600)

  private let database: String
  private let cluster: LocalCluster?
  private let keeper: HeadKeeper
  /// Looks for those who are to end. Nothing else goes through it: whoever makes the work wait does not stay longer for it.
  private var lookout: PostgresConnection?
  /// Tidies and seals.
  private var worker: PostgresConnection?
  /// The newest seal whose head was kept; nil until the first look.
  private var kept: Int?
  private var isFileRefused = false
  /// The last seal was a full one: the next turn goes on, after those who are to end have been ended.
  private var isBehind = false

  init(database: String, cluster: LocalCluster?, keeper: HeadKeeper) {
    self.database = database
    self.cluster = cluster
    self.keeper = keeper
  }

  /// Until the embedded server stops; beside an ordinary server for ever.
  func run() async throws {
    let configuration: PostgresConfiguration
    do { configuration = try PostgresConfiguration(database) } catch { throw Failure(error.reason ?? error.description) }
    UIActor.spawn { [self] in await work(configuration) }
    var turn = 0
    while true {
      if let cluster, !cluster.isRunning { return }
      do { try await look(configuration) } catch {
        lookout?.close()
        lookout = nil
      }
      turn += 1
      if turn % 4 == 0, let cluster, try cluster.stopIfAbandoned() { return }
      await EventLoop.shared.sleep(milliseconds: 500)
    }
  }

  /// For as long as the program runs, a turn a second.
  private func work(_ configuration: PostgresConfiguration) async {
    var turn = 0
    while true {
      do {
        if worker == nil { worker = try await PostgresConnection.connect(configuration) }
        try await worker?.query(Self.tidy)
        if turn % Self.turnsOfAnHour == 2 { try await worker?.query(Self.tidyDaily) }
        if turn % Self.turnsBetweenSeals == 1 || isBehind { try await seal() }
      } catch {
        worker?.close()
        worker = nil
      }
      turn += 1
      await EventLoop.shared.sleep(milliseconds: 1_000)
    }
  }

  /// Seals what there is, and keeps the heads that are new. A file that cannot be written is told once; sealing goes on.
  private func seal() async throws {
    guard let worker else { return }
    let seals = AuditSeals(worker)
    if kept == nil {
      let inFile = try? keeper.lastKept()
      kept = if let inFile { inFile } else { try await seals.newest() }
    }
    isBehind = try await seals.sealOnce() ?? 0 >= 100_000
    let new = try await seals.heads(after: kept ?? 0)
    do {
      try keeper.keep(new)
      kept = new.last?.number ?? kept
      isFileRefused = false
    } catch {
      if !isFileRefused { note("\(error)") }
      isFileRefused = true
    }
  }

  private func look(_ configuration: PostgresConfiguration) async throws {
    if lookout == nil { lookout = try await PostgresConnection.connect(configuration) }
    try await lookout?.query(Self.endOverdue)
  }
}
