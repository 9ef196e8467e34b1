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
    drawHead(type, on: &canvas, in: head, wording)
    let words = SeriesWords(series: series, context: context)
    let meanwhile = SeriesMeanwhile(series: series, context: context)
    var lines: [([String], Role)] = [(words.readOut(type), .textStrong)]
    if series.overlay.selected != nil { lines.append((words.overlayReadOut, .textStrong)) }
    lines += [(words.legend(type), .textMuted), (words.statistics(type), .text)]
    if let target = words.target(type) { lines.append((target, .text)) }
    if area.width >= 90 {
      for text in meanwhile.words(width: area.width - 2) { lines.append(([text], .text)) }
    }
    lines.append(([SeriesSummary(series: series).sentence(type, width: area.width - 2, wording)], .textMuted))
    let (plot, foot) = rest.split(bottom: lines.count)
    guard let results = series.results else {
      canvas.cursor = Point(x: head.x + 1, y: head.y)
      return
    }
    drawPlot(results, type, meanwhile.strips, on: &canvas, in: plot.inset(right: 1), context)
    for (index, line) in lines.enumerated() {
      canvas.facts(line.0, at: Point(x: foot.x + 1, y: foot.y + index), width: foot.width - 2, role: line.1)
    }
  }

  /// Names and units of what is drawn, how much time and how many results.
  private func drawHead(_ type: BiomarkerType, on canvas: inout Canvas, in head: Rect, _ wording: Wording) {
    func name(_ type: BiomarkerType) -> String { "\(type.name(in: wording.language)) (\(Unit.text(type.unit)))" }
    let count =
      series.results.map { counted($0.count) } ?? (series.isWaitedFor ? Message(en: "reading...", es: "leyendo...") : Message(verbatim: ""))
    var facts = series.results == nil ? wording(count) : "\(wording(span))   \(wording(count))"
    let other = series.overlayType.map { Message(en: "   right axis: \(name($0))", es: "   eje derecho: \(name($0))") }
    func width(_ text: String) -> Int { DisplayWidth.of(text, glyphs: canvas.glyphs) }
    // Names are not cut for how much time is in view.
    if width(name(type)) + width(other.map { wording($0) } ?? "") + width(facts) + 4 > head.width { facts = wording(count) }
    let room = head.width - width(facts) - 3
    let used = canvas.text(name(type), at: Point(x: head.x + 1, y: head.y), width: room, role: .title)
    if let other {
      canvas.text(wording(other), at: Point(x: head.x + 1 + used, y: head.y), width: max(0, room - used), role: .chartOverlay)
    }
    canvas.text(facts, at: Point(x: head.x, y: head.y), width: head.width - 1, role: .textMuted, align: .trailing)
  }

  /// How many results; of very many, how many one by one, and what is known of those before.
  private func counted(_ count: Int) -> Message {
    if series.isPaging {
      let (read, all) = (series.paged, series.older.count.map { " / \($0)" } ?? "")
      return Message(en: "reading older: \(read)\(all)", es: "leyendo más: \(read)\(all)")
    }
    guard series.hasEarlier else { return Message(en: "\(count) results", es: "\(count) resultados") }
    if series.older.isReading { return Message(en: "newest \(count), reading older...", es: "\(count) últimos, leyendo...") }
    guard let older = series.older.count else { return Message(en: "newest \(count), 0: older", es: "\(count) últimos, 0: más") }
    let rest = max(0, older - series.paged)
    return Message(en: "\(count) + extremes of \(rest)", es: "\(count) + extremos de \(rest)")
  }

  /// The readings in view and one on either side, where the line comes from and goes to; of what is older, all extremes.
  private func slice(_ results: [BiomarkerResult]) -> Range<Int> {
    func place(_ time: Int64) -> Int {
      var (low, high) = (0, results.count)
      while low < high {
        let middle = (low + high) / 2
        if results[middle].measuredAt.seconds < time { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let first = max(0, place(series.window.from) - 1)
    return first..<max(first, min(results.count, place(series.window.to + 1) + 1))
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
    _ results: [BiomarkerResult], _ type: BiomarkerType, _ strips: [ChartStrip], on canvas: inout Canvas, in area: Rect,
    _ context: DrawContext
  ) {
    let wording = context.wording
    let reference = series.current?.reference ?? type.reference
    let (slice, older) = (slice(results), series.earlierExtremes)
    let cursor = slice.contains(series.cursor) ? older.count + series.cursor - slice.lowerBound : nil
    var chart = TimeSeriesChart(
      older.map { ChartPoint($0, wording) } + results[slice].map { ChartPoint($0, wording) },
      visible: Int(series.window.from)...Int(max(series.window.to, series.window.from + 1)),
      band: band(reference), criticalLow: type.criticalLow?.double, criticalHigh: type.criticalHigh?.double,
      maximumGap: nil, cursor: cursor, decimals: type.decimals,
      decimalMark: String(wording.decimalMark),
      emptyText: wording(Message(en: "No result in this time.", es: "Sin resultados en este tiempo.")),
      offset: { [clock = context.clock] in clock.offset(Instant(secondsSinceEpoch: Int64($0))) })
    chart.showsCrosshair = !context.markerOnly
    chart.marksBand = !context.showsTints
    chart.strips = strips
    (chart.targetLow, chart.target) = (series.target?.content.range.low?.double, series.target?.content.range.high?.double)
    if let type = series.overlayType, let results = series.overlay.results {
      chart.overlay = ChartOverlay((series.overlay.older.extremes + results).map { ChartPoint(over: $0) }, decimals: type.decimals)
    }
    chart.draw(on: &canvas, in: area, isFocused: true)
  }

  /// An open end reaches to the edge of the drawing, and no mark at the axis pretends that there is a limit.
  private func band(_ reference: ReferenceInterval) -> ClosedRange<Double>? {
    guard reference.low != nil || reference.high != nil else { return nil }
    let low = reference.low?.double ?? -.infinity
    let high = reference.high?.double ?? .infinity
    return low <= high ? low...high : nil
  }
}

/// What the chart says, in one sentence: for readers, print, and whoever cannot see the drawing.
@UIActor
struct SeriesSummary {
  let series: SeriesModel

  /// Where it is too long, without the word before it: the sentence is not cut.
  func sentence(_ type: BiomarkerType, width: Int, _ wording: Wording) -> String {
    let whole = wording(sentence(type, Message(en: "Summary: ", es: "Resumen: ")))
    guard series.targets.share != nil, DisplayWidth.of(whole, glyphs: .utf8) > width else { return whole }
    return wording(sentence(type, Message(verbatim: "")))
  }

  private func sentence(_ type: BiomarkerType, _ before: Message) -> Message {
    guard let results = series.results, let s = series.statistics, results.count >= 2 else {
      return Message(en: "Too few results for a trend.", es: "Muy pocos resultados para una tendencia.")
    }
    let recent = results.suffix(5)
    let outside = recent.count { $0.flag != .normal && $0.flag != .unclassified }
    let newest = Message.flagWord(s.last.flag)
    let trend = direction(s)
    if let share = series.targets.share, share.recentCount > 0 {
      // Those measured before it was agreed are not held against it.
      let beyond = share.recentCount == recent.count ? "\(share.recentBeyond)" : "\(share.recentBeyond)/\(share.recentCount)"
      return Message(
        en: "\(before.english)\(trend.english); last \(recent.count): \(outside) out of range, \(beyond) beyond target; newest \(newest.english).",
        es: "\(before.spanish)\(trend.spanish); últimos \(recent.count): \(outside) fuera de rango, \(beyond) de objetivo; ahora \(newest.spanish).")
    }
    return Message(
      en: "\(before.english)\(trend.english); \(outside) of the last \(recent.count) out of range; newest \(newest.english).",
      es: "\(before.spanish)\(trend.spanish); \(outside) de los últimos \(recent.count) fuera de rango; último: \(newest.spanish).")
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
  /// A value of the second test: small letters, so that both are told apart without colour.
  init(over result: BiomarkerResult) {
    let mark: (String, Int) =
      switch result.flag {
      case .normal, .unclassified: ("x", 0)
      case .low: ("l", 1)
      case .high: ("h", 1)
      case .criticalLow, .criticalHigh: ("&", 2)
      }
    self.init(
      time: Int(result.measuredAt.seconds), value: result.value.double, mark: mark.0, role: .chartOverlay, weight: mark.1)
  }

  init(_ result: BiomarkerResult, _ wording: Wording) {
    let mark: (String, Int) =
      switch result.flag {
      case .normal: ("o", 0)
      case .unclassified: ("?", 0)
      case .low: ("L", 1)
      case .high: ("H", 1)
      case .criticalLow, .criticalHigh: ("#", 2)
      }
    // What is in range looks like its line: its letter says so, and a colour of its own for each would double the bytes.
    self.init(
      time: Int(result.measuredAt.seconds), value: result.value.double, mark: mark.0,
      role: mark.1 == 0 ? .chartSeries : .flag(result.flag), weight: mark.1)
  }
}
