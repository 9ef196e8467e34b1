import ClinicModel
import EventLoop

/// The sign-in form. Never says what was wrong.
@UIActor
public final class SignInModel {
  public enum Field: Hashable, Sendable, CaseIterable {
    case email, password
  }

  public enum Problem: Hashable, Sendable {
    case refused
    case unavailable
    case empty(Field)
  }

  public var email = "" { didSet { clearProblem() } }
  public var password = "" { didSet { clearProblem() } }
  public private(set) var isBusy = false
  public private(set) var problem: Problem?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let signedIn: (SignedInUser) -> Void
  private var attempt = 0

  init(environment: AppEnvironment, changed: @escaping () -> Void, signedIn: @escaping (SignedInUser) -> Void) {
    self.environment = environment
    self.changed = changed
    self.signedIn = signedIn
  }

  /// Forgets what was typed.
  public func reset() {
    attempt += 1
    email = ""
    password = ""
    isBusy = false
    problem = nil
  }

  public func submit() {
    guard !isBusy else { return }
    guard !email.allSatisfy(\.isWhitespace) else { return fail(.empty(.email)) }
    guard !password.isEmpty else { return fail(.empty(.password)) }
    isBusy = true
    problem = nil
    attempt += 1
    let (attempt, email, password) = (attempt, email, password)
    changed()
    let sessions = environment.repositories.sessions
    UIActor.spawn { [weak self] in
      let answer = try? await sessions.signIn(email, password)
      self?.answered(answer, attempt: attempt)
    }
  }

  private func answered(_ answer: Sessions.SignInAnswer?, attempt: Int) {
    guard attempt == self.attempt else { return }
    isBusy = false
    password = ""
    switch answer {
    case .signedIn(let user):
      email = ""
      signedIn(user)
    case .refused: fail(.refused)
    case nil: fail(.unavailable)
    }
  }

  private func fail(_ problem: Problem) {
    self.problem = problem
    changed()
  }

  private func clearProblem() { if !isBusy { problem = nil } }
}
