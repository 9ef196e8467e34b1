import ClinicModel
import EventLoop

/// The lock screen's password.
@UIActor
public final class UnlockModel {
  public enum Problem: Hashable, Sendable {
    case refused
    case unavailable
  }

  public var password = "" { didSet { if !isBusy { problem = nil } } }
  public private(set) var isBusy = false
  public private(set) var problem: Problem?

  private let changed: () -> Void
  private let unlock: (String) async throws -> Bool
  private var attempt = 0

  init(changed: @escaping () -> Void, unlock: @escaping (String) async throws -> Bool) {
    self.changed = changed
    self.unlock = unlock
  }

  /// Forgets what was typed, and the answer that is still under way.
  public func reset() {
    attempt += 1
    password = ""
    problem = nil
    isBusy = false
  }

  public func submit() {
    guard !isBusy, !password.isEmpty else { return }
    isBusy = true
    problem = nil
    attempt += 1
    let (typed, attempt, unlock) = (password, attempt, unlock)
    changed()
    UIActor.spawn { [weak self] in
      do {
        let isRight = try await unlock(typed)
        self?.finish(isRight ? nil : .refused, attempt: attempt)
      } catch RepositoryError.refused {
        self?.finish(.refused, attempt: attempt)
      } catch {
        self?.finish(.unavailable, attempt: attempt)
      }
    }
  }

  private func finish(_ problem: Problem?, attempt: Int) {
    guard attempt == self.attempt else { return }
    password = ""
    isBusy = false
    self.problem = problem
    changed()
  }
}
