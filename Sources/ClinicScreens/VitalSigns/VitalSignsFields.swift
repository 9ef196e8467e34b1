import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The fields of a round: name, value, points, and the value of the round before. The look does not follow the focus, only the
/// hardware cursor does, and brackets, value and points share one background: moving on costs a slow line next to nothing.
@UIActor
struct VitalSignsFields {
  let entry: VitalSignsEntryModel
  private static let (field, inside, points, beside) = (20, 6, 29, 33)

  /// Columns the fields need.
  static let width = 46

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let (head, body) = area.split(top: 1)
    canvas.text(context.wording(Message(en: "PTS", es: "PTS.")), at: head.origin.offset(x: Self.points - 1), width: 4, role: .tableHeader)
    canvas.text(before(context), at: head.origin.offset(x: Self.beside), width: area.width - Self.beside, role: .tableHeader)
    let stops = entry.form.stops
    let focused = stops.firstIndex(of: entry.form.focus) ?? 0
    let offset = max(0, min(focused - body.height + 1, stops.count - body.height))
    for (place, stop) in stops.dropFirst(offset).prefix(body.height).enumerated() {
      draw(stop, number: offset + place, on: &canvas, in: body.row(place), context)
    }
  }

  private func before(_ context: DrawContext) -> String {
    guard let before = entry.before else { return "" }
    let clock = context.clock.local(before.measuredAt)
    return clock.date == context.today ? clock.clock : clock.date.description
  }

  private func draw(_ stop: VitalSignsForm.Stop, number: Int, on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    switch stop {
    case .sign(let sign): draw(sign, number: number, on: &canvas, in: row, context)
    case .done: drawDone(on: &canvas, in: row, context)
    case .time: drawTime(on: &canvas, in: row, context)
    }
  }

  private func label(_ text: String, _ number: Int, on canvas: inout Canvas, in row: Rect) {
    // In a correction the digit goes to the field.
    let place = entry.form.stops.prefix(number + 1).count { $0.sign != nil }
    let digit = entry.corrected == nil || place > 9 ? "" : "\(place) "
    canvas.text(digit + text, at: row.origin.offset(x: 1), width: Self.field - 2, role: .label)
  }

  private func box(_ text: String, _ width: Int, isWrong: Bool, isFocused: Bool, on canvas: inout Canvas, in row: Rect) {
    let (role, origin): (Role, Point) = (isWrong ? .fieldError : .field, row.origin.offset(x: Self.field))
    canvas.fill(Rect(x: origin.x, y: origin.y, width: width + 5, height: 1), role: .field)
    canvas.text("[", at: origin, width: 1, role: .field)
    canvas.text(text, at: origin.offset(x: 1), width: width, role: role, pad: true)
    canvas.text("]", at: origin.offset(x: 1 + width), width: 1, role: .field)
    if isFocused { canvas.cursor = origin.offset(x: 1 + min(DisplayWidth.of(text, glyphs: canvas.glyphs), width - 1)) }
  }

  private func draw(_ sign: VitalSign, number: Int, on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let (form, wording) = (entry.form, context.wording)
    label(wording(.sign(sign)), number, on: &canvas, in: row)
    let isFocused = form.focus == .sign(sign) && entry.phase == .editing
    let reading = form.reading(sign)
    var text = form.text(sign)
    if case .value(let value, _) = reading, !(sign.isNumber && isFocused) { text = Message.value(value, wording) }
    if form.notDone[sign] != nil || (isFocused && form.awaitsReason) { text = isFocused && form.awaitsReason ? "." : "--" }
    let problem = problem(sign, reading, isFocused: isFocused)
    box(text, Self.inside, isWrong: problem != nil, isFocused: isFocused, on: &canvas, in: row)
    let room = max(0, row.width - Self.points)
    if let problem {
      canvas.text(wording(problem), at: row.origin.offset(x: Self.points), width: room, role: .fieldError)
    } else if let reason = form.notDone[sign] {
      canvas.text(wording(.notDone(reason)), at: row.origin.offset(x: Self.points), width: room, role: .textStrong)
    } else {
      drawPoints(sign, on: &canvas, in: row)
      if let before = entry.before?.values[sign] {
        canvas.text(
          Message.value(before, wording), at: row.origin.offset(x: Self.beside), width: room - 4, role: .textMuted)
      }
    }
  }

  /// What is wrong beside the field: at once where it can be no value, and when it was left half typed.
  private func problem(_ sign: VitalSign, _ reading: VitalSignReading, isFocused: Bool) -> Message? {
    switch reading {
    case .empty, .value: return nil
    case .fahrenheit(let celsius):
      let text = celsius.formatted()
      return Message(en: "= \(text) \u{00B0}C? y", es: "= \(text) \u{00B0}C? s")
    case .incomplete where isFocused: return nil
    case .incomplete, .impossible:
      guard let limit = entry.form.limits[sign] else { return Message(en: "! not a value", es: "! no es un valor") }
      let (low, high) = (limit.hardLow.withoutTrailingZeros.formatted(), limit.hardHigh.withoutTrailingZeros.formatted())
      return Message(verbatim: "! \(low) - \(high)")
    }
  }

  private func drawPoints(_ sign: VitalSign, on canvas: inout Canvas, in row: Rect) {
    guard let part = News2.Part.allCases.first(where: { $0.sign == sign }), let points = entry.score?.points[part] else { return }
    let role: Role = points == 3 ? .flagCriticalHigh : points > 0 ? .flagHigh : .field
    canvas.text(" \(points)", at: row.origin.offset(x: Self.points - 1), width: 3, role: role)
  }

  private func drawDone(on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let isFocused = entry.form.focus == .done && entry.phase == .editing
    let text =
      entry.corrected == nil
      ? Message(en: "Enter checks the round", es: "Enter comprueba la toma")
      : Message(en: "1-9 goes to a field, Enter checks", es: "1-9 va al campo, Enter comprueba")
    canvas.text(isFocused ? ">" : " ", at: row.origin, width: 1, role: .text)
    canvas.text(context.wording(text), at: row.origin.offset(x: 1), width: row.width - 1, role: .textMuted)
    if isFocused { canvas.cursor = row.origin }
  }

  private func drawTime(on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let wording = context.wording
    canvas.text(wording(Message(en: "Measured at", es: "Medido a las")), at: row.origin.offset(x: 1), width: Self.field - 2, role: .label)
    let isFocused = entry.form.focus == .time && entry.phase == .editing
    var isWrong = false
    var hint = wording(Message(en: "now", es: "ahora"))
    switch entry.measuredAt {
    case .success(let moment):
      let isNow = entry.form.time.isEmpty && entry.corrected == nil
      let local = context.clock.local(moment)
      if !isNow { hint = local.date == context.today ? local.clock : String(local.date.description.dropFirst(5)) }
    case .failure: isWrong = !isFocused
    }
    box(entry.form.time, 16, isWrong: isWrong, isFocused: isFocused, on: &canvas, in: row)
    canvas.text(
      isWrong ? "!" : hint, at: row.origin.offset(x: Self.field + 19), width: max(0, row.width - Self.field - 19), role: .textMuted)
  }
}
