import DatabaseTestSupport
import Testing

/// What was being typed: for its author only, encrypted, for a day.
@Suite struct DraftTests {
  let clinic: Clinic
  let save = "select api.save_draft('registration', '{\"given_names\": \"Canaria\"}')"
  let read = "select content ->> 'given_names' from api.read_draft('registration')"

  init() throws { clinic = try Clinic() }

  @Test("a draft comes back to its author, on another connection too, and is announced")
  func author() throws {
    #expect(try clinic.signedIn(.reception).answer(save) == "SAVED")
    let later = try clinic.signedIn(.reception)
    #expect(later.answer(read) == "Canaria")
    #expect(later.answer("select waiting_drafts from api.whoami()") == "1")
  }

  @Test("nobody else reads it, whatever her role", arguments: [TestPerson.nurseA, .doctor1, .admin, .privacy])
  func others(person: TestPerson) throws {
    #expect(try clinic.signedIn(.reception).answer(save) == "SAVED")
    let other = try clinic.signedIn(person)
    #expect(other.answer(read) == "no row")
    #expect(other.answer("select waiting_drafts from api.whoami()") == "0")
    try other.run("select api.discard_draft('registration')")
    #expect(try clinic.signedIn(.reception).answer(read) == "Canaria", "nor discards it")
  }

  @Test("saved again it is replaced; discarded it is gone from the row")
  func replaceAndDiscard() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(save) == "SAVED")
    #expect(reception.answer("select api.save_draft('registration', '{\"given_names\": \"Segunda\"}')") == "SAVED")
    #expect(reception.answer(read) == "Segunda")
    try reception.run("select api.discard_draft('registration')")
    #expect(reception.answer(read) == "no row")
    #expect(clinic.root.answer("select count(*) from access.drafts where content_encrypted is not null") == "0")
  }

  @Test("it is stored encrypted, bound to author and form, and in no event")
  func encrypted() throws {
    #expect(try clinic.signedIn(.reception).answer(save) == "SAVED")
    #expect(clinic.root.answer("select position('Canaria'::bytea in content_encrypted) from access.drafts") == "0")
    #expect(clinic.events("to_jsonb(events)::text like '%Canaria%'") == 0)
    #expect(clinic.events("table_name = 'access.drafts' and new_row ->> 'content_encrypted' = 'changed'") == 1)
    try clinic.root.run("insert into access.drafts (user_id, form, content_encrypted) select '\(TestPerson.nurseA.userID)', form, content_encrypted from access.drafts")
    #expect(try clinic.signedIn(.nurseA).answer(read).hasPrefix("XX001"), "moved to another person it does not open")
  }

  @Test("after 24 hours it is not there, and the watch blanks it")
  func oneDay() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(save) == "SAVED")
    try clinic.root.run("update access.drafts set saved_at = clock_timestamp() - interval '25 hours'")
    #expect(reception.answer(read) == "no row")
    #expect(try clinic.database.session(as: "clinic_watch").answer("select access.blank_old_drafts()") == "1")
    #expect(clinic.root.answer("select content_encrypted is null from access.drafts") == "t")
  }

  @Test("not while locked, not without a session, not endlessly long")
  func limits() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer("select api.save_draft('registration', to_jsonb(repeat('x', 70000)))") == "INVALID content")
    #expect(reception.answer("select api.save_draft(repeat('x', 101), '{}')") == "INVALID form")
    try reception.run("select api.lock_screen()")
    #expect(reception.answer(read) == "42501 LOCKED")
    #expect(try clinic.database.session(as: .reception).answer(save) == "42501 NO_SESSION")
  }
}
