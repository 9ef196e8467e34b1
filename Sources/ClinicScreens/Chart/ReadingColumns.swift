import ClinicModel
import ClinicViewModels
import TerminalUI

/// A row of the table: a version of a value.
struct ReadingRow: Hashable, Sendable {
  var id: BiomarkerResultID
  var version: Int
  var isLiving: Bool

  init(_ detail: BiomarkerDetail) {
    id = detail.result.id
    version = detail.version
    isLiving = detail.state == .living
  }
}

/// One biomarker's readings as a table, newest first. What does not count any more stands in brackets, with why.
enum ReadingColumns {
  static func columns(_ wording: Wording, unit: String) -> [TableColumn] {
    [
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .fixed(16)),
      TableColumn(unit, .fixed(11), align: .trailing),
      TableColumn("FL", .fixed(2)),
      TableColumn(wording(Message(en: "CHANGE", es: "CAMBIO")), .fixed(7), align: .trailing, dropOrder: 2),
      TableColumn(wording(Message(en: "REFERENCE", es: "REFERENCIA")), .fixed(13), dropOrder: 4),
      TableColumn(wording(Message(en: "SOURCE", es: "ORIGEN")), .fixed(13)),
      TableColumn(wording(Message(en: "RECORDED BY", es: "REGISTRÓ")), .flexible(minimum: 12), dropOrder: 3),
      TableColumn(wording(Message(en: "CIRCUMSTANCES", es: "CIRCUNSTANCIAS")), .flexible(minimum: 18, weight: 2), dropOrder: 1),
    ]
  }

  /// - Parameter before: the living value before this one.
  static func cells(
    _ detail: BiomarkerDetail, before: BiomarkerResult?, _ type: BiomarkerType, _ context: DrawContext
  ) -> [TableCell] {
    let wording = context.wording
    let result = detail.result
    let value = wording.number(result.value, decimals: type.decimals)
    let when = context.clock.local(result.measuredAt).description
    let (who, source) = (result.recordedBy ?? "", result.source.map { wording(.source($0)) } ?? "")
    guard detail.state == .living else {
      return [
        TableCell(when, role: .disabled), TableCell("(\(value))", role: .disabled), TableCell("--", role: .disabled), "", "",
        TableCell(source, role: .disabled), TableCell(who, role: .disabled),
        TableCell(wording(circumstances(detail, wording)), role: .disabled),
      ]
    }
    let change = before.flatMap { result.value.subtracting($0.value) }
    return [
      TableCell(when), TableCell(value), TableCell(wording(.flag(result.flag)), role: .flag(result.flag)),
      TableCell(change.map { wording.change($0, decimals: type.decimals) } ?? ""),
      TableCell(LatestColumns.reference(result.reference, type, wording)), TableCell(source), TableCell(who),
      TableCell(wording(circumstances(detail, wording))),
    ]
  }

  /// Why a version does not count, else in which circumstances it was measured; all that is recorded of them.
  static func circumstances(_ detail: BiomarkerDetail, _ wording: Wording) -> Message {
    let reason = detail.reason.map { ": " + $0 } ?? ""
    switch detail.state {
    case .superseded: return Message(en: "replaced by a correction", es: "sustituido por una corrección")
    case .enteredInError: return Message(en: "entered in error\(reason)", es: "anotado por error\(reason)")
    case .living: break
    }
    let context = detail.context
    var facts: [Message] = []
    if let meal = context.meal { facts.append(.meal(meal)) }
    if let hormonal = context.hormonal { facts.append(.hormonalContext(hormonal)) }
    if context.quality != .good { facts.append(Message(en: "sample ", es: "muestra ").joined(.quality(context.quality), by: "")) }
    facts += [context.method, context.device, context.notes].compactMap { $0 }.map { Message(verbatim: $0) }
    if detail.version > 1 { facts.append(Message(en: "corrected\(reason)", es: "corregido\(reason)")) }
    return facts.isEmpty ? Message(verbatim: "") : facts.dropFirst().reduce(facts[0]) { $0.joined($1, by: ", ") }
  }
}
