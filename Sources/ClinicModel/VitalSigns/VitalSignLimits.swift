/// A row of the catalogue of limits: what may be typed for an adult, and what is asked back.
public struct VitalSignLimit: Hashable, Sendable {
  public var sign: VitalSign
  /// UCUM.
  public var unit: String
  public var nameEnglish: String
  public var nameSpanish: String
  public var decimals: Int
  public var hardLow: DecimalNumber
  public var hardHigh: DecimalNumber
  public var confirmLow: DecimalNumber?
  public var confirmHigh: DecimalNumber?

  public init(
    sign: VitalSign, unit: String, nameEnglish: String, nameSpanish: String, decimals: Int, hardLow: DecimalNumber,
    hardHigh: DecimalNumber, confirmLow: DecimalNumber? = nil, confirmHigh: DecimalNumber? = nil
  ) {
    self.sign = sign
    self.unit = unit
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.decimals = decimals
    self.hardLow = hardLow
    self.hardHigh = hardHigh
    self.confirmLow = confirmLow
    self.confirmHigh = confirmHigh
  }

  public func name(in language: Language) -> String { language == .spanish ? nameSpanish : nameEnglish }

  /// Can be at all.
  public func allows(_ value: DecimalNumber) -> Bool { value >= hardLow && value <= hardHigh }

  /// Is asked back before it is stored.
  public func isUnusual(_ value: DecimalNumber) -> Bool {
    if let confirmLow, value < confirmLow { return true }
    if let confirmHigh, value > confirmHigh { return true }
    return false
  }
}

/// The catalogue, by sign.
public struct VitalSignLimits: Hashable, Sendable {
  private let rows: [VitalSign: VitalSignLimit]

  public init(_ rows: [VitalSignLimit]) {
    self.rows = Dictionary(rows.map { ($0.sign, $0) }) { first, _ in first }
  }

  public subscript(sign: VitalSign) -> VitalSignLimit? { rows[sign] }

  /// As they hold for somebody: children are small, and what is usual for an adult is not asked back about them.
  public func forPerson(isAdult: Bool) -> VitalSignLimits {
    guard !isAdult else { return self }
    return VitalSignLimits(
      rows.values.map { row in
        var row = row
        row.confirmLow = nil
        row.confirmHigh = nil
        switch row.sign {
        case .weight: row.hardLow = DecimalNumber(significand: 3, scale: 1) ?? row.hardLow
        case .height, .waist: row.hardLow = DecimalNumber(20)
        default: break
        }
        return row
      })
  }
}

/// What has to be looked at again before a round is stored; the raw value is the database's word for it.
public enum VitalSignsDoubt: Hashable, Sendable {
  /// Beyond what is usual.
  case unusual(VitalSign)
  /// More than 12 hours ago.
  case longAgo
  /// The same as the round before.
  case copied

  public init?(code: String) {
    switch code {
    case "measured_at": self = .longAgo
    case "copied": self = .copied
    default:
      guard let sign = VitalSign(rawValue: code) else { return nil }
      self = .unusual(sign)
    }
  }
}
