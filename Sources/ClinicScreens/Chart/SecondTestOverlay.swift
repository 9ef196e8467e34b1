import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let chooseSecondTest = Command("overlay.second-test")
}

/// Which test is drawn over the series, or none.
@UIActor
final class SecondTestOverlay: Overlay {
  private let choices: [BiomarkerType]
  private let choose: (BiomarkerType.ID?) -> Void
  /// 0 is none; the others by their place.
  private var table = Table<Int>([])

  init(_ choices: [BiomarkerType], selected: BiomarkerType.ID?, choose: @escaping (BiomarkerType.ID?) -> Void) {
    self.choices = choices
    self.choose = choose
    table.setRows(Array(0...choices.count))
    table.select(choices.firstIndex { $0.id == selected }.map { $0 + 1 } ?? min(1, choices.count))
  }

  var entries: [CommandEntry] {
    [CommandEntry(.chooseSecondTest, [.enter], Message(en: "draw over it", es: "dibujar encima")), .closeEntry]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let size = Size(width: min(66, area.width - 4), height: min(area.height - 2, choices.count + 7))
    let title = Message(en: "Second test, axis at the right", es: "Segunda prueba, eje derecho")
    let inside = canvas.box(in: area, size, title: wording(title))
    table.columns = [
      TableColumn(wording(Message(en: "TEST", es: "PRUEBA")), .flexible(minimum: 26)),
      TableColumn(wording(Message(en: "UNIT", es: "UNIDAD")), .fixed(16)),
    ]
    table.draw(on: &canvas, in: inside, isFocused: true) { row in
      row == 0
        ? [TableCell(wording(Message(en: "none", es: "ninguna"))), ""]
        : [TableCell(choices[row - 1].name(in: wording.language)), TableCell(Unit.text(choices[row - 1].unit))]
    }
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape): return .close
    case .key(.enter):
      choose(table.selection.flatMap { $0 == 0 ? nil : choices[$0 - 1].id })
      return .close
    default:
      _ = table.handle(event)
      return .stay
    }
  }
}
