/// One thing measured in a round of observations; the raw value is the stored column and the code of its limits.
public enum VitalSign: String, CaseIterable, Hashable, Sendable {
  case respiratoryRate = "respiratory_rate"
  case oxygenSaturation = "spo2"
  case onOxygen = "on_oxygen"
  case oxygenFlow = "oxygen_flow"
  case systolic
  case diastolic
  case pulse
  case consciousness
  case temperature
  case pain
  case weight
  case height
  case waist
  case comaScale = "coma_scale"

  /// Typed as digits; the other two are one letter.
  public var isNumber: Bool { self != .onOxygen && self != .consciousness }
}

/// ACVPU: alert, new confusion, responds to voice, to pain, unresponsive. The raw value is the stored letter.
public enum Consciousness: String, CaseIterable, Hashable, Sendable {
  case alert = "A"
  case confusion = "C"
  case voice = "V"
  case pain = "P"
  case unresponsive = "U"
}

/// A measured value of one sign.
public enum VitalSignValue: Hashable, Sendable {
  /// In the unit of the sign's limits.
  case number(DecimalNumber)
  /// True: supplementary oxygen; false: air.
  case oxygen(Bool)
  case consciousness(Consciousness)
}

/// What was measured in a round; what is missing was not measured, which is never the same as zero.
public struct VitalSignValues: Hashable, Sendable {
  private var values: [VitalSign: VitalSignValue] = [:]

  public init(_ values: [VitalSign: VitalSignValue] = [:]) { self.values = values }

  public subscript(sign: VitalSign) -> VitalSignValue? {
    get { values[sign] }
    set { values[sign] = newValue }
  }

  /// The number of a sign that has one.
  public func number(_ sign: VitalSign) -> DecimalNumber? {
    if case .number(let number) = values[sign] { number } else { nil }
  }

  public var onOxygen: Bool? { if case .oxygen(let isOn) = values[.onOxygen] { isOn } else { nil } }
  public var consciousness: Consciousness? { if case .consciousness(let level) = values[.consciousness] { level } else { nil } }

  public var isEmpty: Bool { values.isEmpty }
  public var signs: [VitalSign] { VitalSign.allCases.filter { values[$0] != nil } }

  /// True where every value of `other` stands here too, as the database compares a round with the one before.
  public func contains(_ other: VitalSignValues) -> Bool { other.values.allSatisfy { values[$0.key] == $0.value } }

  /// A JSON object of columns and values, as `api.record_vital_signs` takes it.
  public var json: String {
    let members = signs.compactMap { sign -> String? in
      switch values[sign] {
      case .number(let number): "\"\(sign.rawValue)\":\(number.formatted())"
      case .oxygen(let isOn): "\"\(sign.rawValue)\":\(isOn)"
      case .consciousness(let level): "\"\(sign.rawValue)\":\"\(level.rawValue)\""
      case nil: nil
      }
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}

/// Why a sign was not measured; it never scores.
public enum NotDoneReason: String, CaseIterable, Hashable, Sendable {
  case refused = "REFUSED"
  case unable = "UNABLE"
  case device = "DEVICE"
  case other = "OTHER"

  /// The letter that chooses it: r, u, d, o.
  public var letter: Character { Character(String(rawValue.first ?? "o").lowercased()) }
}
