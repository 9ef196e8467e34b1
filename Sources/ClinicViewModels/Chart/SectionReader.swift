import ClinicModel
import EventLoop

/// What a section shows of the opened patient: read when its tab is first shown, in one round trip, and again where it has become
/// older. Answers that come late are of no use.
@UIActor
final class SectionReader<Content: Sendable> {
  private(set) var content: Content?
  /// Why it could not be read.
  private(set) var problem: Notice?
  private(set) var patient: PatientID?

  private let read: @Sendable (PatientID) async throws -> Content
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var isShown = false
  private var isStale = true
  private var question = Question()

  init(changed: @escaping () -> Void, notify: @escaping (Notice) -> Void, read: @escaping @Sendable (PatientID) async throws -> Content) {
    self.read = read
    self.changed = changed
    self.notify = notify
  }

  func chartRead(_ chart: Chart) {
    if patient != chart.patient.id { forget() }
    patient = chart.patient.id
    becameOlder()
  }

  func shown() {
    isShown = true
    if isStale { load() }
  }

  func hidden() { isShown = false }

  /// Reads it again, now or when the tab is shown.
  func becameOlder() {
    isStale = true
    if isShown { load() }
  }

  private func load() {
    guard let patient else { return }
    isStale = false
    let (number, read) = (question.next(), read)
    UIActor.spawn { [weak self] in
      do {
        let found = try await read(patient)
        guard let self, question.isLatest(number) else { return }
        content = found
        problem = nil
        changed()
      } catch {
        guard let self, question.isLatest(number) else { return }
        failed(error)
      }
    }
  }

  private func failed(_ error: any Error) {
    isStale = true
    if case RepositoryError.refused(let refusal) = error {
      if refusal.concernsSession { return notify(.refused(refusal)) }
      content = nil
    }
    problem = Notice(error)
    changed()
  }

  func close() {
    forget()
    patient = nil
    isShown = false
  }

  private func forget() {
    question.forget()
    content = nil
    problem = nil
    isStale = true
  }
}
