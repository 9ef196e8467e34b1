import TerminalTestSupport
import Testing

extension TerminalSession {
  /// From the list to the empty form.
  func openRegistration(at place: SourceLocation = #_sourceLocation) {
    press("F7", expect: "First surname *", at: place)
  }

  /// Types a form from its first field on; sex and ward by their letters.
  func fillRegistration(
    surname1: String, surname2: String = "", given: String, born: String, sex: String = "f", phone: String = "", ward: String = ""
  ) {
    for (index, text) in [surname1, surname2, given, born, sex, phone, ward.lowercased()].enumerated() {
      if index > 0 { press("Tab") }
      type(text)
    }
  }

  /// Registers somebody, from the list on; the answer is on its way.
  func register(surname1: String, surname2: String = "", given: String, born: String, ward: String = "", at place: SourceLocation = #_sourceLocation) {
    openRegistration(at: place)
    fillRegistration(surname1: surname1, surname2: surname2, given: given, born: born, ward: ward)
    press("F9")
  }
}
