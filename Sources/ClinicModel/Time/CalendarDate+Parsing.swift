extension CalendarDate {
  /// Why what was typed is no date.
  public enum ParseFailure: Error, Hashable, Sendable {
    case incomplete
    case notADate
  }

  /// Reads the usual spellings of a full date: 1971-03-12, 12/03/1971, 12.03.1971, 12-3-1971, 12 03 1971, 12031971 and 19710312.
  /// Day before month unless the year comes first. Two-digit years are refused: a birth date must not be guessed.
  public static func parse(_ text: String) -> Result<CalendarDate, ParseFailure> {
    let groups = text.split { !$0.isASCIIDigit }
    guard text.allSatisfy({ $0.isASCIIDigit || " -./".contains($0) }) else { return .failure(.notADate) }
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
    let numbers = groups.compactMap { Int($0) }
    guard numbers.count == 3 else { return .failure(.notADate) }
    if groups[0].count == 4 { return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]).map { .success($0) } ?? .failure(.notADate) }
    guard groups[2].count == 4 else { return .failure(groups[2].count < 4 ? .incomplete : .notADate) }
    return CalendarDate(year: numbers[2], month: numbers[1], day: numbers[0]).map { .success($0) } ?? .failure(.notADate)
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
