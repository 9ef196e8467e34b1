import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Why the chart is opened: one key. The answer stands in the trace.
@UIActor
final class PurposeOverlay: Overlay {
  private let entry: DirectoryEntry
  private let choose: (AccessPurpose) -> Void
  private let purposes: [AccessPurpose] = [.treatment, .resultReview, .handover, .emergency, .administration]
  private var selected = 0

  init(entry: DirectoryEntry, application: ClinicApplication, choose: @escaping (AccessPurpose) -> Void) {
    self.entry = entry
    self.choose = choose
  }

  var entries: [CommandEntry] {
    [
      CommandEntry(.openChart, [.enter], Message(en: "open", es: "abrir")),
      CommandEntry(.choosePurpose, [.character("1")], Message(en: "purpose", es: "finalidad"), shownAs: Message(verbatim: "1-5")),
      .closeEntry,
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let title = Message(en: "Open chart: for what purpose?", es: "Abrir historia: ¿con qué finalidad?")
    let inside = canvas.box(in: area, Size(width: 70, height: purposes.count + 8), title: wording(title))
    canvas.identity(entry.name.listed, "\(entry.birthDate)  \(entry.recordNumber)", at: inside.origin, width: inside.width)
    for (index, purpose) in purposes.enumerated() {
      let row = inside.row(2 + index)
      let isSelected = index == selected
      let words = (isSelected ? "> " : "  ") + "\(index + 1)  " + wording(.purpose(purpose))
      canvas.text(words, at: row.origin, width: row.width, role: isSelected ? .selectRow : .text, pad: true)
      if isSelected { canvas.cursor = row.origin }
    }
    canvas.text(
      wording(Message(en: "The opening is recorded with this purpose.", es: "La apertura queda registrada con esta finalidad.")),
      at: Point(x: inside.x, y: inside.maxY - 1), width: inside.width, role: .textMuted)
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    guard case .key(let key) = event else { return .stay }
    switch key {
    case .up, .character("k"): selected = max(0, selected - 1)
    case .down, .character("j"): selected = min(purposes.count - 1, selected + 1)
    case .enter: return finish(selected)
    case .character(let digit):
      guard let number = digit.wholeNumberValue, (1...purposes.count).contains(number) else { return .stay }
      return finish(number - 1)
    case .escape: return .close
    default: break
    }
    return .stay
  }

  private func finish(_ index: Int) -> OverlayOutcome {
    choose(purposes[index])
    return .close
  }
}

extension Command {
  static let choosePurpose = Command("chart.purpose")
}
