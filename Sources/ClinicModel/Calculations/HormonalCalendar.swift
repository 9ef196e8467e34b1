/// The hormonal phases of a woman over time, from what is recorded of her cycles, pregnancies and menopause. Nothing is guessed:
/// a day
/// of which nothing is recorded has no phase. Within a recorded cycle whose end is known the phases are those of the calendar
/// (the
/// luteal one lasts 14 days, ovulation the three before it), and are said to be that.
public struct HormonalCalendar: Hashable, Sendable {
  public typealias Phase = HormonalProfile.Phase

  /// Days of one phase, both included.
  public struct Span: Hashable, Sendable {
    public var phase: Phase
    public var first: CalendarDate
    public var last: CalendarDate
    /// By the calendar of a recorded cycle, not assessed.
    public var isByCalendar: Bool

    public init(_ phase: Phase, first: CalendarDate, last: CalendarDate, isByCalendar: Bool = false) {
      self.phase = phase
      self.first = first
      self.last = last
      self.isByCalendar = isByCalendar
    }
  }

  /// The phases a cycle has.
  public static let ofCycle: [Phase] = [.menstrual, .follicular, .ovulatory, .luteal]

  /// In order of their first days; they do not overlap.
  public let spans: [Span]

  private static let lutealDays = 14
  private static let ovulatoryDays = 3
  /// From the last period to the due date.
  private static let pregnancyDays = 280
  /// Until then a pregnancy that was never closed may last.
  private static let longestPregnancy = 308

  /// - Parameter today: the last day that anything is said about.
  public init(_ record: WomensHealth.Record, today: CalendarDate) {
    var phases: [Int: Span] = [:]
    // From the weakest to the strongest: what comes later stands over what came before.
    let layers =
      Self.menopause(record, today) + Self.cycles(record) + Self.assessed(record, today) + Self.pregnancies(record, today)
    for span in layers {
      let last = min(span.last, today)
      // A lifetime at most, whatever was typed.
      guard span.first <= last, last.daysSinceEpoch - span.first.daysSinceEpoch < 40_000 else { continue }
      for day in span.first.daysSinceEpoch...last.daysSinceEpoch { phases[day] = span }
    }
    var spans: [Span] = []
    for day in phases.keys.sorted() {
      guard let span = phases[day] else { continue }
      let date = CalendarDate(daysSinceEpoch: day)
      if let before = spans.last, before.phase == span.phase, before.isByCalendar == span.isByCalendar,
        before.last.adding(days: 1) == date, span.phase != .menstrual || span.first != date {
        spans[spans.count - 1].last = date
      } else {
        spans.append(Span(span.phase, first: date, last: date, isByCalendar: span.isByCalendar))
      }
    }
    self.spans = spans
  }

  /// Nil where nothing is recorded of the day.
  public func span(on day: CalendarDate) -> Span? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].last < day { low = middle + 1 } else { high = middle }
    }
    guard spans.indices.contains(low), spans[low].first <= day else { return nil }
    return spans[low]
  }

  public func phase(on day: CalendarDate) -> Phase? { span(on: day)?.phase }

  /// Whether she is pregnant on a day of a period.
  public func isPregnant(from first: CalendarDate, to last: CalendarDate) -> Bool {
    spans.contains { $0.phase == .pregnant && $0.first <= last && $0.last >= first }
  }

  // MARK: Layers

  private static func menopause(_ record: WomensHealth.Record, _ today: CalendarDate) -> [Span] {
    let statuses = record.menopause.map(\.content).sorted { $0.assessedOn < $1.assessedOn }
    return statuses.enumerated().compactMap { place, status in
      let phase: Phase
      switch status.stage {
      case .perimenopausal: phase = .perimenopause
      case .postmenopausal, .surgical: phase = .postmenopause
      case .premenopausal, .unknown: return nil
      }
      let end = place + 1 < statuses.count ? statuses[place + 1].assessedOn.adding(days: -1) : today
      return Span(phase, first: status.assessedOn, last: end)
    }
  }

  private static func cycles(_ record: WomensHealth.Record) -> [Span] {
    let cycles = record.menstrualCycles.map(\.content).sorted { $0.startedOn < $1.startedOn }
    return cycles.enumerated().flatMap { place, cycle -> [Span] in
      let start = cycle.startedOn
      let next = place + 1 < cycles.count ? cycles[place + 1].startedOn.daysSinceEpoch - start.daysSinceEpoch : nil
      // Cycles between two recorded ones that nobody recorded are no long cycle.
      let length = cycle.cycleDays ?? next.flatMap { (15...60).contains($0) ? $0 : nil }
      let period = cycle.periodDays ?? min(5, length ?? 5)
      let bleeding = Span(.menstrual, first: start, last: start.adding(days: period - 1), isByCalendar: cycle.periodDays == nil)
      guard let length, length >= period + lutealDays + ovulatoryDays else { return [bleeding] }
      let ovulation = length - lutealDays - ovulatoryDays
      return [
        Span(.follicular, first: start.adding(days: period), last: start.adding(days: ovulation - 1), isByCalendar: true),
        Span(
          .ovulatory, first: start.adding(days: ovulation), last: start.adding(days: ovulation + ovulatoryDays - 1),
          isByCalendar: true),
        Span(.luteal, first: start.adding(days: length - lutealDays), last: start.adding(days: length - 1), isByCalendar: true),
        bleeding,
      ]
    }
  }

  /// A phase of the cycle holds for its day; what lasts, until the next assessment.
  private static func assessed(_ record: WomensHealth.Record, _ today: CalendarDate) -> [Span] {
    let profiles = record.hormonalProfiles.map(\.content).sorted { $0.assessedOn < $1.assessedOn }
    return profiles.enumerated().compactMap { place, profile in
      guard profile.phase != .unknown else { return nil }
      let next = place + 1 < profiles.count ? profiles[place + 1].assessedOn.adding(days: -1) : today
      let last = ofCycle.contains(profile.phase) ? profile.assessedOn : max(profile.assessedOn, next)
      return Span(profile.phase, first: profile.assessedOn, last: last)
    }
  }

  private static func pregnancies(_ record: WomensHealth.Record, _ today: CalendarDate) -> [Span] {
    record.pregnancies.map(\.content).compactMap { pregnancy in
      let estimated = pregnancy.endedOn.flatMap { end in pregnancy.weeks.map { end.adding(days: -7 * $0) } }
      guard let first = pregnancy.lastPeriodOn ?? pregnancy.dueOn?.adding(days: -pregnancyDays) ?? estimated else { return nil }
      let open = pregnancy.outcome == .ongoing ? min(today, first.adding(days: longestPregnancy)) : nil
      guard let last = pregnancy.endedOn ?? open else { return nil }
      return Span(.pregnant, first: first, last: last)
    }
  }
}
