@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct BedsideGlucoseTests {
  @Test @UIActor func aValueIsStoredInItsOwnUnitAndACriticalOneIsAnswered() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let repositories = try await clinic.signedIn(.nurseA).repositories
    _ = try await repositories.charts.open(TestPatient.garcia.id, .treatment, nil)
    let glucose = repositories.bedsideGlucose
    let now = ClinicClock.system.now().adding(seconds: -1)
    let low = Glucose(try #require(DecimalNumber("2.8")), .millimolesPerLitre)
    let key = UniqueID.random()
    #expect(try await glucose.record(key, TestPatient.garcia.id, low, now, false) == .confirm)
    let answer = try await glucose.record(key, TestPatient.garcia.id, low, now, true)
    #expect(try await glucose.record(key, TestPatient.garcia.id, low, now, true) == answer)
    guard case .saved(let id, let version, .criticalLow) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(try await glucose.acknowledge(.random(), id, version, low, "20 g glucose by mouth", "Dr Osei"))
    #expect(try await !glucose.acknowledge(.random(), id, version, low, "again", "Dr Osei"))
    let mass = Glucose(DecimalNumber(128), .milligramsPerDecilitre)
    guard case .saved(_, _, .normal) = try await glucose.record(.random(), TestPatient.garcia.id, mass, now, false) else {
      Issue.record("128 mg/dL is in range")
      return
    }
    let stored = try await clinic.sql(
      "select string_agg(b.value || ' ' || t.unit, ', ' order by b.value) from medical_data.biomarkers b "
        + "join medical_data.biomarker_types t using (type_id) where t.code like 'GLUCOSE_CAPILLARY%'")
    #expect(stored.value == "2.8 mmol/L, 128 mg/dL")
    let impossible = Glucose(DecimalNumber(56), .millimolesPerLitre)
    #expect(
      await failure { _ = try await glucose.record(.random(), TestPatient.garcia.id, impossible, now, true) } == .invalid(field: "value"))
  }
}
