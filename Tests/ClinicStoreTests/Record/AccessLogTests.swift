import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AccessLogTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func whoSawThisPatient() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    _ = try await clinic.reading(.nurseA)
    let (_, doctor) = try await clinic.reading(.doctor1)
    _ = try await doctor.histories.record(
      key(), Self.patient, MedicalHistory.Content(kind: .problem, title: "Thirst", status: .active, verification: .provisional))
    let stranger = try await clinic.signedIn(.nurseB).repositories.charts
    _ = await failure { _ = try await stranger.open(Self.patient, .treatment, nil) }
    let store = try await clinic.signedIn(.privacy)
    let before = store.asked
    let seen = try await store.repositories.record.accessLog.whoSaw(Self.patient, "The patient asks", nil, nil)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    let charts = seen.filter { $0.what == .chart }
    #expect(charts.map(\.userName) == ["Alba Reina", "Dr Osei"] && charts.map(\.reason) == ["ward", "care_team"])
    #expect(charts[0].role == .nurse && charts[0].purpose == "TREATMENT")
    #expect(seen.first { $0.what == .wrote && $0.userName == "Dr Osei" }?.subject == "medical_data.medical_histories")
    #expect(seen.first { $0.what == .refused }?.reason == "NO_RFA")
    let again = try await store.repositories.record.accessLog.whoSaw(Self.patient, "The patient asks", charts[1].at, nil)
    #expect(
      again.contains { $0.what == .accessLog && $0.userName == "Elisa Grau" } && !again.contains { $0.userName == "Alba Reina" })
    // Others are told their own accesses.
    #expect(try await doctor.accessLog.whoSaw(Self.patient, "My own", nil, nil).allSatisfy { $0.userName == "Dr Osei" })
    #expect(await failure { _ = try await doctor.accessLog.whoSaw(Self.patient, "", nil, nil) } == .invalid(field: "purpose"))
    let admin = try await clinic.record(.admin).accessLog
    #expect(await failure { _ = try await admin.whoSaw(Self.patient, "Curious", nil, nil) } == .refused(.noRole))
  }

  @Test @UIActor func newestFirstPageByPage() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    for title in ["Thirst", "Fatigue"] {
      _ = try await doctor.histories.record(
        key(), Self.patient, MedicalHistory.Content(kind: .problem, title: title, status: .active, verification: .provisional))
    }
    let end = ClinicClock.system.now().adding(seconds: 3600)
    let all = try await doctor.accessLog.whoSaw(Self.patient, "My own", nil, end)
    // The question before is in the log too, so the pages stand behind it.
    let pages = [
      try await doctor.accessLog.whoSawNewest(Self.patient, "My own", nil, all[all.count - 1].at.adding(seconds: 0), 0, 2),
      try await doctor.accessLog.whoSawNewest(Self.patient, "My own", nil, all[all.count - 1].at.adding(seconds: 0), 2, 50),
    ]
    #expect(pages[0].count == 2 && pages[0] + pages[1] == Array(all.dropLast().reversed()))
    #expect(pages[0].map(\.what) == [.wrote, .chart])
  }

  @Test @UIActor func theStream() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let from = ClinicClock.system.now().adding(seconds: -3600)
    let to = from.adding(seconds: 7200)
    _ = try await clinic.reading(.nurseA)
    let nurse = try #require(UniqueID(TestPerson.nurseA.userID).map { UserID($0) })
    let officer = try await clinic.record(.privacy).accessLog
    let events = try await officer.events(from, to, nurse, "Monthly review")
    let opening = try #require(events.first { $0.action == "OPEN_CHART" })
    #expect(
      opening.patient == Self.patient && opening.user == nurse && opening.role == .nurse
        && opening.detail?.contains("ward") == true)
    #expect(events.map(\.id) == events.map(\.id).sorted() && opening.loginRole == "nurse_a" && opening.session != nil)
    let admin = try await clinic.record(.admin).accessLog
    let security = try await admin.events(from, to, nil, "Monthly review")
    #expect(!security.isEmpty && security.allSatisfy { $0.isSecurity && $0.patient == nil })
    #expect(
      await failure { _ = try await clinic.record(.nurseB).accessLog.events(from, to, nil, "Curious") } == .refused(.noRole))
  }

  @Test @UIActor func sealsAndTheirHeads() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).accessLog
    #expect(try await admin.verify().isEmpty)
    #expect(try await admin.heads(0).isEmpty)
    try await clinic.sql("select audit_logs.seal()")
    let head = try #require(try await admin.heads(0).first)
    #expect(head.rows > 0 && head.head.count >= 32)
    #expect(try await admin.heads(head.seal).isEmpty)
    try await clinic.sql(
      """
      alter table audit_logs.events disable trigger user;
      update audit_logs.events set purpose = 'CHANGED' where event_id = (select min(event_id) from audit_logs.events)
      """)
    let problem = try #require(try await admin.verify().first)
    #expect(problem.seal == head.seal && problem.event != nil && !problem.problem.isEmpty)
    #expect(await failure { _ = try await clinic.record(.nurseA).accessLog.verify() } == .refused(.noRole))
  }
}
