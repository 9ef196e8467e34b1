import ClinicModel
import EventLoop

/// The part of a very long series that lies before the readings read one by one: its extremes, stretch by stretch. None is hidden.
@UIActor
public final class SeriesOlderModel {
  /// More stretches than a wide screen has columns of dots.
  public static let stretches = 1_024

  /// There are more readings than are read one by one.
  public private(set) var exists = false
  /// How many; nil until they were read.
  public private(set) var count: Int?
  public private(set) var isReading = false
  /// The lowest and the highest of every stretch, in the units shown, oldest first. Their moments are those of the stretch.
  public private(set) var extremes: [BiomarkerResult] = []

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var measured: (type: BiomarkerType, extremes: [BiomarkerResult])?
  private var before: Instant?
  private var units = UnitSystem.asMeasured
  private var attempt = 0

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  /// The readings without the one that says there are more.
  func trimmed(_ results: [BiomarkerResult]) -> [BiomarkerResult] {
    exists = results.count > Charts.seriesLimit
    let kept = exists ? Array(results.suffix(Charts.seriesLimit)) : results
    // The newest moved on: what was read before them does not reach up to them any more.
    if before != kept.first?.measuredAt { (measured, extremes, count) = (nil, [], nil) }
    before = kept.first?.measuredAt
    return kept
  }

  /// Reads the extremes once.
  func read(_ type: BiomarkerType, of patient: PatientID, before first: Instant, then: @escaping () -> Void) {
    guard exists, measured == nil, !isReading else { return }
    isReading = true
    attempt += 1
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      do {
        let stretches = try await series.stretches(patient, type.id, first, Self.stretches)
        self?.loaded(type, stretches, attempt, then)
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  private func loaded(_ type: BiomarkerType, _ stretches: [SeriesStretch], _ attempt: Int, _ then: () -> Void) {
    guard attempt == self.attempt else { return }
    isReading = false
    count = stretches.reduce(0) { $0 + $1.count }
    measured = (type, stretches.flatMap { Self.extremes($0, type) })
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
    attempt += 1
    (measured, extremes, count) = (nil, [], nil)
    (exists, isReading, before) = (false, false, nil)
  }

  func show(in units: UnitSystem) {
    self.units = units
    convert()
  }

  private func convert() { extremes = measured.map { $0.type.shown($0.extremes, in: units) } ?? [] }
}
