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
    let role = wording(.role(user.role)).lowercased()
    let texts = [
      Message(
        en: "You are signed in as \(role). This role sees no patient, not even in the directory.",
        es: "Ha entrado como \(role). Esta función no ve a ninguna persona, ni en el directorio."),
      Message(
        en: "Accounts, settings, migrations and backups are kept with the clinicctl program.",
        es: "Cuentas, ajustes, migraciones y copias se llevan con el programa clinicctl."),
    ]
    var inside = canvas.box(in: area, Size(width: 64, height: 9), title: user.name, role: .frame)
    canvas.cursor = inside.origin
    for text in texts { inside = inside.split(top: canvas.wrapped(wording(text), in: inside) + 1).rest }
  }
}
