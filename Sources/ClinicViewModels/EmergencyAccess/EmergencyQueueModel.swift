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
  public var hours = EmergencyAccess.defaultHours { didSet { keepDecision() } }
  public var denyReason = "" {
    didSet {
      problem = nil
      keepDecision()
    }
  }

  private let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var asked = Question()
  private var mustArrange = false
  /// The problem is one of reading the list, not of a decision.
  private var isReadingProblem = false

  init(
    environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void
  ) {
    self.environment = environment
    self.begun = begun
    self.changed = changed
    self.notify = notify
  }

  public var selectedEntry: EmergencyQueueEntry? { entries.first { $0.id == selected } }

  var isTyping: Bool { !birthYear.isEmpty || !denyReason.isEmpty }

  /// The pane was opened: everything known is arranged anew.
  func open() {
    showArrivals()
    mustArrange = true
    refresh()
  }

  func close() {
    asked.forget()
    entries = []
    arrivals = []
    selected = nil
    isLoaded = false
    clearDecision()
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
    let (accesses, question) = (environment.repositories.emergencyAccesses, asked.next())
    UIActor.spawn { [weak self] in
      do {
        let entries = try await accesses.queue()
        if let self, asked.isNews(question) { read(entries) }
      } catch {
        if let self, asked.isNews(question) { notRead(error) }
      }
    }
  }

  private func notRead(_ error: any Error) {
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { return notify(.refused(refusal)) }
    fail(.notice(Notice(error)))
    isReadingProblem = true
  }

  /// Rows keep their places; their states are the newest; new requests wait.
  private func read(_ fresh: [EmergencyQueueEntry]) {
    let known = Set(entries.map(\.id))
    let byID = Dictionary(fresh.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    if !isLoaded || entries.isEmpty || mustArrange {
      entries = fresh
      arrivals = []
    } else {
      entries = entries.compactMap { byID[$0.id] }
      arrivals = fresh.filter { !known.contains($0.id) }
    }
    isLoaded = true
    mustArrange = false
    if isReadingProblem {
      isReadingProblem = false
      problem = nil
    }
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
    guard birthYear.utf8.count == 4, birthYear.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let year = Int(birthYear)
    else { return fail(.birthYearMissing) }
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
        self?.notDecided(entry, error)
      }
    }
  }

  private func decided(_ entry: EmergencyQueueEntry, _ answer: EmergencyAccesses.DecisionAnswer) {
    isDeciding = false
    // She may have gone on to another row: what is typed there is not touched, and its problem is not this one's.
    let isStillShown = selected == entry.id
    switch answer {
    case .wrongBirthYear: if isStillShown { fail(.wrongBirthYear) }
    case .reasonNeeded: if isStillShown { fail(.reasonMissing) }
    case .approved, .approvedOneOfTwo, .denied, .alreadyDecided, .lapsed:
      begun.endSentences(about: entry.id.value)
      if isStillShown { clearDecision() }
    }
    switch answer {
    case .approved: notify(.decisionMade(approved: true, requester: entry.requesterName))
    case .approvedOneOfTwo: notify(.decisionNeedsSecondApprover)
    case .denied: notify(.decisionMade(approved: false, requester: entry.requesterName))
    case .alreadyDecided(let name, _): notify(.decisionCameLate(by: name))
    case .lapsed: notify(.emergencyLapsed(patient: entry.access.patientName))
    case .wrongBirthYear, .reasonNeeded: break
    }
    refresh()
  }

  /// Nobody knows whether a decision in doubt was stored: the list says so when it is read again.
  private func notDecided(_ entry: EmergencyQueueEntry, _ error: any Error) {
    isDeciding = false
    if selected == entry.id { fail(.notice(Notice(error))) } else { notify(Notice(error)) }
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { notify(.refused(refusal)) }
    refresh()
  }

  /// Ends a live access from the approver's side.
  public func revokeSelected(reason: String) {
    guard let entry = selectedEntry, entry.access.phase.isLive else { return }
    let accesses = environment.repositories.emergencyAccesses
    UIActor.spawn { [weak self] in
      do {
        try await accesses.end(entry.id, reason)
        self?.begun.endSentences(about: entry.id.value)
      } catch {
        self?.notify(Notice(error))
      }
      self?.refresh()
    }
  }

  /// The decision over the request chosen now, as it was left. The birth year is looked up anew for each decision.
  private func clearDecision() {
    let entry = selectedEntry
    isRestoring = true
    birthYear = ""
    denyReason = entry.map { begun.sentence(.denial, about: $0.id.value).text } ?? ""
    let kept = entry.flatMap { Int(begun.sentence(.hours, about: $0.id.value).text) } ?? 0
    let asked = entry?.access.hours ?? EmergencyAccess.defaultHours
    hours = EmergencyAccess.allowedHours.contains(kept) ? kept : asked
    isRestoring = false
    isReadingProblem = false
    problem = nil
  }

  private var isRestoring = false

  /// What was typed at another terminal is known now.
  func draftsRead() { if !isTyping { clearDecision() } }

  /// What was typed survives the terminal.
  private func keepDecision() {
    guard !isRestoring, let entry = selectedEntry, entry.access.phase.isWaiting else { return }
    begun.sentence(.denial, about: entry.id.value).type(denyReason)
    begun.sentence(.hours, about: entry.id.value).type(hours == entry.access.hours ? "" : String(hours))
  }

  private func fail(_ problem: Problem) {
    self.problem = problem
    changed()
  }
}
