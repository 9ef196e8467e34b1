import TerminalTestSupport
import Testing

/// A chart is opened with a purpose, shows the latest values, and leaves a trace.
@Suite struct ChartTests {
  @Test func enterAsksForThePurposeOnceAndOpens() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.find("garcia nunez 1971-03-12", expect: "1 found")
    terminal.press("Enter", expect: "Open chart: for what purpose?")
    terminal.expectRow { $0.contains("GARCÍA NÚÑEZ, María José  1971-03-12  100-000-016") }
    terminal.press("3", expect: "Latest values: 20")
    terminal.expectRow { $0.contains("GARCÍA NÚÑEZ, María José │ F  1971-03-12") && $0.contains("100-000-016") && $0.contains("A 1") }
    terminal.expect("on shift in the ward")
    let opening = "select purpose from access.openings where kind = 'CHART'"
    #expect(try clinic.value(opening) == "HANDOVER")
    #expect(try clinic.count("select count(*) from access.openings where kind = 'CHART'") == 1)
    // The next chart of the session takes the same purpose without asking.
    terminal.press("Alt-1", expect: "1 found")
    terminal.press("Esc", expect: "my patients: 30")
    terminal.press("Home", "Enter")
    terminal.expect("on shift in the ward")
    #expect(!terminal.contains("purpose"))
    terminal.press("Esc", expect: "my patients: 30")
    terminal.press("P", expect: "Open chart: for what purpose?")
    terminal.press("Esc")
    terminal.expectGone("purpose?")
  }

  @Test func theLatestValuesHaveALetterBeforeTheColour() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.expectRow { $0.hasPrefix(" TEST") && $0.contains("VALUE UNIT") && $0.contains("REFERENCE") && $0.contains("TREND") }
    terminal.expectRow { $0.contains("HbA1c (NGSP)") && $0.contains("%") && $0.contains(" H ") }
    terminal.expectRow { $0.contains("Potassium") && $0.contains("mmol/L") && $0.contains("3.5 - 5.1") }
    let place = try #require(terminal.find(" H "))
    #expect(terminal.cell(row: place.row, column: place.column + 1).foreground != .terminalDefault)
  }

  @Test func aRefusedChartSaysWhyAndShowsNothingClinical() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.find("cano leon", expect: "1 found")
    terminal.press("Enter")
    terminal.press("1", expect: "NO_RFA: You have no reason for access to this chart.")
    terminal.expect("b ask for emergency access")
    #expect(!terminal.contains("mmol") && !terminal.contains("ALLERGIES"))
    #expect(try clinic.count("select count(*) from access.openings where kind = 'CHART'") == 0)
    // Prescriptions of the same patient are as closed.
    terminal.press("Alt-3", expect: "NO_RFA")
    #expect(!terminal.contains("MEDICINE"))
    terminal.press("Esc", expect: "1 found")
  }

  @Test func escLeadsBackStepByStepAndNothingElseDoes() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Enter", expect: "Summary:")
    terminal.press("t", expect: "RECORDED BY")
    terminal.press("Esc")
    terminal.expectGone("RECORDED BY")
    terminal.press("Esc", expect: "Latest values")
    terminal.press("Esc", expect: "1 found")
    #expect(terminal.contains("[garcia nunez 1971-03-12"))
    terminal.press("Esc", expect: "my patients: 30")
    // Nothing is left to leave.
    terminal.press("Esc")
    terminal.settle()
    #expect(terminal.contains("my patients: 30") && terminal.exitStatus == nil)
  }

  @Test func anOwnRecordIsNotOpened() throws {
    let clinic = try Clinic()
    try clinic.superuser.run("""
      update medical_data.patients set user_id = (select user_id from access.users where email = 'nurse@clinic.demo')
       where record_number = '100000016'
      """)
    let terminal = try clinic.signedIn(.nurse)
    terminal.find("100000016", expect: "1 found")
    terminal.press("Enter")
    terminal.press("1", expect: "OWN_RECORD")
    #expect(!terminal.contains("b ask for emergency access"))
    #expect(try clinic.count("select count(*) from access.openings where kind = 'CHART'") == 0)
  }

  @Test func aProtectedRecordNeedsASpecialReason() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.find("saenz de miera", expect: "1 found")
    terminal.press("Enter")
    terminal.press("1", expect: "VIP_REASON")
    #expect(!terminal.contains("Latest values"))
  }

  @Test func theAccessEndsWithTheShift() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    try clinic.superuser.run("update access.roster set ends_at = now() - interval '2 hours', starts_at = now() - interval '9 hours'")
    terminal.press("F8", expect: "NO_RFA")
    #expect(!terminal.contains("HbA1c"), "\(terminal.screen)")
  }

  @Test func aDoctorOpensTheChartsOfHerTeam() throws {
    let terminal = try Clinic().signedIn(.doctor)
    terminal.expect("my patients: 71")
    terminal.press("Enter")
    terminal.press("1", expect: "Access: care team")
  }
}
