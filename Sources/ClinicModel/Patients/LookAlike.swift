/// Warns where two entries of one list may be mistaken for each other: the same or nearly the same name, the surnames in the other order,
/// or, as twins have, the same surnames and day of birth.
public enum LookAlike {
  /// The entries that may be taken for another one in the list.
  public static func patients(in entries: [DirectoryEntry]) -> Set<PatientID> {
    let keys = entries.map(Key.init)
    var found = Set<PatientID>()
    for (index, one) in keys.enumerated() {
      for other in keys[(index + 1)...] where one.id != other.id && one.looksLike(other) {
        found.insert(one.id)
        found.insert(other.id)
      }
    }
    return found
  }

  /// What of an entry is compared.
  private struct Key {
    let id: PatientID
    let given: [Unicode.Scalar]
    let family: [Unicode.Scalar]
    /// The surnames' words, sorted: their order does not count.
    let words: [String]
    let birthDate: CalendarDate

    init(_ entry: DirectoryEntry) {
      id = entry.id
      given = folded(entry.name.givenNames)
      family = folded(entry.name.family)
      words = entry.name.family.split(separator: " ").map { String(String.UnicodeScalarView(folded(String($0)))) }.sorted()
      birthDate = entry.birthDate
    }

    func looksLike(_ other: Key) -> Bool {
      if family == other.family, isNear(given, other.given) || birthDate == other.birthDate { return true }
      return given == other.given && (isNear(family, other.family) || words == other.words)
    }
  }

  /// Lower case, without marks, letters and digits only: for comparison, never shown.
  public static func folded(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      // A precomposed letter's own name tells its base: "LATIN SMALL LETTER N WITH TILDE".
      if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? [scalar] : [] }
      if let name = scalar.properties.name, name.hasPrefix("LATIN SMALL LETTER "), let letter = name.dropFirst(19).first,
        name.dropFirst(20).hasPrefix(" WITH") || name.count == 20 {
        return String(letter).lowercased().unicodeScalars.map { $0 }
      }
      return scalar.properties.isAlphabetic ? [scalar] : []
    }
  }

  /// At most one letter changed, missing, added, or swapped with its neighbour.
  static func isNear(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    guard abs(left.count - right.count) <= 1 else { return false }
    if left == right { return true }
    let head = zip(left, right).prefix { $0 == $1 }.count
    let tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let leftRest = left.count - head - tail
    let rightRest = right.count - head - tail
    if leftRest <= 1 && rightRest <= 1 { return true }
    return leftRest == 2 && rightRest == 2 && left[head] == right[head + 1] && left[head + 1] == right[head]
  }
}
