import ClinicModel
import EventLoop

/// The form that asks for emergency access to one patient.
@UIActor
public final class EmergencyRequestModel {
  public enum Problem: Hashable, Sendable {
    case reasonMissing
    case reasonTooShort(missing: Int)
    case passwordMissing
    /// It was sent before the terminal was lost: with the password it goes out again as it was, and is stored once.
    case sentBefore
    case wrongPassword
    case alreadyPending
    case notice(Notice)
  }

  public let entry: DirectoryEntry
  public var reasonClass: EmergencyAccess.ReasonClass? { didSet { edited() } }
  public var reason = "" { didSet { edited() } }
  public var hours = EmergencyAccess.defaultHours { didSet { edited() } }
  public var scope = EmergencyAccess.Scope.full { didSet { edited() } }
  public var password = "" { didSet { if problem == .passwordMissing || problem == .wrongPassword { problem = nil } } }
  public private(set) var isSending = false
  /// Sent, and the answer was lost: the same form goes out again when the line is back.
  public var isInDoubt: Bool { inDoubt != nil }
  public private(set) var problem: Problem?
  /// Brought back from a draft; never with a password.
  public private(set) var wasRestored = false

  private let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let requested: (EmergencyRequestModel, EmergencyAccessID) -> Void
  /// What was sent and may have been stored. Sent again, it is sent as it was, with its key: whatever was typed meanwhile.
  private var inDoubt: EmergencyRequest?
  private var sending: EmergencyRequest?
  private var isRestoring = false

  init(
    entry: DirectoryEntry, environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void,
    requested: @escaping (EmergencyRequestModel, EmergencyAccessID) -> Void
  ) {
    self.entry = entry
    self.environment = environment
    self.begun = begun
    self.changed = changed
    self.requested = requested
    if let kept = begun.content(.emergencyRequest, entry.id.value) { restore(kept) }
  }

  /// Characters the reason still lacks.
  public var missingCharacters: Int {
    max(0, EmergencyAccess.shortestReason - reason.split(separator: " ").joined(separator: " ").count)
  }

  public func submit() {
    guard !isSending else { return }
    if let inDoubt { return password.isEmpty ? fail(.passwordMissing) : send(inDoubt) }
    guard let reasonClass else { return fail(.reasonMissing) }
    guard missingCharacters == 0 else { return fail(.reasonTooShort(missing: missingCharacters)) }
    guard !password.isEmpty else { return fail(.passwordMissing) }
    send(EmergencyRequest(key: .random(), patient: entry.id, reasonClass: reasonClass, reason: reason, hours: hours,
      scope: scope))
  }

  private func send(_ request: EmergencyRequest) {
    isSending = true
    sending = request
    problem = nil
    // The draft says that it was sent, and with which key, before it goes.
    note()
    begun.keep()
    changed()
    let (accesses, password) = (environment.repositories.emergencyAccesses, password)
    UIActor.spawn { [weak self] in
      do {
        let answer = try await accesses.request(request, password)
        self?.answered(answer)
      } catch {
        self?.failed(error, request)
      }
    }
  }

  private func answered(_ answer: EmergencyAccesses.RequestAnswer) {
    isSending = false
    (inDoubt, sending) = (nil, nil)
    note()
    switch answer {
    case .requested(let id):
      password = ""
      begun.remove(.emergencyRequest, entry.id.value)
      requested(self, id)
    case .wrongPassword:
      password = ""
      fail(.wrongPassword)
    case .alreadyPending: fail(.alreadyPending)
    }
  }

  private func failed(_ error: any Error, _ request: EmergencyRequest) {
    isSending = false
    if RepositoryError.leavesDoubt(error, wasInDoubt: isInDoubt) {
      // With the password: it is sent again without asking. Both are gone with the form.
      inDoubt = request
    } else {
      inDoubt = nil
      password = ""
    }
    sending = nil
    note()
    fail(.notice(Notice(error)))
  }

  /// After a reconnect: what is in doubt is sent again with the same key.
  func resume() {
    if isInDoubt { submit() }
  }

  private func fail(_ problem: Problem) {
    self.problem = problem
    changed()
  }

  // MARK: The draft

  private func edited() {
    problem = nil
    if !isRestoring { note() }
  }

  /// What is kept: all but the password. The patient is named by her record number, since her chart is closed to the requester.
  private func note(isLeft: Bool = false) {
    let sent = inDoubt ?? sending
    guard sent != nil || reasonClass != nil || !reason.isEmpty || hours != EmergencyAccess.defaultHours else {
      return begun.remove(.emergencyRequest, entry.id.value)
    }
    var content = [
      "record_number": entry.recordNumber.description, "reason": sent?.reason ?? reason, "hours": String(sent?.hours ?? hours),
      "scope": (sent?.scope ?? scope).rawValue,
    ]
    content["reason_class"] = (sent?.reasonClass ?? reasonClass)?.rawValue
    content["sent_key"] = sent?.key.description
    if isLeft, sent == nil { content[BegunForms.left] = "true" }
    begun.note(content, .emergencyRequest, entry.id.value)
  }

  private func restore(_ kept: [String: String]) {
    isRestoring = true
    reasonClass = kept["reason_class"].flatMap { EmergencyAccess.ReasonClass(rawValue: $0) }
    reason = kept["reason"] ?? ""
    hours = kept["hours"].flatMap { Int($0) } ?? hours
    scope = kept["scope"].flatMap { EmergencyAccess.Scope(rawValue: $0) } ?? scope
    isRestoring = false
    wasRestored = true
    guard let key = kept["sent_key"].flatMap({ UniqueID($0) }), let reasonClass else { return }
    inDoubt = EmergencyRequest(key: key, patient: entry.id, reasonClass: reasonClass, reason: reason, hours: hours, scope: scope)
    problem = .sentBefore
  }

  /// The form is closed: true where something was typed, which comes back with the next one for this patient.
  func leave() -> Bool {
    note(isLeft: true)
    begun.keep()
    return begun.content(.emergencyRequest, entry.id.value) != nil
  }
}

extension RepositoryError {
  /// Whether a write may have been stored after this error. What was in doubt stays so until the database has answered about it.
  static func leavesDoubt(_ error: any Error, wasInDoubt: Bool) -> Bool {
    switch error as? RepositoryError {
    case .unknownOutcome: true
    case .refused(let refusal): wasInDoubt && refusal.concernsSession
    case .changedMeanwhile, .invalid, .keyReused: false
    case .unavailable, .unexpectedAnswer, nil: wasInDoubt
    }
  }
}
