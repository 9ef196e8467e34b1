import TerminalTestSupport
import Testing

/// What the form of a request takes and refuses.
@Suite struct EmergencyRequestTests {
  private func openForm(_ clinic: Clinic) throws -> TerminalSession {
    let nurse = try clinic.signedIn(.nurse)
    nurse.openRefused()
    nurse.press("b", expect: "Ask for emergency access")
    return nurse
  }

  @Test func aWrongPasswordSendsNothingAndKeepsTheForm() throws {
    let clinic = try Clinic()
    let nurse = try openForm(clinic)
    nurse.fillEmergencyRequest(reason: "unresponsive in bed 3", password: "not mine")
    nurse.expect("That is not the password.")
    #expect(nurse.contains("[unresponsive in bed 3") && !nurse.contains("•"))
    #expect(try clinic.count("select count(*) from access.emergency_access") == 0)
    nurse.type(Person.password)
    nurse.press("Enter", expect: "is with the doctors on duty")
    #expect(try clinic.value("select reason_class || '|' || hours from access.emergency_access") == "LIFE_THREAT|1")
  }

  @Test func aShortReasonIsSaidBeforeAnythingIsSent() throws {
    let clinic = try Clinic()
    let nurse = try openForm(clinic)
    nurse.fillEmergencyRequest(reason: "help")
    nurse.expect("6 more characters")
    #expect(try clinic.count("select count(*) from access.emergency_access") == 0)
  }

  @Test func escLeavesNothingBehindAndTheSecondRequestIsToldOfTheFirst() throws {
    let clinic = try Clinic()
    let nurse = try openForm(clinic)
    nurse.type("1half a reason")
    nurse.press("Esc")
    nurse.expectGone("Ask for emergency access")
    #expect(try clinic.count("select count(*) from access.emergency_access") == 0)
    // From another terminal of the same nurse a request went out meanwhile.
    let elsewhere = try clinic.signedIn(.nurse)
    elsewhere.requestEmergencyAccess()
    nurse.expect("is with the doctors on duty")
    #expect(!nurse.contains("b ask for emergency access"))
  }

  @Test func theLapseComesByTheClock() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    doctor.type("1992")
    try clinic.moveEmergencyTimes("lapses_at = clock_timestamp() + interval '1500 milliseconds'")
    nurse.expect("Nobody answered in time: Cano León, Carolina")
    nurse.expect("b ask for emergency access")
    doctor.press("F9")
    doctor.expectRow { $0.contains("LAPSED") || $0.contains("Nobody answered in time") }
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 0)
  }

  @Test func theAccessEndsByTheClockOnTheScreenToo() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    doctor.approve()
    nurse.expect("Latest values")
    nurse.press("Enter", expect: "Summary:")
    nurse.press("Esc", expect: "Latest values")
    try clinic.moveEmergencyTimes("expires_at = clock_timestamp() + interval '4 seconds'")
    nurse.press("F8")
    nurse.expect("1 min left")
    nurse.press("Enter", expect: "Summary:")
    nurse.expect("The access has ended. Nothing of the chart is kept here.")
    #expect(!nurse.contains("HbA1c") && !nurse.contains("Summary"), "\(nurse.screen)")
    nurse.press("b", expect: "Ask for emergency access")
  }

  @Test func aRevocationClosesTheNursesChartAtOnce() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    nurse.requestEmergencyAccess()
    doctor.openQueue()
    doctor.approve()
    nurse.expect("Latest values")
    doctor.expect("V revoke")
    doctor.press("V", expect: "Revoke this access")
    doctor.type("the patient asked for it")
    doctor.press("F9")
    nurse.expect("The access has ended. Nothing of the chart is kept here.")
    #expect(!nurse.contains("Potassium"), "\(nurse.screen)")
    #expect(try clinic.value("select end_kind || '|' || end_reason from access.emergency_access") == "REVOKED|the patient asked for it")
  }
}
