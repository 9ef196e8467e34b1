import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// What stands in the chart pane while no chart is open: why, and what to do.
@UIActor
struct ChartAbsence {
  let session: SessionModel

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    var lines: [(text: Message, role: Role)] = []
    switch session.chart.state {
    case .open: return
    case .closed:
      lines = [
        (
          Message(
            en: "No chart is open. Choose a patient (Alt-1) and press Enter.",
            es: "No hay historia abierta. Elija una persona (Alt-1) y pulse Enter."), .text
        )
      ]
    case .opening:
      guard session.chart.isWaitedFor else {
        canvas.cursor = area.origin
        return
      }
      lines = [(Message(en: "Opening the chart...", es: "Abriendo la historia..."), .textMuted)]
    case .failed(_, let notice):
      lines = [
        (.notice(notice, clock: context.clock), .danger),
        (Message(en: "Enter tries again.", es: "Enter lo intenta de nuevo."), .text),
      ]
    case .ended:
      lines = [
        (
          Message(
            en: "The access has ended. Nothing of the chart is kept here.",
            es: "El acceso ha terminado. Aquí no queda nada de la historia."), .textStrong
        ),
        (Message(en: "b asks for emergency access again.", es: "b solicita de nuevo acceso de urgencia."), .text),
      ]
    case .refused(let entry, let refusal): lines = refused(entry, refusal)
    }
    let wording = context.wording
    let width = min(72, area.width)
    let rows = lines.reduce(0) { $0 + Canvas.lines(wording($1.text), width: width - 6, canvas.glyphs).count }
    let frame = area.centered(Size(width: width, height: rows + 4))
    canvas.frame(frame, title: session.chart.patient?.name.listed, role: .frame)
    var inside = frame.inset(left: 3, top: 2, right: 3, bottom: 1)
    canvas.cursor = inside.origin
    for line in lines { inside = inside.split(top: canvas.wrapped(wording(line.text), in: inside, role: line.role)).rest }
  }

  private func refused(_ entry: DirectoryEntry, _ refusal: Refusal) -> [(text: Message, role: Role)] {
    var lines: [(text: Message, role: Role)] = [
      (Message(verbatim: refusal.rawValue + ": ").joined(.refusal(refusal), by: ""), .textStrong)
    ]
    if let access = session.emergency.current(for: entry.id), access.phase.isWaiting {
      lines.append(
        (
          Message(
            en: "Your request \(access.number) is with the doctors on duty. The chart opens by itself.",
            es: "Su solicitud \(access.number) está con los médicos de guardia. La historia se abrirá sola."), .emergency
        ))
      lines.append((Message(en: "W withdraws it.", es: "W la retira."), .text))
    } else if refusal == .vipReason {
      lines.append((Message(en: "Enter asks for it and opens the chart.", es: "Enter lo pide y abre la historia."), .text))
    } else if refusal == .noReasonForAccess || refusal == .blocked {
      lines.append(
        (
          Message(
            en: "A reason for access is your ward's roster, the care team, a consultation or an own order.",
            es: "Motivo de acceso es el turno de la unidad, el equipo asistencial, una consulta o una orden propia."), .text
        ))
      lines.append(
        (
          Message(
            en: "In an emergency: b asks a doctor for access. It is recorded, decided by a second person, and reviewed.",
            es: "En una urgencia: b pide acceso a un médico. Queda registrado, decide una segunda persona y se revisa."), .text
        ))
    }
    return lines
  }
}
