/// What was begun, changed and ended among the medicines of a patient, in order of time: for the row under a chart.
public struct MedicationTimeline: Hashable, Sendable {
  /// Something that happened to a medicine.
  public struct Event: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case start
      /// Another dose follows without a pause of more than a week.
      case change(from: Prescription)
      case end
    }

    public var on: CalendarDate
    public var kind: Kind
    public var prescription: Prescription

    public init(on: CalendarDate, kind: Kind, prescription: Prescription) {
      self.on = on
      self.kind = kind
      self.prescription = prescription
    }
  }

  /// Oldest first.
  public let events: [Event]

  private static let longestPause = 7

  /// Prescriptions that were voided or cancelled before they began say nothing; what is still to come neither.
  public init(_ prescriptions: [Prescription], today: CalendarDate) {
    let given = prescriptions.filter { $0.status != .voided && $0.startsOn <= today && $0.status != .cancelled }
    var events: [Event] = []
    for (_, ofOne) in Dictionary(grouping: given, by: { $0.medication.lowercased() }) {
      let inOrder = ofOne.sorted { ($0.startsOn, $0.endsOn ?? today) < ($1.startsOn, $1.endsOn ?? today) }
      for (place, prescription) in inOrder.enumerated() {
        let before = place > 0 ? inOrder[place - 1] : nil
        let follows = before.map { Self.follows(prescription, $0) } ?? false
        if let before, follows {
          if !Self.isSameDose(before, prescription) {
            events.append(Event(on: prescription.startsOn, kind: .change(from: before), prescription: prescription))
          }
        } else {
          events.append(Event(on: prescription.startsOn, kind: .start, prescription: prescription))
        }
        let isContinued = place + 1 < inOrder.count && Self.follows(inOrder[place + 1], prescription)
        if let end = prescription.endsOn, end < today, !isContinued {
          events.append(Event(on: end, kind: .end, prescription: prescription))
        }
      }
    }
    self.events = events.sorted { ($0.on, $0.prescription.medication) < ($1.on, $1.prescription.medication) }
  }

  private static func follows(_ next: Prescription, _ before: Prescription) -> Bool {
    guard let end = before.endsOn else { return true }
    return next.startsOn.daysSinceEpoch - end.daysSinceEpoch <= longestPause
  }

  private static func isSameDose(_ one: Prescription, _ other: Prescription) -> Bool {
    one.doseAmount == other.doseAmount && one.doseUnit == other.doseUnit && one.frequency == other.frequency
  }
}
