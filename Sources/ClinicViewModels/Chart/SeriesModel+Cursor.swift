import ClinicModel
import EventLoop

/// Where the cursor is and what is in view; readings that are not there yet are read on the way.
extension SeriesModel {
  // MARK: Cursor, zoom, pan

  /// To the previous or next reading; the window follows. Before the first of those there are, the readings before it are read.
  public func moveCursor(by step: Int) {
    guard let results, !results.isEmpty else { return }
    let wanted = cursor + step
    cursor = min(max(0, wanted), results.count - 1)
    if wanted < 0 { readPage(towards: .before(-wanted)) }
    follow()
    changed()
  }

  public func moveCursorToEnd(_ last: Bool) {
    guard let results, !results.isEmpty else { return }
    cursor = last ? results.count - 1 : 0
    follow()
    changed()
  }

  /// Puts the cursor on the reading nearest to a day.
  public func moveCursor(to date: CalendarDate) {
    guard let results, !results.isEmpty else { return }
    let noonInGreenwich = Int64(date.daysSinceEpoch) * 86_400 + 43_200
    let noon = noonInGreenwich - Int64(environment.clock.offset(Instant(secondsSinceEpoch: noonInGreenwich)))
    moveCursor(near: Instant(secondsSinceEpoch: noon))
    if let first = results.first, noon < first.measuredAt.seconds {
      readOlder(isWholeShown: false)
      readPage(towards: .moment(Instant(secondsSinceEpoch: noon)))
    }
    changed()
  }

  private func moveCursor(near moment: Instant) {
    let distances = (results ?? []).map { abs($0.measuredAt.seconds - moment.seconds) }
    cursor = distances.indices.min { distances[$0] < distances[$1] } ?? cursor
    follow()
  }

  /// Halves or doubles the window around the cursor.
  public func zoom(inwards: Bool) {
    guard let current else { return }
    let whole = wholeWindow
    if !inwards, window == whole { readOlder(isWholeShown: true) }
    let length = min(max(inwards ? window.length / 2 : window.length * 2, Self.shortest), whole.length)
    let from = current.measuredAt.seconds - length / 2
    window = clamped(Window(from: from, to: from + length))
    changed()
  }

  /// Moves the window by a quarter of its length.
  public func pan(forwards: Bool) {
    guard let results, !results.isEmpty else { return }
    let step = max(1, window.length / 4) * (forwards ? 1 : -1)
    window = clamped(Window(from: window.from + step, to: window.to + step))
    changed()
  }

  /// Shows all readings.
  public func fit() {
    guard results != nil else { return }
    if window == wholeWindow { readOlder(isWholeShown: true) }
    window = wholeWindow
    changed()
  }

  /// All of it: what lies before the readings there are, as extremes and sums. Takes a moment, in which everything else goes on.
  func readOlder(isWholeShown: Bool) {
    guard let patient, let type = measuredType else { return }
    older.read(type, of: patient) { [weak self] in
      guard let self else { return }
      count()
      if isWholeShown { window = wholeWindow }
      fillOverlay()
    }
    if showsStatistics || isWholeShown { overlay.readOlder(of: patient) }
  }

  /// What of the second test lies before its newest readings, where that is in view.
  func fillOverlay() {
    guard let patient, overlay.older.exists, let first = overlay.results?.first,
      showsStatistics || window.from < first.measuredAt.seconds
    else { return }
    overlay.readOlder(of: patient)
  }

  // MARK: Earlier readings, one by one

  /// Where the cursor wants to be.
  enum Goal {
    /// So many readings before the first there was.
    case before(Int)
    case moment(Instant)
  }

  /// The readings before those there are; page after page until the goal is among them, or there are none.
  func readPage(towards goal: Goal) {
    guard hasEarlier, !isPaging, let patient, let type = measuredType, let first = measured.results?.first?.measuredAt else {
      return
    }
    isPaging = true
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      do {
        let page = try await series.page(patient, type.id, first)
        self?.paged(page, towards: goal, attempt)
      } catch {
        self?.notPaged(error, attempt)
      }
    }
  }

  private func paged(_ results: [BiomarkerResult], towards goal: Goal, _ attempt: Int) {
    guard attempt == self.attempt, let known = measured.results else { return }
    isPaging = false
    let page = SeriesOlderModel.page(results)
    hasEarlier = page.hasMore
    paged += page.readings.count
    cursor += page.readings.count
    measured.results = page.readings + known
    convert()
    switch goal {
    case .before(let count):
      cursor = max(0, cursor - count)
      follow()
    case .moment(let moment):
      if hasEarlier, let first = page.readings.first, moment < first.measuredAt { return readPage(towards: goal) }
      moveCursor(near: moment)
    }
    changed()
  }

  /// What there is stays.
  private func notPaged(_ error: any Error, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    isPaging = false
    notify(Notice(error))
    changed()
  }

  /// The extremes of what is not there one by one.
  public var earlierExtremes: ArraySlice<BiomarkerResult> {
    guard let first = results?.first?.measuredAt else { return older.extremes[...] }
    return older.extremes.prefix { $0.measuredAt < first }
  }

  var wholeWindow: Window {
    guard let first = (older.extremes.first ?? results?.first)?.measuredAt.seconds, let last = results?.last?.measuredAt.seconds
    else {
      let now = environment.clock.now().seconds
      return Window(from: now - 86_400 * 365, to: now)
    }
    let margin = max((last - first) / 40, Self.shortest)
    return Window(from: first - margin, to: last + margin)
  }

  func clamped(_ wanted: Window) -> Window {
    let whole = wholeWindow
    guard wanted.length < whole.length else { return whole }
    if wanted.from < whole.from { return Window(from: whole.from, to: whole.from + wanted.length) }
    if wanted.to > whole.to { return Window(from: whole.to - wanted.length, to: whole.to) }
    return wanted
  }

  private func follow() {
    guard let time = current?.measuredAt.seconds, time < window.from || time > window.to else { return }
    window = clamped(Window(from: time - window.length / 2, to: time + (window.length + 1) / 2))
  }
}
