/// What of a round has to be looked at again, as the database judges it; it is told before the round is sent.
public struct VitalSignsJudgement: Hashable, Sendable {
  /// Values of the round that contradict each other or cannot be.
  public var impossible: [VitalSign] = []
  public var doubts: [VitalSignsDoubt] = []

  /// - Parameters:
  ///   - chart: the rounds before; `corrected` is not compared with itself.
  public init(
    _ values: VitalSignValues, measuredAt: Instant, now: Instant, chart: VitalSignsChart, limits: VitalSignLimits, isAdult: Bool,
    corrected: VitalSignsID? = nil
  ) {
    for sign in values.signs {
      guard let number = values.number(sign), let limit = limits[sign] else { continue }
      if !limit.allows(number) { impossible.append(sign) } else if limit.isUnusual(number) { doubts.append(.unusual(sign)) }
    }
    if let high = values.number(.systolic), let low = values.number(.diastolic) {
      if low >= high {
        impossible.append(.diastolic)
      } else if let pressure = high.subtracting(low), pressure < DecimalNumber(15) {
        add(.unusual(.diastolic))
      }
    }
    let before = chart.rounds.filter { $0.id != corrected && !$0.isVoid }
    if let weight = values.number(.weight), let last = Self.last(.weight, before, since: now.adding(seconds: -30 * 86_400)),
      abs(weight.double - last.double) > last.double * 0.1 { add(.unusual(.weight)) }
    if isAdult, let height = values.number(.height), let last = Self.last(.height, before, since: nil),
      abs(height.double - last.double) > 3 { add(.unusual(.height)) }
    if measuredAt < now.adding(seconds: -12 * 3600) { doubts.append(.longAgo) }
    let isWhole = [VitalSign.respiratoryRate, .pulse, .systolic].allSatisfy { values[$0] != nil }
    if isWhole, let newest = before.first, newest.values.contains(values) { doubts.append(.copied) }
  }

  private mutating func add(_ doubt: VitalSignsDoubt) {
    if !doubts.contains(doubt) { doubts.append(doubt) }
  }

  private static func last(_ sign: VitalSign, _ rounds: [VitalSignsRound], since start: Instant?) -> DecimalNumber? {
    rounds.first { round in round.values[sign] != nil && start.map { round.measuredAt > $0 } ?? true }?.values.number(sign)
  }
}
