import DatabaseTestSupport
import Foundation
import Testing

/// The event stream: append-only, sealed, without secrets, with actors that the server knows.
@Suite struct AuditTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  /// Seals until the newest event is in a window. Other databases of the cluster may have older transactions running.
  private func sealEverything(_ watch: SqlSession) throws {
    let newest = clinic.root.answer("select max(xid) from audit_logs.events")
    let deadline = Date().addingTimeInterval(60)
    repeat {
      try watch.run("select audit_logs.seal()")
      if clinic.root.answer("select coalesce(max(to_xid) > '\(newest)', false) from audit_logs.seals") == "t" { return }
    } while Date() < deadline
    Issue.record("nothing could be sealed for a minute")
  }

  @Test("append-only holds even for a superuser until a trigger is disabled", arguments: [
    "update audit_logs.events set purpose = 'x'", "delete from audit_logs.events", "truncate audit_logs.events", "truncate audit_logs.seals",
  ])
  func appendOnly(statement: String) throws {
    _ = try clinic.signedIn(.nurseA)
    #expect(clinic.root.refusal(statement) == "42501")
  }

  @Test("neither the migrator nor the owner nor the definer can change an event or switch its trigger off", arguments: [
    "clinic_owner", "clinic_definer",
  ])
  func migrator(role: String) throws {
    _ = try clinic.signedIn(.nurseA)
    let migrator = try clinic.database.session(as: "clinic_migrator")
    try migrator.run("set role clinic_owner; set role \(role); set row_security = on")
    for statement in [
      "alter table audit_logs.events disable trigger all", "update audit_logs.events set purpose = 'x'", "delete from audit_logs.events",
      "truncate audit_logs.events", "drop table audit_logs.events", "alter table audit_logs.events no force row level security",
      "drop trigger events_append_only on audit_logs.events", "alter table audit_logs.events owner to clinic_owner", "set role clinic_archivist",
      "create or replace function audit_logs.refuse_change() returns trigger language plpgsql as 'begin return new; end'",
      "drop function audit_logs.refuse_change() cascade",
    ] {
      #expect(migrator.refusal(statement) == "42501", "\(statement)")
    }
  }

  @Test("every change of a row is there with person, login, session, old and new values")
  func rowChanges() throws {
    let admin = try clinic.signedIn(.admin)
    #expect(admin.answer("select api.set_user_status('\(TestPerson.nurseB.userID)', 'SUSPENDED')") == "SAVED")
    #expect(clinic.events("""
      table_name = 'access.users' and action = 'UPDATE' and old_row ->> 'status' = 'ACTIVE' and new_row ->> 'status' = 'SUSPENDED'
        and user_id = '\(TestPerson.admin.userID)' and login_role = 'admin_1' and session_id is not null
      """) == 1)
  }

  @Test("no secret column is in the stream, only that it changed")
  func secrets() throws {
    try clinic.root.run("update access.users set password_hash = 'canary-hash'")
    #expect(clinic.events("to_jsonb(events)::text like '%canary-hash%' or to_jsonb(events)::text like '%$2a$%'") == 0)
    #expect(clinic.events("new_row ->> 'password_hash' = 'changed'") == 16)
    #expect(clinic.events("old_row ? 'password_hash'") == 0)
  }

  @Test("client settings do not reach the stream")
  func clientSettings() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try nurse.run("set application_name = 'doctor_1'; set timezone = 'Asia/Tokyo'; set datestyle = 'German'")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(clinic.events("action = 'OPEN_CHART' and abs(extract(epoch from at - now())) < 60 and login_role = 'nurse_a' and pid = \(nurse.backendPid)") == 1)
    #expect(clinic.events("to_jsonb(events)::text like '%doctor_1%' and action = 'OPEN_CHART'") == 0)
  }

  @Test("sealed with a late committer: no false alarm, and the late row is inside a window")
  func seals() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    let busy = try clinic.signedIn(.nurseB)
    try busy.run("begin; select api.open_directory('long transaction')")
    try watch.run("select audit_logs.seal()")
    _ = try clinic.reading(.nurseA, .garcia)
    try busy.run("commit")
    try sealEverything(watch)
    #expect(watch.rows("select * from audit_logs.verify()") == [])
    #expect(clinic.events("purpose = 'long transaction' and xid < (select max(to_xid) from audit_logs.seals)") == 1)
    try watch.run("set timezone = 'Asia/Tokyo'; set datestyle = 'German'; set extra_float_digits = -3; set bytea_output = 'escape'")
    #expect(watch.rows("select * from audit_logs.verify()") == [], "the verifier's settings change nothing")
  }

  /// What a superuser does to a sealed row with the triggers off, and what the verifier says about which row.
  static let tamperings: [(statement: String, what: String, row: String)] = [
    ("update audit_logs.events set purpose = 'innocent' where event_id = (select id from public.target)", "CHANGED", "select id from public.target"),
    ("delete from audit_logs.events where event_id = (select id from public.target)", "REMOVED", "select id from public.target"),
    ("update audit_logs.events set at = at - interval '1 microsecond' where event_id = (select id from public.target)", "CHANGED",
     "select id from public.target"),
    ("update audit_logs.events set user_id = null, session_id = user_id where event_id = (select id from public.target)", "CHANGED",
     "select id from public.target"),
    ("insert into audit_logs.events (event_id, xid, action) select 1000000, xid, 'FORGED' from audit_logs.events where event_id = (select id from public.target)",
     "ADDED", "select max(event_id) from audit_logs.events"),
    ("""
     update audit_logs.events set event_id = -1 where event_id = (select id from public.target);
     update audit_logs.events set event_id = (select id from public.target) where event_id = (select id from public.target) + 1;
     update audit_logs.events set event_id = (select id from public.target) + 1 where event_id = -1
     """, "CHANGED REMOVED", "select id from public.target"),     // removed, where the neighbour is in the next window
    ("update audit_logs.events set xid = (select max(to_xid) from audit_logs.seals) where event_id = (select id from public.target)", "REMOVED",
     "select id from public.target"),
  ]

  @Test("what a superuser does to a sealed row is named with the row, and put back it is well again", arguments: tamperings.indices)
  func tampering(index: Int) throws {
    let (statement, what, row) = Self.tamperings[index]
    _ = try clinic.reading(.nurseA, .garcia)
    let watch = try clinic.database.session(as: "clinic_watch")
    try sealEverything(watch)
    #expect(watch.rows("select * from audit_logs.verify()") == [])
    try clinic.root.run("""
      create table public.kept as select * from audit_logs.events;
      create table public.target as select max(event_id) as id from audit_logs.events
        where xid < (select max(to_xid) from audit_logs.seals) and user_id is not null and event_id < (select max(event_id) from audit_logs.events);
      alter table audit_logs.events disable trigger events_append_only; alter table audit_logs.events alter event_id drop identity; \(statement)
      """)
    let first = watch.rows("select problem, event_id, what from audit_logs.verify()").first ?? "nothing"
    #expect(what.split(separator: " ").contains { first == "rows changed|\(clinic.root.answer(row))|\($0)" }, "\(first)")
    try clinic.root.run("delete from audit_logs.events; insert into audit_logs.events select * from public.kept")
    #expect(watch.rows("select * from audit_logs.verify()") == [])
  }

  @Test("the first bad window comes first, and only windows that are bad")
  func firstBadWindow() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    for _ in 0..<3 {
      _ = try clinic.signedIn(.nurseA)
      try sealEverything(watch)
    }
    try clinic.root.run("""
      alter table audit_logs.events disable trigger events_append_only;
      update audit_logs.events e set purpose = 'x' from audit_logs.seals s
       where s.seal_number in (2, 3) and e.event_id = (select min(event_id) from audit_logs.events where xid >= s.from_xid and xid < s.to_xid)
      """)
    #expect(watch.rows("select seal_number from audit_logs.verify()") == ["2", "3"])
    #expect(watch.rows("select seal_number from audit_logs.verify(3)") == ["3"])
    #expect(watch.rows("select seal_number from audit_logs.verify(1, 1)") == [])
  }

  @Test("a list of rows that was changed to fit breaks the chain")
  func forgedMarks() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    _ = try clinic.signedIn(.nurseA)
    try sealEverything(watch)
    try clinic.root.run("""
      alter table audit_logs.events disable trigger events_append_only; alter table audit_logs.seals disable trigger seals_append_only;
      update audit_logs.events set purpose = 'x' where event_id = (select min(event_id) from audit_logs.events);
      update audit_logs.seals s set (row_marks, digest) = (select audit_logs.window_marks('0', s.to_xid), w.digest from audit_logs.window_digest('0', s.to_xid) w)
       where s.seal_number = 1
      """)
    #expect(watch.rows("select seal_number, problem from audit_logs.verify() limit 1") == ["1|chain broken"])
  }

  @Test("a window without events is not sealed")
  func nothingToSeal() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    try sealEverything(watch)
    let seals = clinic.root.answer("select count(*) from audit_logs.seals")
    try clinic.root.run("create table public.x (a int); drop table public.x")
    #expect(watch.answer("select audit_logs.seal()") == "null")
    #expect(clinic.root.answer("select count(*) from audit_logs.seals") == seals)
  }

  @Test("a seal taken out, or made anew, is named")
  func brokenChain() throws {
    let watch = try clinic.database.session(as: "clinic_watch")
    for _ in 0..<3 {
      _ = try clinic.signedIn(.nurseA)
      try sealEverything(watch)
    }
    try clinic.root.run("alter table audit_logs.seals disable trigger seals_append_only; delete from audit_logs.seals where seal_number = 2")
    #expect(Set(watch.rows("select problem from audit_logs.verify()")) == ["chain broken", "gap between windows"])
  }
}
