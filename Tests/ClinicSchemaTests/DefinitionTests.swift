import DatabaseTestSupport
import Testing

@testable import ClinicSchema

/// Functions, policies, triggers and views follow their current files, and nothing old stays behind.
@Suite struct DefinitionTests {
  let toy: ToySchema
  let database: TestDatabase

  init() throws {
    toy = try ToySchema()
    database = try TestDatabase.clone(.bootstrapped)
    _ = try migrate(database, toy.folder()) { try await $0.up() }
  }

  private func reapply() throws { _ = try migrate(database, toy.folder()) { try await $0.up() } }
  private func ask(_ sql: String) throws -> String? { try database.session().run(sql).value }

  @Test func changedResultTypeIsReplaced() throws {
    try toy.write("access/wards/functions.sql", ToySchema.function.replacing("returns bigint", with: "returns setof bigint"))
    try reapply()
    #expect(try ask("select proretset from pg_proc where proname = 'ward_count'") == "t")
  }

  @Test func functionWithoutAFileGoes() throws {
    try toy.write("access/wards/functions.sql", "")
    try reapply()
    #expect(try ask("select count(*) from pg_proc where proowner = 'clinic_definer'::regrole") == "0")
  }

  @Test func policyWithoutAFileGoes() throws {
    try database.session().run("create policy stray on access.wards using (code <> 'x')")
    try reapply()
    #expect(try ask("select string_agg(polname, ',') from pg_policy where polrelid = 'access.wards'::regclass") == "definer_reads")
  }

  @Test func triggersAndViewsUponViewsAreReplaced() throws {
    try toy.write("access/views/1_all.sql", "create view access.all_wards with (security_invoker = true) as select code from access.wards;")
    try toy.write("access/views/2_some.sql", "create view access.some_wards with (security_invoker = true) as select code from access.all_wards;")
    try toy.write("access/wards/triggers.sql", """
      create trigger touch before update on access.wards for each row execute function suppress_redundant_updates_trigger();
      """)
    try reapply()
    try toy.write("access/views/1_all.sql", "create view access.all_wards with (security_invoker = true) as select code, 1 as n from access.wards;")
    try reapply()
    #expect(try ask("select count(*) from information_schema.columns where table_name = 'all_wards'") == "2")
    try toy.remove("access/views/2_some.sql")
    try toy.remove("access/wards/triggers.sql")
    try reapply()
    #expect(try ask("select to_regclass('access.some_wards')") == nil)
    #expect(try ask("select count(*) from pg_trigger where tgrelid = 'access.wards'::regclass and not tgisinternal") == "0")
  }

  @Test func functionThatATableNeedsStaysAndIsReplaced() throws {
    try database.session().run("""
      create function access.is_code(text) returns boolean language sql immutable as $$ select true $$;
      alter function access.is_code(text) owner to clinic_definer;
      alter table access.wards add check (access.is_code(code));
      """)
    try reapply()
    #expect(try ask("select to_regprocedure('access.is_code(text)')") == "access.is_code(text)")
  }

  @Test func isCurrentNoticesAChangedFile() throws {
    #expect(try migrate(database, toy.folder()) { try await $0.isCurrent() })
    try toy.write("access/wards/functions.sql", ToySchema.function + "\n-- other")
    #expect(try !migrate(database, toy.folder()) { try await $0.isCurrent() })
  }

  @Test func functionsOfBootstrapStay() throws {
    try reapply()
    #expect(try ask("select count(*) > 0 from pg_proc where proowner = 'clinic_keyreader'::regrole") == "t")
  }
}
