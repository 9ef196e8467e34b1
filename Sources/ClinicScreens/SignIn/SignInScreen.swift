import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let submitSignIn = Command("sign-in.submit")
}

/// E-mail and password; before anything of a patient is drawn.
@UIActor
final class SignInScreen: Screen {
  private let model: SignInModel
  private unowned let app: AppModel
  private var email = TextField(maximumLength: 120)
  private var password = TextField(maximumLength: 200, isMasked: true)
  private var focus = SignInModel.Field.email
  /// What this terminal can show.
  var display: DisplayDescription

  init(model: SignInModel, app: AppModel, display: DisplayDescription) {
    self.model = model
    self.app = app
    self.display = display
  }

  let title = Message(en: "Sign in", es: "Entrar")
  let isEditingText = true

  var entries: [CommandEntry] {
    [
      CommandEntry(
        .submitSignIn, [.enter],
        goesOn ? Message(en: "next field", es: "siguiente campo") : Message(en: "sign in", es: "entrar")),
      CommandEntry(.nextField, [.tab], Message(en: "other field", es: "otro campo")),
      CommandEntry(
        .display, [.function(2)], Message(en: "display", es: "pantalla"),
        detail: Message(en: "Display test, theme and language", es: "Prueba de pantalla, tema e idioma")),
      CommandEntry(
        .language, [.function(3)], Message(en: "Español", es: "English"),
        detail: Message(en: "Cambiar el idioma a español", es: "Change the language to English")),
    ]
  }

  /// Enter goes from the e-mail on to the password; there it signs in.
  private var goesOn: Bool { focus == .email && model.password.isEmpty && !model.email.isEmpty }

  private func submit() {
    if goesOn { focus = .password } else { model.submit() }
    if case .empty(let field) = model.problem { focus = field }
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    switch event {
    case .key(.enter):
      submit()
      return true
    case .key(.tab), .key(.backTab), .key(.up), .key(.down):
      focus = focus == .email ? .password : .email
      return true
    default: return edit(event)
    }
  }

  private func edit(_ event: InputEvent) -> Bool {
    guard !model.isBusy else { return true }
    switch focus {
    case .email:
      guard email.handle(event) != .ignored else { return false }
      model.email = email.text
    case .password:
      guard password.handle(event) != .ignored else { return false }
      model.password = password.text
    }
    return true
  }

  /// The model forgets what was typed after a failure, and for the next person.
  private func synchronize() {
    if email.text != model.email {
      email.setText(model.email)
      if model.email.isEmpty { focus = .email }
    }
    if password.text != model.password { password.setText(model.password) }
  }

  func perform(_ command: Command) {
    switch command {
    case .submitSignIn: submit()
    case .nextField: focus = focus == .email ? .password : .email
    default: break
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let wording = context.wording
    let box = area.centered(Size(width: 58, height: 12))
    canvas.frame(box, title: wording(Message(en: "Clinic record - sign in", es: "Historia clínica - entrar")), role: .frameFocus)
    drawSite(on: &canvas, box, wording)
    drawFields(on: &canvas, box, wording)
    if let line = problemLine(wording) {
      canvas.wrapped("! " + line, in: Rect(x: box.x + 3, y: box.y + 8, width: box.width - 6, height: 2), role: .fieldError)
    } else if model.isBusy {
      canvas.text(
        wording(Message(en: "Checking...", es: "Comprobando...")), at: Point(x: box.x + 3, y: box.y + 8), role: .textMuted)
    } else if app.site != nil, case .lost = app.connection {
      canvas.text(wording(Self.notReachable), at: Point(x: box.x + 3, y: box.y + 8), width: box.width - 6, role: .stale)
    }
    canvas.text(
      wording(display.line), at: Point(x: area.x, y: min(box.maxY + 1, area.maxY - 1)), width: area.width, role: .textMuted,
      align: .center)
  }

  private static let notReachable = Message(
    en: "database not reachable, trying again", es: "sin conexión con la base de datos, reintentando")

  private func drawSite(on canvas: inout Canvas, _ box: Rect, _ wording: Wording) {
    let place = Point(x: box.x + 3, y: box.y + 2)
    canvas.text(wording(Message(en: "Site", es: "Centro")), at: place, width: 12, role: .label)
    guard let site = app.site else {
      let text: Message =
        if case .lost = app.connection {
          Self.notReachable
        } else {
          Message(en: "connecting", es: "conectando")
        }
      canvas.text(wording(text), at: place.offset(x: 12), width: box.width - 18, role: .stale)
      return
    }
    let used = canvas.text(site.name, at: place.offset(x: 12), width: 24)
    let role: Role =
      switch site.environment {
      case .production: .bannerProduction
      case .training: .bannerTraining
      case .demo: .bannerDemo
      }
    canvas.text(" " + wording(.environment(site.environment)) + " ", at: place.offset(x: 12 + used + 1), width: 14, role: role)
  }

  private func drawFields(on canvas: inout Canvas, _ box: Rect, _ wording: Wording) {
    let rows: [(Message, SignInModel.Field)] = [
      (Message(en: "E-mail", es: "Correo"), .email), (Message(en: "Password", es: "Contraseña"), .password),
    ]
    for (index, (label, field)) in rows.enumerated() {
      let y = box.y + 4 + index * 2
      canvas.text(wording(label), at: Point(x: box.x + 3, y: y), width: 12, role: .label)
      let rect = Rect(x: box.x + 15, y: y, width: box.width - 19, height: 1)
      if field == .email {
        email.draw(on: &canvas, in: rect, isFocused: focus == .email)
      } else {
        password.draw(on: &canvas, in: rect, isFocused: focus == .password)
      }
    }
    if focus == .email, let domain = app.site?.emailDomain, !domain.isEmpty, !email.text.contains("@") {
      canvas.text("@\(domain)", at: Point(x: box.x + 15, y: box.y + 5), width: box.width - 19, role: .textMuted)
    }
  }

  private func problemLine(_ wording: Wording) -> String? {
    switch model.problem {
    case .refused:
      wording(
        Message(
          en: "Sign-in was refused. Check both, or ask the administrator.",
          es: "Acceso denegado. Revise ambos o pregunte a administración."))
    case .unavailable: wording(Message(en: "The database cannot be reached now.", es: "La base de datos no responde ahora."))
    case .empty(.email): wording(Message(en: "The e-mail is missing.", es: "Falta el correo."))
    case .empty(.password): wording(Message(en: "The password is missing.", es: "Falta la contraseña."))
    case nil: nil
    }
  }
}

extension Command {
  static let nextField = Command("form.next-field")
}
