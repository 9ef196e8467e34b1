import TerminalTestSupport
import Testing

/// The prescriptions of a chart, above all those about to end.
@Suite struct PrescriptionTests {
  private static let ending = """
    select p.record_number || '|' || x.medication || '|' || (x.ends_on - current_date)
      from medical_data.prescriptions x join medical_data.patients p using (patient_id) join access.wards w using (ward_id)
     where w.code = 'A' and not p.is_protected and x.status = 'ACTIVE' and x.superseded_at is null
       and x.ends_on between current_date + 2 and current_date + 5
     order by 1 limit 1
    """

  @Test func rOpensThemFromTheListAndFromTheChart() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.find("100000145", expect: "1 found")
    terminal.press("Esc", expect: "my patients: 30")
    terminal.press("r", expect: "for what purpose?")
    terminal.press("1", expect: "MEDICINE")
    terminal.expectRow { $0.contains("metformin") && $0.contains("850 mg") && $0.contains("active") }
    terminal.expectRow { $0.contains("gliclazide") && $0.contains("cancelled") }
    terminal.press("c", expect: "Latest values")
    terminal.press("r", expect: "MEDICINE")
    terminal.expect("Prescribed by Dr ")
  }

  @Test func thoseThatEndWithinSevenDaysAreSaidInWords() throws {
    let clinic = try Clinic()
    let found = try #require(try clinic.value(Self.ending)).split(separator: "|").map(String.init)
    let (number, medication, days) = (found[0], found[1], found[2])
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart(number)
    terminal.press("r", expect: "MEDICINE")
    terminal.expectRow { $0.contains(medication) && $0.contains("ends in \(days) d") }
    terminal.press("x", expect: "shown: ending within 7 days")
    #expect(terminal.rows.filter { $0.contains(" active") && !$0.contains("shown") }.isEmpty, "\(terminal.screen)")
    terminal.expectRow { $0.contains(medication) && $0.contains("ends in \(days) d") }
    terminal.press("x", expect: "shown: all")
    terminal.press("f", expect: "shown: active")
  }

  @Test func withoutAChartThePaneSaysWhatToDo() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("Alt-3", expect: "No chart is open.")
    terminal.press("Alt-2", expect: "No chart is open.")
    terminal.press("Esc", expect: "my patients: 30")
  }
}
