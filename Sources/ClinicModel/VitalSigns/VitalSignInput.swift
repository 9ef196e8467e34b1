/// What the text typed into an entry field means so far.
public enum VitalSignReading: Hashable, Sendable {
  case empty
  /// More digits can make it a value.
  case incomplete
  /// A value. `isComplete`: nothing typed behind it could be another one, so the entry moves on by itself.
  case value(VitalSignValue, isComplete: Bool)
  /// A temperature that can only be in degrees Fahrenheit: asked back, never taken over by itself.
  case fahrenheit(celsius: DecimalNumber)
  /// No value, whatever is typed behind it.
  case impossible

  public var value: VitalSignValue? { if case .value(let value, _) = self { value } else { nil } }
}

/// Reads entry fields of vital signs. Whole numbers end by their limits; a temperature may be typed without its decimal mark.
public enum VitalSignInput {
  /// The meaning of `text` for a sign within its limits (those of letters are nil).
  public static func read(_ text: String, as sign: VitalSign, limit: VitalSignLimit?) -> VitalSignReading {
    guard !text.isEmpty else { return .empty }
    switch sign {
    case .onOxygen: return letter(text).map { .value(.oxygen($0), isComplete: true) } ?? .impossible
    case .consciousness:
      return Consciousness(rawValue: text.uppercased()).map { .value(.consciousness($0), isComplete: true) } ?? .impossible
    default:
      guard let limit else { return .impossible }
      return sign == .temperature ? temperature(text, limit) : number(text, limit)
    }
  }

  /// The characters that can be typed into a field; letters in either case.
  public static func accepts(_ character: Character, as sign: VitalSign) -> Bool {
    switch sign {
    case .onOxygen: letter(String(character)) != nil
    case .consciousness: Consciousness(rawValue: character.uppercased()) != nil
    default: character.isASCIIDigit || character == "." || character == ","
    }
  }

  /// `a` air, `o` oxygen.
  private static func letter(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "a": false
    case "o": true
    default: nil
    }
  }

  private static func number(_ text: String, _ limit: VitalSignLimit) -> VitalSignReading {
    let hasMark = text.contains { $0 == "." || $0 == "," }
    if hasMark && limit.decimals == 0 { return .impossible }
    guard let value = DecimalNumber(text) else {
      // A mark with nothing behind it yet.
      return hasMark && DecimalNumber(text.dropLast()) != nil ? .incomplete : .impossible
    }
    guard value.scale <= limit.decimals else { return .impossible }
    guard limit.allows(value) else { return hasMark ? .impossible : canGrow(value, limit) ? .incomplete : .impossible }
    let isComplete = hasMark ? value.scale == limit.decimals : limit.decimals == 0 && !canGrow(value, limit)
    return .value(.number(value), isComplete: isComplete)
  }

  /// Whether digits behind a whole number make it a value.
  private static func canGrow(_ value: DecimalNumber, _ limit: VitalSignLimit) -> Bool {
    guard value.significand > 0, value.scale == 0 else { return false }
    var (low, high) = (value.significand, value.significand)
    for _ in 0..<3 {
      (low, high) = (low * 10, high * 10 + 9)
      guard low < 100_000, let least = DecimalNumber(significand: low, scale: 0) else { return false }
      if least > limit.hardHigh { return false }
      if DecimalNumber(Int(high)) >= limit.hardLow { return true }
    }
    return false
  }

  /// 368 is 36.8; 90 to 115 is Fahrenheit.
  private static func temperature(_ text: String, _ limit: VitalSignLimit) -> VitalSignReading {
    let hasMark = text.contains { $0 == "." || $0 == "," }
    guard let typed = DecimalNumber(text) else {
      return hasMark && DecimalNumber(text.dropLast()) != nil && text.count <= 4 ? .incomplete : .impossible
    }
    guard typed.scale <= 1 else { return .impossible }
    if hasMark { return inDegrees(typed, limit, isComplete: true) ?? .impossible }
    switch text.count {
    case 1: return typed.significand == 0 ? .impossible : .incomplete
    case 2:
      if let reading = inDegrees(typed, limit, isComplete: false) { return reading }
      // 10 and 11 may become 101 or 1012; 24 and 46 become nothing.
      return typed == DecimalNumber(10) || typed == DecimalNumber(11) ? .incomplete : .impossible
    case 3, 4:
      guard let tenths = DecimalNumber(significand: typed.significand, scale: 1) else { return .impossible }
      return inDegrees(tenths, limit, isComplete: true) ?? inDegrees(typed, limit, isComplete: true) ?? .impossible
    default: return .impossible
    }
  }

  private static func inDegrees(_ value: DecimalNumber, _ limit: VitalSignLimit, isComplete: Bool) -> VitalSignReading? {
    if limit.allows(value) { return .value(.number(value), isComplete: isComplete) }
    guard value >= DecimalNumber(90), value <= DecimalNumber(115) else { return nil }
    // (F - 32) * 5 / 9, to a tenth, half up: the value is far above zero.
    let tenths = value.scale == 0 ? value.significand * 10 : value.significand
    let celsius = ((tenths - 320) * 10 / 9 + 1) / 2
    return DecimalNumber(significand: celsius, scale: 1).map { .fahrenheit(celsius: $0) }
  }
}
