import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// What went on while values were measured, as rows under the time axis and in words: medicines begun, changed and ended, and the
/// hormonal phase.
@UIActor
struct SeriesMeanwhile {
  let series: SeriesModel
  let context: DrawContext
  private var wording: Wording { context.wording }

  /// Midnight of a day of the clinic.
  private func midnight(_ date: CalendarDate) -> Int {
    let utc = Instant(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400)
    return Int(utc.seconds) - context.clock.offset(utc)
  }

  private var visible: ClosedRange<Int> { Int(series.window.from)...Int(max(series.window.to, series.window.from + 1)) }

  /// Days that are at least partly in view.
  private var days: ClosedRange<CalendarDate> {
    func day(_ time: Int) -> CalendarDate { context.clock.local(Instant(secondsSinceEpoch: Int64(time))).date }
    return day(visible.lowerBound)...day(visible.upperBound)
  }

  private var events: [MedicationTimeline.Event] { series.background.medication.events.filter { days.contains($0.on) } }

  private var spans: [HormonalCalendar.Span] {
    series.background.phases?.spans.filter { $0.last >= days.lowerBound && $0.first <= days.upperBound } ?? []
  }

  // MARK: Rows

  /// Only rows that have something in view.
  var strips: [ChartStrip] {
    var strips: [ChartStrip] = []
    if !events.isEmpty {
      strips.append(
        ChartStrip("Rx", events: events.map { ChartStrip.Event(time: midnight($0.on), mark: wording(Self.letter($0.kind))) }))
    }
    if !spans.isEmpty {
      strips.append(
        ChartStrip(
          wording(Message(en: "Ph", es: "Fa")),
          spans: spans.map {
            ChartStrip.Span(
              from: midnight($0.first), to: midnight($0.last.adding(days: 1)), mark: wording(.hormonalLetter($0.phase)))
          }))
    }
    return strips
  }

  private static func letter(_ kind: MedicationTimeline.Event.Kind) -> Message {
    switch kind {
    case .start: Message(en: "S", es: "I")
    case .change: Message(verbatim: "C")
    case .end: Message(en: "E", es: "F")
    }
  }

  // MARK: Words

  /// The same in words: the newest events that fit, and the phases in view.
  func words(width: Int) -> [String] { [medicines(width: width), phaseWords].compactMap { $0 } }

  /// All of it in words, oldest first, a line each.
  var all: [String] { events.map { "Rx  " + text($0) } + [phaseWords].compactMap { $0 } }

  private func medicines(width: Int) -> String? {
    let all = events.reversed().map { text($0) }
    guard !all.isEmpty else { return nil }
    for count in stride(from: all.count, through: 1, by: -1) {
      let more = all.count - count
      let rest = more == 0 ? "" : wording(Message(en: "   +\(more): s", es: "   +\(more): s"))
      let line = "Rx  " + all.prefix(count).joined(separator: "   ") + rest
      if DisplayWidth.of(line, glyphs: .utf8) <= width || count == 1 { return line }
    }
    return nil
  }

  /// "metformin 500 mg -> 850 mg 2025-02-19": the date last, so that a cut line loses no dose.
  func text(_ event: MedicationTimeline.Event) -> String {
    let units = wording(Message(en: "units", es: "unidades"))
    func dose(_ prescription: Prescription) -> String { prescription.dose(mark: wording.decimalMark, units: units) }
    let name = event.prescription.medication
    switch event.kind {
    case .start: return "\(wording(Self.letter(event.kind))) \(name) \(dose(event.prescription)) \(event.on)"
    case .change(let from): return "C \(name) \(dose(from)) -> \(dose(event.prescription)) \(event.on)"
    case .end: return "\(wording(Self.letter(event.kind))) \(name) \(event.on)"
    }
  }

  private var phaseWords: String? {
    if series.background.hasFailed {
      return wording(Message(en: "Ph  hormonal phase: not read", es: "Fa  fase hormonal: no leída"))
    }
    var seen: [HormonalCalendar.Phase] = []
    for span in spans where !seen.contains(span.phase) { seen.append(span.phase) }
    guard !seen.isEmpty else { return nil }
    let words = seen.map { wording(.hormonalLetter($0)) + " " + wording(.hormonalPhase($0)) }.joined(separator: "   ")
    let calendar =
      spans.contains(where: \.isByCalendar) ? wording(Message(en: "   (by calendar)", es: "   (por calendario)")) : ""
    return wording(Message(en: "Ph  ", es: "Fa  ")) + words + calendar
  }
}

extension Message {
  static func hormonalPhase(_ phase: HormonalProfile.Phase) -> Message {
    switch phase {
    case .menstrual: Message(verbatim: "menstrual")
    case .follicular: Message(en: "follicular", es: "folicular")
    case .ovulatory: Message(en: "ovulatory", es: "ovulatoria")
    case .luteal: Message(en: "luteal", es: "lútea")
    case .pregnant: Message(en: "pregnant", es: "embarazo")
    case .postpartum: Message(en: "postpartum", es: "posparto")
    case .lactating: Message(en: "lactating", es: "lactancia")
    case .perimenopause: Message(en: "perimenopause", es: "perimenopausia")
    case .postmenopause: Message(en: "postmenopause", es: "posmenopausia")
    case .suppressed: Message(en: "suppressed", es: "suprimida")
    case .unknown: Message(en: "phase unknown", es: "fase desconocida")
    }
  }

  /// Its letter under a chart; no two are alike.
  static func hormonalLetter(_ phase: HormonalProfile.Phase) -> Message {
    switch phase {
    case .menstrual: Message(verbatim: "M")
    case .follicular: Message(verbatim: "F")
    case .ovulatory: Message(verbatim: "O")
    case .luteal: Message(verbatim: "L")
    case .pregnant: Message(en: "P", es: "E")
    case .postpartum: Message(en: "B", es: "P")
    case .lactating: Message(verbatim: "N")
    case .perimenopause: Message(verbatim: "T")
    case .postmenopause: Message(verbatim: "Z")
    case .suppressed: Message(verbatim: "S")
    case .unknown: Message(verbatim: "?")
    }
  }
}
