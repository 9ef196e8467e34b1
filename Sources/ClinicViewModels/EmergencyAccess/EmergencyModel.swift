import ClinicModel
import EventLoop

/// Emergency access from both sides: what this person asked for, and what waits for her decision.
@UIActor
public final class EmergencyModel {
  public private(set) var counts = EmergencyCounts(waiting: 0)
  /// Her own requests, newest first.
  public private(set) var mine: [EmergencyAccess] = []
  /// The request form, while it is open.
  public private(set) var request: EmergencyRequestModel?
  public let queue: EmergencyQueueModel

  /// Her request was approved just now.
  var onGranted: (EmergencyAccess) -> Void = { _ in }
  /// A request came in that waits for her.
  var onNewRequest: () -> Void = {}

  public let user: SignedInUser
  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let lapseDeadline: Deadline
  private var hasOpenedQueue = false

  init(user: SignedInUser, environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.user = user
    self.environment = environment
    self.changed = changed
    self.notify = notify
    lapseDeadline = Deadline(environment.scheduler)
    queue = EmergencyQueueModel(environment: environment, changed: changed, notify: notify)
  }

  func start() {
    refreshCounts()
    refreshMine()
  }

  func paneOpened() {
    guard user.approvesEmergencies else { return refreshMine() }
    hasOpenedQueue = true
    queue.open()
  }

  /// Another terminal changed something: look again at what is shown.
  func changedElsewhere() {
    refreshCounts()
    if user.role.isClinical { refreshMine() }
    if hasOpenedQueue { queue.refresh() }
  }

  func minutePassed() {
    if counts.waiting > 0 { refreshCounts() }
    if hasOpenedQueue, queue.entries.contains(where: { $0.access.phase.isWaiting || $0.access.phase.isLive }) { queue.refresh() }
  }

  func resume() {
    changedElsewhere()
    request?.resume()
  }

  func refreshCounts() {
    guard user.approvesEmergencies else { return }
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      guard let counts = try? await accesses.counts() else { return }
      self?.counted(counts)
    }
  }

  private func counted(_ counts: EmergencyCounts) {
    let isMore = counts.waiting > self.counts.waiting
    guard counts != self.counts else { return }
    self.counts = counts
    if isMore { onNewRequest() }
    changed()
  }

  // MARK: The requester's side

  /// The waiting or live request of hers for a patient.
  public func current(for patient: PatientID) -> EmergencyAccess? {
    mine.first { $0.patient == patient && ($0.phase.isWaiting || $0.phase.isLive) }
  }

  public var waiting: EmergencyAccess? { mine.first { $0.phase.isWaiting } }

  private func refreshMine() {
    guard user.role.isClinical else { return }
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      guard let mine = try? await accesses.mine() else { return }
      self?.read(mine)
    }
  }

  private func read(_ mine: [EmergencyAccess]) {
    let before = Dictionary(self.mine.map { ($0.id, $0.phase) }, uniquingKeysWith: { first, _ in first })
    self.mine = mine
    for access in mine {
      guard let old = before[access.id], old != access.phase else { continue }
      tell(access)
    }
    armLapse()
    changed()
  }

  private func tell(_ access: EmergencyAccess) {
    switch access.phase {
    case .active, .activeSelf: onGranted(access)
    case .denied: notify(.emergencyDenied(patient: access.patientName, by: access.decidedBy, reason: access.decisionReason))
    case .lapsed: notify(.emergencyLapsed(patient: access.patientName))
    case .withdrawn: notify(.emergencyWithdrawn)
    case .endedExpired, .endedClosed, .endedRevoked, .endedSuperseded: notify(.emergencyEnded(patient: access.patientName))
    case .requested, .underReview: break
    }
  }

  /// An unanswered request lapses by the database's clock; look then.
  private func armLapse() {
    lapseDeadline.cancel()
    guard let next = mine.filter(\.phase.isWaiting).map(\.lapsesAt).min() else { return }
    let wait = max(0, next.microseconds - environment.clock.now().microseconds) / 1000
    lapseDeadline.arm(milliseconds: Int(min(wait, 86_400_000)) + 200) { [weak self] in self?.refreshMine() }
  }

  /// Opens the form for a patient whose chart was refused.
  public func startRequest(for entry: DirectoryEntry) {
    request = EmergencyRequestModel(entry: entry, environment: environment, changed: changed) { [weak self] in self?.requested($0) }
    changed()
  }

  public func closeRequest() {
    request = nil
    changed()
  }

  private func requested(_ id: EmergencyAccessID) {
    request = nil
    notify(.emergencyRequested(number: mine.first { $0.id == id }?.number))
    refreshMine()
  }

  public func withdraw(_ id: EmergencyAccessID) {
    act { try await $0.withdraw(id) }
  }

  /// Ends a live access of hers: "I am done".
  public func end(_ id: EmergencyAccessID) {
    act { try await $0.end(id, "") }
  }

  private func act(_ action: @escaping @Sendable (EmergencyAccesses) async throws -> Void) {
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      do {
        try await action(accesses)
      } catch {
        self?.notify(Notice(error))
      }
      self?.refreshMine()
    }
  }
}
