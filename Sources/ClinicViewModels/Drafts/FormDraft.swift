import ClinicModel
import EventLoop

/// The draft of a form on the server: kept at a pause in typing, at the lock and before the session ends.
@UIActor
final class FormDraft {
  /// What is to be kept now; nil where the form is empty.
  var content: () -> [String: String]? = { nil }
  /// When the server last took the draft of this form.
  private(set) var savedAt: Instant?

  private static let pause = 1500
  private let name: String
  private let environment: AppEnvironment
  private let changed: () -> Void
  private let deadline: Deadline
  private var isStale = false
  /// Counts forms, so that what is heard of the draft of an earlier one is not said of this one.
  private var number = 0

  init(name: String, environment: AppEnvironment, changed: @escaping () -> Void) {
    self.name = name
    self.environment = environment
    self.changed = changed
    deadline = Deadline(environment.scheduler)
  }

  /// The draft that was kept at an earlier time; nil where there is none.
  func read() async throws -> Draft? { try await environment.repositories.registrations.readDraft(name) }

  func restored(_ draft: Draft) { savedAt = draft.savedAt }

  /// The form changed: it is kept after a pause.
  func note() {
    isStale = true
    deadline.arm(milliseconds: Self.pause) { [weak self] in self?.keep() }
  }

  /// Keeps it now, where something changed.
  func keep() {
    deadline.cancel()
    guard isStale else { return }
    isStale = false
    // A form emptied by hand must not come back.
    guard let kept = content() else { return discard() }
    let (registrations, name, number) = (environment.repositories.registrations, name, number)
    UIActor.spawn { [weak self] in
      do {
        try await registrations.saveDraft(name, kept)
        self?.answered(number, isKept: true)
      } catch {
        self?.answered(number, isKept: false)
      }
    }
  }

  private func answered(_ number: Int, isKept: Bool) {
    guard number == self.number else { return }
    if isKept { savedAt = environment.clock.now() } else { isStale = true }
    changed()
  }

  /// Throws it away on the server.
  func discard() {
    let (registrations, name) = (environment.repositories.registrations, name)
    UIActor.spawn { try? await registrations.discardDraft(name) }
  }

  /// Another form begins.
  func forget() {
    deadline.cancel()
    isStale = false
    savedAt = nil
    number += 1
  }
}
