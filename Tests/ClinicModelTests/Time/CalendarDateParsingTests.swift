import ClinicModel
import Testing

@Suite struct CalendarDateParsingTests {
  @Test(arguments: [
    "1971-03-12", "12/03/1971", "12.03.1971", "12-03-1971", "12-3-1971", "12 03 1971", "12031971", "19710312", "1971/3/12",
    " 12/03/1971 ",
    "1971 03 12", "12.3.1971",
  ])
  func readsTheUsualSpellings(_ text: String) throws {
    #expect(try CalendarDate.parse(text).get().description == "1971-03-12")
  }

  @Test func theDayComesBeforeTheMonth() throws {
    #expect(try CalendarDate.parse("04/05/1960").get().description == "1960-05-04")
    #expect(try CalendarDate.parse("04051960").get().description == "1960-05-04")
  }

  @Test(arguments: ["", " ", "1", "12", "12/03", "12/03/", "12/03/7", "12/03/71", "71-03-12", "1203197", "1/1/1", "12/03/197"])
  func anUnfinishedDateIsIncomplete(_ text: String) {
    #expect(CalendarDate.parse(text) == .failure(.incomplete))
  }

  @Test(arguments: [
    "31/02/1971", "29/02/2023", "1971-13-01", "1971-00-10", "00/01/1971", "32011971", "19711332", "123456789", "1971-03-1971",
    "12/03/19711",
    "012/03/1971", "12/003/1971", "1971-03-0012", "1/2/3/4", "abc", "12/mar/1971", "1971-03-12T00:00", "+12/03/1971",
    "12,03,1971", "0000-01-01",
    "12/03/-1971x", "99999999999999999999/1/1", "1/99999999999999999999/1971",
  ])
  func whatIsNoDateIsRefused(_ text: String) {
    #expect(CalendarDate.parse(text) == .failure(.notADate))
  }

  /// Each is a character that lies "between 0 and 9" for the order of strings, or looks like a digit.
  @Test(arguments: [
    "1\u{301}2031971", "12031971\u{301}", "1\u{FE0F}\u{20E3}2/03/1971", "１２/０３/１９７１", "١٢/٠٣/١٩٧١", "12\u{200B}/03/1971",
    "12/03/1971\u{202E}",
    "12\u{0}/03/1971", "12\n03\n1971", "²0/03/1971", "12\u{2215}03\u{2215}1971", "𝟏𝟐/03/1971",
  ])
  func digitsOfOtherScriptsAndHiddenMarksAreRefused(_ text: String) {
    #expect(CalendarDate.parse(text) == .failure(.notADate))
  }

  @Test func everyDayOfACenturyCanBeReadInEverySpelling() {
    var wrong: [String] = []
    var date = CalendarDate(daysSinceEpoch: -25_567)   // 1900-01-01
    while date.year < 2000 {
      let iso = date.description
      let (y, m, d) = (iso.prefix(4), iso.dropFirst(5).prefix(2), iso.suffix(2))
      for text in [iso, "\(d)/\(m)/\(y)", "\(d)\(m)\(y)", "\(y)\(m)\(d)"] where CalendarDate.parse(text) != .success(date) {
        wrong.append(text)
      }
      date = date.adding(days: 1)
    }
    #expect(wrong.isEmpty)
  }
}
