import EventLoop
import PostgresClient

extension Migrator {
  /// A transaction whose errors are `SchemaError`s.
  func inTransaction(_ body: @UIActor (PostgresTransaction) async throws -> Void) async throws {
    do {
      try await connection.connection.transaction(body)
    } catch let error as PostgresError {
      throw SchemaConnection.refusal(error, file: nil)
    }
  }

  /// Runs one file as its owner; the error names file and line.
  func run(_ step: SchemaStep, in transaction: PostgresTransaction) async throws {
    try await become(step.role, in: transaction)
    do throws(PostgresError) {
      try await transaction.execute(script: step.file.text)
    } catch {
      throw SchemaConnection.refusal(error, file: step.file)
    }
  }

  /// Takes a role for the rest of the transaction; nil: the migrator's own.
  func become(_ role: SchemaStep.Role?, in transaction: PostgresTransaction) async throws {
    try await transaction.execute(script: "set local role " + (role?.rawValue ?? "none"))
  }

  /// Removes all policies, triggers, views and functions that the current files put back, so that nothing old stays behind.
  func removeDefinitions(in transaction: PostgresTransaction) async throws {
    try await run(SchemaStep(role: .owner, file: Self.removal), in: transaction)
    try await run(SchemaStep(role: .definer, file: Self.functionRemoval), in: transaction)
  }

  /// A migration that ended its transaction would be half applied when it fails.
  nonisolated static func checkTransactionControl(_ file: SchemaFile) throws {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let isControl = line.firstMatch(
        of: /^\s*(?i:commit|rollback|begin|abort|start\s+transaction|end\s+transaction)\s*(?i:work|transaction)?\s*;/)
      guard isControl != nil else { continue }
      throw SchemaError(
        .refused, "\(file.path):\(index + 1) controls the transaction: each migration is one transaction already.")
    }
  }

  private static let removal = SchemaFile(path: "removal of policies, triggers and views", text: """
    do $$
    declare
      r record;
    begin
      for r in select format('drop policy %I on %s', p.polname, p.polrelid::regclass) as command
                 from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
                where c.relowner = 'clinic_owner'::regrole loop
        execute r.command;
      end loop;
      for r in select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass) as command
                 from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid
                where c.relowner = 'clinic_owner'::regrole and not t.tgisinternal loop
        execute r.command;
      end loop;
      loop  -- views upon views: those that nothing depends on first
        select format('drop view %s', c.oid::regclass) as command into r
          from pg_catalog.pg_class c
         where c.relkind = 'v' and c.relowner = 'clinic_owner'::regrole
           and not exists (select 1 from pg_catalog.pg_depend d join pg_catalog.pg_rewrite w on w.oid = d.objid
                            where d.classid = 'pg_rewrite'::regclass and d.refobjid = c.oid and w.ev_class <> c.oid)
         limit 1;
        exit when not found;
        execute r.command;
      end loop;
    end $$
    """)

  /// A function that a table still needs (a constraint, a default, a generated column) stays and is replaced in place.
  private static let functionRemoval = SchemaFile(path: "removal of functions", text: """
    do $$
    declare
      r record;
      progress boolean := true;
    begin
      while progress loop
        progress := false;
        for r in select p.oid::regprocedure as name, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind
                   from pg_catalog.pg_proc p where p.proowner = 'clinic_definer'::regrole loop
          begin
            execute format('drop %s %s', r.kind, r.name);
            progress := true;
          exception when dependent_objects_still_exist then null;
          end;
        end loop;
      end loop;
    end $$
    """)
}
