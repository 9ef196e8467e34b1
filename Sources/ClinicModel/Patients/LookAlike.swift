/// Warns where two entries of one list may be mistaken for each other (same or nearly the same name).
public enum LookAlike {
  /// The entries that have a twin in the list: equal folded names, or one letter apart in one of the parts.
  public static func patients(in entries: [DirectoryEntry]) -> Set<PatientID> {
    let keys = entries.map { (entry: $0, given: folded($0.name.givenNames), family: folded($0.name.family)) }
    var found = Set<PatientID>()
    for (index, one) in keys.enumerated() {
      for other in keys[(index + 1)...]
      where one.entry.id != other.entry.id
        && ((one.family == other.family && isNear(one.given, other.given)) || (one.given == other.given && isNear(one.family,
          other.family))) {
        found.insert(one.entry.id)
        found.insert(other.entry.id)
      }
    }
    return found
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
