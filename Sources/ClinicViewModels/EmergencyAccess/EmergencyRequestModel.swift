import ClinicModel
import EventLoop

/// The form that asks for emergency access to one patient.
@UIActor
public final class EmergencyRequestModel {
  public enum Problem: Hashable, Sendable {
    case reasonMissing
    case reasonTooShort(missing: Int)
    case passwordMissing
    case wrongPassword
    case alreadyPending
    case notice(Notice)
  }

  public let entry: DirectoryEntry
  public var reasonClass: EmergencyAccess.ReasonClass? { didSet { problem = nil } }
  public var reason = "" { didSet { problem = nil } }
  public var hours = EmergencyAccess.defaultHours { didSet { problem = nil } }
  public var scope = EmergencyAccess.Scope.full { didSet { problem = nil } }
  public var password = "" { didSet { if problem == .passwordMissing || problem == .wrongPassword { problem = nil } } }
  public private(set) var isSending = false
  /// Sent, and the answer was lost: the same form goes out again when the line is back.
  public var isInDoubt: Bool { inDoubt != nil }
  public private(set) var problem: Problem?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let requested: (EmergencyRequestModel, EmergencyAccessID) -> Void
  /// What was sent and may have been stored. Sent again, it is sent as it was, with its key: whatever was typed meanwhile.
  private var inDoubt: EmergencyRequest?

  init(
    entry: DirectoryEntry, environment: AppEnvironment, changed: @escaping () -> Void,
    requested: @escaping (EmergencyRequestModel, EmergencyAccessID) -> Void
  ) {
    self.entry = entry
    self.environment = environment
    self.changed = changed
    self.requested = requested
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
    problem = nil
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
    inDoubt = nil
    switch answer {
    case .requested(let id):
      password = ""
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
