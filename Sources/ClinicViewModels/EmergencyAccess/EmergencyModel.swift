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
  /// An access of hers ended: by the clock, by her, by an approver.
  var onEnded: (EmergencyAccess) -> Void = { _ in }
  /// A request came in that waits for her.
  var onNewRequest: () -> Void = {}

  public let user: SignedInUser
  private let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let lapseDeadline: Deadline
  private var showsQueue = false
  private var countsAsked = Question()
  private var mineAsked = Question()
  /// Requests sent from here whose first state was not read yet: it is news, whatever it is.
  private var justSent = Set<EmergencyAccessID>()

  init(
    user: SignedInUser, environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void,
    notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.begun = begun
    self.environment = environment
    self.changed = changed
    self.notify = notify
    lapseDeadline = Deadline(environment.scheduler)
    queue = EmergencyQueueModel(environment: environment, begun: begun, changed: changed, notify: notify)
  }

  func start() {
    refreshCounts()
    refreshMine()
  }

  func paneOpened() {
    refreshMine()
    guard user.approvesEmergencies else { return }
    showsQueue = true
    queue.open()
  }

  /// Reading the queue leaves a trace: nobody reads it while it is not shown.
  func paneLeft() { showsQueue = false }

  /// True while she is filling in a form of this pane.
  var isTyping: Bool { request != nil || (showsQueue && queue.isTyping) }

  /// Nothing is shown or asked any more.
  func close() {
    lapseDeadline.cancel()
    countsAsked.forget()
    mineAsked.forget()
    justSent = []
    counts = EmergencyCounts(waiting: 0)
    mine = []
    request = nil
    offered = [:]
    showsQueue = false
    queue.close()
  }

  /// Another terminal changed something: look again at what is shown.
  func changedElsewhere() {
    refreshCounts()
    refreshMine()
    if showsQueue { queue.refresh() }
  }

  func minutePassed() {
    if counts.waiting > 0 { refreshCounts() }
    if showsQueue, queue.entries.contains(where: { $0.access.phase.isWaiting || $0.access.phase.isLive }) { queue.refresh() }
  }

  func resume() {
    changedElsewhere()
    request?.resume()
  }

  func refreshCounts() {
    guard user.approvesEmergencies else { return }
    let (accesses, question) = (environment.repositories.emergencyAccesses, countsAsked.next())
    UIActor.spawn { [weak self] in
      guard let counts = try? await accesses.counts(), let self, countsAsked.isNews(question) else { return }
      counted(counts)
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
    let (accesses, question) = (environment.repositories.emergencyAccesses, mineAsked.next())
    UIActor.spawn { [weak self] in
      guard let mine = try? await accesses.mine(), let self, mineAsked.isNews(question) else { return }
      read(mine)
    }
  }

  private func read(_ mine: [EmergencyAccess]) {
    let before = Dictionary(self.mine.map { ($0.id, $0.phase) }, uniquingKeysWith: { first, _ in first })
    self.mine = mine
    for access in mine {
      if justSent.remove(access.id) != nil {
        notify(.emergencyRequested(number: access.number))
        if access.phase != .requested { tell(access) }
      } else if let old = before[access.id], old != access.phase {
        tell(access)
      }
    }
    dropAnsweredDrafts()
    armLapse()
    changed()
  }

  // MARK: Drafts

  /// Patients for whom a request was begun, as the directory knows them now: no chart is open to her.
  public private(set) var offered: [PatientID: DirectoryEntry] = [:]

  /// Looks up whom the begun requests are about. One that waits or was granted meanwhile is not begun again.
  func findOffered() {
    dropAnsweredDrafts()
    queue.draftsRead()
    let directory = environment.repositories.directory
    for offer in begun.offers where offer.kind == .emergencyRequest {
      guard let number = offer.content["record_number"] else { continue }
      UIActor.spawn { [weak self] in
        let found = try? await directory.search(number, nil).entries.first { $0.id == offer.patient }
        if let found { self?.found(found) }
      }
    }
  }

  private func found(_ entry: DirectoryEntry) {
    offered[entry.id] = entry
    changed()
  }

  private func dropAnsweredDrafts() {
    for access in mine where access.phase.isWaiting || access.phase.isLive {
      if request?.entry.id != access.patient { begun.remove(.emergencyRequest, access.patient.value) }
    }
  }

  private func tell(_ access: EmergencyAccess) {
    switch access.phase {
    case .active, .activeSelf: onGranted(access)
    case .denied: notify(.emergencyDenied(patient: access.patientName, by: access.decidedBy, reason: access.decisionReason))
    case .lapsed: notify(.emergencyLapsed(patient: access.patientName))
    case .withdrawn: notify(.emergencyWithdrawn)
    case .endedExpired, .endedClosed, .endedRevoked, .endedSuperseded: onEnded(access)
    case .requested, .underReview: break
    }
  }

  /// An unanswered request lapses by the database's clock; look then.
  private func armLapse() {
    lapseDeadline.cancel()
    guard let next = mine.filter(\.phase.isWaiting).map(\.lapsesAt).min() else { return }
    let wait = next.microseconds(since: environment.clock.now()) / 1000
    // Past here, but not yet for the database: its clock is behind this one. Ask again, but not all the time.
    let milliseconds = wait > 0 ? Int(min(wait, 86_400_000)) + 200 : 10_000
    lapseDeadline.arm(milliseconds: milliseconds) { [weak self] in self?.refreshMine() }
  }

  /// Opens the form for a patient whose chart was refused.
  public func startRequest(for entry: DirectoryEntry) {
    // A form whose answer was lost is not replaced: it goes out again when the line is back.
    if let request, request.entry.id == entry.id, request.isInDoubt { return }
    request = EmergencyRequestModel(
      entry: entry, environment: environment, begun: begun, changed: changed
    ) { [weak self] model, id in
      self?.requested(id, by: model)
    }
    changed()
  }

  /// Leaves the form: what was typed comes back with the next one for this patient.
  public func closeRequest() {
    if request?.leave() == true { notify(.draftKept) }
    request = nil
    changed()
  }

  private func requested(_ id: EmergencyAccessID, by model: EmergencyRequestModel) {
    if request === model { request = nil }
    justSent.insert(id)
    changed()
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
