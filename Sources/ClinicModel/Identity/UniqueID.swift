/// A UUID (RFC 9562) as 128 bits: the key of every row. Made by the server, except the idempotency key of a form.
public struct UniqueID: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A random identifier (version 4).
  public static func random() -> UniqueID {
    var generator = SystemRandomNumberGenerator()
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return UniqueID(high: high, low: low)
  }

  /// Parses the canonical form with four hyphens, in either case; anything else is nil.
  public init?(_ text: some StringProtocol) {
    var digits = 0
    var position = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in text.utf8 {
      guard position < 36 else { return nil }
      defer { position += 1 }
      if [8, 13, 18, 23].contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 128 else { return nil }
      if digits < 16 { high = high << 4 | UInt64(value) } else { low = low << 4 | UInt64(value) }
      digits += 1
    }
    guard position == 36, digits == 32 else { return nil }
    self.init(high: high, low: low)
  }
}

extension UniqueID: CustomStringConvertible {
  /// The canonical form in lower case.
  public var description: String {
    var text = ""
    for (index, word) in [high, low].enumerated() {
      let hex = String(word, radix: 16)
      let padded = String(repeating: "0", count: 16 - hex.count) + hex
      for (offset, digit) in padded.enumerated() {
        if [8, 12].contains(offset + index * 16) || [16, 20].contains(offset + index * 16) { text.append("-") }
        text.append(digit)
      }
    }
    return text
  }
}

/// A key that cannot be mixed up with the key of another kind of thing.
public struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
  public let value: UniqueID

  public init(_ value: UniqueID) { self.value = value }

  public var description: String { value.description }
}

public typealias UserID = Identifier<SignedInUser>
public typealias PatientID = Identifier<DirectoryEntry>
public typealias PrescriptionID = Identifier<Prescription>
public typealias BiomarkerResultID = Identifier<BiomarkerResult>
public typealias EmergencyAccessID = Identifier<EmergencyAccess>
