// The binary format of numeric (src/backend/utils/adt/numeric.c): counts and sign, then digits to the base of 10,000.
extension PostgresNumeric: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .numeric }

  private enum Sign {
    static let positive: UInt16 = 0x0000
    static let negative: UInt16 = 0x4000
    static let notANumber: UInt16 = 0xC000
    static let infinity: UInt16 = 0xD000
    static let negativeInfinity: UInt16 = 0xF000
  }

  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    switch self {
    case .notANumber: Self.encode([], weight: 0, sign: Sign.notANumber, scale: 0, into: &writer)
    case .infinity: Self.encode([], weight: 0, sign: Sign.infinity, scale: 0, into: &writer)
    case .negativeInfinity: Self.encode([], weight: 0, sign: Sign.negativeInfinity, scale: 0, into: &writer)
    case .finite(let unscaled, let scale):
      guard (0...Self.largestScale).contains(scale) else {
        throw PostgresError(.invalidParameter, reason: "numeric with a scale of \(scale)")
      }
      let groups = Self.groups(of: unscaled.magnitude, scale: scale)
      let weight = groups.isEmpty ? 0 : groups.count - 1 - (scale + 3) / 4
      let significant = groups.reversed().drop { $0 == 0 }.reversed()
      Self.encode(
        Array(significant), weight: weight, sign: unscaled < 0 ? Sign.negative : Sign.positive, scale: scale, into: &writer)
    }
  }

  private static func encode(_ groups: [Int16], weight: Int, sign: UInt16, scale: Int, into writer: inout PostgresWriter) {
    writer.append(Int16(groups.count))
    writer.append(Int16(weight))
    writer.append(sign)
    writer.append(UInt16(scale))
    for group in groups { writer.append(group) }
  }

  /// Digits to the base of 10,000, most significant first, aligned to the decimal point.
  private static func groups(of magnitude: UInt128, scale: Int) -> [Int16] {
    var groups: [Int16] = []
    var rest = magnitude
    let partial = scale % 4
    if partial > 0 {
      let (kept, filled) = ([10, 100, 1000][partial - 1] as UInt128, [1000, 100, 10][partial - 1] as UInt128)
      groups.append(Int16(rest % kept * filled))
      rest /= kept
    }
    while rest > 0 {
      groups.append(Int16(rest % 10_000))
      rest /= 10_000
    }
    // Zero itself has no digits.
    while groups.last == 0 { groups.removeLast() }
    return groups.reversed()
  }

  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresNumeric {
    let bytes = try cell.bytes(of: .numeric)
    let count = Int(try cell.integer(bytes, at: 0) as UInt16)
    let weight = Int(try cell.integer(bytes, at: 2) as Int16)
    let sign = try cell.integer(bytes, at: 4) as UInt16
    let scale = Int(try cell.integer(bytes, at: 6) as UInt16)
    guard bytes.count == 8 + 2 * count, scale <= largestScale else { throw cell.invalid("numeric with a wrong length") }
    switch sign {
    case Sign.notANumber: return .notANumber
    case Sign.infinity: return .infinity
    case Sign.negativeInfinity: return .negativeInfinity
    case Sign.positive, Sign.negative: break
    default: throw cell.invalid("numeric with an unknown sign")
    }
    // What fits eighteen digits, as every laboratory value does, needs no arithmetic of 128 bits.
    let unscaled =
      4 * (max(weight, 0) + 1) + scale <= 18
      ? Int128(try whole(Int64.self, cell, bytes, count, weight, scale)) : try whole(Int128.self, cell, bytes, count, weight, scale)
    return .finite(unscaled: sign == Sign.negative ? -unscaled : unscaled, scale: scale)
  }

  private static func whole<Whole: FixedWidthInteger & SignedInteger>(
    _ type: Whole.Type, _ cell: PostgresCell, _ bytes: UnsafeRawBufferPointer, _ count: Int, _ weight: Int, _ scale: Int
  ) throws(PostgresError) -> Whole {
    var unscaled: Whole = 0
    for place in 0..<count {
      let group = Whole(try cell.integer(bytes, at: 8 + 2 * place) as UInt16)
      guard group < 10_000 else { throw cell.invalid("numeric with a digit beyond 9999") }
      try unscaled.append(group, decimals: 4 * (weight - place) + scale, in: cell)
    }
    let trailing = count == 0 ? 0 : max(0, 4 * (weight - count + 1) + scale)
    if unscaled != 0 { for _ in 0..<trailing { try unscaled.append(0, times: 10, in: cell) } }
    return unscaled
  }
}

extension FixedWidthInteger where Self: SignedInteger {
  /// Appends a group of four digits whose last one stands `decimals` places left of the last digit kept.
  fileprivate mutating func append(_ group: Self, decimals: Int, in cell: PostgresCell) throws(PostgresError) {
    let powers: (Self, Self) =
      switch decimals {
      case 0...: (10_000, 1)
      case -1: (1000, 10)
      case -2: (100, 100)
      case -3: (10, 1000)
      default: (1, 10_000)
      }
    let (kept, beyond) = group.quotientAndRemainder(dividingBy: powers.1)
    guard beyond == 0 else { throw cell.invalid("numeric with digits beyond its scale") }
    try append(kept, times: powers.0, in: cell)
  }

  fileprivate mutating func append(_ digits: Self, times power: Self, in cell: PostgresCell) throws(PostgresError) {
    let (product, overflow) = multipliedReportingOverflow(by: power)
    let (sum, carry) = product.addingReportingOverflow(digits)
    guard !overflow, !carry else { throw cell.invalid("numeric of more than 38 digits") }
    self = sum
  }
}
