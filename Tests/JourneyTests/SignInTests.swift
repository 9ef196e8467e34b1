import TerminalTestSupport
import Testing

@Suite struct SignInTests {
  @Test func theRightPasswordShowsTheWard() throws {
    let terminal = try Clinic().terminal()
    terminal.signIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.expectRow { $0.contains("Nora Berg, Nurse, A") && $0.contains("DEMO") }
  }
}
