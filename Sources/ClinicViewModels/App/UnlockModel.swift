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

  init(changed: @escaping () -> Void, unlock: @escaping (String) async throws -> Bool) {
    self.changed = changed
    self.unlock = unlock
  }

  public func reset() {
    password = ""
    problem = nil
    isBusy = false
  }

  public func submit() {
    guard !isBusy, !password.isEmpty else { return }
    isBusy = true
    problem = nil
    let typed = password
    changed()
    UIActor.spawn { [weak self] in
      guard let self else { return }
      do {
        let isRight = try await unlock(typed)
        finish(isRight ? nil : .refused)
      } catch {
        finish(.unavailable)
      }
    }
  }

  private func finish(_ problem: Problem?) {
    password = ""
    isBusy = false
    self.problem = problem
    changed()
  }
}
