import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The glucose profile: percentiles over the day, time in ranges, mean, GMI or why there is none, a sign for every day, a
/// sentence.
@UIActor
struct GlucoseProfileView {
  let model: GlucoseProfileModel
  let type: BiomarkerType

  private static let panelWidth = 28
  private static let goals = (inTarget: 70.0, below: 4.0, veryLow: 1.0, variation: 36.0)

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let profile = model.profile, let summary = model.summary else { return }
    var (head, rest) = area.split(top: 1)
    drawHead(summary, on: &canvas, in: head, context)
    for remark in remarks(context.wording) {
      (head, rest) = rest.split(top: 1)
      canvas.text(remark, at: head.origin.offset(x: 1), width: head.width - 2, role: .textStrong)
    }
    if rest.width >= 90 {
      let (left, panel) = rest.split(right: Self.panelWidth)
      let (plot, foot) = left.split(bottom: model.day == nil ? 6 : 2)
      drawPlot(profile, on: &canvas, in: plot.inset(right: 1), context)
      drawFoot(profile, summary, on: &canvas, in: Rect(x: foot.x, y: foot.y, width: rest.width, height: foot.height), context)
      drawRanges(summary, on: &canvas, in: Rect(x: panel.x, y: panel.y, width: panel.width, height: 6), title: true, context)
      for (place, line) in figures(summary, context.wording).enumerated() where place + 8 < plot.height {
        canvas.text(line, at: Point(x: panel.x, y: panel.y + 7 + place), width: panel.width, role: .text)
      }
    } else {
      let (plot, foot) = rest.split(bottom: model.day == nil ? 9 : 7)
      let (bars, lines) = foot.split(top: 5)
      drawPlot(profile, on: &canvas, in: plot.inset(right: 1), context)
      let (left, right) = bars.split(left: bars.width / 2)
      drawRanges(summary, on: &canvas, in: left.inset(left: 1), title: false, context)
      for (place, line) in figures(summary, context.wording).prefix(5).enumerated() {
        canvas.text(line, at: Point(x: right.x + 2, y: right.y + place), width: right.width - 2, role: .text)
      }
      drawFoot(profile, summary, on: &canvas, in: lines, context)
    }
  }

  // MARK: Parts

  private func drawHead(_ summary: GlucoseSummary, on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let wording = context.wording
    let title =
      model.shownDay.map { Message(en: "Day ", es: "Día ").joined(Message(verbatim: $0.date.description), by: "") }
      ?? Message(en: "Glucose profile", es: "Perfil de glucosa")
    var facts = ["\(wording(title)) (\(model.unit.rawValue))"]
    if model.isPregnancy { facts.append(wording(Message(en: "limits of PREGNANCY", es: "límites de EMBARAZO"))) }
    if model.day == nil, let first = model.profile?.days.first?.date, let last = model.profile?.days.last?.date {
      facts.append(wording(Message(en: "\(first) to \(last)", es: "\(first) a \(last)")))
      facts.append(wording(Message(en: "\(model.days) days", es: "\(model.days) días")))
    }
    let counted = model.shownDay.map(\.readings.count) ?? model.readings.count
    facts.append(wording(Message(en: "\(counted) readings", es: "\(counted) lecturas")))
    if model.isSensor, model.day == nil, let active = summary.activePercent {
      let share = wording.number(active, decimals: 0)
      facts.append(wording(Message(en: "sensor active \(share) %", es: "sensor activo \(share) %")))
    }
    canvas.facts(facts, at: Point(x: row.x + 1, y: row.y), width: row.width - 2, role: .title)
  }

  /// What the numbers are of, where that is not the usual: one of two sensors, the limits of pregnancy; and each phase by itself.
  private func remarks(_ wording: Wording) -> [String] {
    var lines: [String] = []
    if model.areDevicesUnknown, model.isSensor {
      lines.append(
        wording(Message(en: "Sensors not read: two may be mixed here.", es: "Sensores no leídos: puede haber dos mezclados.")))
    }
    if let wear = model.wear, let place = model.device {
      let device = wear.devices[place]
      let none = wording(Message(en: "without name", es: "sin nombre"))
      lines.append(
        wording(
          Message(
            en:
              "\(wear.devices.count) sensors worn at once: only \(device.name ?? none) (\(device.count) readings); w: the other",
            es: "\(wear.devices.count) sensores a la vez: solo \(device.name ?? none) (\(device.count) lecturas); w: el otro")))
    }
    let phases = model.day == nil ? model.phases.prefix(4).map { phase(_: $0, wording) } : []
    if !phases.isEmpty {
      let calendar =
        model.phases.contains(where: \.isByCalendar) ? wording(Message(en: "  (by calendar)", es: "  (por calendario)")) : ""
      lines.append(
        wording(Message(en: "In target by phase: ", es: "En rango por fase: ")) + phases.joined(separator: "   ") + calendar)
    }
    return lines
  }

  private func phase(_ part: PhaseRanges.Part, _ wording: Wording) -> String {
    wording(.hormonalPhase(part.phase)) + " \(Self.percent(part.counts.percent(.inTarget) ?? 0, wording)) (\(part.days) d)"
  }

  private func drawPlot(_ profile: GlucoseProfile, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    if let day = model.shownDay { return drawDay(day, on: &canvas, in: area, context) }
    let bins = profile.bins.map { bin in
      PercentileChart.Bin(
        position: Double(bin.minute) / 1440, outer: shown(bin.p5)...shown(bin.p95), inner: shown(bin.p25)...shown(bin.p75),
        median: shown(bin.median))
    }
    let step = area.width < 60 ? 6 : 3
    let labels = stride(from: 0, to: 24, by: step).map { hour in (Double(hour) / 24, hour < 10 ? "0\(hour)h" : "\(hour)h") }
    var chart = PercentileChart(
      bins: bins.compactMap { $0 }, binWidth: model.binWidth, target: target, labels: labels, cursor: model.cursor)
    chart.decimals = model.unit.decimals
    chart.decimalMark = String(context.wording.decimalMark)
    chart.draw(on: &canvas, in: area, isFocused: true)
  }

  private func drawDay(_ day: GlucoseProfile.Day, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let readings = model.dayReadings
    let points = readings.map { reading in
      let range = model.limits.range(of: reading.glucose)
      let style = Self.style(range)
      return ChartPoint(
        time: Int(reading.at.seconds), value: reading.glucose.shown(in: model.unit).double,
        mark: range == .inTarget ? "o" : style.letter, role: style.role,
        weight: range == .inTarget ? 0 : range == .low || range == .high ? 1 : 2)
    }
    var chart = TimeSeriesChart(
      points, visible: model.bounds(of: day), band: target, maximumGap: 3 * 3600, cursor: points.isEmpty ? nil : model.cursor,
      decimals: model.unit.decimals, decimalMark: String(context.wording.decimalMark), emptyText: "",
      offset: { [clock = context.clock] in clock.offset(Instant(secondsSinceEpoch: Int64($0))) })
    chart.showsCrosshair = !context.markerOnly
    chart.marksBand = !context.showsTints
    chart.draw(on: &canvas, in: area, isFocused: true)
  }

  /// The five ranges as bars; the letters are those of the flags, so that no colour is needed.
  private func drawRanges(_ summary: GlucoseSummary, on canvas: inout Canvas, in rect: Rect, title: Bool, _ context: DrawContext)
  {
    var rect = rect
    if title {
      canvas.text(
        context.wording(Message(en: "TIME IN RANGE", es: "TIEMPO EN RANGO")), at: rect.origin, width: rect.width, role: .label)
      rect = rect.inset(top: 1)
    }
    let counts = model.shownDay?.counts ?? summary.counts
    BarList(
      GlucoseRange.allCases.reversed().filter { !model.isPregnancy || $0 != .veryHigh }.map { range in
        let style = Self.style(range)
        let percent = counts.percent(range) ?? 0
        return BarList.Bar(
          interval(range, context.wording), figure: Self.percent(percent, context.wording), share: percent / 100,
          glyph: style.glyph, role: style.role)
      }
    ).draw(on: &canvas, in: rect)
  }

  private func figures(_ summary: GlucoseSummary, _ wording: Wording) -> [String] {
    let mean = model.shownDay?.mean ?? summary.mean
    var lines = [wording(Message(en: "mean", es: "media")) + " \(number(mean, wording)) \(model.unit.rawValue)"]
    guard model.day == nil else { return lines }
    if model.isSensor { lines.append(indicator(summary, wording)) }
    if let variation = summary.coefficientOfVariation {
      lines.append("CV \(wording.number(variation, decimals: 0)) %   " + goal("<=", Self.goals.variation, wording))
    }
    let (below, veryLow) = (summary.counts.percentBelow ?? 0, summary.counts.percent(.veryLow) ?? 0)
    func line(_ word: Message, _ value: Double, _ sign: String, _ limit: Double) -> String {
      "\(wording(word)) \(Self.percent(value, wording))   " + goal(sign, limit, wording)
    }
    lines.append(line(Message(en: "in target", es: "en rango"), summary.counts.percent(.inTarget) ?? 0, ">", Self.goals.inTarget))
    lines.append(line(Message(en: "below", es: "por debajo"), below, "<", Self.goals.below))
    lines.append(line(Message(en: "very low", es: "muy bajo"), veryLow, "<", Self.goals.veryLow))
    return lines
  }

  /// GMI, or that there is too little for it: a number from a few days would be believed.
  private func indicator(_ summary: GlucoseSummary, _ wording: Wording) -> String {
    if model.isPregnancy { return wording(Message(en: "GMI: not in pregnancy", es: "GMI: no en el embarazo")) }
    if let indicator = summary.glucoseManagementIndicator { return "GMI \(wording.number(indicator, decimals: 1)) %" }
    let (active, days) = (wording.number(summary.activePercent ?? 0, decimals: 0), wording.number(summary.days, decimals: 0))
    return wording(
      Message(en: "GMI: insufficient (\(active) % of \(days) d)", es: "GMI: insuficiente (\(active) % de \(days) d)"))
  }

  private func goal(_ sign: String, _ limit: Double, _ wording: Wording) -> String {
    wording(Message(en: "goal", es: "objetivo")) + " \(sign) \(wording.number(limit, decimals: 0)) %"
  }

  // MARK: Foot

  private func drawFoot(
    _ profile: GlucoseProfile, _ summary: GlucoseSummary, on canvas: inout Canvas, in area: Rect, _ context: DrawContext
  ) {
    let wording = context.wording
    let readOut = model.day == nil ? partReadOut(profile, wording) : dayReadOut(context)
    var lines: [([String], Role)] = [(readOut, .textStrong)]
    if model.day == nil {
      lines.append((legend(canvas.glyphs, wording), .textMuted))
      if area.height >= 6 { lines.append(([""], .text)) }
      if area.height >= 5 { lines.append(([daysWithSigns(profile, width: area.width - 2, wording)], .text)) }
      if area.height >= 6 { lines.append((daysLegend(wording), .textMuted)) }
    }
    lines.append(([wording(sentence(profile, summary))], .textMuted))
    for (place, line) in lines.prefix(area.height).enumerated() {
      canvas.facts(line.0, at: Point(x: area.x + 1, y: area.y + place), width: area.width - 2, role: line.1)
    }
  }

  private func partReadOut(_ profile: GlucoseProfile, _ wording: Wording) -> [String] {
    guard profile.bins.indices.contains(model.cursor) else { return [] }
    let bin = profile.bins[model.cursor]
    let half = Int(model.binWidth * 720)
    func range(_ low: Double, _ high: Double) -> String { "\(number(low, wording))-\(number(high, wording))" }
    return [
      "@ \(Self.clock(bin.minute - half))-\(Self.clock(bin.minute + half))",
      wording(Message(en: "median", es: "mediana")) + " \(number(bin.median, wording))", "25-75 % \(range(bin.p25, bin.p75))",
      "5-95 % \(range(bin.p5, bin.p95))", wording(Message(en: "readings \(bin.count)", es: "lecturas \(bin.count)")),
    ]
  }

  private func dayReadOut(_ context: DrawContext) -> [String] {
    let (readings, wording) = (model.dayReadings, context.wording)
    guard readings.indices.contains(readings.startIndex + model.cursor) else { return [] }
    let reading = readings[readings.startIndex + model.cursor]
    let range = model.limits.range(of: reading.glucose)
    return [
      "@ \(context.clock.local(reading.at).clock)",
      "\(wording.number(reading.glucose.shown(in: model.unit))) \(model.unit.rawValue)",
      wording(Self.word(range)),
    ]
  }

  private func legend(_ glyphs: GlyphSet, _ wording: Wording) -> [String] {
    let edges = [target.lowerBound, target.upperBound].map { wording.number($0, decimals: model.unit.decimals) }
      .joined(separator: "-")
    return [
      PercentileChart.medianGlyph.text(glyphs) + " " + wording(Message(en: "median", es: "mediana")),
      PercentileChart.innerGlyph.text(glyphs) + " 25-75 %", PercentileChart.outerGlyph.text(glyphs) + " 5-95 %",
      "> " + wording(Message(en: "edges of target \(edges)", es: "límites del objetivo \(edges)")),
    ]
  }

  /// One sign a day, newest last: what fits.
  private func daysWithSigns(_ profile: GlucoseProfile, width: Int, _ wording: Wording) -> String {
    let word = wording(Message(en: "Days", es: "Días"))
    let signs = profile.days.suffix(max(0, (width - word.count - 2) / 2)).map { day in
      day.counts[.veryLow] > 0 ? "L" : (day.counts.percent(.inTarget) ?? 0) >= Self.goals.inTarget ? "=" : "-"
    }
    return word + "  " + signs.joined(separator: " ")
  }

  private func daysLegend(_ wording: Wording) -> [String] {
    let limit = interval(.veryLow, wording)
    return [
      wording(Message(en: "= 70 % or more in target", es: "= 70 % o más en rango")),
      wording(Message(en: "- below 70 %", es: "- menos del 70 %")),
      wording(Message(en: "L any value \(limit)", es: "L algún valor \(limit)")),
    ]
  }

  /// When most highs are, and how many are very low: for readers, and whoever cannot see the drawing.
  private func sentence(_ profile: GlucoseProfile, _ summary: GlucoseSummary) -> Message {
    let counts = model.shownDay?.counts ?? summary.counts
    let veryLow = counts[.veryLow]
    let lows = Message(
      en: veryLow == 0 ? "none very low" : "\(veryLow) of \(counts.total) very low",
      es: veryLow == 0 ? "ninguna muy baja" : "\(veryLow) de \(counts.total) muy bajas")
    guard model.day == nil, let high = profile.bins.max(by: { $0.median < $1.median }),
      let low = profile.bins.min(by: { $0.median < $1.median })
    else { return Message(en: "Summary: \(lows.english).", es: "Resumen: \(lows.spanish).") }
    return Message(
      en: "Summary: highest around \(Self.clock(high.minute)), lowest around \(Self.clock(low.minute)); \(lows.english).",
      es: "Resumen: más alta hacia \(Self.clock(high.minute)), más baja hacia \(Self.clock(low.minute)); \(lows.spanish).")
  }

  // MARK: Values and words

  private var target: ClosedRange<Double> {
    let target = model.limits.target(in: model.unit)
    return target.lowerBound.double...target.upperBound.double
  }

  /// A computed mg/dL in the unit shown.
  private func shown(_ milligrams: Double) -> Double {
    model.unit == .milligramsPerDecilitre ? milligrams : milligrams / GlucoseUnit.factor
  }

  private func number(_ milligrams: Double, _ wording: Wording) -> String {
    wording.number(shown(milligrams), decimals: model.unit.decimals)
  }

  /// Whole per cent; what is there is never shown as nothing.
  private static func percent(_ value: Double, _ wording: Wording) -> String {
    value > 0 && value < 0.5 ? "<1 %" : wording.number(value, decimals: 0) + " %"
  }

  /// The published limits of a range: 3.9-10.0, >13.9.
  private func interval(_ range: GlucoseRange, _ wording: Wording) -> String {
    let texts =
      switch (model.unit, model.isPregnancy) {
      case (.milligramsPerDecilitre, false): ["<54", "54-69", "70-180", "181-250", ">250"]
      case (.millimolesPerLitre, false): ["<3.0", "3.0-3.8", "3.9-10.0", "10.1-13.9", ">13.9"]
      // No second level above.
      case (.milligramsPerDecilitre, true): ["<54", "54-62", "63-140", ">140", ""]
      case (.millimolesPerLitre, true): ["<3.0", "3.0-3.4", "3.5-7.8", ">7.8", ""]
      }
    return texts[range.rawValue].replacing(".", with: String(wording.decimalMark))
  }

  private static func style(_ range: GlucoseRange) -> (glyph: Glyph, letter: String, role: Role) {
    switch range {
    case .veryHigh: (Glyph("#", ascii: "#"), "#", .flag(.criticalHigh))
    case .high: (Glyph("H", ascii: "H"), "H", .flag(.high))
    case .inTarget: (Glyph("=", ascii: "="), "=", .flag(.normal))
    case .low: (Glyph("l", ascii: "l"), "l", .flag(.low))
    case .veryLow: (Glyph("L", ascii: "L"), "L", .flag(.criticalLow))
    }
  }

  private static func word(_ range: GlucoseRange) -> Message {
    switch range {
    case .veryHigh: Message(en: "very high", es: "muy alta")
    case .high: Message(en: "high", es: "alta")
    case .inTarget: Message(en: "in target", es: "en rango")
    case .low: Message(en: "low", es: "baja")
    case .veryLow: Message(en: "very low", es: "muy baja")
    }
  }

  private static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60 % 24, minute % 60)
    return (hour < 10 ? "0\(hour)" : "\(hour)") + ":" + (rest < 10 ? "0\(rest)" : "\(rest)")
  }
}
