/// The place of a text in a list read by people: marks do not count, ñ follows n, case does not count, numbers go by their value
/// (bed 9 before bed 10). The database sorts its own answers; this is for lists that are arranged here.
public struct ListOrder: Hashable, Sendable, Comparable {
  private let key: [UInt32]

  public init(_ text: String) {
    var key: [UInt32] = []
    var digits: [UInt32] = []
    func endNumber() {
      guard !digits.isEmpty else { return }
      let value = digits.drop { $0 == Self.zero }
      key.append(Self.numbers + UInt32(value.count))   // more digits, larger number
      key += value
      digits = []
    }
    for character in text.lowercased() {
      if character.isASCIIDigit, let digit = character.unicodeScalars.first {
        digits.append(digit.value)
        continue
      }
      endNumber()
      if character == "ñ" {
        key += [UInt32(UInt8(ascii: "n")) + Self.letters, .max]
      } else if character == " " || character == "-" {
        if key.last != Self.gap { key.append(Self.gap) }
      } else {
        key += LookAlike.folded(String(character)).map { $0.value + Self.letters }
      }
    }
    endNumber()
    self.key = key
  }

  public static func < (left: Self, right: Self) -> Bool { left.key.lexicographicallyPrecedes(right.key) }

  // A gap comes first, then numbers, then letters.
  private static let gap: UInt32 = 0
  private static let numbers: UInt32 = 1
  private static let letters: UInt32 = 1 << 16
  private static let zero = UInt32(UInt8(ascii: "0"))
}
