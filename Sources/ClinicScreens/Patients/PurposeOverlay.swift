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
      CommandEntry(.choosePurpose, [.character("1")], Message(en: "to 5: purpose", es: "a 5: finalidad")),
      .closeEntry,
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let box = area.centered(Size(width: 60, height: purposes.count + 7))
    let wording = context.wording
    canvas.fill(box, role: .text)
    canvas.frame(box, title: wording(Message(en: "Open chart: for what purpose?", es: "Abrir historia: ¿con qué finalidad?")), role: .frameFocus)
    canvas.text("\(entry.name.listed)  \(entry.birthDate)  \(entry.recordNumber)", at: Point(x: box.x + 3, y: box.y + 2), width: box.width - 6, role: .textStrong)
    for (index, purpose) in purposes.enumerated() {
      let y = box.y + 4 + index
      let role: Role = index == selected ? .selectRow : .text
      canvas.text((index == selected ? "> " : "  ") + "\(index + 1)  " + wording(.purpose(purpose)), at: Point(x: box.x + 3, y: y), width: box.width - 6, role: role, pad: true)
      if index == selected { canvas.cursor = Point(x: box.x + 3, y: y) }
    }
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
