/// Formulas between glucose and glycated haemoglobin. Computed in binary, rounded for display only.
public enum Glycaemia {
  /// Glucose management indicator in per cent, from a mean in mg/dL (Bergenstal 2018).
  public static func managementIndicator(meanMilligrams mean: Double) -> Double { 3.31 + 0.02392 * mean }
  /// The same in mmol/mol, from a mean in mmol/L.
  public static func managementIndicator(meanMillimoles mean: Double) -> Double { 12.71 + 4.70587 * mean }

  /// Estimated average glucose in mg/dL, from HbA1c in per cent (ADAG, Nathan 2008).
  public static func averageMilligrams(haemoglobinA1c percent: Double) -> Double { 28.7 * percent - 46.7 }
  /// The same in mmol/L.
  public static func averageMillimoles(haemoglobinA1c percent: Double) -> Double { 1.59 * percent - 2.59 }

  /// HbA1c in per cent (NGSP) from mmol/mol (IFCC); ngsp.org.
  public static func percent(fromMillimolesPerMole ifcc: Double) -> Double { 0.09148 * ifcc + 2.152 }
  /// HbA1c in mmol/mol (IFCC) from per cent (NGSP); ifcchba1c.org.
  public static func millimolesPerMole(fromPercent ngsp: Double) -> Double { 10.93 * ngsp - 23.50 }

  /// Homeostasis model of insulin resistance: fasting glucose and insulin in mIU/L (Matthews 1985).
  public static func insulinResistance(glucose: Glucose, insulin: Double) -> Double {
    glucose.value.double * insulin / (glucose.unit == .milligramsPerDecilitre ? 405 : 22.5)
  }
}
