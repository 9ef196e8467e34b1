import ClinicModel
import EventLoop

/// The part of a very long series that lies before the readings read one by one: its extremes, stretch by stretch, none hidden,
/// and what
/// it adds to the statistics.
@UIActor
public final class SeriesOlderModel {
  /// More stretches than a wide screen has columns of dots.
  public static let stretches = 1_024

  /// There are more readings than are read at once.
  public private(set) var exists = false
  /// How many; nil until they were read.
  public private(set) var count: Int?
  public private(set) var isReading = false
  /// The lowest and the highest of every stretch, in the units shown, oldest first. Their moments are those of the stretch.
  public private(set) var extremes: [BiomarkerResult] = []
  /// In the units shown; nil until they were read.
  public private(set) var aggregate: SeriesAggregate?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var measured: (type: BiomarkerType, extremes: [BiomarkerResult], aggregate: SeriesAggregate?)?
  private var before: Instant?
  private var units = UnitSystem.asMeasured
  private var attempt = 0

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  /// What of an answer is shown: not the reading that says there are more, nor those of its moment, whose others are not here.
  static func page(_ results: [BiomarkerResult]) -> (readings: [BiomarkerResult], hasMore: Bool) {
    guard results.count > Charts.seriesLimit, let cut = results.first?.measuredAt else { return (results, false) }
    return (Array(results.drop { $0.measuredAt == cut }), true)
  }

  /// The newest readings without what says that there are more.
  func trimmed(_ results: [BiomarkerResult]) -> [BiomarkerResult] {
    let kept = Self.page(results)
    exists = kept.hasMore
    // The newest moved on: what was read before them does not reach up to them any more.
    if before != kept.readings.first?.measuredAt { forget() }
    before = kept.readings.first?.measuredAt
    return kept.readings
  }

  private func forget() {
    (measured, extremes, aggregate, count) = (nil, [], nil, nil)
    if isReading { (isReading, attempt) = (false, attempt + 1) }
  }

  /// Reads what lies before the newest, once.
  func read(_ type: BiomarkerType, of patient: PatientID, then: @escaping () -> Void) {
    guard exists, measured == nil, !isReading, let before else { return }
    isReading = true
    attempt += 1
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      do {
        let found = try await series.before(patient, type.id, before, Self.stretches)
        self?.loaded(type, found, attempt, then)
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  private func loaded(_ type: BiomarkerType, _ found: SeriesBefore, _ attempt: Int, _ then: () -> Void) {
    guard attempt == self.attempt else { return }
    isReading = false
    count = found.stretches.reduce(0) { $0 + $1.count }
    let extremes = found.stretches.flatMap { Self.extremes($0, type) }.sorted { $0.measuredAt < $1.measuredAt }
    measured = (type, extremes, found.aggregate)
    convert()
    then()
    changed()
  }

  private func failed(_ error: any Error, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    isReading = false
    notify(Notice(error))
    changed()
  }

  private static func extremes(_ stretch: SeriesStretch, _ type: BiomarkerType) -> [BiomarkerResult] {
    func result(_ value: DecimalNumber, _ at: Instant) -> BiomarkerResult {
      let flag = ResultFlag.classify(
        value, reference: type.reference, criticalLow: type.criticalLow, criticalHigh: type.criticalHigh)
      return BiomarkerResult(
        id: BiomarkerResultID(UniqueID(high: 0, low: 0)), measuredAt: at, value: value, flag: flag, reference: type.reference)
    }
    let lowest = result(stretch.lowest, stretch.first)
    return stretch.count == 1 ? [lowest] : [lowest, result(stretch.highest, stretch.last)]
  }

  /// Another series is shown, or none.
  func leave() {
    forget()
    attempt += 1
    (exists, before) = (false, nil)
  }

  func show(in units: UnitSystem) {
    self.units = units
    convert()
  }

  private func convert() {
    extremes = measured.map { $0.type.shown($0.extremes, in: units) } ?? []
    aggregate = measured.flatMap { measured in measured.aggregate.map { measured.type.shown($0, in: units) } }
  }
}
