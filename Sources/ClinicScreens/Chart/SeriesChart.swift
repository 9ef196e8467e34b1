import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// One biomarker over time: title with unit, the chart, the reading under the cursor, legend, statistics, and a sentence.
@UIActor
struct SeriesChart {
  let series: SeriesModel

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let type = series.selectedType else { return }
    let wording = context.wording
    let (head, rest) = area.split(top: 1)
    let count = series.results.map { Message(en: "\($0.count) results", es: "\($0.count) resultados") } ?? Message(en: "reading...", es: "leyendo...")
    canvas.text("\(type.name(in: wording.language)) (\(Unit.text(type.unit)))", at: Point(x: head.x + 1, y: head.y), width: head.width * 2 / 3, role: .title)
    canvas.text("\(wording(span))   \(wording(count))", at: Point(x: head.x, y: head.y), width: head.width - 1, role: .textMuted, align: .trailing)
    let (plot, foot) = rest.split(bottom: 4)
    guard let results = series.results else {
      canvas.cursor = Point(x: head.x + 1, y: head.y)
      return
    }
    drawPlot(results, type, on: &canvas, in: plot.inset(right: 1), context)
    let lines = [readOut(type, context), legend(type, wording), statistics(type, wording), SeriesSummary(series: series).sentence(type)]
    let roles: [Role] = [.textStrong, .textMuted, .text, .textMuted]
    for (index, line) in lines.enumerated() {
      canvas.text(wording(line), at: Point(x: foot.x + 1, y: foot.y + index), width: foot.width - 2, role: roles[index])
    }
  }

  /// How much time is in view.
  private var span: Message {
    let days = series.window.length / 86_400
    if days >= 700 { return Message(en: "\(days / 365) years", es: "\(days / 365) años") }
    if days >= 60 { return Message(en: "\(days / 30) months", es: "\(days / 30) meses") }
    if days >= 2 { return Message(en: "\(days) days", es: "\(days) días") }
    return Message(en: "\(series.window.length / 3600) hours", es: "\(series.window.length / 3600) horas")
  }

  private func drawPlot(_ results: [BiomarkerResult], _ type: BiomarkerType, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let reference = series.current?.reference ?? type.reference
    var chart = TimeSeriesChart(
      results.map { ChartPoint($0, wording) }, visible: Int(series.window.from)...Int(max(series.window.to, series.window.from + 1)),
      band: band(reference, results), criticalLow: type.criticalLow?.double, criticalHigh: type.criticalHigh?.double,
      maximumGap: nil, cursor: results.isEmpty ? nil : series.cursor, decimals: type.decimals, decimalMark: String(wording.decimalMark),
      emptyText: wording(Message(en: "No result in this time.", es: "Sin resultados en este tiempo.")),
      offset: { [clock = context.clock] in clock.offset(Instant(secondsSinceEpoch: Int64($0))) })
    chart.showsCrosshair = !context.markerOnly
    chart.draw(on: &canvas, in: area, isFocused: true)
  }

  /// An interval with an open end reaches a little beyond what is drawn.
  private func band(_ reference: ReferenceInterval, _ results: [BiomarkerResult]) -> ClosedRange<Double>? {
    let values = results.map(\.value.double) + [reference.low, reference.high].compactMap { $0?.double }
    guard let least = values.min(), let greatest = values.max(), reference.low != nil || reference.high != nil else { return nil }
    let margin = (greatest - least) / 5
    let low = reference.low?.double ?? max(0, least - margin)
    let high = reference.high?.double ?? greatest + margin
    return low <= high ? low...high : nil
  }

  /// Everything about the reading under the cursor: date, value and unit, flag in words, change, who and where from.
  private func readOut(_ type: BiomarkerType, _ context: DrawContext) -> Message {
    guard let current = series.current, let results = series.results else { return Message(verbatim: "") }
    let when = context.clock.local(current.measuredAt).description
    func text(_ language: Language) -> String {
      let wording = Wording(language)
      var parts = ["@ \(when)", "\(wording.number(current.value, decimals: type.decimals)) \(Unit.text(type.unit))", wording(.flagWord(current.flag))]
      if series.cursor > 0, let change = current.value.subtracting(results[series.cursor - 1].value) {
        let days = current.measuredAt.seconds(since: results[series.cursor - 1].measuredAt) / 86_400
        parts.append(wording(Message(en: "change \(wording.change(change, decimals: type.decimals)) in \(days) d", es: "cambio \(wording.change(change, decimals: type.decimals)) en \(days) d")))
      }
      parts += [current.source, current.recordedBy].compactMap { $0 }
      return parts.joined(separator: "   ")
    }
    return Message(en: text(.english), es: text(.spanish))
  }

  private func legend(_ type: BiomarkerType, _ wording: Wording) -> Message {
    let reference = LatestColumns.reference(series.current?.reference ?? type.reference, type, wording)
    return Message(
      en: "reference \(reference.isEmpty ? "none" : reference) shaded   H high  L low  # critical  o in range  @ cursor",
      es: "referencia \(reference.isEmpty ? "ninguna" : reference) sombreada   H alto  L bajo  # crítico  o en rango  @ cursor")
  }

  private func statistics(_ type: BiomarkerType, _ wording: Wording) -> Message {
    guard let s = series.statistics else { return Message(en: "No results.", es: "Sin resultados.") }
    func text(_ language: Language) -> String {
      let w = Wording(language)
      let values = [s.first.value, s.last.value, s.minimum, s.maximum].map { w.number($0, decimals: type.decimals) }
      let words = w(Message(en: "first last min max mean", es: "primero último mín máx media")).split(separator: " ")
      var parts = ["n \(s.count)"] + zip(words, values).map { "\($0) \($1)" }
      parts.append("\(words[4]) \(w.number(s.mean, decimals: type.decimals))")
      parts.append(w(Message(en: "in range \(s.inRange)/\(s.count)", es: "en rango \(s.inRange)/\(s.count)")))
      return parts.joined(separator: "   ")
    }
    return Message(en: text(.english), es: text(.spanish))
  }
}

/// What the chart says, in one sentence: for readers, print, and whoever cannot see the drawing.
@UIActor
struct SeriesSummary {
  let series: SeriesModel

  func sentence(_ type: BiomarkerType) -> Message {
    guard let results = series.results, let s = series.statistics, results.count >= 2 else {
      return Message(en: "Too few results for a trend.", es: "Muy pocos resultados para una tendencia.")
    }
    let recent = results.suffix(5)
    let outside = recent.count { $0.flag != .normal && $0.flag != .unclassified }
    let newest = Message.flagWord(s.last.flag)
    let trend = direction(s)
    return Message(
      en: "Summary: \(trend.english); \(outside) of the last \(recent.count) outside the reference; the newest is \(newest.english).",
      es: "Resumen: \(trend.spanish); \(outside) de los últimos \(recent.count) fuera de referencia; el último está \(newest.spanish).")
  }

  /// Rising or falling where the slope moves more than a tenth of the mean in a year.
  private func direction(_ s: SeriesStatistics) -> Message {
    let steady = Message(en: "steady", es: "estable")
    guard let slope = s.slopePerMonth, s.mean != 0 else { return steady }
    let yearly = slope * 12 / abs(s.mean)
    if abs(yearly) < 0.1 { return steady }
    return yearly > 0 ? Message(en: "rising", es: "en ascenso") : Message(en: "falling", es: "en descenso")
  }
}

extension ChartPoint {
  init(_ result: BiomarkerResult, _ wording: Wording) {
    let mark: (String, Int) =
      switch result.flag {
      case .normal: ("o", 0)
      case .unclassified: ("?", 0)
      case .low: ("L", 1)
      case .high: ("H", 1)
      case .criticalLow, .criticalHigh: ("#", 2)
      }
    self.init(time: Int(result.measuredAt.seconds), value: result.value.double, mark: mark.0, role: .flag(result.flag), weight: mark.1)
  }
}
