import ClinicModel
import ClinicViewModels
import TerminalUI

/// The table of latest values: value, unit, flag, change, age of the value, sparkline.
enum LatestColumns {
  /// - Parameter hasTargets: the flag has room for a T beside it: beyond the patient's target.
  static func columns(_ wording: Wording, hasTargets: Bool = false) -> [TableColumn] {
    [
      TableColumn(wording(Message(en: "TEST", es: "PRUEBA")), .flexible(minimum: 26)),
      TableColumn(wording(Message(en: "VALUE", es: "VALOR")), .fixed(8), align: .trailing),
      TableColumn(wording(Message(en: "UNIT", es: "UNIDAD")), .fixed(14)),
      TableColumn("FL", .fixed(hasTargets ? 3 : 2)),
      TableColumn(wording(Message(en: "CHANGE", es: "CAMBIO")), .fixed(7), align: .trailing, dropOrder: 2),
      TableColumn(wording(Message(en: "REFERENCE", es: "REFERENCIA")), .fixed(13), dropOrder: 3),
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .fixed(10)),
      TableColumn(wording(Message(en: "TREND", es: "TENDENCIA")), .fixed(12), dropOrder: 1),
    ]
  }

  static func cells(
    _ summary: BiomarkerSummary, isBeyondTarget: Bool, _ wording: Wording, _ context: DrawContext, _ glyphs: GlyphSet
  ) -> [TableCell] {
    let type = summary.type
    let latest = summary.latest
    // What is in range and within its target has no colour: the eye finds the others, and a row costs twenty bytes less.
    let word = wording(.flag(latest.flag)) + (isBeyondTarget ? "T" : "")
    let flag = latest.flag == .normal && !isBeyondTarget ? TableCell(word) : TableCell(word, role: .flag(latest.flag))
    return [
      TableCell(type.name(in: wording.language)),
      TableCell(wording.number(latest.value, decimals: type.decimals)),
      TableCell(Unit.text(type.unit)),
      flag,
      TableCell(summary.delta.map { wording.change($0, decimals: type.decimals) } ?? ""),
      TableCell(reference(latest.reference, type, wording)),
      TableCell(context.clock.local(latest.measuredAt).date.description),
      TableCell(trend(summary, glyphs)),
    ]
  }

  /// The shape of the last results, as bars of one column each.
  private static func trend(_ summary: BiomarkerSummary, _ glyphs: GlyphSet) -> String {
    let levels = Sparkline(summary.recent.map(\.value.double)).levels(width: 12)
    return levels.map { $0.map { Glyph.bars[$0].text(glyphs) } ?? " " }.joined()
  }

  static func reference(_ interval: ReferenceInterval, _ type: BiomarkerType, _ wording: Wording) -> String {
    switch (interval.low, interval.high) {
    case (let low?, let high?):
      wording.number(low, decimals: type.decimals) + " - " + wording.number(high, decimals: type.decimals)
    case (let low?, nil): ">= " + wording.number(low, decimals: type.decimals)
    case (nil, let high?): "<= " + wording.number(high, decimals: type.decimals)
    case (nil, nil): ""
    }
  }
}

/// The selected row in words: its whole name, and what the columns had no room for.
struct LatestDetail {
  let summary: BiomarkerSummary
  /// In the units shown, and where the newest value lies.
  var target: BiomarkerTarget?
  var side: BiomarkerTarget.Side?

  func draw(on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (type, latest) = (summary.type, summary.latest)
    let reference = LatestColumns.reference(latest.reference, type, wording)
    let value = "\(wording.number(latest.value, decimals: type.decimals)) \(Unit.text(type.unit)) \(wording(.flagWord(latest.flag)))"
    let interval = reference.isEmpty ? "" : wording(Message(en: "reference \(reference)", es: "referencia \(reference)"))
    let words: [String] = [
      type.name(in: wording.language), value,
      target.map { wording(.target(LatestColumns.reference($0.content.range, type, wording), side)) } ?? "",
      latest.mergedNumber.map { wording(.underNumber($0)) } ?? "", interval,
      context.clock.local(latest.measuredAt).description, latest.source.map { wording(.source($0)) } ?? "",
    ]
    canvas.facts(words, at: row.origin, width: row.width, role: .textMuted)
  }
}
