import TerminalTestSupport
import Testing

/// The patient of ward C whom no nurse of the demo may see without emergency access.
enum WardC {
  static let number = "100-000-619"
  static let name = "Cano León, Carolina"
  static let heading = "CANO LEÓN, Carolina"
  static let birthYear = "1992"
}

extension TerminalSession {
  /// From the list to the refused chart of somebody.
  func openRefused(_ number: String = WardC.number, at place: SourceLocation = #_sourceLocation) {
    find(number, expect: "  1 found", at: place)
    press("Enter")
    press("1", expect: "NO_RFA: ", at: place)
  }

  /// From the list to a request that is with the doctors, for one hour.
  func requestEmergencyAccess(_ number: String = WardC.number, reason: String = "unresponsive in bed 3", at place: SourceLocation = #_sourceLocation) {
    openRefused(number, at: place)
    press("b", expect: "Ask for emergency access", at: place)
    fillEmergencyRequest(reason: reason)
    expect("is with the doctors on duty", at: place)
  }

  /// Fills the open form and sends it.
  func fillEmergencyRequest(reason: String, password: String = Person.password) {
    press("1")
    type(reason)
    press("Enter")
    press("1")
    type(password)
    press("Enter")
  }

  /// From anywhere: the queue, with the request on it.
  func openQueue(expect text: String = WardC.name, at place: SourceLocation = #_sourceLocation) {
    press("Alt-4", expect: text, at: place)
    expect("To approve, type the patient's birth year", at: place)
  }

  /// Approves the request shown.
  func approve(year: String = WardC.birthYear) {
    type(year)
    press("F9")
  }
}

extension Clinic {
  /// Moves times of emergency access, which only the superuser with triggers off can, and tells the terminals.
  func moveEmergencyTimes(_ assignment: String) throws {
    try superuser.run("""
      set session_replication_role = replica;
      update access.emergency_access set \(assignment);
      set session_replication_role = origin;
      notify clinic_emergency
      """)
  }
}
