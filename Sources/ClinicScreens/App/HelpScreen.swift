import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let runChosen = Command("overlay.run")
}

/// All keys and commands of what stands below; each line can be run.
@UIActor
final class HelpScreen: Overlay {
  private unowned let application: ClinicApplication
  private var help: HelpOverlay<Command>

  init(application: ClinicApplication) {
    self.application = application
    let wording = application.wording
    help = HelpOverlay(
      KeyTable(application.allBindings),
      words: HelpOverlay.Words(
        title: wording(Message(en: "Help", es: "Ayuda")), find: wording(Message(en: "Find:", es: "Buscar:")),
        nothing: wording(Message(en: "No command has these words.", es: "Ninguna orden tiene esas palabras."))))
  }

  var entries: [CommandEntry] {
    [CommandEntry(.runChosen, [.enter], Message(en: "run", es: "ejecutar")), .closeEntry]
  }

  /// Within 76 columns.
  private static let marks = [
    Message(
      en: "Lists: arrows, j k, PgUp PgDn, Home End. Fields: Tab, Shift-Tab.",
      es: "Listas: flechas, j k, PgUp PgDn, Home End. Campos: Tab, Shift-Tab."),
    Message(
      en: "Results: H high  L low  HH LL critical  T beyond target  - in range",
      es: "Valores: H alto  L bajo  HH LL crítico  T fuera de objetivo  - en rango"),
    Message(
      en: "Board: NEWS H high M medium 3 one part  ? incomplete  s scale 2  n/a none",
      es: "Lista: NEWS A alto M medio 3 parámetro  ? incompleto  s escala 2  n/a sin"),
    Message(
      en: "! overdue or alert  E escalation  C critical value  = similar name",
      es: "! atrasado o alerta  E aviso  C valor crítico  = nombre parecido"),
  ]

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    // Nothing of the screen is left beside it: half words at the edges only distract.
    canvas.fill(Rect(x: 0, y: area.y, width: canvas.size.width, height: area.height), role: .text)
    let box = area.centered(Size(width: min(area.width, 96), height: area.height))
    let (list, foot) = box.split(bottom: Self.marks.count)
    help.draw(on: &canvas, in: list)
    for (place, line) in Self.marks.enumerated() {
      canvas.text(context.wording(line), at: foot.origin.offset(x: 2, y: place), width: foot.width - 4, role: .textMuted)
    }
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch help.handle(event) {
    case .run(let command): application.run(command, from: self)
    case .refused(let reason): application.refuse(reason)
    case .cancelled: return .close
    case .moved, .ignored: break
    }
    return .stay
  }
}

/// Commands by name.
@UIActor
final class PaletteScreen: Overlay {
  private unowned let application: ClinicApplication
  private var palette: Palette<Command>

  init(application: ClinicApplication) {
    self.application = application
    palette = Palette(
      KeyTable(application.allBindings),
      nothing: application.wording(Message(en: "No command has these words.", es: "Ninguna orden tiene esas palabras.")))
  }

  var entries: [CommandEntry] {
    [CommandEntry(.runChosen, [.enter], Message(en: "run", es: "ejecutar")), .closeEntry]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    palette.draw(on: &canvas, in: area.centered(Size(width: 74, height: min(area.height, 20))))
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch palette.handle(event) {
    case .run(let command): application.run(command, from: self)
    case .refused(let reason): application.refuse(reason)
    case .cancelled: return .close
    case .entered, .moved, .ignored: break
    }
    return .stay
  }
}
