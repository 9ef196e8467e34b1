import ClinicModel
import EventLoop

/// The personal targets of the open chart, and how the readings of the drawn series stand to theirs. They came with the chart; a value
/// is compared in the unit it was measured in, whatever is shown.
@UIActor
public final class SeriesTargetModel {
  /// How many of the readings since the target began are in it.
  public struct Share: Hashable, Sendable {
    public var inside = 0
    public var count = 0
    /// Of the last five readings, those beyond it: of how many that were measured since it began.
    public var recentBeyond = 0
    public var recentCount = 0
  }

  /// In the unit measured.
  public private(set) var targets: [BiomarkerTarget] = []
  /// Nil where the drawn series has no target or is not read yet.
  public private(set) var share: Share?

  private let environment: AppEnvironment

  init(environment: AppEnvironment) { self.environment = environment }

  func chartRead(_ chart: Chart) { targets = chart.targets }

  func close() { (targets, share) = ([], nil) }

  /// In the unit measured; nil where there is none.
  public func target(of type: BiomarkerType.ID) -> BiomarkerTarget? { targets.first { $0.type == type } }

  /// Once when readings come, not at every drawing: there may be a hundred thousand. `results` as measured, oldest first.
  func count(_ results: [BiomarkerResult]?, of type: BiomarkerType.ID?) {
    share = nil
    guard let results, let target = type.flatMap({ target(of: $0) }) else { return }
    let start = midnight(target.content.startsOn)
    var share = Share()
    for (place, result) in results.enumerated().reversed() {
      guard result.measuredAt.seconds >= start else { break }
      let isInside = target.side(of: result.value) == nil
      share.count += 1
      share.inside += isInside ? 1 : 0
      guard place >= results.count - 5 else { continue }
      share.recentCount += 1
      share.recentBeyond += isInside ? 0 : 1
    }
    self.share = share
  }

  /// Midnight of a day of the clinic, in seconds.
  private func midnight(_ date: CalendarDate) -> Int64 {
    let utc = Instant(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400)
    return utc.seconds - Int64(environment.clock.offset(utc))
  }
}

extension SeriesModel {
  /// The target of the drawn series in the units shown.
  public var target: BiomarkerTarget? { selected.flatMap { target(of: $0) } }

  /// The target of a kind in the units shown.
  public func target(of id: BiomarkerType.ID) -> BiomarkerTarget? {
    guard let target = targets.target(of: id), let type = measuredSummary(id)?.type else { return nil }
    return type.shown(target, in: units)
  }

  /// On which side of its target the newest value of a kind lies; nil: in it, or there is none.
  public func sideOfNewest(_ id: BiomarkerType.ID) -> BiomarkerTarget.Side? {
    guard let target = targets.target(of: id), let newest = measuredSummary(id)?.latest else { return nil }
    return target.side(of: newest.value)
  }

  /// Opens the form of the target of the selected kind, in the units shown.
  public func beginTarget() {
    guard let id = selected, let type = measuredSummary(id)?.type else { return }
    entry.beginTarget(type, targets.target(of: id), in: units)
  }
}
