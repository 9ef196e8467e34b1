import ClinicModel
import EventLoop

/// A second test drawn over the first, on an axis of its own.
@UIActor
public final class SeriesOverlayModel {
  public private(set) var selected: BiomarkerType.ID?
  /// In the units shown, oldest first; nil while they are read.
  public private(set) var results: [BiomarkerResult]?
  /// Of all its readings as far as they are read, in the units shown.
  public private(set) var statistics: SeriesStatistics?
  /// What lies before them.
  public let older: SeriesOlderModel

  /// The readings are there: more may be in view.
  var onRead: () -> Void = {}

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var measured: (type: BiomarkerType, results: [BiomarkerResult])?
  private var units = UnitSystem.asMeasured
  private var attempt = 0

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
    older = SeriesOlderModel(environment: environment, changed: changed, notify: notify)
  }

  /// Draws another test over the series, or none.
  ///
  /// - Parameter type: as the database has it.
  func choose(_ type: BiomarkerType?, of patient: PatientID) {
    leave()
    guard let type else { return changed() }
    selected = type.id
    read(type, of: patient)
    changed()
  }

  /// Reads again what is drawn; what there is stays until then.
  func read(_ type: BiomarkerType, of patient: PatientID) {
    attempt += 1
    let (attempt, charts) = (attempt, environment.repositories.charts)
    UIActor.spawn { [weak self] in
      do {
        let results = try await charts.series(patient, type.id, nil)
        self?.loaded(type, results, attempt)
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  private func loaded(_ type: BiomarkerType, _ results: [BiomarkerResult], _ attempt: Int) {
    guard attempt == self.attempt, selected == type.id else { return }
    measured = (type, older.trimmed(results))
    convert()
    onRead()
    changed()
  }

  private func failed(_ error: any Error, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    // Values that could not be read again are not shown as if they were of now.
    leave()
    notify(Notice(error))
    changed()
  }

  /// Reads what lies before, once.
  func readOlder(of patient: PatientID) {
    guard let measured else { return }
    older.read(measured.type, of: patient) { [weak self] in self?.convert() }
  }

  /// Nothing is drawn over the series any more.
  func leave() {
    attempt += 1
    selected = nil
    (measured, results, statistics) = (nil, nil, nil)
    older.leave()
  }

  func show(in units: UnitSystem) {
    self.units = units
    convert()
  }

  private func convert() {
    results = measured.map { $0.type.shown($0.results, in: units) }
    older.show(in: units)
    statistics = SeriesModel.statistics(results?[...], older.aggregate)
  }

  /// The reading nearest to a moment, the earlier of two that are as near.
  public func nearest(to moment: Instant) -> BiomarkerResult? {
    guard let results, !results.isEmpty else { return nil }
    var (low, high) = (0, results.count)
    while low < high {
      let middle = (low + high) / 2
      if results[middle].measuredAt < moment { low = middle + 1 } else { high = middle }
    }
    let near = results[max(0, low - 1)..<min(results.count, low + 1)]
    return near.min { abs($0.measuredAt.microseconds(since: moment)) < abs($1.measuredAt.microseconds(since: moment)) }
  }
}
