import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Beside the fields: the score as it grows, what it asks for, the call note, and what has to be looked at again.
@UIActor
struct VitalSignsPanel {
  let entry: VitalSignsEntryModel

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    guard entry.phase != .opening else { return }
    if let exclusion = entry.exclusion {
      let rest = paragraph(.exclusion(exclusion), .danger, on: &canvas, in: area, wording)
      return drawPhase(on: &canvas, in: rest.inset(top: 1), context)
    }
    guard let score = entry.score else { return }
    let red = score.level?.isRed == true
    let role: Role = red ? .flagCriticalHigh : score.level == .medium ? .flagHigh : .text
    let level = wording(.level(score.level))
    canvas.text("NEWS2 \(score.shown)  \(level)", at: area.origin, width: area.width, role: role, pad: red)
    let scale = entry.scale.rawValue
    let (so, soFar) = (score.known, Message(en: "points so far", es: "puntos hasta ahora"))
    canvas.text(
      "\(wording(soFar)) \(so)   \(wording(Message(en: "SpO2 scale \(scale)", es: "escala SpO2 \(scale)")))",
      at: area.origin.offset(y: 1), width: area.width, role: .text)
    var rest = area.split(top: 3).rest
    rest = paragraph(.response(score.level), red ? .danger : .textMuted, on: &canvas, in: rest, wording)
    if score.level?.asksForSomebody == true { rest = drawCall(on: &canvas, in: rest.inset(top: 1), context) }
    drawPhase(on: &canvas, in: rest.inset(top: 1), context)
  }

  private func paragraph(_ text: Message, _ role: Role, on canvas: inout Canvas, in area: Rect, _ wording: Wording) -> Rect {
    area.split(top: canvas.wrapped(wording(text), in: area, role: role)).rest
  }

  /// The pre-filled call, which may be read out as it stands.
  private func drawCall(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) -> Rect {
    let note = CallNote(entry.form.values, scale: entry.scale, patient: entry.patient, before: entry.before, context)
    var rest = area
    // What still has to be looked at needs its rows more.
    let kept = entry.phase == .review ? entry.doubts.count + (entry.doubts.isEmpty ? 0 : 2) : 0
    for line in note.lines {
      guard rest.height > kept else { break }
      canvas.text(line.letter, at: rest.origin, width: 1, role: .textStrong)
      let text = rest.inset(left: 2, bottom: kept)
      rest = rest.split(top: canvas.wrapped(context.wording(line.text), in: text)).rest
    }
    return rest
  }

  private func drawPhase(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    guard entry.phase == .review, !entry.doubts.isEmpty else { return }
    var rest = area
    for doubt in entry.doubts {
      rest = paragraph(Message(verbatim: "! ").joined(.doubt(doubt), by: ""), .danger, on: &canvas, in: rest, wording)
    }
    let line =
      entry.isConfirmed
      ? Message(en: "Looked at again.", es: "Vuelto a mirar.")
      : Message(en: "y: I looked at it again, it is right.", es: "s: lo he vuelto a mirar, es correcto.")
    _ = paragraph(line, entry.isConfirmed ? .textMuted : .textStrong, on: &canvas, in: rest, wording)
  }
}
