import ClinicModel
import EventLoop

/// The approvers' queue. The list never moves under the cursor: what comes in waits behind a counter.
@UIActor
public final class EmergencyQueueModel {
  public enum Problem: Hashable, Sendable {
    case birthYearMissing
    case wrongBirthYear
    case reasonMissing
    case notice(Notice)
  }

  public private(set) var entries: [EmergencyQueueEntry] = []
  /// Requests that came in since the list was last arranged.
  public private(set) var arrivals: [EmergencyQueueEntry] = []
  public private(set) var selected: EmergencyAccessID?
  public private(set) var isLoaded = false
  public private(set) var isDeciding = false
  public private(set) var problem: Problem?

  /// Typed by the approver, tied to the patient shown: the year of birth.
  public var birthYear = "" { didSet { problem = nil } }
  public var hours = EmergencyAccess.defaultHours
  public var denyReason = "" { didSet { problem = nil } }

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  public var selectedEntry: EmergencyQueueEntry? { entries.first { $0.id == selected } }

  /// The pane was opened: everything known is arranged anew.
  func open() {
    showArrivals()
    refresh()
  }

  public func select(_ id: EmergencyAccessID?) {
    guard id != selected else { return }
    selected = id
    clearDecision()
    changed()
  }

  /// Lets what came in into the list; the selection stays where it is.
  public func showArrivals() {
    guard !arrivals.isEmpty else { return }
    entries = arrivals + entries
    arrivals = []
    changed()
  }

  func refresh() {
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      do {
        let entries = try await accesses.queue()
        self?.read(entries)
      } catch {
        self?.problem = .notice(Notice(error))
        self?.changed()
      }
    }
  }

  /// Rows keep their places; their states are the newest; new requests wait.
  private func read(_ fresh: [EmergencyQueueEntry]) {
    let known = Set(entries.map(\.id))
    let byID = Dictionary(fresh.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    if !isLoaded || entries.isEmpty {
      entries = fresh
      arrivals = []
    } else {
      entries = entries.compactMap { byID[$0.id] }
      arrivals = fresh.filter { !known.contains($0.id) }
    }
    isLoaded = true
    if case .notice = problem { problem = nil }
    if selectedEntry == nil {
      selected = entries.first?.id
      clearDecision()
    }
    changed()
  }

  /// Whether the keys that decide are alive for the selected row.
  public var mayDecide: Bool {
    guard let entry = selectedEntry else { return false }
    return entry.access.phase.isWaiting && entry.whyNotDecidable == nil && !isDeciding
  }

  public func approve() {
    guard mayDecide, let entry = selectedEntry else { return }
    guard let year = Int(birthYear), birthYear.count == 4 else { return fail(.birthYearMissing) }
    decide(entry, .approve(hours: hours, birthYear: year))
  }

  public func deny() {
    guard mayDecide, let entry = selectedEntry else { return }
    let reason = denyReason.split(separator: " ").joined(separator: " ")
    guard !reason.isEmpty else { return fail(.reasonMissing) }
    decide(entry, .deny(reason: reason))
  }

  private func decide(_ entry: EmergencyQueueEntry, _ decision: EmergencyAccesses.Decision) {
    isDeciding = true
    problem = nil
    changed()
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      do {
        let answer = try await accesses.decide(entry.id, decision)
        self?.decided(entry, answer)
      } catch {
        self?.isDeciding = false
        self?.fail(.notice(Notice(error)))
      }
    }
  }

  private func decided(_ entry: EmergencyQueueEntry, _ answer: EmergencyAccesses.DecisionAnswer) {
    isDeciding = false
    switch answer {
    case .approved:
      clearDecision()
      notify(.decisionMade(approved: true, requester: entry.requesterName))
    case .approvedOneOfTwo:
      clearDecision()
      notify(.decisionNeedsSecondApprover)
    case .denied:
      clearDecision()
      notify(.decisionMade(approved: false, requester: entry.requesterName))
    case .wrongBirthYear: fail(.wrongBirthYear)
    case .reasonNeeded: fail(.reasonMissing)
    case .alreadyDecided(let name, _): notify(.decisionCameLate(by: name))
    case .lapsed: notify(.emergencyLapsed(patient: entry.access.patientName))
    }
    refresh()
  }

  /// Ends a live access from the approver's side.
  public func revokeSelected(reason: String) {
    guard let entry = selectedEntry, entry.access.phase.isLive else { return }
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      do {
        try await accesses.end(entry.id, reason)
      } catch {
        self?.notify(Notice(error))
      }
      self?.refresh()
    }
  }

  private func clearDecision() {
    birthYear = ""
    denyReason = ""
    hours = selectedEntry?.access.hours ?? EmergencyAccess.defaultHours
    problem = nil
  }

  private func fail(_ problem: Problem) {
    self.problem = problem
    changed()
  }
}
