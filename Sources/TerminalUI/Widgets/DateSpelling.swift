/// Reads the usual spellings of a date.
public enum DateSpelling {
  /// Which of day and month people write first where the year comes last.
  public enum Order: Sendable, Hashable {
    case dayFirst, monthFirst
  }

  /// Years a typed date may be in; outside it is taken for a slip.
  static let years = 1850...2199

  /// `12031971`, `12/03/1971`, `12.03.1971`, `12-3-1971`, `1971-03-12`, `1971/3/12`, `19710312`; nil for anything else and for
  /// days that do not exist. Eight digits are never ambiguous: no year of 1850 to 2199 begins with a month.
  public static func parse(_ text: String, order: Order = .dayFirst) -> CivilDate? {
    var typed = text[...]
    while typed.last == " " { typed.removeLast() }
    while typed.first == " " { typed.removeFirst() }
    guard (6...10).contains(typed.utf8.count) else { return nil }
    let separators = typed.filter { !isDigit($0) }
    if separators.isEmpty { return parseDigits(Array(typed), order) }
    guard separators.count == 2, separators.first == separators.last, "-/.".contains(separators.first ?? " ") else { return nil }
    let parts = typed.split(omittingEmptySubsequences: false) { !isDigit($0) }
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    if parts[0].count == 4 { return date(parts[0], parts[1], parts[2]) }
    return order == .dayFirst ? date(parts[2], parts[1], parts[0]) : date(parts[2], parts[0], parts[1])
  }

  private static func parseDigits(_ digits: [Character], _ order: Order) -> CivilDate? {
    guard digits.count == 8 else { return nil }
    let first = String(digits[0..<2])
    let second = String(digits[2..<4])
    let year = String(digits[4..<8])
    let yearLast = order == .dayFirst ? date(year, second, first) : date(year, first, second)
    return yearLast ?? date(String(digits[0..<4]), String(digits[4..<6]), String(digits[6..<8]))
  }

  private static func date(_ year: some StringProtocol, _ month: some StringProtocol, _ day: some StringProtocol) -> CivilDate? {
    guard year.count == 4, month.count <= 2, day.count <= 2, let year = Int(year), let month = Int(month), let day = Int(day),
      years.contains(year)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.utf8.count == 1 }
}
