import DatabaseTestSupport
import Testing

/// A session belongs to one backend, one login, one person; nothing a client can set is one.
@Suite struct SessionTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("who is signed in: names, capabilities, wards, limits")
  func whoami() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.rows("select email, display_name, role_code, capabilities, wards, is_locked, lock_after_seconds, sign_out_after_seconds from api.whoami()")
      == ["nurse_a@clinic.example|Alba Reina|NURSE|{}|{A}|f|300|900"])
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.rows("select capabilities, wards from api.whoami()") == ["{APPROVE_BREAK_GLASS,PRESCRIBE}|{}"])
    #expect(try clinic.signedIn(.reception).answer("select lock_after_seconds from api.whoami()") == "120")
  }

  @Test("the previous sign-in is told, the first time null")
  func previousSignIn() throws {
    let session = try clinic.signedIn(.nurseA)
    #expect(session.answer("select previous_sign_in_at from api.whoami()") == "null")
    _ = session.answer(signIn(.nurseA))
    #expect(session.answer("select previous_sign_in_at < clock_timestamp() from api.whoami()") == "t")
  }

  @Test("a stolen token opens nothing in another connection of the same login")
  func stolenToken() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(readAll) == wholeChart)
    let token = nurse.answer("show clinic.token")
    let thief = try clinic.database.session(as: .nurseA)
    try thief.run("set clinic.token = '\(token)'")
    #expect(["0", "42501 NO_SESSION"].contains(thief.answer(readAll)) || thief.answer(readAll).hasPrefix("55000"))
    #expect(thief.answer("select count(*) from api.whoami()") != "1")
  }

  @Test("a later process with the same pid does not inherit the session")
  func reusedPid() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let token = nurse.answer("show clinic.token")
    let thief = try clinic.database.session(as: .nurseA)
    try thief.run("set clinic.token = '\(token)'")
    try clinic.root.run("update access.sessions set pid = \(thief.backendPid) where token_hash = sha256('\(token)')")
    #expect(thief.answer(readAll).hasPrefix("55000"), "private memory of the backend is missing")
    #expect(thief.answer("select count(*) from api.whoami()").hasPrefix("55000"))
  }

  @Test("a token under another login of the same backend number is nothing")
  func otherLogin() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let token = nurse.answer("show clinic.token")
    try clinic.root.run("update access.sessions set login_role = 'nurse_b' where token_hash = sha256('\(token)')")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("while locked tables are empty and api says LOCKED; the right password brings the chart back")
  func lock() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("select api.lock_screen()")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer("select api.open_directory('TREATMENT')") == "42501 LOCKED")
    #expect(nurse.rows("select display_name, is_locked, wards, capabilities from api.whoami()") == ["Alba Reina|t|{}|{}"])
    #expect(nurse.answer("select api.unlock('wrong')") == "REFUSED")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer("select api.unlock('\(TestPerson.password)')") == "UNLOCKED")
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("a wrong password at the lock counts like one at sign-in")
  func unlockCounts() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("select api.lock_screen(); begin; select api.unlock('wrong'); rollback")
    #expect(clinic.failures(.nurseA) == 1)
  }

  @Test("15 minutes after the lock the session has ended; locking again does not put it off")
  func endAfterLock() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("select api.lock_screen()")
    try clinic.root.run("update access.sessions set locked_at = clock_timestamp() - interval '14 minutes' where ended_at is null")
    try nurse.run("select api.lock_screen()")
    #expect(clinic.root.answer("select locked_at < clock_timestamp() - interval '13 minutes' from access.sessions where ended_at is null") == "t")
    try clinic.root.run("update access.sessions set locked_at = clock_timestamp() - interval '16 minutes' where ended_at is null")
    #expect(nurse.answer("select api.unlock('\(TestPerson.password)')") == "42501 NO_SESSION")
  }

  @Test("after signing out nothing, and the token is dead")
  func signOut() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let token = nurse.answer("show clinic.token")
    try nurse.run("select api.sign_out()")
    #expect(nurse.answer(readAll) == "0")
    try nurse.run("set clinic.token = '\(token)'")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("a rolled-back sign-out keeps the session but cannot keep what it never had")
  func rolledBackSignOut() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run("begin; select api.sign_out(); rollback")
    #expect(nurse.answer(readAll) == wholeChart)
  }

  @Test("somebody else signs in on the same connection: the first session is replaced, her charts are closed")
  func replaced() throws {
    let terminal = try clinic.database.session(as: TestPerson.terminal)
    #expect(terminal.answer(signIn(.nurseA)) == "SIGNED_IN")
    let token = terminal.answer("show clinic.token")
    #expect(terminal.answer(openChart(.garcia)) == "OPENED")
    #expect(terminal.answer(signIn(.nurseB)) == "SIGNED_IN")
    #expect(terminal.answer(readAll) == "0")
    try terminal.run("set clinic.token = '\(token)'")
    #expect(terminal.answer("select count(*) from api.whoami()") == "0")
  }

  @Test("after twelve hours nothing")
  func twelveHours() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select expires_at - clock_timestamp() between interval '11:59' and interval '12:00' from api.whoami()") == "t")
    try clinic.root.run("update access.sessions set expires_at = clock_timestamp() where ended_at is null")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer("select api.open_directory('TREATMENT')") == "42501 NO_SESSION")
  }

  @Test("a changed role ends the sessions, and changing it back revives none")
  func changedRole() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update access.users set role_code = 'RECEPTIONIST' where email = '\(TestPerson.nurseA.email)'")
    #expect(nurse.answer(readAll) == "0")
    try clinic.root.run("update access.users set role_code = 'NURSE' where email = '\(TestPerson.nurseA.email)'")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer(signIn(.nurseA)) == "SIGNED_IN")
  }

  @Test("preferences are kept for the person; unknown ones are refused")
  func preferences() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.set_preference('LANGUAGE', 'es')") == "SAVED")
    #expect(nurse.answer("select api.set_preference('THEME', 'cvd-safe')") == "SAVED")
    #expect(nurse.answer("select api.set_preference('LANGUAGE', 'xx')") == "INVALID language")
    #expect(nurse.answer("select api.set_preference('ROLE', 'ADMIN')") == "INVALID name")
    #expect(try clinic.signedIn(.nurseA).rows("select language, theme from api.whoami()") == ["es|cvd-safe"])
    #expect(try clinic.signedIn(.nurseB).rows("select language, theme from api.whoami()") == ["|"])
  }

  @Test("administrators create and suspend accounts, nobody else, and not their own")
  func accounts() throws {
    let admin = try clinic.signedIn(.admin)
    func create(_ email: String, _ name: String, _ role: String, _ password: String = "a long password") -> String {
      "select concat_ws(' ', answer, field) from api.create_user('\(email)', '\(name)', '\(role)', '\(password)')"
    }
    #expect(admin.answer(create("New.Nurse@clinic.example", "New Nurse", "NURSE")) == "SAVED")
    #expect(admin.answer(create("new.nurse@clinic.example", "New Nurse", "NURSE")) == "DUPLICATE")
    #expect([create("other@clinic.example", "Other", "NURSE", "short"), create("other", "Other", "NURSE"), create("o@clinic.example", " ", "NURSE"),
             create("o@clinic.example", "Other", "ROOT")].map { admin.answer($0) }
      == ["INVALID password", "INVALID email", "INVALID name", "INVALID role"])
    #expect(admin.answer("select api.set_user_status('\(TestPerson.admin.userID)', 'ACTIVE')") == "SECOND_PERSON")
    #expect(admin.answer("select api.set_user_status('\(nobody)', 'ACTIVE')") == "INVALID user")
    let terminal = try clinic.database.session(as: TestPerson.terminal)
    #expect(terminal.answer(signIn("new.nurse", "a long password")) == "SIGNED_IN")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(create("x@y.example", "X", "ADMIN")) == "NO_ROLE")
    #expect(clinic.events("action = 'CREATE_USER_REFUSED'") == 1)
    #expect(nurse.answer("select api.set_user_status('\(TestPerson.nurseB.userID)', 'SUSPENDED')") == "NO_ROLE")
  }
}

/// Forging a session, in one clinic: nothing here changes it.
@Suite(.serialized) struct SessionForgeryTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws { clinic = try Clinic(Self.database.get()) }

  @Test("the private memory cannot be set or read", arguments: [
    "select setval('access.session_numbers', 1)", "select nextval('access.session_numbers')", "select currval('access.session_numbers')",
    "select setval('access.durable_openings', 99999)", "select currval('access.durable_openings')", "select nextval('access.opening_numbers')",
    "select pg_sequence_last_value('access.attempts_1')", "select * from access.attempts_1", "select last_value from access.emergency_numbers",
  ])
  func privateMemory(statement: String) throws {
    #expect(try clinic.signedIn(.nurseA).refusal(statement) == "42501")
  }

  @Test("no other role can be taken", arguments: [
    "set session authorization nurse_b", "set role clinic_definer", "set role clinic_owner", "set role clinic_migrator", "set role clinic_backup",
    "set role clinic_archivist", "set role clinic_keyreader", "set role postgres", "set role pg_read_all_data",
  ])
  func roles(statement: String) throws {
    #expect(try clinic.database.session(as: .nurseA).refusal(statement) == "42501")
  }

  @Test("identity settings change nothing", arguments: ["clinic.user_id", "clinic.session_id", "clinic.role", "app.user_id"])
  func identitySettings(name: String) throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("set \(name) = '\(TestPerson.doctor1.userID)'")
    #expect(nurse.answer("select display_name from api.whoami()") == "Alba Reina")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("what empties a connection ends the session", arguments: ["discard all", "discard sequences", "reset clinic.token", "set clinic.token = ''"])
  func discard(statement: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try nurse.run(statement)
    let seen = nurse.answer(readAll)
    #expect(seen == "0" || seen.hasPrefix("55000"))
  }

  @Test("nobody signed in: no row, NO_SESSION from api, empty tables")
  func nobodySignedIn() throws {
    let session = try clinic.database.session(as: .nurseA)
    #expect(session.answer("select count(*) from api.whoami()") == "0")
    #expect(session.answer(openChart(.garcia)) == "42501 NO_SESSION")
    #expect(session.answer(readAll) == "0")
    #expect(session.answer("select site_name from api.site()") == "Test clinic")
  }
}
