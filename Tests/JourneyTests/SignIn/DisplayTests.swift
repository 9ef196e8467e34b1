import TerminalTestSupport
import Testing

/// Language, theme, display test, sizes, and the badge of the environment.
@Suite struct DisplayTests {
  @Test func f3SwitchesTheLanguageBeforeAnybodyIsIn() throws {
    let terminal = try Clinic().terminal()
    terminal.press("F3", expect: "Contraseña")
    terminal.expect("Historia clínica - entrar")
    terminal.press("F3", expect: "Password")
  }

  @Test func theLanguageOfThePersonComesBackWithHer() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press(":")
    terminal.type("español")
    terminal.press("Enter", expect: "mis pacientes: 30")
    terminal.press("Ctrl-Q", expect: "Contraseña")
    terminal.press("F3", expect: "Password")
    terminal.signIn(.nurse)
    terminal.expect("mis pacientes: 30")
    // Hers alone.
    let other = try clinic.signedIn(.nurse2)
    other.expect("my patients: 28")
  }

  @Test func aSpanishLocaleBeginsInSpanish() throws {
    let terminal = try Clinic().terminal(environment: ["LANG": "es_ES.UTF-8"])
    terminal.expect("Contraseña")
  }

  @Test func theDisplayTestShowsWhatTheTerminalCan() throws {
    let terminal = try Clinic().terminal()
    terminal.press("F2", expect: "Display test")
    terminal.expect("王秀英")
    terminal.expect("xterm-256color  100 x 30")
    #expect(terminal.contains("UTF-8, 256 colours, theme clinic-dark"))
    let before = terminal.colorCodes().count
    terminal.press("t", expect: "theme clinic-light")
    #expect(terminal.colorCodes().count > before)
    terminal.press("l", expect: "Prueba de pantalla")
    terminal.press("Esc")
    terminal.expectGone("Prueba de pantalla")
    terminal.expect("Contraseña")
  }

  @Test(arguments: [("TRAINING", " TRAINING "), ("PRODUCTION", " PRODUCTION ")])
  func theBadgeNamesTheEnvironment(_ setting: String, _ badge: String) throws {
    let clinic = try Clinic()
    try clinic.superuser.run("update access.settings set value = $1 where name = 'environment'", [setting])
    let terminal = try clinic.terminal()
    terminal.expect(badge)
    let place = try #require(terminal.find(String(badge.dropFirst())))
    // Not by colour alone, but by colour too.
    #expect(terminal.cell(row: place.row, column: place.column).background != .terminalDefault)
    terminal.signIn(.nurse)
    terminal.expect("my patients")
    #expect(terminal.rows[0].contains("TRAINING") == (setting == "TRAINING"))
  }

  @Test func aTooSmallWindowSaysSoAndBringsEverythingBack() throws {
    let terminal = try Clinic().terminal(columns: 100, rows: 30)
    terminal.signIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("/")
    terminal.type("garcia")
    terminal.expect("17 found")
    let before = terminal.screen
    terminal.resize(columns: 60, rows: 16)
    terminal.expect("80 x 24 are needed; it has 60 x 16.")
    #expect(!terminal.contains("GARC"))
    terminal.resize(columns: 100, rows: 30)
    terminal.expect("GARC")
    #expect(terminal.wait { $0.screen == before }, "\(terminal.screen)\n---\n\(before)")
  }

  @Test func aTerminalThatBeginsTooSmallCanStillLockAndLeave() throws {
    let clinic = try Clinic()
    let terminal = try Clinic.start(clinic.database.conninfo(as: "clinic_terminal"), columns: 60, rows: 16)
    terminal.companion = clinic
    terminal.expect("80 x 24 are needed")
    terminal.resize(columns: 80, rows: 24)
    terminal.expect("Clinic demo")
    terminal.signIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.resize(columns: 60, rows: 16)
    terminal.expect("The window is too small.")
    terminal.press("Ctrl-L")
    terminal.resize(columns: 80, rows: 24)
    terminal.expect("LOCKED")
    terminal.press("Ctrl-Q", expect: "E-mail")
    terminal.resize(columns: 60, rows: 16)
    terminal.expect("The window is too small.")
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test func sizesBackAndForthEndOnTheSameText() throws {
    let terminal = try Clinic().terminal()
    terminal.signIn(.doctor)
    terminal.expect("my patients: 71")
    for _ in 0..<7 { terminal.press("Down") }
    terminal.settle()
    let (before, selected) = (terminal.screen, terminal.selectedRow)
    for (columns, rows) in [(80, 24), (132, 40), (81, 25), (200, 50), (80, 24)] {
      terminal.resize(columns: columns, rows: rows)
      #expect(terminal.wait { $0.selectedRow?.prefix(13) == selected?.prefix(13) }, "\(terminal.screen)")
    }
    terminal.resize(columns: 100, rows: 30)
    #expect(terminal.wait { $0.screen == before }, "\(terminal.screen)\n---\n\(before)")
  }
}
