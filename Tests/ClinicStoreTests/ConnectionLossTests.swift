@testable import ClinicStore
import ClinicModel
import DatabaseTestSupport
import EventLoop
import PostgresClient
import Testing

/// What a repository says when the connection goes, and how a write in doubt is resolved.
@Suite(.onLoop)
struct ConnectionLossTests {
  @UIActor
  private func terminate(_ person: TestPerson, in clinic: Clinic) async throws {
    try await clinic.sql("""
      select pg_terminate_backend(pid) from pg_stat_activity 
       where usename = '\(person.loginRole)' and datname = current_database()
      """)
  }

  private static func registration() throws -> Registration {
    Registration(
      name: PersonName(givenNames: "Lía", surname1: "Quintero"), birthDate: try CalendarDate(1993, 4, 5), sex: .female,
      phone: nil, wardCode: nil)
  }

  /// The registration waits for a lock that is held here; its backend is ended meanwhile.
  @UIActor
  private func loseWhileWriting(_ store: ClinicStore, _ key: UniqueID, in clinic: Clinic) async throws -> RepositoryError? {
    let holder = try clinic.database.session()
    try holder.run("begin; lock table medical_data.patients in access exclusive mode")
    let registration = try Self.registration()
    let writing = Task { @UIActor in _ = try await store.repositories.registrations.register(key, registration, nil) }
    let waits = "select count(*) from pg_stat_activity where usename = 'reception_1' and wait_event_type = 'Lock'"
    #expect(try await eventually { try await clinic.sql(waits).value == "1" })
    try await terminate(.reception, in: clinic)
    let error = await failure { try await writing.value }
    try holder.run("rollback")
    return error
  }

  @Test @UIActor func aWriteInDoubtIsResolvedByItsKey() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    var states: [ConnectionState] = []
    store.onState = { states.append($0) }
    let key = UniqueID.random()
    #expect(try await loseWhileWriting(store, key, in: clinic) == .unknownOutcome)
    #expect(await eventually { store.state == .connected })
    let registration = try Self.registration()
    // The session ended with its connection.
    let refused = await failure { _ = try await store.repositories.registrations.register(key, registration, nil) }
    #expect(refused == .refused(.noSession))
    _ = try await store.repositories.sessions.signIn("reception_1", TestPerson.password)
    let answer = try await store.repositories.registrations.register(key, registration, nil)
    guard case .saved = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(try await store.repositories.registrations.register(key, registration, nil) == answer)
    #expect(try await clinic.sql("select count(*) from medical_data.patients where surname_1 = 'Quintero'").value == "1")
    guard case .lost = states.first else {
      Issue.record("\(states)")
      return
    }
    #expect(states.last == .connected)
  }

  @Test @UIActor func aWriteThatWasStoredIsNotStoredTwice() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let (key, registration) = (UniqueID.random(), try Self.registration())
    let first = try await store.repositories.registrations.register(key, registration, nil)
    var states: [ConnectionState] = []
    store.onState = { states.append($0) }
    try await terminate(.reception, in: clinic)
    // Recorded, not sampled: the way back may take less than a look.
    #expect(await eventually { states.count >= 2 && states.last == .connected })
    _ = try await store.repositories.sessions.signIn("reception_1", TestPerson.password)
    #expect(try await store.repositories.registrations.register(key, registration, nil) == first)
    #expect(try await clinic.sql("select count(*) from medical_data.patients where surname_1 = 'Quintero'").value == "1")
  }

  @Test @UIActor func aReadThatLosesItsConnectionIsUnavailable() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    let holder = try clinic.database.session()
    try holder.run("begin; lock table access.wards in access exclusive mode")
    let reading = Task { @UIActor in _ = try await store.repositories.directory.wards() }
    let waits = "select count(*) from pg_stat_activity where usename = 'nurse_a' and wait_event_type = 'Lock'"
    #expect(try await eventually { try await clinic.sql(waits).value == "1" })
    try await terminate(.nurseA, in: clinic)
    #expect(await failure { try await reading.value } == .unavailable)
    try holder.run("rollback")
  }

  @Test @UIActor func withoutAConnection() async throws {
    let store = ClinicStore(
      try PostgresConfiguration("host=/nonexistent dbname=clinic user=nurse_a"), pauses: .init(first: 600_000))
    #expect(await failure { _ = try await store.repositories.sessions.site() } == .unavailable)
    store.start()
    #expect(await eventually { if case .lost = store.state { true } else { false } })
    let registration = try Self.registration()
    let registrations = store.repositories.registrations
    #expect(await failure { _ = try await registrations.register(.random(), registration, nil) } == .unavailable)
    #expect(await failure { _ = try await store.repositories.sessions.signIn("nurse_a", "x") } == .unavailable)
    store.close()
  }

  @Test @UIActor func aConnectionStringThatIsNone() async throws {
    #expect(throws: PostgresError.self) { try ClinicStore(database: "host=/tmp dbname=clinic") }
    #expect(throws: PostgresError.self) { try ClinicStore(database: "host=/tmp dbname=clinic user=x options='-c a=b'") }
  }

  @Test @UIActor func aSerializationFailureIsRepeatedExactlyOnce() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.nurseA)
    // A gate that fails as often as it is told to, as the flush barrier does.
    try await clinic.sql("""
      create sequence access.failures;
      create or replace function api.wards() returns table (ward_code text, ward_name text, sort_order int)
      language plpgsql volatile security definer as $$
      begin
        if nextval('access.failures') % 10 < 9 then raise exception 'RETRY' using errcode = '40001'; end if;
        return query select 'A', 'Ward A', 1;
      end $$;
      alter function api.wards() owner to postgres;
      select setval('access.failures', 7);
      """)
    var before = store.counters
    #expect(try await store.repositories.directory.wards().count == 1)
    #expect(store.counters.statements - before.statements == 2)
    before = store.counters
    #expect(await failure { _ = try await store.repositories.directory.wards() } == .unavailable)
    #expect(store.counters.statements - before.statements == 2)
  }

  @Test @UIActor func manyNotificationsAreFewEvents() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.store(.nurseA)
    var told: [LiveEvent] = []
    store.onEvent = { told.append($0) }
    try await clinic.sql("""
      select pg_notify('clinic_emergency', n::text) from generate_series(1, 200) n;
      notify clinic_sessions; notify clinic_patients; notify something_else
      """)
    #expect(await eventually { Set(told).count == 3 })
    #expect(told.count < 20)
  }
}
