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
  public var reasonClass: EmergencyAccess.ReasonClass? { didSet { edited() } }
  public var reason = "" { didSet { edited() } }
  public var hours = EmergencyAccess.defaultHours { didSet { edited() } }
  public var scope = EmergencyAccess.Scope.full { didSet { edited() } }
  public var password = ""
  public private(set) var isSending = false
  /// Sent, and the answer was lost: the same form goes out again when the line is back.
  public private(set) var isInDoubt = false
  public private(set) var problem: Problem?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let requested: (EmergencyAccessID) -> Void
  private var key = UniqueID.random()

  init(entry: DirectoryEntry, environment: AppEnvironment, changed: @escaping () -> Void, requested: @escaping (EmergencyAccessID) -> Void) {
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
    guard let reasonClass else { return fail(.reasonMissing) }
    guard missingCharacters == 0 else { return fail(.reasonTooShort(missing: missingCharacters)) }
    guard !password.isEmpty else { return fail(.passwordMissing) }
    isSending = true
    problem = nil
    changed()
    let request = EmergencyRequest(key: key, patient: entry.id, reasonClass: reasonClass, reason: reason, hours: hours, scope: scope)
    let (accesses, password) = (environment.repositories.emergencyAccesses, password)
    UIActor.spawn { [weak self] in
      do {
        let answer = try await accesses.request(request, password)
        self?.answered(answer)
      } catch {
        self?.failed(error)
      }
    }
  }

  private func answered(_ answer: EmergencyAccesses.RequestAnswer) {
    isSending = false
    isInDoubt = false
    switch answer {
    case .requested(let id):
      password = ""
      requested(id)
    case .wrongPassword:
      password = ""
      fail(.wrongPassword)
    case .alreadyPending: fail(.alreadyPending)
    }
  }

  private func failed(_ error: any Error) {
    isSending = false
    if case RepositoryError.unknownOutcome = error { isInDoubt = true } else { password = "" }
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

  /// Another content is another request.
  private func edited() {
    problem = nil
    if !isSending, !isInDoubt { key = .random() }
  }
}
