import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let chooseTest = Command("overlay.choose-test")
}

/// Which test is drawn over the series, or none; or which one a new result is of.
@UIActor
final class TestOverlay: Overlay {
  private let choices: [BiomarkerType]
  /// A new result is of a test; over a series there may be none.
  private let isForEntry: Bool
  private let choose: (BiomarkerType.ID?) -> Void
  /// 0 is none; the others by their place.
  private var table = Table<Int>([])

  /// Over a series.
  init(over choices: [BiomarkerType], selected: BiomarkerType.ID?, choose: @escaping (BiomarkerType.ID?) -> Void) {
    self.choices = choices
    self.choose = choose
    isForEntry = false
    table.setRows(Array(0...choices.count))
    table.select(choices.firstIndex { $0.id == selected }.map { $0 + 1 } ?? min(1, choices.count))
  }

  /// For a new result.
  init(_ choices: [BiomarkerType], selected: BiomarkerType.ID?, choose: @escaping (BiomarkerType.ID?) -> Void) {
    self.choices = choices
    self.choose = choose
    isForEntry = true
    table.setRows(Array(choices.indices.map { $0 + 1 }))
    if let place = choices.firstIndex(where: { $0.id == selected }) { table.select(place + 1) }
  }

  var entries: [CommandEntry] {
    [
      CommandEntry(
        .chooseTest, [.enter],
        isForEntry ? Message(en: "record", es: "anotar") : Message(en: "draw over it", es: "dibujar encima")),
      .closeEntry,
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let size = Size(width: min(66, area.width - 4), height: min(area.height - 2, choices.count + 7))
    let title =
      isForEntry
      ? Message(en: "New result: of which test?", es: "Resultado nuevo: ¿de qué prueba?")
      : Message(en: "Second test, axis at the right", es: "Segunda prueba, eje derecho")
    let inside = canvas.box(in: area, size, title: wording(title))
    table.columns = [
      TableColumn(wording(Message(en: "TEST", es: "PRUEBA")), .flexible(minimum: 26)),
      TableColumn(wording(Message(en: "UNIT", es: "UNIDAD")), .fixed(16)),
    ]
    table.draw(on: &canvas, in: inside, isFocused: true) { place in
      let row = isForEntry ? place + 1 : place
      return row == 0
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
