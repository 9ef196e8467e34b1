import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct BiomarkerTargetsTests {
  private static let patient = TestPatient.garcia.id

  private static func content(_ low: String?, _ high: String?, _ unit: String = "%") throws -> BiomarkerTarget.Content {
    BiomarkerTarget.Content(
      range: ReferenceInterval(low: low.flatMap { DecimalNumber($0) }, high: high.flatMap { DecimalNumber($0) }), unit: unit,
      startsOn: try CalendarDate(2025, 10, 14), note: "agreed with her")
  }

  @Test @UIActor func setChangedAndEnded() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, doctor) = try await clinic.reading(.doctor1)
    let targets = doctor.targets
    let (form, content) = (key(), try Self.content(nil, "7.0"))
    let first = try await targets.set(form, Self.patient, "HBA1C", content)
    #expect(try await targets.set(form, Self.patient, "HBA1C", content) == first, "sent again")
    let stored = try #require(try await targets.list(Self.patient).first)
    #expect(stored.version == first && stored.content == content && stored.status == .active && stored.setBy == "Dr Osei")
    #expect(await failure { _ = try await targets.set(key(), Self.patient, "HBA1C", content) } == .changedMeanwhile)
    let wider = try Self.content("6.5", "7.5")
    let second = try await targets.change(key(), Self.patient, first, "HBA1C", wider, "falls at night")
    let stale = await failure { _ = try await targets.change(key(), Self.patient, first, "HBA1C", content, "again") }
    #expect(second.version == 2 && stale == .changedMeanwhile)
    let before = store.asked
    let chart = try await doctor.charts.read(Self.patient)
    #expect(store.asked.flights - before.flights == 1, "with the chart")
    #expect(chart.chart.targets.map(\.content) == [wider] && chart.chart.targets.first?.type == chart.chart.latest.first { $0.type.code == "HBA1C" }?.type.id)
    #expect(try await store.repositories.charts.open(Self.patient, .treatment, nil).targets == chart.chart.targets)
    #expect(await failure { _ = try await targets.end(key(), Self.patient, second, "", false) } == .invalid(field: "reason"))
    let ended = try await targets.end(key(), Self.patient, second, "reached", false)
    #expect(ended.version == 3)
    #expect(try await targets.list(Self.patient).map(\.status) == [.ended])
    #expect(try await doctor.charts.read(Self.patient).chart.targets == [])
    let next = try await targets.set(key(), Self.patient, "HBA1C", content)
    _ = try await targets.end(key(), Self.patient, next, "wrong patient", true)
    #expect(try await targets.list(Self.patient).map(\.status) == [.enteredInError, .ended])
  }

  @Test(arguments: [
    ("2.9", nil, "%", "low"), (nil, "20.1", "%", "high"), ("7.5", "7.0", "%", "high"), (nil, nil, "%", "low"), (nil, "53", "mmol/mol", "unit"),
  ] as [(String?, String?, String, String)])
  @UIActor func whatCannotBeNamesItsField(_ low: String?, _ high: String?, _ unit: String, _ field: String) async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let content = try Self.content(low, high, unit)
    #expect(await failure { _ = try await doctor.targets.set(key(), Self.patient, "HBA1C", content) } == .invalid(field: field))
  }

  @Test @UIActor func aNurseReads() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let content = try Self.content(nil, "7.0")
    let version = try await doctor.targets.set(key(), Self.patient, "HBA1C", content)
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(try await nurse.targets.list(Self.patient).map(\.version) == [version])
    #expect(await failure { _ = try await nurse.targets.set(key(), Self.patient, "LDL", content) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.targets.end(key(), Self.patient, version, "reached", false) } == .refused(.noRole))
    let reception = try await clinic.record(.reception)
    #expect(await failure { _ = try await reception.targets.list(Self.patient) } == .refused(.noReasonForAccess))
  }
}
