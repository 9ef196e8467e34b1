/// A UUID: sixteen bytes, RFC 9562. Never made here: identifiers come from the server.
public struct PostgresUUID: Hashable, Sendable {
  /// The first eight bytes as a big-endian number.
  public let high: UInt64
  /// The last eight bytes as a big-endian number.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// From exactly sixteen bytes; nil for any other count.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for (place, byte) in bytes.enumerated() {
      if place < 8 { halves.high = halves.high << 8 | UInt64(byte) } else { halves.low = halves.low << 8 | UInt64(byte) }
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// From the usual spelling of 8-4-4-4-12 hexadecimal digits, in either case.
  public init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 36 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    var digits = 0
    for (place, character) in characters.enumerated() {
      if [8, 13, 18, 23].contains(place) {
        guard character == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Character(UnicodeScalar(character)).hexDigitValue else { return nil }
      if digits < 16 { halves.high = halves.high << 4 | UInt64(digit) } else { halves.low = halves.low << 4 | UInt64(digit) }
      digits += 1
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// The sixteen bytes in order.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }
}

extension PostgresUUID: CustomStringConvertible {
  /// The usual spelling, in lower case.
  public var description: String {
    let alphabet = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      text.append(alphabet[Int(byte >> 4)])
      text.append(alphabet[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension PostgresUUID: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .uuid }

  public func encode(into writer: inout PostgresWriter) {
    writer.append(high)
    writer.append(low)
  }

  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresUUID {
    let bytes = try cell.bytes(of: .uuid)
    guard bytes.count == 16 else { throw cell.invalid("uuid of \(bytes.count) bytes") }
    return PostgresUUID(high: try cell.integer(bytes, at: 0), low: try cell.integer(bytes, at: 8))
  }
}
