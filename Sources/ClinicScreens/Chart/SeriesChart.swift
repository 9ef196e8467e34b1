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
    let count =
      series.results.map { Message(en: "\($0.count) results", es: "\($0.count) resultados") }
      ?? Message(en: "reading...", es: "leyendo...")
    canvas.text(
      "\(type.name(in: wording.language)) (\(Unit.text(type.unit)))", at: Point(x: head.x + 1, y: head.y),
      width: head.width * 2 / 3, role: .title)
    canvas.text(
      "\(wording(span))   \(wording(count))", at: Point(x: head.x, y: head.y), width: head.width - 1, role: .textMuted,
      align: .trailing)
    let (plot, foot) = rest.split(bottom: 4)
    guard let results = series.results else {
      canvas.cursor = Point(x: head.x + 1, y: head.y)
      return
    }
    drawPlot(results, type, on: &canvas, in: plot.inset(right: 1), context)
    let lines = [
      readOut(type, context), legend(type, wording), statistics(type, wording),
      [wording(SeriesSummary(series: series).sentence(type))],
    ]
    let roles: [Role] = [.textStrong, .textMuted, .text, .textMuted]
    for (index, facts) in lines.enumerated() {
      canvas.facts(facts, at: Point(x: foot.x + 1, y: foot.y + index), width: foot.width - 2, role: roles[index])
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

  private func drawPlot(
    _ results: [BiomarkerResult], _ type: BiomarkerType, on canvas: inout Canvas, in area: Rect, _ context: DrawContext
  ) {
    let wording = context.wording
    let reference = series.current?.reference ?? type.reference
    var chart = TimeSeriesChart(
      results.map { ChartPoint($0, wording) },
      visible: Int(series.window.from)...Int(max(series.window.to, series.window.from + 1)),
      band: band(reference), criticalLow: type.criticalLow?.double, criticalHigh: type.criticalHigh?.double,
      maximumGap: nil, cursor: results.isEmpty ? nil : series.cursor, decimals: type.decimals,
      decimalMark: String(wording.decimalMark),
      emptyText: wording(Message(en: "No result in this time.", es: "Sin resultados en este tiempo.")),
      offset: { [clock = context.clock] in clock.offset(Instant(secondsSinceEpoch: Int64($0))) })
    chart.showsCrosshair = !context.markerOnly
    chart.marksBand = context.isMono
    chart.draw(on: &canvas, in: area, isFocused: true)
  }

  /// An open end reaches to the edge of the drawing, and no mark at the axis pretends that there is a limit.
  private func band(_ reference: ReferenceInterval) -> ClosedRange<Double>? {
    guard reference.low != nil || reference.high != nil else { return nil }
    let low = reference.low?.double ?? -.infinity
    let high = reference.high?.double ?? .infinity
    return low <= high ? low...high : nil
  }

  /// Everything about the reading under the cursor: date, value and unit, flag in words, change, who and where from.
  private func readOut(_ type: BiomarkerType, _ context: DrawContext) -> [String] {
    guard let current = series.current, let results = series.results else { return [] }
    let wording = context.wording
    var facts = [
      "@ \(context.clock.local(current.measuredAt))",
      "\(wording.number(current.value, decimals: type.decimals)) \(Unit.text(type.unit))",
      wording(.flagWord(current.flag)),
    ]
    if series.cursor > 0, let change = current.value.subtracting(results[series.cursor - 1].value) {
      let hours = current.measuredAt.seconds(since: results[series.cursor - 1].measuredAt) / 3600
      let time = hours < 48 ? "\(hours) h" : "\(hours / 24) d"
      let by = wording.change(change, decimals: type.decimals)
      facts.append(wording(Message(en: "change \(by) in \(time)", es: "cambio \(by) en \(time)")))
    }
    return facts + [current.source, current.recordedBy].compactMap { $0 }
  }

  private func legend(_ type: BiomarkerType, _ wording: Wording) -> [String] {
    let reference = LatestColumns.reference(series.current?.reference ?? type.reference, type, wording)
    let interval =
      reference.isEmpty
      ? Message(en: "no reference interval", es: "sin intervalo de referencia")
      : Message(en: "reference \(reference) shaded", es: "referencia \(reference) sombreada")
    let marks = Message(
      en: "H high  L low  # critical  o in range  @ cursor", es: "H alto  L bajo  # crítico  o en rango  @ cursor")
    let limits = [type.criticalLow, type.criticalHigh].compactMap { $0 }.map { wording.number($0, decimals: type.decimals) }
    return [wording(interval), wording(marks), limits.isEmpty ? "" : "= \(limits.joined(separator: ", "))"]
  }

  private func statistics(_ type: BiomarkerType, _ wording: Wording) -> [String] {
    guard let s = series.statistics else { return [wording(Message(en: "No results.", es: "Sin resultados."))] }
    func fact(_ word: Message, _ value: DecimalNumber) -> String {
      "\(wording(word)) \(wording.number(value, decimals: type.decimals))"
    }
    return [
      "n \(s.count)", fact(Message(en: "first", es: "primero"), s.first.value),
      fact(Message(en: "last", es: "último"), s.last.value),
      fact(Message(en: "min", es: "mín"), s.minimum), fact(Message(en: "max", es: "máx"), s.maximum),
      wording(Message(en: "mean", es: "media")) + " " + wording.number(s.mean, decimals: type.decimals),
      wording(Message(en: "in range \(s.inRange)/\(s.count)", es: "en rango \(s.inRange)/\(s.count)")),
    ]
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
      en: "Summary: \(trend.english); \(outside) of the last \(recent.count) out of range; newest \(newest.english).",
      es: "Resumen: \(trend.spanish); \(outside) de los últimos \(recent.count) fuera de rango; último: \(newest.spanish).")
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
    self.init(
      time: Int(result.measuredAt.seconds), value: result.value.double, mark: mark.0, role: .flag(result.flag), weight: mark.1)
  }
}
