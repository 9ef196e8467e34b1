import ClinicModel
import EventLoop

/// The table of a series: its readings with their circumstances, and the versions that do not count any more.
@UIActor
public final class SeriesTableModel {
  /// How many versions are read with their circumstances; older readings are listed without.
  public static let limit = 1_000

  /// In the units shown, newest first; nil until they are read.
  public private(set) var details: [BiomarkerDetail]?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var measured: (type: BiomarkerType, details: [BiomarkerDetail])?
  private var units = UnitSystem.asMeasured
  private var attempt = 0

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  /// - Parameter type: as the database has it.
  func read(_ type: BiomarkerType, of patient: PatientID) {
    attempt += 1
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      do {
        let details = try await series.details(patient, type.id, Self.limit)
        self?.loaded(type, details, attempt)
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  private func loaded(_ type: BiomarkerType, _ details: [BiomarkerDetail], _ attempt: Int) {
    guard attempt == self.attempt else { return }
    measured = (type, details)
    cached = nil
    convert()
    changed()
  }

  /// The readings themselves are there; what they lack is said.
  private func failed(_ error: any Error, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    notify(Notice(error))
    changed()
  }

  /// Another series is shown, or none.
  func leave() {
    attempt += 1
    (measured, details) = (nil, nil)
    cached = nil
  }

  func show(in units: UnitSystem) {
    self.units = units
    convert()
  }

  private func convert() {
    details = measured.map { measured in
      let results = measured.type.shown(measured.details.map(\.result), in: units)
      return zip(measured.details, results).map { detail, result in
        var shown = detail
        shown.result = result
        return shown
      }
    }
  }

  /// The rows of the table, newest first: versions with their circumstances as far as they were read, then the other readings.
  public func rows(_ results: [BiomarkerResult]) -> [BiomarkerDetail] {
    let key = Key(count: results.count, last: results.last?.id, details: measured?.details.count, units: units)
    if let cached, cached.key == key { return cached.rows }
    let rows = makeRows(results)
    cached = (key, rows)
    return rows
  }

  /// What the rows were made of: they are asked for at every drawing.
  private struct Key: Equatable {
    var count: Int
    var last: BiomarkerResultID?
    var details: Int?
    var units: UnitSystem
  }

  private var cached: (key: Key, rows: [BiomarkerDetail])?

  private func makeRows(_ results: [BiomarkerResult]) -> [BiomarkerDetail] {
    guard let details, let oldest = details.last else {
      return results.reversed().map { BiomarkerDetail(result: $0, version: 1) }
    }
    guard details.count >= Self.limit else { return details }
    let older = results.prefix { $0.measuredAt < oldest.result.measuredAt }
    return details + older.reversed().map { BiomarkerDetail(result: $0, version: 1) }
  }
}
