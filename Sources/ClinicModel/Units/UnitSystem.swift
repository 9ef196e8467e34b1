/// In which units values are shown. What was measured is never changed by it, nor is its flag: a value is classified in its own
/// unit.
public enum UnitSystem: CaseIterable, Hashable, Sendable {
  case asMeasured
  /// mg/dL, per cent, mg/g.
  case conventional
  /// mmol/L, mmol/mol, umol/L, mg/mmol.
  case si

  /// The one after this, and from the beginning.
  public var next: UnitSystem {
    switch self {
    case .asMeasured: .conventional
    case .conventional: .si
    case .si: .asMeasured
    }
  }
}

/// A kind of value with a unit in either system, and the way between them.
private struct UnitPair {
  /// UCUM code and digits after the mark.
  var conventional: (unit: String, decimals: Int)
  var si: (unit: String, decimals: Int)
  /// Conventional to SI and back: factor and offset. Not each other's inverse where both equations are published.
  var forth: (factor: Double, offset: Double)
  var back: (factor: Double, offset: Double)

  private init(_ conventional: (String, Int), _ si: (String, Int), factor: Double) {
    (self.conventional, self.si) = (conventional, si)
    (forth, back) = ((factor, 0), (1 / factor, 0))
  }

  private init(_ conventional: (String, Int), _ si: (String, Int), forth: (Double, Double), back: (Double, Double)) {
    (self.conventional, self.si, self.forth, self.back) = (conventional, si, forth, back)
  }

  /// Molar masses; HbA1c by the equations of IFCC and NGSP. Nil where a kind has one unit only, or one that is not known.
  static func of(_ type: BiomarkerType) -> UnitPair? {
    let pair: UnitPair? =
      switch type.code {
      case "HBA1C", "HBA1C_IFCC": UnitPair(("%", 1), ("mmol/mol", 0), forth: (10.93, -23.50), back: (0.09148, 2.152))
      case "CREATININE": UnitPair(("mg/dL", 2), ("umol/L", 0), factor: 88.42)
      case "TRIGLYCERIDES": UnitPair(("mg/dL", 0), ("mmol/L", 2), factor: 1 / 88.57)
      case "CHOLESTEROL", "LDL", "HDL", "NON_HDL": UnitPair(("mg/dL", 0), ("mmol/L", 2), factor: 1 / 38.67)
      case "URINE_ACR": UnitPair(("mg/g", 0), ("mg/mmol", 1), factor: 1 / 8.84)
      case let code where ["GLUCOSE_", "OGTT_", "CGM_MEAN"].contains { code.hasPrefix($0) }:
        UnitPair(("mg/dL", 0), ("mmol/L", 1), factor: 1 / GlucoseUnit.factor)
      default: nil
      }
    return pair.flatMap { [$0.conventional.unit, $0.si.unit].contains(type.unit) ? $0 : nil }
  }
}

/// How values of a kind become those of another unit.
struct UnitConversion {
  var unit: String
  var decimals: Int
  var factor: Double
  var offset: Double

  /// Nil where nothing is converted.
  init?(_ type: BiomarkerType, to system: UnitSystem) {
    guard let pair = UnitPair.of(type) else { return nil }
    switch system {
    case .si where type.unit == pair.conventional.unit:
      (unit, decimals) = pair.si
      (factor, offset) = pair.forth
    case .conventional where type.unit == pair.si.unit:
      (unit, decimals) = pair.conventional
      (factor, offset) = pair.back
    default: return nil
    }
  }

  /// Rounded half away from zero, as it is read.
  func callAsFunction(_ value: DecimalNumber) -> DecimalNumber {
    DecimalNumber(rounding: value.double * factor + offset, decimals: decimals) ?? value
  }

  func callAsFunction(_ interval: ReferenceInterval) -> ReferenceInterval {
    ReferenceInterval(low: interval.low.map { self($0) }, high: interval.high.map { self($0) })
  }
}

extension BiomarkerType {
  /// A unit that the same kind of value is also given in.
  public struct OtherUnit: Sendable {
    /// UCUM
    public var unit: String
    /// A number of that unit in the unit of the type.
    public var toThisUnit: @Sendable (Double) -> Double
  }

  /// Nil where a kind has one unit only.
  public var otherUnit: OtherUnit? {
    guard let pair = UnitPair.of(self) else { return nil }
    let isSI = unit == pair.si.unit
    let (factor, offset) = isSI ? pair.forth : pair.back
    return OtherUnit(unit: isSI ? pair.conventional.unit : pair.si.unit) { $0 * factor + offset }
  }

  /// The same kind with unit and limits of a system; unchanged where that system has no unit of its own for it.
  public func shown(in system: UnitSystem) -> BiomarkerType {
    guard let conversion = UnitConversion(self, to: system) else { return self }
    var shown = self
    (shown.unit, shown.decimals) = (conversion.unit, conversion.decimals)
    shown.reference = conversion(reference)
    (shown.criticalLow, shown.criticalHigh) = (criticalLow.map { conversion($0) }, criticalHigh.map { conversion($0) })
    return shown
  }

  /// Results of this kind with numbers of a system, rounded as they are shown there; their flags stay.
  public func shown(_ results: [BiomarkerResult], in system: UnitSystem) -> [BiomarkerResult] {
    guard let conversion = UnitConversion(self, to: system) else { return results }
    return results.map { result in
      var shown = result
      shown.value = conversion(result.value)
      shown.reference = conversion(result.reference)
      return shown
    }
  }
}

extension BiomarkerType {
  /// A target of this kind with numbers and unit of a system.
  public func shown(_ target: BiomarkerTarget, in system: UnitSystem) -> BiomarkerTarget {
    guard let conversion = UnitConversion(self, to: system) else { return target }
    var shown = target
    (shown.content.range, shown.content.unit) = (conversion(target.content.range), conversion.unit)
    return shown
  }

  /// Limits of this kind with numbers of a system.
  public func shown(_ interval: ReferenceInterval, in system: UnitSystem) -> ReferenceInterval {
    UnitConversion(self, to: system)?(interval) ?? interval
  }

  /// A number typed in the unit that a system shows, in the unit of this kind: as coarse as this kind is shown where that reads
  /// the same when it is shown there again, so that 10.0 mmol/L is 180 mg/dL; else with six decimals.
  public func measured(_ typed: DecimalNumber, from system: UnitSystem) -> DecimalNumber {
    guard let conversion = UnitConversion(self, to: system), let otherUnit else { return typed }
    let exact = otherUnit.toThisUnit(typed.double)
    if let coarse = DecimalNumber(rounding: exact, decimals: decimals), conversion(coarse) == typed { return coarse }
    return DecimalNumber(rounding: exact, decimals: 6) ?? typed
  }
}

extension BiomarkerSummary {
  /// As `BiomarkerType.shown(in:)`.
  public func shown(in system: UnitSystem) -> BiomarkerSummary {
    BiomarkerSummary(type: type.shown(in: system), recent: type.shown(recent, in: system)) ?? self
  }
}
