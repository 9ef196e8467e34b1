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
  /// It is being opened, and takes so long that somebody wants to know.
  public var isWaitedFor: Bool { patience.isOver }
  public private(set) var purpose: AccessPurpose?
  /// All that was read with the open chart, in one flight.
  public private(set) var complete: CompleteChart?
  public let series: SeriesModel
  public let vitalSigns: VitalSignsModel
  public let glucose: GlucoseModel
  public let summary: SummaryModel
  public let womensHealth: WomensHealthModel
  public let customFields: CustomFieldsModel
  public let accessLog: AccessLogModel
  /// The forms that add to the chart or correct it.
  public let forms: RecordForms
  public let histories: HistoriesModel
  public let consultations: ConsultationsModel
  public let tests: TestsModel
  /// The section whose tab is in front.
  public private(set) var section = ChartSection.results

  public let user: SignedInUser
  private let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let endDeadline: Deadline
  private let patience: Patience
  private var attempt = 0
  private var openedAt: Instant?
  /// Something was stored in this chart since it was read.
  private var hasStored = false
  private static let openingLasts: Int64 = 30 * 60
  private static let renewedAfter: Int64 = 25 * 60

  init(
    user: SignedInUser, environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void,
    notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.begun = begun
    self.environment = environment
    self.changed = changed
    self.notify = notify
    endDeadline = Deadline(environment.scheduler)
    patience = Patience(environment.scheduler, changed: changed)
    series = SeriesModel(environment: environment, changed: changed, notify: notify)
    vitalSigns = VitalSignsModel(
      user: user, environment: environment, begun: begun, changed: changed, notify: notify)
    glucose = GlucoseModel(environment: environment, begun: begun, changed: changed, notify: notify)
    summary = SummaryModel(environment: environment, changed: changed)
    womensHealth = WomensHealthModel(user: user, environment: environment, changed: changed, notify: notify)
    customFields = CustomFieldsModel(environment: environment, changed: changed, notify: notify)
    accessLog = AccessLogModel(environment: environment, changed: changed, notify: notify)
    forms = RecordForms(environment: environment, changed: changed, notify: notify)
    consultations = ConsultationsModel(user: user, environment: environment, forms: forms, changed: changed, notify: notify)
    tests = TestsModel(user: user, environment: environment, forms: forms, changed: changed, notify: notify)
    histories = HistoriesModel(user: user, environment: environment, forms: forms, changed: changed, notify: notify)
    vitalSigns.onStored = { [weak self] in self?.hasStored = true }
    womensHealth.onEnrolled = { [weak self] in self?.reopen() }
    forms.onSaved = { [weak self] kind in self?.saved(kind) }
    series.entry.forms = forms
    series.entry.onStored = { [weak self] in self?.reopen() }
    forms.onOpeningEnded = { [weak self] in self?.reopen() }
  }

  private func model(of section: ChartSection) -> any ChartSectionModel {
    switch section {
    case .summary: summary
    case .results: series
    case .vitalSigns: vitalSigns
    case .consultations: consultations
    case .tests: tests
    case .histories: histories
    case .womensHealth: womensHealth
    case .customFields: customFields
    case .accessLog: accessLog
    }
  }

  /// A form was stored. What the banner says is read with the chart.
  private func saved(_ kind: RecordFormKind) {
    hasStored = true
    if kind.changesBanner { reopen() } else { parts.forEach { $0.recordSaved(kind) } }
  }

  /// All that keep something of the patient.
  private var parts: [any ChartSectionModel] { ChartSection.allCases.map { model(of: $0) } + [glucose, forms] }

  /// Nil: the section is there for this patient.
  public func absence(of section: ChartSection) -> SectionAbsence? {
    // What is not shown must not look as if nothing were recorded.
    if chart?.cautions.isSummaryOnly == true, section != .summary, section != .accessLog { return .summaryOnly }
    return section == .customFields && customFields.hasNone ? .noFields : nil
  }

  /// The sections there are, in the order of their tabs.
  public var sections: [ChartSection] { ChartSection.allCases.filter { absence(of: $0) == nil } }

  /// Why the chart stays in front: a late answer, or what has to be done about a value, must not come up under another patient's name.
  public enum Unanswered: Hashable, Sendable {
    /// Something was sent, and it is not known yet whether it is stored.
    case storing
    /// It is stored, and somebody has to say what was done about it.
    case value
  }

  /// Nil: the chart may be left.
  public var unanswered: Unanswered? {
    if vitalSigns.entry?.mustAnswer == true || glucose.mustAnswer { return .value }
    switch vitalSigns.entry?.phase {
    case .sending, .inDoubt: return .storing
    default: break
    }
    switch glucose.phase {
    case .sending, .inDoubt: return .storing
    default: break
    }
    return forms.form?.isUnanswered == true || womensHealth.isSending ? .storing : nil
  }

  /// Brings a section's tab to the front; one that is not there stays away.
  public func show(_ section: ChartSection) {
    guard section != self.section, absence(of: section) == nil else { return }
    model(of: self.section).hidden()
    self.section = section
    if chart != nil { model(of: section).shown() }
    // The summary shows what was stored since the chart was read.
    if section == .summary, hasStored { reopen() }
    changed()
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

  /// The patient whose chart was refused, or whose access has ended: a grant opens it.
  var waitsForAccess: DirectoryEntry? {
    switch state {
    case .refused(let entry, _), .ended(let entry): entry
    case .closed, .opening, .failed, .open: nil
    }
  }

  /// Opens, leaving a trace of who, whom and why. A chart of the same patient stays on screen until the answer comes.
  /// A protected person's chart, or a relative's, needs a special reason too, of 3 to 200 characters, which holds for 24 hours.
  public func open(_ entry: DirectoryEntry, purpose: AccessPurpose, specialReason: String? = nil) {
    open(entry, purpose: purpose, specialReason: specialReason, isRenewal: false)
  }

  private func open(_ entry: DirectoryEntry, purpose: AccessPurpose, specialReason: String?, isRenewal: Bool) {
    self.purpose = purpose
    attempt += 1
    // What is typed for the same patient stays, also where the attempt before has failed.
    if patient?.id != entry.id { closeParts() }
    if chart?.patient.id != entry.id {
      // What is shown keeps its deadline, whatever becomes of the question; what is not shown any more needs none.
      endDeadline.cancel()
      complete = nil
      state = .opening(entry)
      patience.begin()
    }
    changed()
    let (attempt, charts) = (attempt, environment.repositories.record.charts)
    UIActor.spawn { [weak self] in
      do {
        let complete = try await charts.open(entry.id, purpose, specialReason)
        self?.opened(complete, attempt: attempt)
      } catch {
        self?.failed(error, entry: entry, attempt: attempt, isRenewal: isRenewal)
      }
    }
  }

  private func opened(_ complete: CompleteChart, attempt: Int) {
    guard attempt == self.attempt else { return }
    patience.end()
    let chart = complete.chart
    state = .open(chart)
    self.complete = complete
    hasStored = false
    openedAt = environment.clock.now()
    begun.sentence(.specialReason, about: chart.patient.id.value).type("")
    vitalSigns.open = chart.patient
    for part in parts {
      part.chartRead(chart)
      part.completeRead(complete)
    }
    if absence(of: section) != nil { show(.summary) }
    if chart.cautions.isSummaryOnly { refuseEntries() }
    armEnd(chart)
    changed()
  }

  /// Begun in the list, before anybody knew that the access is to the summary: what is kept of it stays.
  private func refuseEntries() {
    guard vitalSigns.entry != nil || glucose.phase != nil else { return }
    vitalSigns.close()
    glucose.close()
    notify(.summaryIsOnlyRead)
  }

  private func failed(_ error: any Error, entry: DirectoryEntry, attempt: Int, isRenewal: Bool) {
    guard attempt == self.attempt else { return }
    if case RepositoryError.refused(let refusal) = error {
      // The lock comes down over the pane; `resume` opens the chart again.
      if refusal.concernsSession { return notify(.refused(refusal)) }
      drop(.refused(entry, refusal))
    } else if isRenewal, let openedAt, environment.clock.now().seconds(since: openedAt) < Self.openingLasts {
      // The opening still runs, so what is shown is still hers to see; the next minute asks again.
      notify(Notice(error))
    } else {
      forget(.failed(entry, Notice(error)))
      for part in parts { part.lost() }
    }
    changed()
  }

  /// Nothing of the chart is kept.
  private func drop(_ state: State) {
    forget(state)
    closeParts()
  }

  private func forget(_ state: State) {
    endDeadline.cancel()
    patience.end()
    openedAt = nil
    self.state = state
    complete = nil
  }

  private func closeParts() {
    vitalSigns.open = nil
    for part in parts { part.close() }
    section = .results
  }

  /// Reads again what is shown, or tries again what failed or was refused.
  public func reopen() {
    guard let entry = patient, let purpose else { return }
    open(entry, purpose: purpose)
  }

  /// After an unlock: reads again what was shown. What was refused stays refused, without another entry in the trace.
  func resume() {
    switch state {
    case .open, .opening, .failed: reopen()
    case .closed, .refused, .ended: break
    }
  }

  public func close() {
    attempt += 1
    purpose = nil
    drop(.closed)
    changed()
  }

  // MARK: The end of an access

  /// Minutes left of an emergency access, rounded up.
  public var minutesLeft: Int? {
    chart?.grantEndsAt?.minutesLeft(from: environment.clock.now())
  }

  private func armEnd(_ chart: Chart) {
    endDeadline.cancel()
    guard let end = chart.grantEndsAt else { return }
    let wait = max(0, end.microseconds(since: environment.clock.now())) / 1000
    // Longer than any grant may last: a day.
    endDeadline.arm(milliseconds: Int(min(wait, 86_400_000)) + 1) { [weak self] in self?.accessEnded() }
  }

  /// The database shows nothing from this moment on; neither does the screen.
  public func accessEnded() {
    guard let chart else { return }
    attempt += 1
    drop(.ended(chart.patient))
    notify(.emergencyEnded(patient: chart.patient.name.listed))
    changed()
  }

  /// An opening lasts 30 minutes; it is renewed while somebody works.
  func minutePassed() {
    guard let chart, let purpose, let openedAt else { return }
    guard environment.clock.now().seconds(since: openedAt) >= Self.renewedAfter else { return }
    open(chart.patient, purpose: purpose, specialReason: nil, isRenewal: true)
  }
}
