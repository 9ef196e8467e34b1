import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The lines under a chart: the readings under the cursor, what its signs mean, and its statistics in one line.
@UIActor
struct SeriesWords {
  let series: SeriesModel
  let context: DrawContext
  private var wording: Wording { context.wording }

  /// Everything about the reading under the cursor: date, value and unit, flag in words, change, phase, who and where from.
  func readOut(_ type: BiomarkerType) -> [String] {
    guard let current = series.current, let results = series.results else { return [] }
    var facts = [
      "@ \(context.clock.local(current.measuredAt))",
      "\(wording.number(current.value, decimals: type.decimals)) \(Unit.text(type.unit))",
      wording(.flagWord(current.flag)),
    ]
    // Before what may be left out in 80 columns: it says that the value is only read.
    if let number = current.mergedNumber { facts.append(wording(.underNumber(number))) }
    if series.cursor > 0, let change = current.value.subtracting(results[series.cursor - 1].value) {
      let time = distance(current.measuredAt.seconds(since: results[series.cursor - 1].measuredAt))
      let by = wording.change(change, decimals: type.decimals)
      facts.append(wording(Message(en: "change \(by) in \(time)", es: "cambio \(by) en \(time)")))
    }
    if let span = series.background.phases?.span(on: context.clock.local(current.measuredAt).date) {
      facts.append(wording(.hormonalPhase(span.phase)))
    }
    return facts + [current.source.map { wording(.source($0)) }, current.recordedBy].compactMap { $0 }
  }

  private func distance(_ seconds: Int64) -> String {
    if seconds < 7200 { return "\(seconds / 60) min" }
    let hours = seconds / 3600
    return hours < 48 ? "\(hours) h" : "\(hours / 24) d"
  }

  /// The reading of the second test that is nearest in time, and how near.
  var overlayReadOut: [String] {
    guard let type = series.overlayType else { return [] }
    let name = type.name(in: wording.language)
    guard let results = series.overlay.results else { return ["x \(name)", wording(Message(en: "reading...", es: "leyendo..."))] }
    let legend = wording(Message(en: "x value  h high  l low  & critical", es: "x valor  h alto  l bajo  & crítico"))
    guard !results.isEmpty, let current = series.current, let near = series.overlay.nearest(to: current.measuredAt) else {
      return ["x \(name)", wording(Message(en: "no results", es: "sin resultados"))]
    }
    let apart = near.measuredAt.seconds(since: current.measuredAt)
    let time = distance(abs(apart))
    let when =
      abs(apart) < 3600
      ? Message(en: "same time", es: "misma hora")
      : apart < 0 ? Message(en: "\(time) before", es: "\(time) antes") : Message(en: "\(time) after", es: "\(time) después")
    return [
      "x \(context.clock.local(near.measuredAt))",
      "\(name) \(wording.number(near.value, decimals: type.decimals)) \(Unit.text(type.unit))",
      wording(.flagWord(near.flag)), wording(when), legend,
    ]
  }

  func legend(_ type: BiomarkerType) -> [String] {
    let reference = LatestColumns.reference(series.current?.reference ?? type.reference, type, wording)
    let interval =
      reference.isEmpty
      ? Message(en: "no reference interval", es: "sin intervalo de referencia")
      : context.showsTints
        ? Message(en: "reference \(reference) shaded", es: "referencia \(reference) sombreada")
        : Message(en: "::: reference \(reference)", es: "::: referencia \(reference)")
    let marks = Message(
      en: "H high  L low  # critical  o in range  @ cursor", es: "H alto  L bajo  # crítico  o en rango  @ cursor")
    let limits = [type.criticalLow, type.criticalHigh].compactMap { $0 }.map { wording.number($0, decimals: type.decimals) }
    return [wording(interval), wording(marks), limits.isEmpty ? "" : "= \(limits.joined(separator: ", "))"]
  }

  /// The line of the target: value and unit, how many readings keep to it, since when and who set it. Nil: none is set.
  func target(_ type: BiomarkerType) -> [String]? {
    guard let target = series.target else { return nil }
    let share = series.targets.share.map { "\($0.inside)/\($0.count)" } ?? "-"
    let since = target.content.startsOn
    return [
      "- - " + TargetWords.range(target, type, wording),
      wording(Message(en: "in target \(share) since \(since)", es: "en objetivo \(share) desde \(since)")), target.setBy,
      target.content.note ?? "",
    ]
  }
  /// What lies before is not counted yet.
  private var isPart: Bool { series.older.exists && series.older.aggregate == nil }

  func statistics(_ type: BiomarkerType) -> [String] {
    guard let s = series.statistics else { return [wording(Message(en: "No results.", es: "Sin resultados."))] }
    func fact(_ word: Message, _ value: DecimalNumber) -> String {
      "\(wording(word)) \(wording.number(value, decimals: type.decimals))"
    }
    return [
      "n \(s.count)" + (isPart ? wording(Message(en: " (newest)", es: " (últimos)")) : ""),
      fact(Message(en: "first", es: "primero"), s.first.value),
      fact(Message(en: "last", es: "último"), s.last.value),
      fact(Message(en: "min", es: "mín"), s.minimum), fact(Message(en: "max", es: "máx"), s.maximum),
      wording(Message(en: "mean", es: "media")) + " " + wording.number(s.mean, decimals: type.decimals),
      wording(Message(en: "in range \(s.inRange)/\(s.count)", es: "en rango \(s.inRange)/\(s.count)")),
    ]
  }
}
