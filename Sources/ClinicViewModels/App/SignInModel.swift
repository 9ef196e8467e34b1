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
  private let abandoned: () -> Void
  private var attempt = 0
  /// The line is being made for the first time: what was sent too early goes when it stands.
  private let isConnecting: () -> Bool
  private var waitsForLine = false

  /// `abandoned` is called when a sign-in succeeds that nobody waits for any more: its session must not stay open.
  init(
    environment: AppEnvironment, changed: @escaping () -> Void, signedIn: @escaping (SignedInUser) -> Void,
    abandoned: @escaping () -> Void, isConnecting: @escaping () -> Bool = { false }
  ) {
    self.environment = environment
    self.changed = changed
    self.signedIn = signedIn
    self.abandoned = abandoned
    self.isConnecting = isConnecting
  }

  /// Forgets what was typed.
  public func reset() {
    attempt += 1
    email = ""
    password = ""
    isBusy = false
    waitsForLine = false
    problem = nil
  }

  public func submit() {
    guard !isBusy else { return }
    let email = trimmedEmail
    guard !email.isEmpty else { return fail(.empty(.email)) }
    guard !password.isEmpty else { return fail(.empty(.password)) }
    isBusy = true
    problem = nil
    changed()
    send(email)
  }

  private func send(_ email: String) {
    attempt += 1
    let (attempt, password, wasConnecting) = (attempt, password, isConnecting())
    let sessions = environment.repositories.sessions
    UIActor.spawn { [weak self] in
      do {
        let answer = try await sessions.signIn(email, password)
        self?.answered(answer, attempt: attempt)
      } catch RepositoryError.refused {
        self?.answered(.refused, attempt: attempt)
      } catch RepositoryError.unavailable {
        self?.notSent(attempt: attempt, wasConnecting: wasConnecting)
      } catch {
        self?.answered(nil, attempt: attempt)
      }
    }
  }

  /// Sent before there was a line. It may stand by now, or be lost: sent once more, that tells.
  private func notSent(attempt: Int, wasConnecting: Bool) {
    guard attempt == self.attempt, wasConnecting else { return answered(nil, attempt: attempt) }
    if isConnecting() { waitsForLine = true } else { send(trimmedEmail) }
  }

  /// The line stands, or it was not to be had.
  func connectionChanged(_ state: ConnectionState) {
    guard waitsForLine, state != .connecting else { return }
    waitsForLine = false
    if state == .connected { send(trimmedEmail) } else { answered(nil, attempt: attempt) }
  }

  private var trimmedEmail: String { email.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  private func answered(_ answer: Sessions.SignInAnswer?, attempt: Int) {
    guard attempt == self.attempt else {
      // A newer attempt under way replaces the session anyway.
      if case .signedIn = answer, !isBusy { abandoned() }
      return
    }
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
