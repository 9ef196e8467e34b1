/// In which units values are shown: as stored, or in the other system.
public enum UnitSystem: Hashable, Sendable {
  /// mg/dL, per cent, mg/g: as the catalogue stores.
  case conventional
  /// mmol/L, mmol/mol, umol/L, mg/mmol.
  case si

  public var other: UnitSystem { self == .conventional ? .si : .conventional }
}

/// How values of one kind are shown: number and unit belong together.
public struct DisplayUnit: Hashable, Sendable {
  /// UCUM code.
  public let unit: String
  /// Digits after the mark.
  public let decimals: Int
  private let factor: Double
  private let offset: Double

  private init(_ unit: String, decimals: Int, factor: Double, offset: Double = 0) {
    self.unit = unit
    self.decimals = decimals
    self.factor = factor
    self.offset = offset
  }

  /// As stored: nothing is converted.
  fileprivate static func stored(_ type: BiomarkerType) -> DisplayUnit { DisplayUnit(type.unit, decimals: type.decimals, factor: 1) }

  private var isStored: Bool { factor == 1 && offset == 0 }

  /// For axes and means.
  public func converted(_ value: Double) -> Double { value * factor + offset }

  /// For reading: rounded half away from zero; a value that is not converted stays as it was measured.
  public func shown(_ value: DecimalNumber) -> DecimalNumber {
    guard !isStored else { return value }
    return DecimalNumber(rounding: converted(value.double), decimals: decimals) ?? value
  }

  /// For differences, where the offset of a scale falls away.
  public func shown(difference: DecimalNumber) -> DecimalNumber {
    guard !isStored else { return difference }
    return DecimalNumber(rounding: difference.double * factor, decimals: decimals) ?? difference
  }

  /// The other system's unit of a kind of value, where it has one. Factors: molar masses; HbA1c by the IFCC's equation.
  fileprivate static func si(_ type: BiomarkerType) -> DisplayUnit? {
    switch (type.code, type.unit) {
    case ("HBA1C", "%"): DisplayUnit("mmol/mol", decimals: 0, factor: 10.93, offset: -23.50)
    case ("CREATININE", "mg/dL"): DisplayUnit("umol/L", decimals: 0, factor: 88.42)
    case ("TRIGLYCERIDES", "mg/dL"): DisplayUnit("mmol/L", decimals: 2, factor: 1 / 88.57)
    case ("CHOLESTEROL", "mg/dL"), ("LDL", "mg/dL"), ("HDL", "mg/dL"), ("NON_HDL", "mg/dL"):
      DisplayUnit("mmol/L", decimals: 2, factor: 1 / 38.67)
    case ("URINE_ACR", "mg/g"): DisplayUnit("mg/mmol", decimals: 1, factor: 1 / 8.84)
    case (let code, "mg/dL") where code.hasPrefix("GLUCOSE"):
      DisplayUnit(GlucoseUnit.millimolesPerLitre.rawValue, decimals: 1, factor: 1 / GlucoseUnit.factor)
    default: nil
    }
  }
}

extension BiomarkerType {
  /// How values of this kind are shown in a system; as stored where the other system has no unit of its own.
  public func displayUnit(in system: UnitSystem) -> DisplayUnit {
    (system == .si ? DisplayUnit.si(self) : nil) ?? DisplayUnit.stored(self)
  }

  /// Whether the two systems show it differently.
  public var hasTwoUnits: Bool { DisplayUnit.si(self) != nil }
}
