import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let unlock = Command("lock.unlock")
}

/// The privacy lock: nothing of a patient, not even which pane was open.
@UIActor
final class LockScreen: Screen {
  private let model: UnlockModel
  private unowned let app: AppModel
  private var password = TextField(maximumLength: 200, isMasked: true)

  init(model: UnlockModel, app: AppModel) {
    self.model = model
    self.app = app
  }

  let title = Message(en: "Locked", es: "Bloqueado")
  let isEditingText = true

  var entries: [CommandEntry] {
    [
      CommandEntry(.unlock, [.enter], Message(en: "unlock", es: "desbloquear")),
      CommandEntry(
        .otherUser, [.function(12), .function(6)], Message(en: "other user", es: "otra persona"),
        detail: Message(
          en: "Sign out and let somebody else in; drafts are kept",
          es: "Cerrar la sesión para otra persona; los borradores se guardan")),
    ]
  }

  func handle(_ event: InputEvent) -> Bool {
    if password.text != model.password { password.setText(model.password) }
    if case .key(.enter) = event {
      model.submit()
      return true
    }
    guard !model.isBusy, password.handle(event) != .ignored else { return false }
    model.password = password.text
    return true
  }

  func perform(_ command: Command) {
    if command == .unlock { model.submit() }
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    if password.text != model.password { password.setText(model.password) }
    let wording = context.wording
    let box = area.centered(Size(width: 54, height: 10))
    canvas.frame(box, role: .frameFocus)
    canvas.text(
      wording(Message(en: "LOCKED", es: "BLOQUEADO")), at: Point(x: box.x + 1, y: box.y + 1), width: box.width - 2, role: .title,
      align: .center)
    let name = app.session?.user.name ?? ""
    let since = app.lockedAt.map { context.clock.local($0).clock } ?? ""
    canvas.text(
      wording(Message(en: "\(name)   since \(since)", es: "\(name)   desde \(since)")), at: Point(x: box.x + 3, y: box.y + 3),
      width: box.width - 6)
    canvas.text(
      wording(stateLine), at: Point(x: box.x + 3, y: box.y + 4), width: box.width - 6, role: isConnected ? .textMuted : .stale)
    canvas.text(
      wording(Message(en: "Password", es: "Contraseña")), at: Point(x: box.x + 3, y: box.y + 6), width: 12, role: .label)
    password.draw(on: &canvas, in: Rect(x: box.x + 15, y: box.y + 6, width: box.width - 19, height: 1), isFocused: true)
    canvas.text(
      problemLine.map { "! " + wording($0) } ?? "", at: Point(x: box.x + 3, y: box.y + 8), width: box.width - 6, role: .fieldError
    )
    drawBelow(on: &canvas, box, area, context)
  }

  private var isConnected: Bool { app.connection == .connected }

  private var stateLine: Message {
    guard isConnected else {
      return Message(en: "The database is not reachable; trying again.", es: "La base de datos no responde; se reintenta.")
    }
    if case .locked(.connectionLost) = app.stage {
      return Message(
        en: "The line was lost and is back. Form kept.", es: "La línea ha vuelto. Su formulario se conserva.")
    }
    return Message(en: "Your work is kept.", es: "Su trabajo se conserva.")
  }

  private var problemLine: Message? {
    switch model.problem {
    case .refused: Message(en: "That is not the password.", es: "Esa no es la contraseña.")
    case .unavailable where isConnected:
      Message(en: "Not checked: please type it again.", es: "Sin comprobar: escríbala otra vez.")
    case .unavailable: Message(en: "The database cannot be reached now.", es: "La base de datos no responde ahora.")
    case nil: model.isBusy ? Message(en: "Checking...", es: "Comprobando...") : nil
    }
  }

  private func drawBelow(on canvas: inout Canvas, _ box: Rect, _ area: Rect, _ context: DrawContext) {
    var y = box.maxY + 1
    if let waiting = app.session?.emergency.counts.waiting, waiting > 0 {
      let text = context.wording(
        waiting == 1
          ? Message(en: " ! 1 emergency request is waiting ", es: " ! 1 solicitud de urgencia en espera ")
          : Message(en: " ! \(waiting) emergency requests are waiting ", es: " ! \(waiting) solicitudes de urgencia en espera "))
      canvas.text(text, at: Point(x: area.x, y: y), width: area.width, role: .emergency, align: .center)
      y += 2
    }
    if let user = app.session?.user, let lockedAt = app.lockedAt {
      let end = context.clock.local(lockedAt.adding(seconds: Int64(user.signOutAfterSeconds))).clock
      canvas.text(
        context.wording(Message(en: "Signs out by itself at \(end)", es: "La sesión se cierra sola a las \(end)")),
        at: Point(x: area.x, y: min(y, area.maxY - 1)), width: area.width, role: .textMuted, align: .center)
    }
  }
}
