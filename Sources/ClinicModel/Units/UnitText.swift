/// A UCUM unit as people read it: annotations and brackets are for machines.
public enum UnitText {
  /// "mL/min/{1.73_m2}" is mL/min/1.73 m2, "m[IU]/L" is mIU/L.
  public static func text(_ ucum: String) -> String {
    String(ucum.compactMap { character in "{}[]".contains(character) ? nil : character == "_" ? " " : character })
  }
}
