import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The statistics of the drawn series, all of them, beside those of the second test; and what went on meanwhile, in words.
@UIActor
struct SeriesStatisticsView {
  let series: SeriesModel
  let context: DrawContext
  private var wording: Wording { context.wording }
  private static let labelWidth = 18

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let type = series.selectedType else { return }
    let (head, rest) = area.split(top: 2)
    canvas.text(wording(title), at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .title)
    canvas.horizontalLine(at: Point(x: head.x, y: head.y + 1), length: head.width)
    canvas.cursor = rest.origin.offset(x: 1)
    let half = (rest.width - 2 - Self.labelWidth) / 2
    var y = rest.y
    for line in lines(type) where y < rest.maxY {
      canvas.text(line.label, at: Point(x: rest.x + 1, y: y), width: Self.labelWidth, role: .label)
      for (place, value) in line.values.enumerated() {
        let x = rest.x + 1 + Self.labelWidth + place * half
        canvas.text(
          value, at: Point(x: x, y: y), width: half - 1, role: line.isHead ? .tableHeader : place == 0 ? .text : .chartOverlay)
      }
      y += 1
    }
    let meanwhile = SeriesMeanwhile(series: series, context: context)
    y += 1
    for text in meanwhile.all where y < rest.maxY {
      canvas.text(text, at: Point(x: rest.x + 1, y: y), width: rest.width - 2, role: .text)
      y += 1
    }
  }

  /// All of them, or how many of how many while the rest is read, or could not be.
  private var title: Message {
    let parts = [series.older] + (series.overlay.selected == nil ? [] : [series.overlay.older])
    if parts.contains(where: \.isReading) {
      return Message(
        en: "Statistics of the newest results; reading the older ones...",
        es: "Estadística de los últimos; leyendo los anteriores...")
    }
    if parts.contains(where: { $0.exists && $0.aggregate == nil }) {
      return Message(
        en: "Statistics of the newest results; the older ones are not read",
        es: "Estadística de los últimos; los anteriores no se han leído")
    }
    return Message(en: "Statistics of all results", es: "Estadística de todos los resultados")
  }

  private struct Line {
    var label: String
    var values: [String]
    var isHead = false
  }

  private func lines(_ type: BiomarkerType) -> [Line] {
    var columns = [self.column(type, series.statistics)]
    if let other = series.overlayType, series.overlay.results != nil {
      columns.append(self.column(other, series.overlay.statistics))
    }
    let labels = [
      Message(verbatim: ""), Message(verbatim: "n"), Message(en: "period", es: "periodo"), Message(en: "first", es: "primero"),
      Message(en: "last", es: "último"), Message(en: "lowest", es: "mínimo"), Message(en: "highest", es: "máximo"),
      Message(en: "mean", es: "media"), Message(en: "SD", es: "DE"), Message(verbatim: "CV"),
      Message(en: "slope per month", es: "pendiente por mes"), Message(en: "in reference", es: "en referencia"),
      Message(en: "above / below", es: "altos / bajos"), Message(en: "critical", es: "críticos"),
    ]
    var lines = labels.enumerated().map { place, label in
      Line(label: wording(label), values: columns.map { $0[place] }, isHead: place == 0)
    }
    if let share = series.targets.share, let target = series.target {
      let percent = share.count == 0 ? "-" : wording.number(100 * Double(share.inside) / Double(share.count), decimals: 0) + " %"
      let words = "\(share.inside)/\(share.count)  (\(percent))  \(TargetWords.range(target, type, wording))"
      lines.insert(Line(label: wording(Message(en: "in target", es: "en objetivo")), values: [words]), at: 12)
    }
    return lines
  }

  /// In the order of the labels.
  private func column(_ type: BiomarkerType, _ statistics: SeriesStatistics?) -> [String] {
    let unit = Unit.text(type.unit)
    let title = "\(type.name(in: wording.language)) (\(unit))"
    guard let s = statistics else { return [title, "0"] + Array(repeating: "-", count: 12) }
    func reading(_ result: BiomarkerResult?) -> String {
      guard let result else { return "-" }
      let flag = wording(.flag(result.flag))
      return "\(wording.number(result.value, decimals: type.decimals)) \(flag)  \(context.clock.local(result.measuredAt).date)"
    }
    func number(_ value: Double?) -> String { value.map { wording.number($0, decimals: type.decimals + 1) } ?? "-" }
    let slope = s.slopePerMonth.map { ($0 > 0 ? "+" : "") + wording.number($0, decimals: type.decimals + 2) } ?? "-"
    let share = wording.number(100 * Double(s.inRange) / Double(s.count), decimals: 0)
    return [
      title, "\(s.count)", "\(context.clock.local(s.first.measuredAt).date) - \(context.clock.local(s.last.measuredAt).date)",
      reading(s.first), reading(s.last), reading(s.lowest), reading(s.highest),
      "\(number(s.mean)) \(unit)", number(s.standardDeviation),
      s.coefficientOfVariation.map { wording.number($0, decimals: 0) + " %" } ?? "-",
      slope, "\(s.inRange)/\(s.count)  (\(share) %)", "\(s.above) / \(s.below)", "\(s.critical)",
    ]
  }
}
