import ClinicModel
import Testing

@Suite struct MedicationTimelineTests {
  private static let today = CalendarDate(year: 2026, month: 11, day: 21) ?? CalendarDate(daysSinceEpoch: 0)

  private func order(
    _ medication: String, _ dose: Int, from: Int, to: Int?, _ status: Prescription.Status = .active
  ) -> Prescription {
    Prescription(
      id: Identifier(UniqueID(high: 1, low: UInt64(from + 10_000))), medication: medication, doseAmount: DecimalNumber(dose),
      doseUnit: "mg", route: "oral", frequency: "once a day", startsOn: Self.today.adding(days: from),
      endsOn: to.map { Self.today.adding(days: $0) }, status: status, prescriber: "Abena Osei")
  }

  private func words(_ prescriptions: [Prescription]) -> [String] {
    MedicationTimeline(prescriptions, today: Self.today).events.map { event in
      let day = event.on.daysSinceEpoch - Self.today.daysSinceEpoch
      switch event.kind {
      case .start: return "start \(event.prescription.medication) \(day)"
      case .change(let from): return "change \(from.doseAmount) \(event.prescription.doseAmount) \(day)"
      case .end: return "end \(event.prescription.medication) \(day)"
      }
    }
  }

  @Test func anotherDoseWithoutAPauseIsAChange() {
    #expect(
      words([order("Metformin", 850, from: -300, to: nil), order("metformin", 500, from: -640, to: -301, .completed)])
        == ["start metformin -640", "change 500 850 -300"])
  }

  @Test func theSameDoseAgainIsNothingNew() {
    #expect(
      words([order("metformin", 850, from: -300, to: -100, .completed), order("metformin", 850, from: -98, to: nil)])
        == ["start metformin -300"])
  }

  @Test func afterAPauseItStartsAgain() {
    #expect(
      words([order("prednisone", 10, from: -300, to: -290, .completed), order("prednisone", 10, from: -100, to: -90, .stopped)])
        == ["start prednisone -300", "end prednisone -290", "start prednisone -100", "end prednisone -90"])
  }

  @Test func whatWasNeverGivenSaysNothing() {
    #expect(
      words([
        order("ibuprofen", 400, from: -10, to: nil, .cancelled), order("digoxin", 1, from: -10, to: nil, .voided),
        order("levothyroxine", 50, from: 3, to: nil),
      ]).isEmpty)
  }
}
