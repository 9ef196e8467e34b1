import ClinicModel
import Testing

@Suite struct PrescriptionTests {
  private func prescription(
    amount: String = "850", unit: String = "mg", from: String = "2026-01-01", to: String? = nil,
      _ status: Prescription.Status = .active
  ) throws -> Prescription {
    Prescription(
      id: PrescriptionID(.random()), medication: "Metformin", doseAmount: try #require(DecimalNumber(amount)), doseUnit: unit,
        route: "oral",
      frequency: "every 12 h", startsOn: try CalendarDate.parse(from).get(),
        endsOn: try to.map { try CalendarDate.parse($0).get() }, status: status,
      prescriber: "Dr. Vidal")
  }

  private func standing(_ prescription: Prescription, on day: String = "2026-11-21") throws -> Prescription.Standing {
    prescription.standing(on: try CalendarDate.parse(day).get())
  }

  @Test func withoutAnEndItIsActive() throws {
    #expect(try standing(prescription()) == .active)
  }

  @Test(arguments: [
    ("2026-11-20", Prescription.Standing.endedNotClosed), ("2026-11-21", .ending(inDays: 0)), ("2026-11-22", .ending(inDays: 1)),
    ("2026-11-28", .ending(inDays: 7)), ("2026-11-29", .active), ("2026-01-01", .endedNotClosed), ("2027-11-21", .active),
  ])
  func theLastDayIsInclusive(end: String, expected: Prescription.Standing) throws {
    #expect(try standing(prescription(to: end)) == expected)
  }

  @Test func itStartsOnItsFirstDay() throws {
    #expect(try standing(prescription(from: "2026-11-22")) == .notStarted)
    #expect(try standing(prescription(from: "2026-11-21")) == .active)
    #expect(try standing(prescription(from: "2026-11-22", to: "2026-11-25")) == .notStarted)
  }

  @Test func whatIsHeldIsOnHoldWhateverItsDates() throws {
    for end in [nil, "2026-11-20", "2026-11-25"] {
      #expect(try standing(prescription(to: end, .onHold)) == .onHold)
    }
  }

  @Test(arguments: [Prescription.Status.completed, .cancelled, .stopped, .voided])
  func whatIsClosedIsPastWhateverItsDates(_ status: Prescription.Status) throws {
    for end in [nil, "2026-11-20", "2026-11-25", "2027-01-01"] {
      #expect(try standing(prescription(to: end, status)) == .past)
      #expect(try standing(prescription(from: "2026-12-01", to: end.map { _ in "2027-01-01" }, status)) == .past)
    }
  }

  /// ISMP: 5 mg, not 5.0 mg; 0.5 mg, not .5 mg; no thousands separator.
  @Test(arguments: [
    ("5.0", "mg", "5 mg"), (".5", "mg", "0.5 mg"), ("0.50", "mg", "0.5 mg"), ("850", "mg", "850 mg"), ("1000", "mg", "1000 mg"),
    ("12500.00", "mg", "12500 mg"),
    ("100", "ug", "100 mcg"), ("0.125", "\u{B5}g", "0.125 mcg"), ("25", "\u{3BC}g/h", "25 mcg/h"),
  ])
  func theDoseIsWrittenSafely(amount: String, unit: String, expected: String) throws {
    #expect(try prescription(amount: amount, unit: unit).dose(mark: ".") == expected)
  }

  @Test(arguments: ["U", "u", "IU", "iu", "[IU]", "[iU]", "UI"])
  func unitsAreSpelledOut(_ unit: String) throws {
    #expect(try prescription(amount: "10.0", unit: unit).dose(mark: ".") == "10 units")
    #expect(try prescription(amount: "10", unit: unit).dose(mark: ",", units: "unidades") == "10 unidades")
    #expect(try prescription(amount: "1.5", unit: unit + "/h").dose(mark: ",", units: "unidades") == "1,5 unidades/h")
  }

  @Test func otherUnitsStayAsTheyAre() throws {
    #expect(try prescription(amount: "2.5", unit: "mL").dose(mark: ",") == "2,5 mL")
    #expect(try prescription(amount: "1", unit: "tablet").dose(mark: ".") == "1 tablet")
  }
}
