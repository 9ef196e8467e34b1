import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// For roles without a pane of their own here: says so, and what they can do.
@UIActor
final class HomeScreen: Screen {
  private unowned let app: AppModel

  init(app: AppModel) { self.app = app }

  let title = Message(en: "Home", es: "Inicio")
  let entries: [CommandEntry] = []

  func handle(_ event: InputEvent) -> Bool { false }
  func perform(_ command: Command) {}

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let user = app.session?.user else { return }
    let wording = context.wording
    let box = area.centered(Size(width: 64, height: 9))
    canvas.frame(box, title: user.name, role: .frame)
    let text = wording(
      Message(
        en: "You are signed in as \(wording(.role(user.role)).lowercased()). This role sees no patient, not even in the directory.\n\nAccounts, settings, migrations and backups are kept with the clinicctl program.",
        es: "Ha entrado como \(wording(.role(user.role)).lowercased()). Esta función no ve a ninguna persona, ni en el directorio.\n\nCuentas, ajustes, migraciones y copias se llevan con el programa clinicctl."))
    for (index, line) in TextWrap.lines(text, width: box.width - 6).prefix(box.height - 3).enumerated() {
      canvas.text(line, at: Point(x: box.x + 3, y: box.y + 2 + index), width: box.width - 6)
    }
    canvas.cursor = Point(x: box.x + 3, y: box.y + 2)
  }
}
