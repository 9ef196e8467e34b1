import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let runChosen = Command("overlay.run")
}

/// All keys and commands of the screen below; each line can be run.
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

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let box = area.centered(Size(width: min(area.width, 96), height: area.height - 1))
    help.draw(on: &canvas, in: box.split(bottom: 3).rest)
    let foot = box.split(bottom: 3).bottom
    canvas.fill(foot, role: .text)
    canvas.frame(foot, role: .frameFocus)
    let marks = Message(
      en: "Marks: H high  L low  HH LL critical  ! needs action  = similar name  > selected",
      es: "Marcas: H alto  L bajo  HH LL crítico  ! requiere acción  = nombre parecido  > elegido")
    canvas.text(context.wording(marks), at: Point(x: foot.x + 2, y: foot.y + 1), width: foot.width - 4, role: .textMuted)
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch help.handle(event) {
    case .run(let command):
      application.dismissOverlay()
      application.perform(command)
      return .stay
    case .refused(let reason):
      application.present(MessageOverlay(title: application.wording(Message(en: "Not now", es: "Ahora no")), text: reason))
      return .stay
    case .cancelled: return .close
    case .moved, .ignored: return .stay
    }
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
    palette.draw(on: &canvas, in: area.centered(Size(width: 70, height: min(area.height, 18))))
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch palette.handle(event) {
    case .run(let command):
      application.dismissOverlay()
      application.perform(command)
      return .stay
    case .refused(let reason):
      application.present(MessageOverlay(title: application.wording(Message(en: "Not now", es: "Ahora no")), text: reason))
      return .stay
    case .cancelled: return .close
    case .entered, .moved, .ignored: return .stay
    }
  }
}
