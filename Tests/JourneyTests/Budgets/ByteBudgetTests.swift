import TerminalTestSupport
import Testing

/// What keys cost on the line, on the real application at 100 x 30. Bytes, never times.
@Suite struct ByteBudgetTests {
  /// Bytes of one key, with everything that follows from it.
  private func cost(_ terminal: TerminalSession, of key: String) -> Int {
    terminal.settle()
    let mark = terminal.output.count
    terminal.press(key)
    #expect(terminal.wait { $0.output.count > mark }, "\(key) changes nothing:\n\(terminal.screen)")
    terminal.settle()
    return terminal.output.count - mark
  }

  /// The usual key is held to `usual`, each single one to `limit`.
  private func expect(
    _ costs: [Int], usual: Int? = nil, within limit: Int, _ what: String, at place: SourceLocation = #_sourceLocation
  ) {
    if let usual { #expect(costs.sorted()[costs.count / 2] <= usual, "\(what): \(costs)", sourceLocation: place) }
    print("bytes: \(what): \(costs.map(String.init).joined(separator: " ")) (limit \(limit))")
    for cost in costs { #expect(cost <= limit, "\(what): \(costs)", sourceLocation: place) }
  }

  @Test func cursorDownInTheListWithDetail() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("my patients: 30")
    let costs = (0..<12).map { _ in cost(terminal, of: "Down") }
    expect(costs, usual: 350, within: 450, "cursor-down, list and detail")
  }

  @Test func cursorDownInTheListAlone() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: 80, rows: 24)
    terminal.expect("my patients: 30")
    let costs = (0..<12).map { _ in cost(terminal, of: "Down") }
    expect(costs, usual: 250, within: 350, "cursor-down, list alone, 80x24 (wished 200)")
  }

  @Test func scrollingAndPaging() throws {
    let terminal = try Shared.clinic.get().signedIn(.doctor)
    terminal.expect("my patients: 71")
    expect([cost(terminal, of: "PgDn"), cost(terminal, of: "PgDn"), cost(terminal, of: "PgUp")], within: 3_000, "page")
    terminal.press("Home")
    terminal.settle()
    for _ in 0..<24 { terminal.press("Down") }
    // The terminal moves whole rows, the detail beside the list with them: it is painted again.
    expect((0..<4).map { _ in cost(terminal, of: "Down") }, within: 1_050, "scroll by one row (wished 900)")
  }

  @Test func aCharacterInTheSearchBeforeTheAnswer() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press("/")
    terminal.type("g")
    terminal.expect("found")
    // Answers are held up: what is measured is the key alone.
    try clinic.superuser.run("begin; lock table medical_data.patients in access exclusive mode")
    terminal.type("a")
    terminal.expect("[ga")
    terminal.settle()
    let costs = ["r", "c", "i", "a"].map { cost(terminal, of: $0) }
    try clinic.superuser.run("commit")
    terminal.expect("[garcia")
    expect(costs, within: 12, "character in the search, before the answer")
  }

  @Test func aKeyOfTheSearchWithItsAnswer() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("/")
    terminal.settle()
    expect(["m", "a", "r", "t"].map { cost(terminal, of: $0) }, within: 2_500, "key of the search with its answer")
  }

  @Test func aCharacterOfTheRegistration() throws {
    let terminal = try Shared.clinic.get().signedIn(.reception)
    terminal.openRegistration()
    expect(["Q", "u", "i", "n", "t"].map { cost(terminal, of: $0) }, within: 100, "character in a form with live validation")
  }

  /// A digit inside a field, and the last one of it: points, score and the next field with it.
  @Test func aCharacterOfARoundWithItsLiveScore() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("v", expect: "Vital signs: new round")
    var (inside, last): ([Int], [Int]) = ([], [])
    for field in ["16", "97", "a", "128", "76", "82", "A", "368"] {
      let costs = field.map { cost(terminal, of: String($0)) }
      inside += costs.dropLast()
      last += costs.suffix(1)
    }
    expect(inside, usual: 12, within: 24, "character of a round")
    expect(last, usual: 40, within: 150, "last character of a field with points and score")
  }

  @Test func theFirstPaintAfterTheSignIn() throws {
    let terminal = try Shared.clinic.get().terminal()
    terminal.type("nurse")
    terminal.press("Enter")
    terminal.type(Person.password)
    terminal.settle()
    let mark = terminal.output.count
    terminal.press("Enter", expect: "my patients: 30")
    terminal.settle(milliseconds: 300)
    expect([terminal.output.count - mark], within: 6_000, "first paint after sign-in (wished 3,500)")
  }

  /// The first test has few results; the third, capillary glucose, has a week of them across the whole band, which in ASCII is made
  /// of signs.
  @Test(arguments: [("C.UTF-8", 100, 30, 3_500), ("C.UTF-8", 80, 24, 3_500), ("C", 100, 30, 3_000)], [0, 2])
  func theFirstPaintOfTheChartOverTime(_ screen: (locale: String, columns: Int, rows: Int, limit: Int), _ test: Int) throws {
    let terminal = try Shared.clinic.get().signedIn(
      .nurse, columns: screen.columns, rows: screen.rows, environment: ["LANG": screen.locale])
    terminal.openChart("garcia nunez 1971-03-12")
    for _ in 0..<test { terminal.press("Down") }
    terminal.settle()
    let mark = terminal.output.count
    terminal.press("Enter", expect: "Summary:")
    terminal.settle()
    let name = "\(screen.locale) \(screen.columns)x\(screen.rows), test \(test + 1)"
    expect([terminal.output.count - mark], within: screen.limit, "chart over time, first paint, \(name)")
    expect((0..<5).map { _ in cost(terminal, of: "Left") }, within: 350, "chart cursor step with its line (700), \(name)")
    expect([cost(terminal, of: "+"), cost(terminal, of: "["), cost(terminal, of: "0")], within: 3_500, "zoom, pan, all, \(name)")
  }

  /// Sixteen days of a sensor, 4,500 readings: the densest chart there is.
  @Test(arguments: [("C.UTF-8", 3_584), ("C", 3_000)])
  func theFirstPaintOfASensorsSeries(_ locale: String, _ limit: Int) throws {
    let clinic = try Shared.clinic.get()
    let number = try #require(
      try clinic.value("select record_number from medical_data.patients where patient_id = md5($1)::uuid", ["clinic demo patient 4"]))
    let terminal = try clinic.signedIn(.nurse, environment: ["LANG": locale])
    terminal.openChart(number)
    while terminal.selectedRow?.contains("Sensor glucose") != true {
      let row = terminal.selectedRow
      terminal.press("Down")
      guard terminal.wait(until: { $0.selectedRow != row }) else { break }
    }
    terminal.settle()
    let mark = terminal.output.count
    terminal.press("Enter", expect: "Summary:")
    terminal.settle()
    expect([terminal.output.count - mark], within: limit, "sensor series, first paint, \(locale) 100x30")
  }

  @Test func theFirstPaintOfTheLatestValues() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.find("garcia nunez 1971-03-12", expect: "  1 found")
    terminal.press("Enter", expect: "for what purpose?")
    terminal.settle()
    let mark = terminal.output.count
    terminal.press("1", expect: "Latest values")
    terminal.settle()
    expect([terminal.output.count - mark], within: 3_500, "latest values, first paint")
  }

  @Test func aRequestElsewhereIsABadgeAndABell() throws {
    let clinic = try Clinic()
    let (nurse, doctor) = (try clinic.signedIn(.nurse), try clinic.signedIn(.doctor))
    doctor.expect("my patients: 71")
    doctor.settle(milliseconds: 300)
    let mark = doctor.output.count
    nurse.requestEmergencyAccess()
    doctor.expect("! 1")
    doctor.settle()
    expect([doctor.output.count - mark], within: 120, "badge and bell (wished 60)")
  }

  @Test func aKeyThatChangesNothingSendsNothing() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.settle(milliseconds: 300)
    let mark = terminal.output.count
    terminal.press("Up")
    terminal.settle(milliseconds: 200)
    #expect(terminal.output.count == mark)
  }

  @Test func keysTypedAheadAreNotPaintedOneByOne() throws {
    let terminal = try Shared.clinic.get().signedIn(.doctor)
    terminal.expect("my patients: 71")
    terminal.settle()
    let mark = terminal.output.count
    terminal.send(String(repeating: "\u{1B}OB", count: 300))
    terminal.expectRow { $0.hasPrefix(">") && !$0.contains("ARANDA") }
    terminal.settle(milliseconds: 300)
    // One by one it would be more than 90,000.
    expect([terminal.output.count - mark], within: 12_000, "300 keys at once")
  }

  @Test func aResizeIsDrawnOnce() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.settle(milliseconds: 300)
    let mark = terminal.output.count
    for columns in 101...131 { terminal.resize(columns: columns, rows: 40) }
    terminal.resize(columns: 132, rows: 40)
    #expect(terminal.wait { $0.output.count > mark })
    terminal.settle(milliseconds: 300)
    expect([terminal.output.count - mark], within: 8_000, "burst of sizes up to 132x40 (wished 4,000)")
  }
}
