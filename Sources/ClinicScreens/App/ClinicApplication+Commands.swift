import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let help = Command("app.help")
  static let palette = Command("app.palette")
  static let redraw = Command("app.redraw")
  static let lock = Command("app.lock")
  static let otherUser = Command("app.other-user")
  static let signOut = Command("app.sign-out")
  static let quit = Command("app.quit")
  static let display = Command("app.display")
  static let language = Command("app.language")
  static let nextTheme = Command("app.theme")
  static let showPatients = Command("pane.patients")
  static let showChart = Command("pane.chart")
  static let showPrescriptions = Command("pane.prescriptions")
  static let showEmergency = Command("pane.emergency")
  static let showRegistration = Command("pane.registration")
}

extension ClinicApplication {
  /// What works everywhere. F-keys and Alt-keys are all in the palette too: some terminals keep them for themselves.
  var globalEntries: [CommandEntry] {
    var entries = [
      CommandEntry(
        .help, [.character("?"), .function(1)], Message(en: "help", es: "ayuda"),
        detail: Message(en: "All keys and commands of this screen", es: "Todas las teclas y órdenes de esta pantalla"),
        group: .groupEverywhere)
    ]
    switch model.stage {
    case .signedOut:
      entries[0].keys = [.function(1)]
      entries += [
        CommandEntry(.quit, [.control("q")], Message(en: "quit", es: "salir"), group: .groupEverywhere)
      ]
    case .locked:
      entries[0].keys = [.function(1)]
      entries += [
        CommandEntry(.signOut, [.control("q")], Message(en: "sign out", es: "cerrar sesión"), group: .groupEverywhere)
      ]
    case .signedIn:
      entries += signedInEntries
    }
    entries += [
      CommandEntry(.redraw, [.control("r")], Message(en: "redraw", es: "redibujar"), group: .groupEverywhere, isInHelpBar: false),
      CommandEntry(
        .nextTheme, [], Message(en: "next theme", es: "otro tema"),
        detail: Message(en: "Use the next colour theme", es: "Usar el siguiente tema de color"), group: .groupEverywhere,
        isInHelpBar: false),
    ]
    // The sign-in screen has a key for it.
    if model.stage != .signedOut {
      entries.append(
        CommandEntry(
          .language, [], Message(en: "Español", es: "English"),
          detail: Message(en: "Cambiar el idioma a español", es: "Change the language to English"), group: .groupEverywhere,
          isInHelpBar: false))
    }
    return entries
  }

  private var signedInEntries: [CommandEntry] {
    var entries = [
      CommandEntry(
        .palette, [.character(":"), .control("p")], Message(en: "commands", es: "órdenes"),
        detail: Message(en: "Find and run any command", es: "Buscar y ejecutar cualquier orden"), group: .groupEverywhere)
    ]
    entries += Self.paneCommands.map { pane, command, key, label in
      CommandEntry(
        command, [.alt(key)], label, detail: Message(en: "Go to: ", es: "Ir a: ").joined(label, by: ""), group: .groupEverywhere,
        isInHelpBar: false,
        obstacle: model.session?.panes.contains(pane) == true ? nil : .paneNotForRole(pane))
    }
    entries += [
      CommandEntry(
        .lock, [.control("l")], Message(en: "lock", es: "bloquear"),
        detail: Message(en: "Lock the screen; your work stays", es: "Bloquear la pantalla; su trabajo queda"),
        group: .groupEverywhere),
      CommandEntry(
        .otherUser, [.function(12)], Message(en: "other user", es: "otra persona"),
        detail: Message(
          en: "Sign out and let somebody else in; drafts are kept",
          es: "Cerrar la sesión para otra persona; los borradores se guardan"),
        group: .groupEverywhere, isInHelpBar: false),
      CommandEntry(
        .signOut, [.control("q")], Message(en: "sign out", es: "cerrar sesión"), group: .groupEverywhere, isInHelpBar: false),
      CommandEntry(
        .display, [.function(2)], Message(en: "display", es: "pantalla"),
        detail: Message(en: "Display test, theme and language", es: "Prueba de pantalla, tema e idioma"), group: .groupEverywhere,
        isInHelpBar: false),
    ]
    return entries
  }

  static let paneCommands: [(SessionModel.Pane, Command, Character, Message)] = [
    (.patients, .showPatients, "1", Message(en: "Patients", es: "Pacientes")),
    (.chart, .showChart, "2", Message(en: "Chart", es: "Historia")),
    (.prescriptions, .showPrescriptions, "3", Message(en: "Prescriptions", es: "Prescripciones")),
    (.emergency, .showEmergency, "4", Message(en: "Emergency access", es: "Acceso de urgencia")),
    (.registration, .showRegistration, "5", Message(en: "Registration", es: "Registro")),
  ]

  /// Runs a command of the application; false where it is the screen's.
  func performOwn(_ command: Command) -> Bool {
    if let pane = Self.paneCommands.first(where: { $0.1 == command })?.0 {
      show(pane)
      return true
    }
    switch command {
    case .help: toggle(HelpScreen.self) { HelpScreen(application: self) }
    case .palette: toggle(PaletteScreen.self) { PaletteScreen(application: self) }
    case .redraw: onRedraw()
    case .lock: model.lock()
    case .otherUser, .signOut: model.signOut()
    case .quit: onQuit()
    case .display: toggle(DisplayScreen.self) { DisplayScreen(application: self) }
    case .language: model.setLanguage(model.language == .english ? .spanish : .english)
    case .nextTheme: useNextTheme()
    default: return false
    }
    return true
  }

  /// The key that opened it closes it.
  private func toggle<Kind: Overlay>(_ kind: Kind.Type, _ make: () -> Kind) {
    if let open = overlay as? Kind { dismiss(open) } else { present(make()) }
  }

  private func show(_ pane: SessionModel.Pane) {
    switch model.session?.chart.unanswered {
    case .value: return refuse(wording(.blocker(.answerFirst, clock: model.clock)))
    case .storing where pane != .chart: return refuse(wording(.answerPending))
    case .storing, nil: break
    }
    guard dismissOverlays() else {
      return refuse(
        wording(
          Message(
            en: "A form is open. Finish it, or close it with Esc.", es: "Hay un formulario abierto. Termínelo o ciérrelo con Esc."
          )))
    }
    model.session?.show(pane)
  }

  func useNextTheme() {
    guard !themes.isEmpty else { return }
    let index = themes.firstIndex(of: display.theme).map { ($0 + 1) % themes.count } ?? 0
    model.setTheme(themes[index])
  }

  func keyTable(of screen: any Screen) -> KeyTable<Command> {
    KeyTable(screen.entries.map { $0.binding(wording) })
  }

  /// The screen's own commands first, then those that work everywhere. Each with a key that works now: where letters are text,
  /// not a letter.
  var helpEntries: [HelpEntry] {
    let letters = overlay != nil || !screen.isEditingText
    let entries = overlay.map { $0.entries } ?? screen.entries + globalEntries
    return entries.filter { $0.isInHelpBar && $0.obstacle == nil }.compactMap { entry in
      guard let key = entry.keys.first(where: { letters || !$0.isText }) else { return nil }
      return HelpEntry(entry.shownAs.map { wording($0) } ?? key.spelling, wording(entry.label), isEssential: entry.command == .help || key == .escape)
    }
  }

  /// All commands of what is in front, for help and palette.
  var allBindings: [KeyBinding<Command>] {
    let front = overlay.map { $0.entries } ?? screen.entries
    return (front + globalEntries).map { $0.binding(wording) }
  }
}

extension Message {
  static let answerPending = Message(
    en: "First it must be known whether it is stored.", es: "Antes hay que saber si quedó guardado.")

  static func paneNotForRole(_ pane: SessionModel.Pane) -> Message {
    switch pane {
    case .registration:
      Message(en: "NO_ROLE: patients are registered by reception.", es: "NO_ROLE: el registro es de recepción.")
    case .patients:
      Message(
        en: "NO_ROLE: your role works without the patient directory.",
        es: "NO_ROLE: su función no usa el directorio de pacientes.")
    case .chart, .prescriptions, .emergency:
      Message(en: "NO_ROLE: charts are for nurses and doctors.", es: "NO_ROLE: las historias son de enfermería y medicina.")
    }
  }
}
