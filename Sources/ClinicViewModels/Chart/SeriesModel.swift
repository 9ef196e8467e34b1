import ClinicModel
import EventLoop

/// One biomarker over time: which, from when to when, and the reading under the cursor.
@UIActor
public final class SeriesModel: ChartSectionModel {
  /// From and to, in seconds since the epoch.
  public struct Window: Hashable, Sendable {
    public var from: Int64
    public var to: Int64

    public init(from: Int64, to: Int64) {
      self.from = from
      self.to = to
    }

    public var length: Int64 { to - from }
  }

  /// The kinds that have results, in the units shown.
  public var types: [BiomarkerType] { summaries.map(\.type) }
  /// The newest results of each kind, in the units shown.
  public private(set) var summaries: [BiomarkerSummary] = []
  public private(set) var selected: BiomarkerType.ID?
  /// Those of the drawn series in the units shown, oldest first; nil while they are read.
  public private(set) var results: [BiomarkerResult]?
  public private(set) var units = UnitSystem.asMeasured
  public internal(set) var window = Window(from: 0, to: 1)
  public internal(set) var cursor = 0
  /// The drawn chart fills the pane; otherwise the table of latest values.
  public private(set) var isDrawn = false
  public private(set) var showsTable = false
  /// The statistics in full, instead of the chart or its table.
  public private(set) var showsStatistics = false
  /// Instead of the drawn series, while it is shown.
  public let profile: GlucoseProfileModel
  /// A second test over the drawn one.
  public let overlay: SeriesOverlayModel
  /// Medicines and hormonal phases meanwhile.
  public let background: SeriesBackgroundModel
  /// The readings as a table.
  public let table: SeriesTableModel
  /// What lies before the readings that are read one by one.
  public let older: SeriesOlderModel
  /// What was agreed with the patient.
  public let targets: SeriesTargetModel
  /// Recording and correcting values.
  public let entry: SeriesEntryModel

  public var selectedType: BiomarkerType? { summaries.first { $0.type.id == selected }?.type }
  /// Of all readings there are, as far as they are read, in the units shown.
  public private(set) var statistics: SeriesStatistics?
  /// Of so many readings before the newest those are among them one by one: the cursor went there.
  public internal(set) var paged = 0
  /// Readings before those there are, are being read for the cursor.
  public internal(set) var isPaging = false
  /// There are readings before those that are read one by one.
  public internal(set) var hasEarlier = false
  public var current: BiomarkerResult? {
    guard let results, results.indices.contains(cursor) else { return nil }
    return results[cursor]
  }

  static let shortest: Int64 = 3600 * 6
  /// The readings are being read, and take so long that somebody wants to know.
  public var isWaitedFor: Bool { patience.isOver }
  private let patience: Patience
  let environment: AppEnvironment
  let changed: () -> Void
  let notify: (Notice) -> Void
  var patient: PatientID?
  var attempt = 0
  /// The profile was asked for before the readings came.
  private var wantsProfile = false
  /// As the database has them.
  var measured: (latest: [BiomarkerSummary], results: [BiomarkerResult]?) = ([], nil)

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
    patience = Patience(environment.scheduler, changed: changed)
    profile = GlucoseProfileModel(environment: environment, changed: changed)
    overlay = SeriesOverlayModel(environment: environment, changed: changed, notify: notify)
    background = SeriesBackgroundModel(environment: environment, changed: changed)
    profile.calendar = { [background] in background.phases }
    background.onRead = { [profile] in profile.phasesRead() }
    table = SeriesTableModel(environment: environment, changed: changed, notify: notify)
    older = SeriesOlderModel(environment: environment, changed: changed, notify: notify)
    targets = SeriesTargetModel(environment: environment)
    entry = SeriesEntryModel(environment: environment, changed: changed, notify: notify)
    overlay.onRead = { [weak self] in self?.fillOverlay() }
  }

  func chartRead(_ chart: Chart) {
    patient = chart.patient.id
    measured.latest = chart.latest
    background.chartRead(chart)
    entry.chartRead(chart)
    targets.chartRead(chart)
    convert()
    if let type = measuredOverlay { overlay.read(type, of: chart.patient.id) } else { overlay.leave() }
    if selectedType == nil { show(types.first?.id) }
    if selected == nil { isDrawn = false }
    if isDrawn { load(keepingWindow: results != nil) }
  }

  /// Readings of one type never stand under the name of another, not even while the new ones are read.
  private func show(_ id: BiomarkerType.ID?) {
    selected = id
    attempt += 1
    (measured.results, results, statistics) = (nil, nil, nil)
    patience.end()
    (paged, isPaging, hasEarlier) = (0, false, false)
    cursor = 0
    wantsProfile = false
    profile.leave()
    table.leave()
    older.leave()
    if overlay.selected == id { overlay.leave() }
  }

  /// Forgets everything of the patient.
  func close() {
    show(nil)
    overlay.leave()
    background.close()
    entry.close()
    targets.close()
    patient = nil
    (measured, summaries) = (([], nil), [])
    window = Window(from: 0, to: 1)
    isDrawn = false
    (showsTable, showsStatistics) = (false, false)
  }

  public func select(_ id: BiomarkerType.ID) {
    guard id != selected, types.contains(where: { $0.id == id }) else { return }
    show(id)
    if isDrawn { load(keepingWindow: false) }
    changed()
  }

  public func selectNext(by step: Int) {
    guard let index = types.firstIndex(where: { $0.id == selected }) else { return }
    let next = (index + step) % types.count
    select(types[next < 0 ? next + types.count : next].id)
  }

  public func draw() {
    guard selectedType != nil else { return }
    isDrawn = true
    (showsTable, showsStatistics) = (false, false)
    load(keepingWindow: false)
    changed()
  }

  /// Back to the table of latest values; false when that is what is shown.
  public func leave() -> Bool {
    guard isDrawn else { return false }
    if profile.back() { return true }
    if showsStatistics {
      showsStatistics = false
      changed()
      return true
    }
    if showsTable { showsTable = false } else { isDrawn = false }
    changed()
    return true
  }

  /// The next system in which what is on the screen looks different; nil where there is none.
  public var otherUnits: UnitSystem? {
    let types = isDrawn ? [measuredType].compactMap { $0 } : measured.latest.map(\.type)
    func look(_ system: UnitSystem) -> [String] { types.map { $0.shown(in: system).unit } }
    return [units.next, units.next.next].first { look($0) != look(units) }
  }

  /// As measured, conventional, SI, and from the beginning.
  public func nextUnits() {
    guard let other = otherUnits else { return }
    units = other
    convert()
    changed()
  }

  func convert() {
    summaries = measured.latest.map { $0.shown(in: units) }
    if let measured = measured.results, let type = measuredType { results = type.shown(measured, in: units) }
    targets.count(measured.results, of: selected)
    profile.show(in: units)
    overlay.show(in: units)
    table.show(in: units)
    older.show(in: units)
    count()
  }

  /// Once, not at every drawing: there may be a hundred thousand. What was read one by one before the newest is counted with the
  /// rest.
  func count() { statistics = Self.statistics(results?.dropFirst(paged), older.aggregate) }

  static func statistics(_ newest: ArraySlice<BiomarkerResult>?, _ older: SeriesAggregate?) -> SeriesStatistics? {
    guard let part = newest.flatMap({ SeriesAggregate($0) }) else { return nil }
    return SeriesStatistics(older.map { $0.joined(part) } ?? part)
  }

  func recordSaved(_ kind: RecordFormKind) { entry.recordSaved(kind) }

  /// Opens the form that corrects, withdraws or confirms the reading under the cursor.
  public func begin(_ change: SeriesEntryModel.Change) {
    guard isDrawn, let current, let type = measuredType else { return }
    entry.begin(change, current.id, of: type)
  }

  private var measuredOverlay: BiomarkerType? { measured.latest.first { $0.type.id == overlay.selected }?.type }

  /// The test drawn over the series, in the units shown.
  public var overlayType: BiomarkerType? { summaries.first { $0.type.id == overlay.selected }?.type }

  /// The tests that can be drawn over this one.
  public var overlayChoices: [BiomarkerType] { types.filter { $0.id != selected } }

  /// Draws another test over the series, nil: none.
  public func setOverlay(_ id: BiomarkerType.ID?) {
    guard isDrawn, let patient, id != selected else { return }
    overlay.choose(measured.latest.first { $0.type.id == id }?.type, of: patient)
  }

  var measuredType: BiomarkerType? { selected.flatMap { measuredSummary($0) }?.type }

  /// As the database has it.
  func measuredSummary(_ id: BiomarkerType.ID) -> BiomarkerSummary? { measured.latest.first { $0.type.id == id } }

  /// Whether the drawn series has a glucose profile, or will have one as soon as it is read.
  public var hasProfile: Bool { selectedType.map(GlucoseProfileModel.fits) == true && results?.isEmpty != true }

  /// Of a series that is still read: when it is there.
  public func showProfile() {
    guard isDrawn, let type = measuredType else { return }
    wantsProfile = measured.results == nil
    if let results = measured.results, let patient { profile.show(type, results, of: patient, in: units) }
  }

  public func toggleStatistics() {
    guard isDrawn else { return }
    showsStatistics.toggle()
    // Statistics are of all there is.
    if showsStatistics { readOlder(isWholeShown: false) }
    changed()
  }

  public func toggleTable() {
    guard isDrawn else { return }
    showsStatistics = false
    showsTable.toggle()
    readTable()
    changed()
  }

  private func readTable() {
    guard showsTable, let patient, let type = measuredType else { return }
    table.read(type, of: patient)
  }

  private func load(keepingWindow: Bool) {
    guard let patient, let selected else { return }
    readTable()
    background.read()
    attempt += 1
    isPaging = false
    if !keepingWindow { (measured.results, results, statistics, paged) = (nil, nil, nil, 0) }
    if results == nil { patience.begin() }
    let (attempt, charts) = (attempt, environment.repositories.charts)
    let newest = measured.latest.first { $0.type.id == selected }?.latest
    UIActor.spawn { [weak self] in
      do {
        let results = try await charts.series(patient, selected, newest)
        self?.loaded(results, keepingWindow: keepingWindow, attempt: attempt)
      } catch {
        self?.failed(error, attempt: attempt)
      }
    }
  }

  private func loaded(_ results: [BiomarkerResult], keepingWindow: Bool, attempt: Int) {
    guard attempt == self.attempt else { return }
    patience.end()
    let (before, showedAll) = (current, window == wholeWindow)
    let results = older.trimmed(results)
    measured.results = results
    (paged, hasEarlier) = (0, older.exists)
    convert()
    let reading = before?.id
    let last = max(0, results.count - 1)
    cursor = keepingWindow ? results.firstIndex { $0.id == reading } ?? min(cursor, last) : last
    window = keepingWindow && !showedAll ? clamped(window) : wholeWindow
    profile.read(results)
    if wantsProfile { showProfile() }
    // The cursor was among readings that are not here now: they are read again, as they are stored now.
    if keepingWindow, hasEarlier, let before, let first = results.first, before.measuredAt < first.measuredAt {
      cursor = 0
      readPage(towards: .moment(before.measuredAt))
    }
    if showsStatistics { readOlder(isWholeShown: false) }
    fillOverlay()
    changed()
  }

  /// An empty chart would say that nothing was ever measured: back to the table of latest values. A chart that was only read
  /// again stays, unless it is refused.
  private func failed(_ error: any Error, attempt: Int) {
    guard attempt == self.attempt else { return }
    patience.end()
    if case RepositoryError.refused = error {
      (measured.results, self.results, statistics) = (nil, nil, nil)
      profile.leave()
    }
    if results == nil {
      isDrawn = false
      (showsTable, showsStatistics) = (false, false)
      wantsProfile = false
    }
    notify(Notice(error))
    changed()
  }
}
