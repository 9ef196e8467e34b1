import Glibc

/// Filtration of the kidneys.
public enum KidneyFunction {
  /// eGFR by CKD-EPI 2021 in mL/min/1.73 m², from creatinine in mg/dL. Nil below 18 years and for other than female and male,
  /// whom
  /// the formula does not know; not valid in pregnancy and unstable kidney function.
  public static func filtrationRate(creatinine: Double, age: Int, sex: Sex) -> Double? {
    guard age >= 18, creatinine > 0 else { return nil }
    let (kappa, alpha, factor): (Double, Double, Double)
    switch sex {
    case .female: (kappa, alpha, factor) = (0.7, -0.241, 1.012)
    case .male: (kappa, alpha, factor) = (0.9, -0.302, 1)
    case .other, .unknown: return nil
    }
    let ratio = creatinine / kappa
    return 142 * pow(min(ratio, 1), alpha) * pow(max(ratio, 1), -1.2) * pow(0.9938, Double(age)) * factor
  }
}

/// Body measures.
public enum BodyMeasures {
  /// Body mass index in kg/m²; nil without a height.
  public static func bodyMassIndex(kilograms: Double, centimetres: Double) -> Double? {
    guard centimetres > 0 else { return nil }
    let metres = centimetres / 100
    return kilograms / (metres * metres)
  }
}
