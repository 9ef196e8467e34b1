import ClinicModel
import EventLoop
import Measuring
import PostgresClient

/// Emergency access between two terminals: from the request to the number on the other's badge, and from the decision to the open
/// chart. Both sides wait for the notification, as the program does.
@UIActor
struct EmergencyFigures {
  private let bench: BenchCluster
  private let seconds: Double

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    let nurse = try await Caller.signedIn(bench.terminal, email: "bench.nurse1@clinic.demo")
    let doctor = try await Caller.signedIn(bench.terminal, email: "bench.doctor1@clinic.demo")
    defer {
      nurse.close()
      doctor.close()
    }
    let patients = try await SamplePatient.read(superuser, count: 400, of: bench.patients)
    var (toBadge, fromCommit, toChart): ([Double], [Double], [Double]) = ([], [], [])
    let end = EventLoop.now() + UInt64(seconds * 1_000_000_000)
    for patient in patients where EventLoop.now() < end || toChart.count < 10 {
      let (sent, answered, counted) = try await request(nurse, doctor, PatientID(patient.id))
      toBadge.append(counted - sent)
      fromCommit.append(counted - answered)
      toChart.append(try await decide(nurse, doctor, patient))
    }
    return BenchReport.Part(latencies: [
      Self.latency("request, password included, to badge", toBadge, seconds),
      Self.latency("committed request to badge", fromCommit, seconds),
      Self.latency("decision to open chart", toChart, seconds),
    ])
  }

  /// Moments in milliseconds: the request leaves, is answered, and is counted on the doctor's terminal.
  private func request(_ nurse: Caller, _ doctor: Caller, _ patient: PatientID) async throws -> (Double, Double, Double) {
    let badge = Signal()
    doctor.onEvent = { if $0 == .emergencyAccessChanged { badge.fire() } }
    let form = EmergencyRequest(
      key: .random(), patient: patient, reasonClass: .covering, reason: "covering for the ward next door", hours: 1, scope: .full)
    let sent = Self.now()
    guard case .requested = try await nurse.store.repositories.emergencyAccesses.request(form, Caller.password) else {
      throw Failure("The request for emergency access was not taken.")
    }
    let answered = Self.now()
    await badge.wait()
    _ = try await doctor.store.repositories.emergencyAccesses.counts()
    return (sent, answered, Self.now())
  }

  private func decide(_ nurse: Caller, _ doctor: Caller, _ patient: SamplePatient) async throws -> Double {
    let access = doctor.store.repositories.emergencyAccesses
    guard let entry = try await access.queue().first(where: { $0.access.patient == PatientID(patient.id) }),
      let year = Int(patient.birthDate.prefix(4))
    else { throw Failure("The request for emergency access is not in the queue.") }
    let news = Signal()
    doctor.onEvent = { _ in }
    nurse.onEvent = { if $0 == .emergencyAccessChanged { news.fire() } }
    let sent = Self.now()
    guard try await access.decide(entry.access.id, .approve(hours: 1, birthYear: year)) == .approved else {
      throw Failure("The request for emergency access could not be approved.")
    }
    await news.wait()
    _ = try await nurse.store.repositories.emergencyAccesses.mine()
    _ = try await nurse.store.repositories.charts.open(PatientID(patient.id), .emergency, nil)
    let opened = Self.now()
    nurse.onEvent = { _ in }
    try await nurse.store.repositories.emergencyAccesses.end(entry.access.id, "not needed any more")
    return opened - sent
  }

  private static func now() -> Double { Double(EventLoop.now()) / 1_000_000 }

  private static func latency(_ name: String, _ values: [Double], _ seconds: Double) -> BenchReport.Latency {
    BenchReport.Latency(
      group: .emergency, name: name, LoadRun(samples: Samples(values), callers: 1, perSecond: Double(values.count) / seconds),
      budget: 1_000)
  }
}

/// Waits for something that may come before anybody waits.
@UIActor
private final class Signal {
  private var hasFired = false
  private var waiting: CheckedContinuation<Void, Never>?

  func fire() {
    hasFired = true
    waiting?.resume()
    waiting = nil
  }

  func wait() async {
    guard !hasFired else { return }
    await withCheckedContinuation { waiting = $0 }
  }
}
