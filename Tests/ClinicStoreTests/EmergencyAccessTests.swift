@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@Suite(.onLoop)
struct EmergencyAccessTests {
  private static func request(
    _ patient: TestPatient = .petrova, key: UniqueID = .random(), reason: String = "Found unconscious in the corridor",
    scope: EmergencyAccess.Scope = .full
  ) -> EmergencyRequest {
    EmergencyRequest(key: key, patient: patient.id, reasonClass: .lifeThreat, reason: reason, hours: 4, scope: scope)
  }

  @UIActor
  private func send(_ store: ClinicStore, _ request: EmergencyRequest = request()) async throws -> EmergencyAccessID {
    let answer = try await store.repositories.emergencyAccesses.request(request, TestPerson.password)
    guard case .requested(let id) = answer else {
      Issue.record("not requested: \(answer)")
      throw RepositoryError.unexpectedAnswer
    }
    return id
  }

  @Test @UIActor func fromTheRequestToTheChart() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (nurse, doctor) = (try await clinic.signedIn(.nurseA), try await clinic.signedIn(.doctor1))
    var told: [LiveEvent] = []
    nurse.onEvent = { told.append($0) }
    let id = try await send(nurse)
    #expect(await eventually { told == [.emergencyAccessChanged] })
    let mine = try #require(try await nurse.repositories.emergencyAccesses.mine().first)
    #expect(mine.id == id && mine.phase == .requested && mine.patient == TestPatient.petrova.id && mine.hours == 4)
    #expect(mine.number.hasPrefix("E-") && mine.expiresAt == nil && mine.reasonClass == .lifeThreat && mine.scope == .full)
    #expect(mine.lapsesAt.seconds(since: mine.requestedAt) == 15 * 60)

    let approvals = doctor.repositories.emergencyAccesses
    #expect(try await approvals.counts().waiting == 1)
    let before = doctor.asked
    let entry = try #require(try await approvals.queue().first)
    #expect((doctor.asked.flights - before.flights, doctor.asked.statements - before.statements) == (1, 2))
    #expect(entry.id == id && entry.requesterName == "Alba Reina" && entry.requesterRole == .nurse && entry.requesterWard == "A")
    #expect(entry.whyNotDecidable == nil && entry.approvalsNeeded == 1 && entry.approvals == 0 && entry.requesterRequests == 1)
    #expect(try await approvals.decide(id, .approve(hours: 1, birthYear: 1967)) == .wrongBirthYear)
    #expect(try await approvals.decide(id, .approve(hours: 1, birthYear: 1966)) == .approved)
    #expect(try await approvals.counts() == EmergencyCounts(waiting: 0))
    #expect(try await approvals.queue().first?.access.phase == .active)

    let chart = try await nurse.repositories.charts.open(TestPatient.petrova.id, .emergency, nil)
    let ends = try #require(chart.grantEndsAt)
    #expect(chart.reason == .grant && chart.latest.count == 3)
    #expect((3590...3600).contains(ends.seconds(since: chart.readAt)))
    #expect(try await nurse.repositories.emergencyAccesses.mine().first?.phase == .active)

    try await nurse.repositories.emergencyAccesses.end(id, "Patient handed over")
    #expect(await failure { try await nurse.repositories.emergencyAccesses.end(id, "again") } == .refused(.expired))
    #expect(try await nurse.repositories.emergencyAccesses.mine().first?.phase == .endedClosed)
    let after = await failure { _ = try await nurse.repositories.charts.series(TestPatient.petrova.id, 1, nil) }
    #expect(after == .refused(.noReasonForAccess))
  }

  @Test @UIActor func aGrantForTheSummaryShowsNoResults() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (nurse, doctor) = (try await clinic.signedIn(.nurseA), try await clinic.signedIn(.doctor1))
    let id = try await send(nurse, Self.request(scope: .summary))
    #expect(try await doctor.repositories.emergencyAccesses.decide(id, .approve(hours: 1, birthYear: 1966)) == .approved)
    let chart = try await nurse.repositories.charts.open(TestPatient.petrova.id, .emergency, nil)
    #expect(chart.latest.isEmpty && !chart.prescriptions.isEmpty)
  }

  @Test @UIActor func whatARequestIsAnswered() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA)
    let accesses = nurse.repositories.emergencyAccesses
    #expect(try await accesses.request(Self.request(), "wrong") == .wrongPassword)
    let key = UniqueID.random()
    let id = try await send(nurse, Self.request(key: key))
    #expect(try await accesses.request(Self.request(key: key), TestPerson.password) == .requested(id))
    #expect(try await accesses.request(Self.request(), TestPerson.password) == .alreadyPending)
    let reused = Self.request(key: key, reason: "Something else entirely")
    #expect(await failure { _ = try await accesses.request(reused, TestPerson.password) } == .keyReused)
    let short = Self.request(.schroeder, reason: "short")
    #expect(await failure { _ = try await accesses.request(short, TestPerson.password) } == .invalid(field: "reason"))
    let reception = try await clinic.signedIn(.reception).repositories.emergencyAccesses
    #expect(await failure { _ = try await reception.request(Self.request(), TestPerson.password) } == .refused(.noRole))
  }

  @Test @UIActor func denyingAndBeingTooLate() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA)
    let (first, second) = (try await clinic.signedIn(.doctor1), try await clinic.signedIn(.doctor2))
    let id = try await send(nurse)
    #expect(try await first.repositories.emergencyAccesses.decide(id, .deny(reason: "")) == .reasonNeeded)
    #expect(try await first.repositories.emergencyAccesses.decide(id, .deny(reason: "Not this patient")) == .denied)
    let late = try await second.repositories.emergencyAccesses.decide(id, .approve(hours: 4, birthYear: 1966))
    guard case .alreadyDecided(let by, let at?) = late else {
      Issue.record("\(late)")
      return
    }
    #expect(by == "Dr Osei" && at <= ClinicClock.system.now().adding(seconds: 60))
    let mine = try #require(try await nurse.repositories.emergencyAccesses.mine().first)
    #expect(mine.phase == .denied && mine.decidedBy == "Dr Osei" && mine.decisionReason == "Not this patient")
    #expect(await failure { try await nurse.repositories.emergencyAccesses.withdraw(id) } == .changedMeanwhile)
  }

  @Test @UIActor func withdrawingAndLapsing() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (nurse, doctor) = (try await clinic.signedIn(.nurseA), try await clinic.signedIn(.doctor1))
    let id = try await send(nurse)
    try await nurse.repositories.emergencyAccesses.withdraw(id)
    #expect(try await nurse.repositories.emergencyAccesses.mine().first?.phase == .withdrawn)
    let lapsing = try await send(nurse, Self.request(.schroeder))
    try await clinic.sql("""
      alter table access.emergency_access disable trigger user;
      update access.emergency_access set requested_at = requested_at - interval '20 minutes',
             lapses_at = lapses_at - interval '20 minutes'
       where emergency_id = '\(lapsing)'
      """)
    #expect(try await doctor.repositories.emergencyAccesses.decide(lapsing, .approve(hours: 4, birthYear: 1999)) == .lapsed)
    #expect(await failure { try await nurse.repositories.emergencyAccesses.withdraw(lapsing) } == .refused(.expired))
  }

  @Test @UIActor func whoMayNotDecide() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let doctor = try await clinic.signedIn(.doctor1)
    let id = try await send(doctor)
    let own = doctor.repositories.emergencyAccesses
    #expect(await failure { _ = try await own.decide(id, .approve(hours: 4, birthYear: 1966)) } == .refused(.secondPerson))
    #expect(try await own.queue().first?.whyNotDecidable == .secondPerson)
    let nurse = try await clinic.signedIn(.nurseA).repositories.emergencyAccesses
    #expect(await failure { _ = try await nurse.decide(id, .approve(hours: 4, birthYear: 1966)) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.queue() } == .refused(.noRole))
    #expect(try await nurse.counts() == EmergencyCounts(waiting: 0))
    let privacy = try await clinic.signedIn(.privacy).repositories.emergencyAccesses
    #expect(try await privacy.queue().first?.whyNotDecidable == .noRole)
  }
}
