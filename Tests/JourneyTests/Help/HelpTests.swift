import TerminalTestSupport
import Testing

/// Help and palette: every key of a screen, searchable, and to be run from there.
@Suite struct HelpTests {
  @Test func helpIsSearchedAndRunsWhatIsChosen() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("most overdue first")
    terminal.press("?", expect: "Help")
    terminal.expect("HH LL critical")
    terminal.type("sort by")
    terminal.expectRow { $0.contains("Sort by the next column") }
    terminal.expectGone("Filter by the next ward")
    terminal.press("Enter", expect: "by name")
    terminal.expectGone("HH LL critical")
    terminal.press("F1", expect: "Help")
    terminal.type("no such thing")
    terminal.expect("No command has these words.")
    terminal.escape()
    terminal.expectGone("No command")
    terminal.expect("by name")
  }

  @Test func thePaletteFindsByTypingAndRuns() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("Ctrl-P")
    terminal.type("ward")
    terminal.expect("Filter by the next ward")
    terminal.press("Enter", expect: "found   ward A")
    terminal.press(":")
    terminal.type("lock")
    terminal.expect("Lock the screen; your work stays")
    terminal.press("Enter", expect: "LOCKED")
  }

  @Test(arguments: [("patients", "Alt-1"), ("emergency", "Alt-4"), ("other user", "F12"), ("display", "F2"), ("sort", "F5")])
  func keysThatSomeTerminalsKeepForThemselvesAreInThePalette(_ word: String, _ key: String) throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press(":")
    terminal.type(word)
    terminal.expectRow { $0.contains(key) }
  }

  @Test func whatTheRoleMayNotDoSaysWhy() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press(":")
    terminal.type("registration")
    terminal.press("Enter", expect: "NO_ROLE: patients are registered by reception.")
    terminal.escape()
    terminal.expectGone("NO_ROLE")
    terminal.expect("my patients: 30")
  }

  @Test func helpIsThereBeforeSignInAndWhileLocked() throws {
    let terminal = try Shared.clinic.get().terminal()
    terminal.press("F1", expect: "Help")
    terminal.escape()
    terminal.expect("E-mail")
    terminal.signIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("Ctrl-L", expect: "LOCKED")
    terminal.press("F1", expect: "Help")
    #expect(!terminal.contains("chart"), "a command of the screen below is offered:\n\(terminal.screen)")
    terminal.press("Esc", expect: "LOCKED")
  }

  @Test func theHelpOfTheChartNamesItsOwnKeys() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: 132, rows: 40)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Enter", expect: "Summary:")
    terminal.press("?", expect: "Help")
    terminal.type("zoom")
    terminal.expect("Half the time, around the cursor")
    let before = try #require(terminal.line(containing: "Half the time"))
    #expect(before.contains("+"))
    terminal.press("Enter")
    terminal.expectGone("Half the time")
    terminal.expect("Summary:")
  }
}
