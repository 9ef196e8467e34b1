/// NEWS2 (Royal College of Physicians 2017) of one round. A part that is missing has no points, and then there is no total.
public struct News2: Hashable, Sendable {
  /// The seven parts, in the order of the chart.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case respiratoryRate, oxygenSaturation, oxygen, systolic, pulse, consciousness, temperature

    /// The sign it is read from.
    public var sign: VitalSign {
      switch self {
      case .respiratoryRate: .respiratoryRate
      case .oxygenSaturation: .oxygenSaturation
      case .oxygen: .onOxygen
      case .systolic: .systolic
      case .pulse: .pulse
      case .consciousness: .consciousness
      case .temperature: .temperature
      }
    }
  }

  /// The level of response; the raw value is the stored code.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    case none = "NONE"
    case low = "LOW"
    /// One part alone scores 3.
    case singleThree = "SINGLE_3"
    case medium = "MEDIUM"
    case high = "HIGH"
    /// Parts are missing, and what is known is not yet enough for one of the three above.
    case incomplete = "INCOMPLETE"

    /// Somebody has to be called, or a reason given why not.
    public var asksForSomebody: Bool { self == .singleThree || self == .medium || self == .high }
    /// Red: seven or more, or a single 3.
    public var isRed: Bool { self == .high || self == .singleThree }
  }

  /// Which saturations are normal: 2 only where a clinician has signed a target of 88 to 92 %.
  public enum Scale: Int, CaseIterable, Hashable, Sendable {
    case one = 1
    case two = 2
  }

  /// Why NEWS2 does not hold for somebody; the raw value is the stored code.
  public enum Exclusion: String, CaseIterable, Hashable, Sendable {
    case under16 = "UNDER_16"
    case pregnancy = "PREGNANCY"
  }

  /// 0 to 3 for each part that is known.
  public let points: [Part: Int]

  public init(_ values: VitalSignValues, scale: Scale) {
    var points: [Part: Int] = [:]
    points[.respiratoryRate] = values.number(.respiratoryRate).map { Self.respiratoryRate($0) }
    points[.oxygenSaturation] = values.number(.oxygenSaturation).flatMap { Self.saturation($0, scale, values.onOxygen) }
    points[.oxygen] = values.onOxygen.map { $0 ? 2 : 0 }
    points[.systolic] = values.number(.systolic).map { Self.systolic($0) }
    points[.pulse] = values.number(.pulse).map { Self.pulse($0) }
    points[.consciousness] = values.consciousness.map { $0 == .alert ? 0 : 3 }
    points[.temperature] = values.number(.temperature).map { Self.temperature($0) }
    self.points = points
  }

  /// 0 to 20, only where every part is known.
  public var total: Int? { points.count == Part.allCases.count ? known : nil }
  /// The points of what is known.
  public var known: Int { points.values.reduce(0, +) }
  public var partsKnown: Int { points.count }

  /// Nil: no part was measured.
  public var level: Level? {
    guard !points.isEmpty else { return nil }
    if known >= 7 { return .high }
    if known >= 5 { return .medium }
    if points.values.contains(3) { return .singleThree }
    if total == nil { return .incomplete }
    return known > 0 ? .low : Level.none
  }

  /// The parts that alone score 3.
  public var threes: [Part] { Part.allCases.filter { points[$0] == 3 } }
}

extension News2 {
  /// The points of the first limit that is not below the value.
  private static func points(_ value: DecimalNumber, _ steps: [(upTo: Int, Int)], above: Int) -> Int {
    steps.first { value <= DecimalNumber($0.upTo) }?.1 ?? above
  }

  private static func respiratoryRate(_ value: DecimalNumber) -> Int {
    points(value, [(8, 3), (11, 1), (20, 0), (24, 2)], above: 3)
  }

  private static func systolic(_ value: DecimalNumber) -> Int {
    points(value, [(90, 3), (100, 2), (110, 1), (219, 0)], above: 3)
  }

  private static func pulse(_ value: DecimalNumber) -> Int {
    points(value, [(40, 3), (50, 1), (90, 0), (110, 1), (130, 2)], above: 3)
  }

  private static func temperature(_ value: DecimalNumber) -> Int {
    points(value, [(35, 3), (36, 1), (38, 0), (39, 1)], above: 2)
  }

  /// Scale 2 above 92 % depends on oxygen: unknown oxygen, unknown points.
  private static func saturation(_ value: DecimalNumber, _ scale: Scale, _ onOxygen: Bool?) -> Int? {
    switch scale {
    case .one: return points(value, [(91, 3), (93, 2), (95, 1)], above: 0)
    case .two:
      if value <= DecimalNumber(92) { return points(value, [(83, 3), (85, 2), (87, 1)], above: 0) }
      guard let onOxygen else { return nil }
      return onOxygen ? points(value, [(94, 1), (96, 2)], above: 3) : 0
    }
  }
}
