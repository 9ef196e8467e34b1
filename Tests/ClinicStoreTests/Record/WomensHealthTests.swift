import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct WomensHealthTests {
  private static let patient = TestPatient.garcia.id
  private static let day = CalendarDate(daysSinceEpoch: 20_000)

  @Test @UIActor func fiveFactsInOneRoundTrip() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, nurse) = try await clinic.reading(.nurseA)
    let profile = HormonalProfile(
      assessedOn: Self.day, phase: .perimenopause, method: .history, hasPolycysticOvaries: false, note: "a")
    let cycle = MenstrualCycle(startedOn: Self.day, periodDays: 5, cycleDays: 40, flow: .heavy, regularity: .irregular, note: "b")
    let pregnancy = Pregnancy(
      lastPeriodOn: Self.day.adding(days: -300), outcome: .liveBirth, endedOn: Self.day, weeks: 40, children: 2,
      birthWeight: 2700,
      hadGestationalDiabetes: true, note: "c")
    let menopause = MenopauseStatus(
      assessedOn: Self.day, stage: .perimenopausal, lastPeriodOn: Self.day.adding(days: -60), hasVasomotorSymptoms: true,
      note: "d")
    let therapy = HormonalTherapy(
      kind: .menopausal, product: "estradiol", route: .transdermal, startedOn: Self.day, endedOn: Self.day.adding(days: 30),
      note: "e")
    let facts: [WomensHealthFact] = [
      .hormonalProfile(profile), .menstrualCycle(cycle), .pregnancy(pregnancy), .menopause(menopause), .hormonalTherapy(therapy),
    ]
    for fact in facts {
      let form = key()
      let version = try await nurse.womensHealth.record(form, Self.patient, fact)
      #expect(try await nurse.womensHealth.record(form, Self.patient, fact) == version)
    }
    let before = store.asked
    let record = try await nurse.womensHealth.read(Self.patient)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 6))
    #expect(record.hormonalProfiles.map(\.content) == [profile] && record.menstrualCycles.map(\.content) == [cycle])
    #expect(record.pregnancies.map(\.content) == [pregnancy] && record.menopause.map(\.content) == [menopause])
    #expect(record.hormonalTherapies.map(\.content) == [therapy] && record.pregnancies[0].recordedBy == "Alba Reina")
  }

  @Test @UIActor func correcting() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let health = doctor.womensHealth
    let first = try await health.record(key(), Self.patient, .pregnancy(Pregnancy(dueOn: Self.day, outcome: .ongoing)))
    let fact = WomensHealthFact.pregnancy(Pregnancy(dueOn: Self.day, outcome: .miscarriage, endedOn: Self.day))
    #expect(await failure { _ = try await health.correct(key(), Self.patient, first, fact, "") } == .invalid(field: "reason"))
    #expect(try await health.correct(key(), Self.patient, first, fact, "scan").version == 2)
    #expect(await failure { _ = try await health.correct(key(), Self.patient, first, fact, "scan") } == .changedMeanwhile)
    // A record of one kind is not continued by another.
    let other = WomensHealthFact.menstrualCycle(MenstrualCycle(startedOn: Self.day))
    #expect(
      await failure { _ = try await health.correct(key(), Self.patient, first, other, "mistake") } == .refused(.noReasonForAccess)
    )
    let wrong = WomensHealthFact.menstrualCycle(MenstrualCycle(startedOn: Self.day, periodDays: 99))
    #expect(await failure { _ = try await health.record(key(), Self.patient, wrong) } == .invalid(field: "period_days"))
    let closed = try await clinic.record(.doctor1).womensHealth
    #expect(await failure { _ = try await closed.read(Self.patient) } == .refused(.noReasonForAccess))
    #expect(await failure { _ = try await closed.record(key(), Self.patient, fact) } == .refused(.expired))
  }
}
