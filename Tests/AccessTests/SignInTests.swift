import DatabaseTestSupport
import Testing

/// Guessing is counted whatever the guesser does, and every refusal looks alike.
@Suite struct SignInTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("wrong password, unknown user, no user and null get the same word")
  func sameWord() throws {
    let session = try clinic.database.session(as: TestPerson.terminal)
    let guesses = [signIn(.nurseA, "wrong"), signIn("nobody@clinic.example", "wrong"), signIn("", ""), "select api.sign_in(null, null)"]
    #expect(guesses.map { session.answer($0) } == Array(repeating: "REFUSED", count: 4))
  }

  @Test("a user without listed logins: any terminal, no personal login")
  func unlistedLogins() throws {
    try clinic.root.run("delete from access.user_login_roles where user_id = '\(TestPerson.nurseB.userID)'")
    #expect(try clinic.database.session(as: .nurseB).answer(signIn(.nurseB)) == "REFUSED")
    #expect(try clinic.database.session(as: TestPerson.terminal).answer(signIn(.nurseB)) == "SIGNED_IN")
  }

  @Test("a sign-in that is rolled back is counted")
  func rollback() throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("begin")
    #expect(session.answer(signIn(.nurseA, "wrong")) == "REFUSED")
    try session.run("rollback")
    #expect(clinic.failures(.nurseA) == 1)
  }

  @Test("a sign-in that is rolled back to a savepoint is counted")
  func savepoint() throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("begin; savepoint a")
    #expect(session.answer(signIn(.nurseA, "wrong")) == "REFUSED")
    try session.run("rollback to a; commit")
    #expect(clinic.failures(.nurseA) == 1)
  }

  @Test("a sign-in that runs into statement_timeout is counted")
  func statementTimeout() throws {
    try clinic.root.run("update access.users set password_hash = extensions.crypt('x', extensions.gen_salt('bf', 15)) where email = '\(TestPerson.nurseA.email)'")
    let session = try clinic.database.session(as: .nurseA)
    try session.run("set statement_timeout = '500ms'")
    #expect(session.refusal(signIn(.nurseA, "wrong")) == "57014")
    #expect(clinic.failures(.nurseA) == 1)
  }

  @Test("a sign-in that is cancelled is counted")
  func cancelled() throws {
    try clinic.root.run("update access.users set password_hash = extensions.crypt('x', extensions.gen_salt('bf', 15)) where email = '\(TestPerson.nurseA.email)'")
    let session = try clinic.database.session(as: .nurseA)
    try session.send(signIn(.nurseA, "wrong"))
    #expect(!session.isAnswered(within: 0.3), "the comparison takes seconds at this cost")
    session.cancel()
    #expect(session.received().hasPrefix("57014"))
    #expect(clinic.failures(.nurseA) == 1)
  }

  @Test("of 32 parallel guesses exactly five are compared")
  func parallelGuesses() throws {
    let sessions = try (0..<32).map { _ in try clinic.database.session(as: TestPerson.terminal) }
    for (number, session) in sessions.enumerated() { try session.send(signIn(.nurseA, "guess \(number)")) }
    #expect(Set(sessions.map { $0.received() }) == ["REFUSED"])
    let number = clinic.root.answer("select number from access.users where email = '\(TestPerson.nurseA.email)'")
    let pids = Set(sessions.map(\.backendPid))
    let compared = try Clinic.serverLog().split(separator: "\n").filter { line in
      line.contains("of user \(number), allowed t") && pids.contains { line.contains("[\($0)]") }
    }
    #expect(compared.count == 5)
    #expect(try clinic.database.session(as: .nurseA).answer(signIn(.nurseA)) == "REFUSED", "then the right password is refused too")
  }

  @Test("five failures close for a quarter of an hour, tries meanwhile do not count")
  func quarterHour() throws {
    let session = try clinic.database.session(as: .nurseA)
    for _ in 0..<5 { _ = session.answer(signIn(.nurseA, "wrong")) }
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
    #expect(clinic.failures(.nurseA) == 5)
    clinic.waitOutTheQuarterHour(.nurseA)
    #expect(session.answer(signIn(.nurseA)) == "SIGNED_IN")
    #expect(clinic.failures(.nurseA) == 0)
  }

  @Test("from the fifth on every failure closes again")
  func closesAgain() throws {
    let session = try clinic.database.session(as: .nurseA)
    for _ in 0..<5 { _ = session.answer(signIn(.nurseA, "wrong")) }
    clinic.waitOutTheQuarterHour(.nurseA)
    #expect(session.answer(signIn(.nurseA, "wrong")) == "REFUSED")
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
    #expect(clinic.failures(.nurseA) == 6)
  }

  @Test("ten failures close until an administrator unlocks")
  func tenFailures() throws {
    let session = try clinic.database.session(as: .nurseA)
    for _ in 0..<10 {
      clinic.waitOutTheQuarterHour(.nurseA)
      _ = session.answer(signIn(.nurseA, "wrong"))
    }
    clinic.waitOutTheQuarterHour(.nurseA)
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
    let admin = try clinic.signedIn(.admin)
    #expect(admin.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', 'ACTIVE')") == "SAVED")
    #expect(session.answer(signIn(.nurseA)) == "SIGNED_IN")
  }

  @Test("the watch stores the lock after ten, so that a crash does not forgive it")
  func storedLock() throws {
    let session = try clinic.database.session(as: .nurseA)
    for _ in 0..<10 {
      clinic.waitOutTheQuarterHour(.nurseA)
      _ = session.answer(signIn(.nurseA, "wrong"))
    }
    #expect(try clinic.database.session(as: "clinic_watch").answer("select access.store_locks()") == "1")
    try clinic.root.run("select setval(format('access.attempts_%s', number)::regclass, 1) from access.users where email = '\(TestPerson.nurseA.email)'")
    clinic.waitOutTheQuarterHour(.nurseA)
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
  }

  @Test("a counter that began again after a crash locks nobody out and still limits to five")
  func counterBeginsAgain() throws {
    try clinic.root.run("update access.users set attempts_at_last_success = 1000 where email = '\(TestPerson.nurseA.email)'")
    let session = try clinic.database.session(as: .nurseA)
    for _ in 0..<5 { #expect(session.answer(signIn(.nurseA, "wrong")) == "REFUSED") }
    #expect(session.answer(signIn(.nurseA)) == "REFUSED")
    clinic.waitOutTheQuarterHour(.nurseA)
    #expect(session.answer(signIn(.nurseA)) == "SIGNED_IN")
  }

  @Test("a suspended user is refused with the same word")
  func suspended() throws {
    try clinic.root.run("update access.users set status = 'SUSPENDED' where email = '\(TestPerson.nurseA.email)'")
    #expect(try clinic.database.session(as: .nurseA).answer(signIn(.nurseA)) == "REFUSED")
  }

  @Test("every attempt is an event; what was typed as a name is in none")
  func events() throws {
    let session = try clinic.database.session(as: .nurseA)
    _ = session.answer(signIn("hunter2-typed-into-the-wrong-field", "x"))
    _ = session.answer(signIn(.nurseA, "wrong"))
    _ = session.answer(signIn(.nurseA))
    #expect(clinic.events("action = 'SIGN_IN_REFUSED'") == 2)
    #expect(clinic.events("action = 'SIGN_IN' and user_id = '\(TestPerson.nurseA.userID)' and login_role = 'nurse_a'") == 1)
    #expect(clinic.events("to_jsonb(events)::text like '%hunter2%'") == 0)
  }

  @Test("a refused sign-in costs one comparison whether or not the user exists")
  func sameWork() throws {
    let session = try clinic.database.session(as: TestPerson.terminal)
    let before = try Clinic.serverLog().components(separatedBy: "clinic: attempt").count
    for email in [TestPerson.nurseA.email, "nobody@clinic.example"] { _ = session.answer(signIn(email, "wrong")) }
    #expect(try Clinic.serverLog().components(separatedBy: "clinic: attempt").count >= before + 2)
    #expect(clinic.root.answer("select position('nobody constant text := ''$2a$10$' in prosrc) > 0 from pg_proc where proname = 'password_is_right'") == "t")
  }
}

/// Sign-ins that change nothing but sessions, in one clinic.
@Suite(.serialized) struct SignInRefusalTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws { clinic = try Clinic(Self.database.get()) }

  @Test("no sign-in in an isolation level with an old snapshot", arguments: ["repeatable read", "serializable"])
  func isolation(level: String) throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("begin isolation level \(level)")
    #expect(session.answer(signIn(.nurseA)).hasPrefix("25001"))
  }

  @Test("no password is compared in a read-only transaction")
  func readOnly() throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("begin read only")
    #expect(session.answer(signIn(.nurseA)).hasPrefix("25006"))
  }

  @Test("client_min_messages = log shows nothing of the inside")
  func messages() throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("set client_min_messages = log")
    #expect(session.answer(signIn(.nurseA, "wrong")) == "REFUSED")
    #expect(session.answer(signIn(.nurseA)) == "SIGNED_IN")
    #expect(session.answer(openChart(nobody)) == "NO_RFA")
    #expect(session.notices.isEmpty)
  }

  @Test("a sign-in that is not committed is none")
  func uncommitted() throws {
    let session = try clinic.database.session(as: .nurseA)
    try session.run("begin; savepoint a")
    #expect(session.answer(signIn(.nurseA)) == "SIGNED_IN")
    #expect(session.answer("select api.open_directory('TREATMENT')") == "42501 NO_SESSION")
    try session.run("rollback")
    #expect(session.answer("select count(*) from api.whoami()") == "0")
  }

  @Test("a personal login cannot be borrowed, a terminal may be shared")
  func logins() throws {
    let personal = try clinic.database.session(as: .nurseA)
    #expect(personal.answer(signIn(.nurseB)) == "REFUSED")
    let terminal = try clinic.database.session(as: TestPerson.terminal)
    #expect(terminal.answer(signIn(.nurseB)) == "SIGNED_IN")
    #expect(terminal.answer(signIn(.doctor1)) == "SIGNED_IN")
    #expect(terminal.answer("select role_code from api.whoami()") == "CLINICIAN")
  }

  @Test("a name without @ gets the usual domain; case and spaces do not matter")
  func usualDomain() throws {
    let session = try clinic.database.session(as: .nurseA)
    #expect(session.answer(signIn("  Nurse_A ", TestPerson.password)) == "SIGNED_IN")
    #expect(session.answer(signIn("NURSE_A@CLINIC.EXAMPLE", TestPerson.password)) == "SIGNED_IN")
  }
}
