extension CalendarDate {
  /// Why what was typed is no date.
  public enum ParseFailure: Error, Hashable, Sendable {
    case incomplete
    case notADate
  }

  /// Reads the usual spellings of a full date: 1971-03-12, 12/03/1971, 12.03.1971, 12-3-1971, 12 03 1971, 12031971 and 19710312.
  /// Day before month unless the year comes first. Two-digit years are refused: a birth date must not be guessed.
  public static func parse(_ text: String) -> Result<CalendarDate, ParseFailure> {
    guard text.allSatisfy({ $0.isASCIIDigit || " -./".contains($0) }) else { return .failure(.notADate) }
    let groups = text.split { !$0.isASCIIDigit }
    if groups.count == 1, let digits = groups.first {
      guard digits.count <= 8 else { return .failure(.notADate) }
      guard digits.count == 8 else { return .failure(.incomplete) }
      let numbers = digits.compactMap(\.wholeNumberValue)
      func number(_ range: Range<Int>) -> Int { numbers[range].reduce(0) { $0 * 10 + $1 } }
      let dayFirst = CalendarDate(year: number(4..<8), month: number(2..<4), day: number(0..<2))
      let yearFirst = CalendarDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))
      // 12031971 can only be read one way: the other has no such year or month. Where both hold, the day comes first.
      if let dayFirst, dayFirst.year >= 1850 { return .success(dayFirst) }
      return yearFirst.map { .success($0) } ?? .failure(.notADate)
    }
    guard groups.count == 3 else { return groups.count < 3 ? .failure(.incomplete) : .failure(.notADate) }
    let isYearFirst = groups[0].count == 4
    let (year, day) = isYearFirst ? (groups[0], groups[2]) : (groups[2], groups[0])
    guard year.count <= 4, day.count <= 2, groups[1].count <= 2 else { return .failure(.notADate) }
    guard year.count == 4 else { return .failure(.incomplete) }
    guard let year = Int(year), let month = Int(groups[1]), let day = Int(day),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return .failure(.notADate) }
    return .success(date)
  }
}

extension Character {
  /// One of 0...9 and nothing else: a range of characters would also hold digits that carry combining marks.
  var isASCIIDigit: Bool { asciiValue.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
}
