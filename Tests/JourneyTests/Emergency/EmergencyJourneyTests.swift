import TerminalTestSupport
import Testing

/// A nurse and a doctor at two terminals.
@Suite struct EmergencyJourneyTests {
  @Test func fromTheRefusedChartToTheOpenOneAndBack() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    doctor.expect("my patients: 71")
    let bells = doctor.emulator.bells
    nurse.requestEmergencyAccess()
    // The doctor is somewhere else: badge and bell.
    doctor.expect("! 1")
    #expect(doctor.emulator.bells == bells + 1)
    #expect(doctor.contains("my patients: 71"))
    doctor.openQueue()
    doctor.expectRow { $0.contains("Nora Berg") && $0.contains("Threat to life") }
    doctor.expect("unresponsive in bed 3")
    #expect(!doctor.contains("mmol"))
    doctor.approve(year: "1990")
    doctor.expect("That is not this patient's birth year")
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 0)
    for _ in 0..<4 { doctor.press("Backspace") }
    doctor.approve()
    doctor.expect("Approved. The chart opens for Nora Berg.")
    // Nobody touches the nurse's keyboard.
    nurse.expect("Latest values")
    nurse.expect("EMERGENCY ACCESS until ")
    nurse.expect("1 h 0 min left")
    nurse.expect("Approved by Abena Osei")
    nurse.expect("Potassium")
    nurse.press("E", expect: "End the emergency access")
    nurse.press("F9", expect: "The access has ended. Nothing of the chart is kept here.")
    #expect(!nurse.contains("Potassium") && !nurse.contains("ALLERG"), "\(nurse.screen)")
    #expect(try clinic.value("select end_kind from access.emergency_access") == "CLOSED")
    nurse.press("Alt-3", expect: "The access has ended.")
    #expect(!nurse.contains("metformin"))
  }

  @Test func aDenialIsToldWithItsReason() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    doctor.press("F10", expect: "A denial needs a reason.")
    doctor.type("the ward's own doctor is there")
    doctor.press("F10", expect: "Denied. Nora Berg is told why.")
    nurse.expect("Denied by Abena Osei: Cano León, Carolina. the ward's own doctor is")
    #expect(!nurse.contains("Latest values"))
    nurse.expect("b ask for emergency access")
    #expect(try clinic.value("select status from access.emergency_access") == "DENIED")
  }

  @Test func twoDoctorsAtOnceDecideOnceAndTheOtherIsToldByWhom() throws {
    let clinic = try Clinic()
    let (nurse, first, second) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor), try clinic.signedIn(.doctor2))
    nurse.requestEmergencyAccess()
    for doctor in [first, second] {
      doctor.openQueue()
      doctor.type(WardC.birthYear)
      doctor.expect(WardC.birthYear)
    }
    // Both answers wait for the same row, so that both were surely sent before either was decided.
    try clinic.superuser.run("begin; select 1 from access.emergency_access for update")
    first.press("F9")
    second.press("F9")
    #expect(try clinic.waitsForLocks(2))
    try clinic.superuser.run("commit")
    let (won, lost) = try #require(Self.order(first, second), "\(first.screen)\n\(second.screen)")
    won.terminal.expect("Approved. The chart opens for Nora Berg.")
    lost.expect("Already decided by \(won.name).")
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 1)
    nurse.expect("Approved by \(won.name)")
  }

  /// Which of two terminals has approved.
  private static func order(_ first: TerminalSession, _ second: TerminalSession) -> (won: (terminal: TerminalSession, name: String), lost: TerminalSession)? {
    for _ in 0..<100 {
      if first.wait(seconds: 0.1, until: { $0.contains("Approved. The chart") }) { return ((first, "Abena Osei"), second) }
      if second.wait(seconds: 0.1, until: { $0.contains("Approved. The chart") }) { return ((second, "Tomás Lindqvist"), first) }
    }
    return nil
  }

  @Test func aRequestIsWithdrawn() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    nurse.press("W", expect: "Withdraw the request")
    nurse.press("F9", expect: "Request withdrawn.")
    nurse.expect("b ask for emergency access")
    doctor.expectGone("! 1")
    #expect(try clinic.count("select count(*) from access.emergency_access where withdrawn_at is not null") == 1)
    // Deciding over it any more is refused, in words.
    doctor.approve()
    doctor.settle()
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 0)
  }

  @Test func nobodyApprovesHerOwnRequest() throws {
    let clinic = try Clinic()
    let (doctor, other) = (try clinic.signedIn(.doctor), try clinic.signedIn(.doctor2))
    doctor.requestEmergencyAccess()
    doctor.press("Alt-4", expect: "Abena Osei")
    #expect(!doctor.contains("! 1"), "her own request rings for herself")
    doctor.expect("SECOND_PERSON")
    doctor.approve()
    doctor.expect("SECOND_PERSON: A second person has to do this.")
    doctor.press("Esc")
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 0)
    other.openQueue()
    other.approve()
    doctor.expect("EMERGENCY ACCESS until")
    #expect(try clinic.value("select approver_name from access.emergency_decisions") == "Tomás Lindqvist")
  }

  @Test func aSecondRequestWaitsBehindACounterAndTheListDoesNotMove() throws {
    let clinic = try Clinic()
    let doctor = try clinic.signedIn(.doctor)
    let (nurse, nurse2) = (try clinic.signedIn(.nurse), try clinic.signedIn(.nurse2))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    doctor.type("19")
    nurse2.requestEmergencyAccess("100-000-627", reason: "found on the floor")
    doctor.expect("1 just came in")
    doctor.expect("! 2")
    // What was typed is still there, for the same patient.
    doctor.expect("[19")
    #expect(!doctor.contains("Espinosa"))
    doctor.press("F5", expect: "Espinosa")
    doctor.expect("[19")
    doctor.type("92")
    doctor.press("F9", expect: "Approved. The chart opens for Nora Berg.")
    nurse.expect("EMERGENCY ACCESS until")
    #expect(!nurse2.contains("EMERGENCY ACCESS"))
  }

  @Test func theRequestSurvivesLockAndSignOutOfTheNurse() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    nurse.press("Ctrl-L", expect: "LOCKED")
    doctor.openQueue()
    doctor.approve()
    doctor.expect("Approved. The chart opens")
    nurse.settle()
    #expect(!nurse.contains("CANO") && !nurse.contains("Cano"), "\(nurse.screen)")
    nurse.type(Person.password)
    nurse.press("Enter", expect: "EMERGENCY ACCESS until")
    nurse.expect("Latest values")
  }

  @Test func theLockedDoctorSeesThatSomebodyWaitsAndNotWho() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    doctor.press("Ctrl-L", expect: "LOCKED")
    nurse.requestEmergencyAccess()
    doctor.expect("1 emergency request is waiting")
    #expect(!doctor.contains("Berg") && !doctor.contains("Cano"), "\(doctor.screen)")
    doctor.type(Person.password)
    doctor.press("Enter", expect: "! 1")
  }
}
