import ClinicModel

/// A UCUM unit as people read it.
enum Unit {
  static func text(_ ucum: String) -> String { UnitText.text(ucum) }
}
