/// A prescription (FHIR MedicationRequest) in its current version.
public struct Prescription: Hashable, Sendable, ChartFact {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    /// Not to be given until somebody resumes it.
    case onHold = "ON_HOLD"
    case completed = "COMPLETED"
    case stopped = "STOPPED"
    /// Never begun.
    case cancelled = "CANCELLED"
    /// Entered in error.
    case voided = "VOIDED"
  }

  /// What the list says today of it.
  public enum Standing: Hashable, Sendable {
    case active
    /// Active, and its last day is today or at most seven days away.
    case ending(inDays: Int)
    /// Stored as active, but its last day has passed: a clinician has to close it.
    case endedNotClosed
    case notStarted
    case onHold
    case past
  }

  public var id: PrescriptionID
  public var medication: String
  public var doseAmount: DecimalNumber
  public var doseUnit: String
  public var route: String
  public var frequency: String
  public var startsOn: CalendarDate
  /// The last day, inclusive; nil: until stopped.
  public var endsOn: CalendarDate?
  public var status: Status
  public var prescriber: String
  /// The living version: a change names it.
  public var version: Int

  public var mergedNumber: RecordNumber?

  public init(
    id: PrescriptionID, medication: String, doseAmount: DecimalNumber, doseUnit: String, route: String, frequency: String,
    startsOn: CalendarDate, endsOn: CalendarDate?, status: Status, prescriber: String, version: Int = 1
  ) {
    self.id = id
    self.medication = medication
    self.doseAmount = doseAmount
    self.doseUnit = doseUnit
    self.route = route
    self.frequency = frequency
    self.startsOn = startsOn
    self.endsOn = endsOn
    self.status = status
    self.prescriber = prescriber
    self.version = version
  }

  /// What a change names.
  public var recordVersion: RecordVersion<Prescription> { RecordVersion(id: id, version: version) }

  public func standing(on today: CalendarDate) -> Standing {
    guard status == .active else { return status == .onHold ? .onHold : .past }
    if startsOn > today { return .notStarted }
    guard let endsOn else { return .active }
    let days = endsOn.daysSinceEpoch - today.daysSinceEpoch
    return days < 0 ? .endedNotClosed : days <= 7 ? .ending(inDays: days) : .active
  }

  /// The dose as ISMP wants it written: leading zero, no trailing zero, no thousands separator: "0.5 mg", "850 mg".
  /// `units` is the language's word for units: a "U" is read as a zero, an "IU" as "IV".
  public func dose(mark: Character, units: String = "units") -> String {
    "\(doseAmount.withoutTrailingZeros.formatted(mark: mark)) \(Self.spelledOut(doseUnit, units: units))"
  }

  private static func spelledOut(_ unit: String, units: String) -> String {
    unit.split(separator: "/", omittingEmptySubsequences: false).map { part in
      switch part {
      case "U", "u", "IU", "iU", "iu", "UI", "ui", "[IU]", "[iU]": units
      case "ug", "\u{B5}g", "\u{3BC}g": "mcg"   // the micro sign and the Greek letter are both read as an m
      default: String(part)
      }
    }.joined(separator: "/")
  }
}
