/// FINDRISC, the ten-year risk of type 2 diabetes of a woman without known diabetes (form of the University of Helsinki).
public struct DiabetesRiskScore: Hashable, Sendable {
  public enum FamilyHistory: Hashable, Sendable {
    case none
    /// Grandparent, aunt, uncle or first cousin.
    case distant
    /// Parent, brother, sister or own child.
    case close
  }

  /// Chance in ten years: 1 of 100, 25, 6, 3, 2.
  public enum Risk: Hashable, Sendable { case low, slightlyElevated, moderate, high, veryHigh }

  public var age: Int
  /// kg/m².
  public var bodyMassIndex: Double
  /// Centimetres.
  public var waist: Double
  /// At least 30 minutes daily.
  public var isActive: Bool
  /// Vegetables, fruit or berries every day.
  public var eatsVegetables: Bool
  public var everTookAntihypertensives: Bool
  public var everHadHighGlucose: Bool
  public var family: FamilyHistory

  public init(
    age: Int, bodyMassIndex: Double, waist: Double, isActive: Bool, eatsVegetables: Bool, everTookAntihypertensives: Bool,
    everHadHighGlucose: Bool, family: FamilyHistory
  ) {
    self.age = age
    self.bodyMassIndex = bodyMassIndex
    self.waist = waist
    self.isActive = isActive
    self.eatsVegetables = eatsVegetables
    self.everTookAntihypertensives = everTookAntihypertensives
    self.everHadHighGlucose = everHadHighGlucose
    self.family = family
  }

  /// 0 to 26.
  public var points: Int {
    let ofAge = age < 45 ? 0 : age < 55 ? 2 : age <= 64 ? 3 : 4
    let ofBody = (bodyMassIndex < 25 ? 0 : bodyMassIndex <= 30 ? 1 : 3) + (waist < 80 ? 0 : waist <= 88 ? 3 : 4)
    let ofHabits = (isActive ? 0 : 2) + (eatsVegetables ? 0 : 1)
    let ofHistory = (everTookAntihypertensives ? 2 : 0) + (everHadHighGlucose ? 5 : 0)
    let ofFamily = switch family {
    case .none: 0
    case .distant: 3
    case .close: 5
    }
    return ofAge + ofBody + ofHabits + ofHistory + ofFamily
  }

  public var risk: Risk {
    switch points {
    case ..<7: .low
    case 7...11: .slightlyElevated
    case 12...14: .moderate
    case 15...20: .high
    default: .veryHigh
    }
  }
}
