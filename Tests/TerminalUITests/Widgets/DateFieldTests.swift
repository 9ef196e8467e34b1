import Testing

@testable import TerminalUI

@Suite struct DateFieldTests {
  @Test(arguments: [
    "12031971", "12/03/1971", "12.03.1971", "12-03-1971", "1971-03-12", "1971/03/12", "12/3/1971", "1971-3-12", "19710312",
    " 12.3.1971 ",
  ])
  func usualSpellingsAreRead(text: String) {
    #expect(DateSpelling.parse(text) == CivilDate(year: 1971, month: 3, day: 12))
  }

  @Test(arguments: [
    "", "12", "120371", "12/03/71", "31/02/1971", "29.02.1971", "32/01/1971", "12/13/1971", "1971-00-12", "1971-13-01",
    "12/03-1971",
    "12..1971", "12031971x", "abcdefgh", "1/2/3/1971", "00000000", "12/03/1849", "12/03/2200", "１２０３１９７１", "-12031971",
    "1203 1971",
    "99999999999999999999", "2.3.19711",
  ])
  func anythingElseIsNot(text: String) {
    #expect(DateSpelling.parse(text) == nil)
  }

  @Test func leapDaysAreDays() {
    #expect(DateSpelling.parse("29021972")?.iso == "1972-02-29")
    #expect(DateSpelling.parse("29.02.2000")?.iso == "2000-02-29")
    #expect(DateSpelling.parse("29.02.1900") == nil)
  }

  @Test func theOrderIsTheCallers() {
    #expect(DateSpelling.parse("03/12/1971", order: .monthFirst)?.iso == "1971-03-12")
    #expect(DateSpelling.parse("03121971", order: .monthFirst)?.iso == "1971-03-12")
    #expect(DateSpelling.parse("1971-03-12", order: .monthFirst)?.iso == "1971-03-12")
  }

  /// Every day of the years people live in reads back from each spelling as itself.
  @Test func everyDayReadsBack() throws {
    let first = try #require(CivilDate(year: 1899, month: 12, day: 30)).daysSinceEpoch
    for days in stride(from: first, to: first + 60_000, by: 1) {
      let date = CivilDate(daysSinceEpoch: days)
      let iso = date.iso
      let parts = iso.split(separator: "-")
      #expect(DateSpelling.parse(iso) == date)
      #expect(DateSpelling.parse("\(parts[2])\(parts[1])\(parts[0])") == date)
      #expect(DateSpelling.parse("\(parts[0])\(parts[1])\(parts[2])") == date)
    }
  }

  @Test func aFieldSaysWhatItReads() throws {
    let low = try #require(CivilDate(year: 1900, month: 1, day: 1))
    let high = try #require(CivilDate(year: 2026, month: 11, day: 21))
    var field = DateField(range: low...high)
    #expect(field.reading == .empty)
    for event in keys("120") { #expect(field.handle(event) == .changed) }
    #expect(field.reading == .unreadable)
    for event in keys("31971") { _ = field.handle(event) }
    #expect(field.date?.iso == "1971-03-12")
    field.setText("2030-01-01")
    #expect(field.reading == .outOfRange(try #require(CivilDate(year: 2030, month: 1, day: 1))))
    #expect(field.date == nil)
    field.setDate(high)
    #expect(field.reading == .date(high))
  }

  @Test func leavingShowsTheUnmistakableSpelling() {
    var field = DateField()
    for event in keys("3.4.1961") { _ = field.handle(event) }
    field.normalize()
    #expect(field.text == "1961-04-03")
    field.setText("3.4.19")
    field.normalize()
    #expect(field.text == "3.4.19")
  }

  @Test func lettersDoNotComeIn() {
    var field = DateField()
    for event in keys("1a2b") { _ = field.handle(event) }
    #expect(field.text == "12")
  }
}
