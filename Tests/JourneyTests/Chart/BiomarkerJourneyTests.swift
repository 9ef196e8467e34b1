import DatabaseTestSupport
import TerminalTestSupport
import Testing

/// The doctor reads a biomarker (D5) and a sensor's days (D6); values are entered, corrected and read back (D12).
@Suite struct BiomarkerJourneyTests {
  private static let sensorWoman = "clinic demo patient 4"

  /// D5: search, open, HbA1c in both units, the table beneath; the cursor reads date, unit, source.
  @Test func aDoctorReadsHaemoglobinInBothUnits() throws {
    let terminal = try Shared.clinic.get().signedIn(.doctor)
    terminal.expect("my patients: ")
    var keys = RoundTests.Keys(terminal)
    keys.press("/")
    keys.type("garc nun")
    terminal.expect("1971-03-12")
    keys.press("Enter")
    terminal.expect("for what purpose?")
    keys.press("Enter")
    terminal.expect("Latest values")
    keys.press("Enter")
    terminal.expect("HbA1c (NGSP) (%)")
    terminal.expect("laboratory")
    keys.press("u")
    terminal.expect("HbA1c (NGSP) (mmol/mol)")
    keys.press("t")
    terminal.expect("CIRCUMSTANCES")
    print("keys: D5: \(keys.count)")
    #expect(keys.count <= 14)
  }

  private func sensorChart() throws -> TerminalSession {
    let clinic = try Shared.clinic.get()
    let number = try #require(try clinic.value(
      "select record_number from medical_data.patients where patient_id = md5($1)::uuid", [Self.sensorWoman]))
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart(number)
    while terminal.selectedRow?.contains("Sensor glucose") != true {
      let row = terminal.selectedRow
      terminal.press("Down")
      guard terminal.wait(until: { $0.selectedRow != row }) else { break }
    }
    terminal.press("Enter", expect: "Summary:")
    return terminal
  }

  /// D6: one key from the series to its days, with ranges, CV and GMI.
  @Test func oneKeyShowsTheDaysOfASensor() throws {
    let terminal = try sensorChart()
    terminal.press("d", expect: "TIME IN RANGE")
    terminal.expect("14 days")
    terminal.expect("GMI")
    terminal.expect("CV ")
    terminal.expect("in target")
    terminal.press("d", expect: "30 days")
    terminal.press("D", expect: "Day ")
    terminal.press("[")
    terminal.settle()
    terminal.expect("Summary:")
  }

  /// A second test has its own axis, and the cursor reads both.
  @Test func aSecondTestIsReadWithTheFirst() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: 80, rows: 24, environment: ["LANG": "C"])
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Enter", expect: "Summary:")
    terminal.press("o", expect: "Second test")
    terminal.press("Enter", expect: "right axis: Fasting glucose (mg/dL)")
    #expect(terminal.wait { $0.line(containing: " x 20")?.contains("Fasting glucose") == true }, "\(terminal.screen)")
    let before = terminal.line(containing: " x 20")
    terminal.press("Home")
    #expect(terminal.wait { $0.line(containing: " x 20") != before }, "\(terminal.screen)")
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.press("s", expect: "slope per month")
    terminal.expect("Fasting glucose (mg/dL)")
  }

  private let stored = """
    select string_agg(concat_ws(' ', b.version, b.value, b.status, b.source, b.superseded_at is null, b.reason), '; ' order by b.version)
      from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id)
     where t.code = $1 and b.record_id = (select record_id from medical_data.biomarkers x join medical_data.biomarker_types y using (type_id)
                                          where y.code = $1 order by x.recorded_at desc limit 1)
    """

  /// D12: a critical potassium is asked back, stored once, and read back by typing it again.
  @Test func aCriticalLaboratoryValueIsReadBack() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    while terminal.selectedRow?.contains("Potassium") != true {
      let row = terminal.selectedRow
      terminal.press("Down")
      guard terminal.wait(until: { $0.selectedRow != row }) else { break }
    }
    let before = try clinic.count("select count(*) from medical_data.biomarkers")
    terminal.press("N", expect: "of which test?")
    terminal.press("Enter", expect: "Potassium (mmol/L)")
    terminal.type("66")
    terminal.press("F9", expect: "from 1.0 to 12.0")
    terminal.press("Backspace", "Backspace")
    terminal.type("6.6")
    terminal.press("F9", expect: "CRITICAL value. Look at it again")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before)
    terminal.press("y", expect: "read it back")
    #expect(try clinic.value(stored, ["POTASSIUM"]) == "1 6.6 CRITICAL_HIGH LABORATORY t")
    // Another number is objected: one of the two is wrong.
    terminal.type("6.9")
    terminal.press("Tab")
    terminal.type("ECG and calcium")
    terminal.press("F9", expect: "this is not the stored value")
    terminal.press("Shift-Tab", "Backspace", "Backspace", "Backspace")
    terminal.type("6.6")
    terminal.press("F9", expect: "Critical value acknowledged")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before + 1)
    #expect(try clinic.value("select concat_ws(' ', kind, read_back, action_taken) from medical_data.biomarker_confirmations")
      == "CRITICAL_READ_BACK 6.6 ECG and calcium")
  }

  /// A target typed in mmol/mol is stored in per cent, drawn in both, read by the nurse, and ended with a reason.
  @Test func aTargetIsSetInTheUnitShownAndEnded() throws {
    let clinic = try Clinic()
    let doctor = try clinic.signedIn(.doctor)
    doctor.openChart("garcia nunez 1971-03-12")
    doctor.press("Enter", expect: "Summary:")
    doctor.press("u", expect: "HbA1c (NGSP) (mmol/mol)")
    doctor.press("T", expect: "Personal target: set")
    doctor.press("F9", expect: "at least one of the two ends")
    doctor.press("Tab")
    doctor.type("53")
    doctor.press("F9", expect: "target <= 53 mmol/mol")
    let stored = "select string_agg(concat_ws(' ', t.version, t.high, t.unit, t.status, t.correction_reason), '; ' order by t.version) from medical_data.biomarker_targets t join medical_data.patients p using (patient_id) where p.birth_date = '1971-03-12'"
    #expect(try clinic.value(stored) == "1 7.0 % ACTIVE")
    doctor.press("u", expect: "target <= 7.0 %")
    let nurse = try clinic.signedIn(.nurse, columns: 80, rows: 24, environment: ["LANG": "C"])
    nurse.openChart("garcia nunez 1971-03-12")
    nurse.press("Enter", expect: "- - target <= 7.0 %")
    nurse.expect("in target ")
    nurse.press("T", expect: "NO_ROLE: who prescribes sets targets.")
    doctor.press("T", expect: "Personal target: change or end")
    doctor.press("Tab", "Tab", "Tab", "Tab", "e", "Tab")
    doctor.type("reached, she wants none")
    doctor.press("F9", expect: "Target changed")
    #expect(try clinic.value(stored) == "1 7.0 % ACTIVE; 2 7.0 % ENDED reached, she wants none")
    #expect(doctor.wait { !$0.contains("target <=") }, "\(doctor.screen)")
  }

  /// A glucose of her own is corrected with a reason; the old value stays in the table, in brackets; then it is taken out.
  @Test func aValueIsCorrectedAndTakenOut() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Down", "Down")
    #expect(terminal.wait { $0.selectedRow?.contains("Capillary glucose") == true }, "\(terminal.screen)")
    terminal.press("Enter", expect: "Summary:")
    let value = "select b.value::text from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id) join medical_data.patients p using (patient_id) where t.code = 'GLUCOSE_CAPILLARY' and p.birth_date = '1971-03-12' and b.superseded_at is null order by b.measured_at desc limit 1"
    let old = try #require(try clinic.value(value))
    terminal.press("C", expect: "Correct value: Capillary glucose \(old) mg/dL")
    for _ in 0..<old.count { terminal.press("Backspace") }
    terminal.type("131")
    terminal.press("Tab", "Tab")
    terminal.type("read from the wrong meter")
    terminal.press("F9", expect: "Corrected;")
    #expect(try clinic.value(value) == "131")
    terminal.press("t", expect: "(\(old))")
    terminal.expect("131")
    terminal.press("X", expect: "Entered in error")
    terminal.type("other patient")
    terminal.press("F9", expect: "Taken out of the chart")
    terminal.expect("entered in error: other patient")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers where reason = 'other patient' and entered_in_error") == 1)
    #expect(try clinic.value(value) != "131")
  }
}
