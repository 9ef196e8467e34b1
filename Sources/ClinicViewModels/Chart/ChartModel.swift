import ClinicModel
import EventLoop

/// The chart of one patient: closed, opening, refused with its reason, or open until the access ends.
@UIActor
public final class ChartModel {
  public enum State: Hashable, Sendable {
    case closed
    case opening(DirectoryEntry)
    case refused(DirectoryEntry, Refusal)
    case failed(DirectoryEntry, Notice)
    case open(Chart)
    /// The access ended by the clock or by a person; nothing of the chart is kept.
    case ended(DirectoryEntry)
  }

  public private(set) var state = State.closed
  public private(set) var purpose: AccessPurpose?
  public let series: SeriesModel

  public let user: SignedInUser
  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let endDeadline: Deadline
  private var attempt = 0
  private var openedAt: Instant?

  init(user: SignedInUser, environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.user = user
    self.environment = environment
    self.changed = changed
    self.notify = notify
    endDeadline = Deadline(environment.scheduler)
    series = SeriesModel(environment: environment, changed: changed, notify: notify)
  }

  /// Whom the pane is about, whatever came of opening it.
  public var patient: DirectoryEntry? {
    switch state {
    case .closed: nil
    case .opening(let entry), .refused(let entry, _), .failed(let entry, _), .ended(let entry): entry
    case .open(let chart): chart.patient
    }
  }

  public var chart: Chart? {
    if case .open(let chart) = state { chart } else { nil }
  }

  /// Opens, leaving a trace of who, whom and why.
  public func open(_ entry: DirectoryEntry, purpose: AccessPurpose) {
    self.purpose = purpose
    if patient?.id != entry.id { series.close() }
    attempt += 1
    endDeadline.cancel()
    if chart?.patient.id != entry.id { state = .opening(entry) }
    changed()
    let (attempt, charts) = (attempt, environment.repositories.charts)
    UIActor.spawn { [weak self] in
      do {
        let chart = try await charts.open(entry.id, purpose, nil)
        self?.opened(chart, attempt: attempt)
      } catch {
        self?.failed(error, entry: entry, attempt: attempt)
      }
    }
  }

  private func opened(_ chart: Chart, attempt: Int) {
    guard attempt == self.attempt else { return }
    state = .open(chart)
    openedAt = environment.clock.now()
    series.chartRead(chart)
    armEnd(chart)
    changed()
  }

  private func failed(_ error: any Error, entry: DirectoryEntry, attempt: Int) {
    guard attempt == self.attempt else { return }
    series.close()
    if case RepositoryError.refused(let refusal) = error {
      state = .refused(entry, refusal)
    } else {
      state = .failed(entry, Notice(error))
    }
    changed()
  }

  /// Reads again what is shown: after an unlock, a reconnect or a correction.
  public func reopen() {
    guard let entry = patient, let purpose else { return }
    open(entry, purpose: purpose)
  }

  public func close() {
    attempt += 1
    endDeadline.cancel()
    state = .closed
    series.close()
    changed()
  }

  // MARK: The end of an access

  /// Minutes left of an emergency access, rounded up.
  public var minutesLeft: Int? {
    chart?.grantEndsAt.map { Int(max(0, $0.seconds(since: environment.clock.now())) + 59) / 60 }
  }

  private func armEnd(_ chart: Chart) {
    guard let end = chart.grantEndsAt else { return }
    let wait = max(0, end.microseconds - environment.clock.now().microseconds) / 1000
    endDeadline.arm(milliseconds: Int(min(wait, 86_400_000)) + 50) { [weak self] in self?.accessEnded() }
  }

  /// The database shows nothing from this moment on; neither does the screen.
  public func accessEnded() {
    guard let chart else { return }
    attempt += 1
    state = .ended(chart.patient)
    series.close()
    notify(.emergencyEnded(patient: chart.patient.name.listed))
    changed()
  }

  /// An opening lasts 30 minutes; it is renewed while somebody works.
  func minutePassed() {
    guard chart != nil, let openedAt, environment.clock.now().seconds(since: openedAt) >= 25 * 60 else { return }
    reopen()
  }
}
