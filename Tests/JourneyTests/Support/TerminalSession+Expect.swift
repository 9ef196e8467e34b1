import TerminalTestSupport
import Testing

extension TerminalSession {
  /// Types e-mail and password and sends them.
  func signIn(_ person: Person, password: String = Person.password) {
    type(person.rawValue)
    press("Enter")
    type(password)
    press("Enter")
  }

  /// Waits until the screen shows a text; a failure shows the screen.
  func expect(_ text: String, seconds: Double = 15, at place: SourceLocation = #_sourceLocation) {
    #expect(wait(for: text, seconds: seconds), "\"\(text)\" is missing:\n\(screen)", sourceLocation: place)
  }

  /// Waits until the screen does not show a text.
  func expectGone(_ text: String, at place: SourceLocation = #_sourceLocation) {
    #expect(wait(seconds: 15) { !$0.contains(text) }, "\"\(text)\" is still there:\n\(screen)", sourceLocation: place)
  }

  /// Waits until a row of the screen matches.
  func expectRow(at place: SourceLocation = #_sourceLocation, where matches: (String) -> Bool) {
    #expect(wait(seconds: 15) { $0.rows.contains(where: matches) }, "no such row:\n\(screen)", sourceLocation: place)
  }

  /// Presses a key and waits for what it brings.
  func press(_ key: String, expect text: String, at place: SourceLocation = #_sourceLocation) {
    press(key)
    expect(text, at: place)
  }

  /// The row with the selection's marker.
  var selectedRow: String? { rows.first { $0.hasPrefix(">") } }
}

extension TerminalSession {
  /// Nothing but spaces.
  var isBlank: Bool { !rows.contains { !$0.isEmpty } }
}

extension TerminalSession {
  /// Searches from the list.
  func find(_ text: String, expect answer: String, at place: SourceLocation = #_sourceLocation) {
    press("/")
    type(text)
    expect("[\(text)", at: place)
    expect(answer, at: place)
  }

  /// Searches one patient and opens her chart for treatment, as the first of the session.
  func openChart(_ text: String, at place: SourceLocation = #_sourceLocation) {
    find(text, expect: "  1 found", at: place)
    press("Enter")
    press("1", expect: "Latest values", at: place)
  }
}
