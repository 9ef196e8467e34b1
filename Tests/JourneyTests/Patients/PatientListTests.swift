import TerminalTestSupport
import Testing

/// A nurse of ward A looks for patients.
@Suite struct PatientListTests {
  @Test func theListShowsTheWardWithMarksForLookAlikesAndAlerts() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("s", expect: "by name")
    terminal.expectRow { $0.contains("GARCÍA NÚÑEZ, María Jo~ 1971-03-12 A 1 ") && $0.contains(" =!  │") }
    terminal.expectRow { $0.contains("GARCÍA NÚÑEZ, María Jo~ 1973-12-03 A 2 ") && $0.contains(" =   │") }
    terminal.expectRow { $0.contains("O'BRIEN, Siobhán") && !$0.contains("=") }
    // Wide letters take two columns each and push nothing aside.
    terminal.press("End")
    terminal.expectRow { $0.contains("王, 秀英") && $0.contains("1966-04-18") }
    let bar = try #require(terminal.find("│"))
    #expect(terminal.rows.indices.filter { terminal.cell(row: $0, column: bar.column).text == "│" }.count >= 20, "\(terminal.screen)")
  }

  @Test(arguments: [
    ("garcia nunez", 2, "GARCÍA NÚÑEZ"), ("nunez garcia", 2, "GARCÍA NÚÑEZ"), ("mar jos gar", 2, "GARCÍA NÚÑEZ, María José"),
    ("obrien", 2, "O'BRIEN, Siobhán"), ("siob 1982-03-17", 1, "O'BRIEN, Siobhán"), ("zubizarreta", 2, "ZUBIZARRETA GOIKOETXEA, Nerea"),
    ("秀英", 3, "王, 秀英"), ("fatima", 0, "Nobody matches"),
    ("100-000-619", 1, "CANO LEÓN, Carolina"), ("100000619", 1, "CANO LEÓN, Carolina"),
    ("12/03/1971", 1, "GARCÍA NÚÑEZ, María José"), ("1971-03-12", 1, "1971-03-12"), ("12031971", 1, "1971-03-12"),
    ("29 2 1984", 2, "PEÑALVER SOTO"), ("xyzxyz", 0, "Nobody matches"),
  ])
  func findsByPartsAccentsDatesAndNumbers(_ typed: String, _ count: Int, _ seen: String) throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("/")
    terminal.type(typed)
    terminal.expect("[\(typed)")
    terminal.expect(count == 0 ? "Nobody matches" : "  \(count) found")
    terminal.expect(seen)
  }

  @Test func everyKeyOfTheSearchIsAnswered() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("/")
    for (letter, seen) in [("p", "found"), ("e", "found"), ("ñ", "found"), ("a", "4 found")] {
      terminal.type(letter)
      terminal.expect(seen)
    }
    terminal.expectRow { $0.contains("PEÑALVER SOTO, Julia") && $0.contains("1984-02-29") }
    for _ in 0..<4 { terminal.press("Backspace") }
    terminal.expect("my patients: 30")
  }

  @Test func thePageOfTheDirectoryShowsNoResultsOfOthers() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("Last result:")
    terminal.press("/")
    terminal.type("cano leon")
    terminal.expect("1 found")
    terminal.expect("No reason for access. Enter says why")
    #expect(!terminal.contains("Last result") && !terminal.contains("mg/dL"), "\(terminal.screen)")
  }

  @Test func wardsAndOrdersComeOneAfterTheOther() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("my patients: 30   most overdue first")
    terminal.press("s", expect: "by name")
    terminal.press("s", expect: "by bed")
    terminal.expectRow { $0.hasPrefix(">") }
    terminal.press("s", expect: "by birth date")
    terminal.press("Home")
    terminal.expectRow { $0.hasPrefix(">") && $0.contains("1936-02-14") }
    terminal.press("s", expect: "by last result")
    terminal.press("s", expect: "most overdue first")
    terminal.press("f", expect: "30 found   ward A")
    terminal.press("f", expect: "28 found   ward B")
    terminal.press("f", expect: "found   ward C")
    terminal.press("f", expect: "my patients: 30")
    terminal.press("f", expect: "ward A")
    terminal.press("Esc", expect: "my patients: 30")
  }

  @Test func theDetailFollowsTheCursorAndTheCursorIsOnTheSelection() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("my patients: 30")
    for key in ["Down", "j", "j", "Up", "PgDn", "k", "Home", "End"] {
      terminal.press(key)
      terminal.settle(milliseconds: 60)
      let selected = try #require(terminal.selectedRow)
      let born = try #require(selected.firstMatch(of: /\d{4}-\d\d-\d\d/)).0
      #expect(terminal.wait { $0.rows.contains { $0.contains("│ Born         " + born) } }, "after \(key):\n\(terminal.screen)")
      #expect(terminal.rows[terminal.cursor.row].hasPrefix(">"), "the cursor is not on the selection after \(key)")
    }
  }

  @Test func atEightyColumnsTheListStandsAlone() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: 80, rows: 24)
    terminal.press("s", expect: "by name")
    terminal.expectRow { $0.contains("CAÑETE YÁÑEZ, Mª Ángeles") && $0.contains("1955-06-02 A 14     0") }
    #expect(!terminal.contains("│"))
    terminal.press("/")
    terminal.type("cano leon")
    terminal.press("Enter")
    terminal.expect("for what purpose?")
  }

  @Test func aNewPatientOfAnotherTerminalComesIn() throws {
    let clinic = try Clinic()
    let (nurse, desk) = (try clinic.signedIn(.nurse), try clinic.signedIn(.reception))
    nurse.expect("my patients: 30")
    desk.register(surname1: "Quintanilla", given: "Aurora", born: "03041966", ward: "A")
    desk.expect("Record number")
    nurse.expect("my patients: 31")
    nurse.expect("QUINTANILLA, Aurora")
  }
}
