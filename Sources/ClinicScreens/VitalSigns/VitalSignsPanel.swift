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
      _ = drawPhase(on: &canvas, in: rest.inset(top: 1), context)
      return
    }
    guard let score = entry.score else { return }
    let red = score.level?.isRed == true
    let role: Role = red ? .flagCriticalHigh : score.level == .medium ? .flagHigh : .field
    let level = wording(.level(score.level ?? .incomplete))
    let shown = score.shown
    canvas.text(wording(Message(verbatim: "NEWS2 \(shown)  \(level)")), at: area.origin, width: area.width, role: role, pad: true)
    let (so, soFar) = (score.known, Message(en: "points so far", es: "puntos hasta ahora"))
    canvas.text(
      "\(wording(soFar)) \(so)   \(wording(.scale(entry.scale)))", at: area.origin.offset(y: 1), width: area.width, role: .field,
      pad: true)
    // A correction is scored by the scale of its round, whatever was decided since.
    let decision = entry.corrected == nil ? entry.chart?.scaleDecision : nil
    if let decision {
      canvas.text(wording(.decided(decision, context.clock)), at: area.origin.offset(y: 2), width: area.width, role: .textMuted)
    }
    // The call's last line needs every row of a small screen.
    let isLow = area.height < 20
    var rest = area.split(top: decision != nil || !isLow ? 3 : 2).rest
    rest = paragraph(.response(score.level ?? .incomplete), red ? .danger : .textMuted, on: &canvas, in: rest, wording)
    rest = drawPhase(on: &canvas, in: rest.inset(top: 1), context)
    if score.level?.asksForSomebody == true { drawCall(on: &canvas, in: rest, context) }
  }

  private func paragraph(_ text: Message, _ role: Role, on canvas: inout Canvas, in area: Rect, _ wording: Wording) -> Rect {
    area.split(top: canvas.wrapped(wording(text), in: area, role: role)).rest
  }

  /// The pre-filled call, which may be read out as it stands.
  private func drawCall(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let note = CallNote(entry.form.settled, scale: entry.scale, patient: entry.patient, before: entry.before, context)
    var rest = area
    for line in note.lines where rest.height > 0 {
      canvas.text(line.letter, at: rest.origin, width: 1, role: .textStrong)
      rest = rest.split(top: canvas.wrapped(context.wording(line.text), in: rest.inset(left: 2))).rest
    }
  }

  /// What has to be looked at again comes before the call: it is asked first.
  private func drawPhase(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) -> Rect {
    let wording = context.wording
    guard entry.phase == .review, !entry.doubts.isEmpty else { return area }
    var rest = area
    for doubt in entry.doubts {
      rest = paragraph(Message(verbatim: "! ").joined(.doubt(doubt), by: ""), .danger, on: &canvas, in: rest, wording)
    }
    let line =
      entry.isConfirmed
      ? Message(en: "Looked at again.", es: "Vuelto a mirar.")
      : Message(en: "y: looked again, it is right.", es: "s: vuelto a mirar, es correcto.")
    return paragraph(line, entry.isConfirmed ? .textMuted : .textStrong, on: &canvas, in: rest, wording).inset(top: 1)
  }
}
