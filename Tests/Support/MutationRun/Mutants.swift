import DatabaseTestSupport
import Foundation

/// One thing less: a statement of the superuser that takes away or gives back one protection.
struct Mutant: Sendable {
  var kind: String
  var name: String
  var sql: String
}

/// Every mutant of a database, read from its catalogue; revokes from the files that hold them.
enum Mutants {
  private static let ours = "n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api')"

  static func all(_ root: SqlSession, folder: String) throws -> [Mutant] {
    try policies(root) + conjuncts(root) + tables(root) + searchPaths(root) + revokes(root, folder: folder) + loops(root)
  }

  private static func read(_ root: SqlSession, _ sql: String) throws -> [[String]] { try root.run(sql).rows.map { $0.map { $0 ?? "" } } }

  private static func policies(_ root: SqlSession) throws -> [Mutant] {
    try read(root, "select polrelid::regclass::text, quote_ident(polname) from pg_policy order by 1, 2")
      .map { Mutant(kind: "policy", name: "\($0[0]) \($0[1])", sql: "drop policy \($0[1]) on \($0[0])") }
  }

  /// Each condition of each policy left out, one at a time; the only one becomes true.
  private static func conjuncts(_ root: SqlSession) throws -> [Mutant] {
    try read(root, """
      select polrelid::regclass::text, quote_ident(polname), coalesce(pg_get_expr(polqual, polrelid), ''), coalesce(pg_get_expr(polwithcheck, polrelid), '')
        from pg_policy order by 1, 2
      """).flatMap { row in
      [("using", row[2]), ("with check", row[3])].flatMap { clause, text -> [Mutant] in
        guard !text.isEmpty, text != "true" else { return [] }
        let parts = topLevel(text)
        return parts.indices.map { left in
          let rest = parts.indices.filter { $0 != left }.map { parts[$0] }
          return Mutant(kind: "conjunct", name: "\(row[0]) \(row[1]) without \(parts[left])",
            sql: "alter policy \(row[1]) on \(row[0]) \(clause) (\(rest.isEmpty ? "true" : rest.joined(separator: " and ")))")
        }
      }
    }
  }

  /// The conditions that AND joins at the top: "((a) AND (b OR c))" is "(a)" and "(b OR c)".
  static func topLevel(_ text: String) -> [String] {
    var inner = Substring(text)
    while inner.first == "(", closes(inner) { inner = inner.dropFirst().dropLast() }
    var (parts, depth, start, isQuoted) = ([String](), 0, inner.startIndex, false)
    var index = inner.startIndex
    while index < inner.endIndex {
      let character = inner[index]
      if character == "'" { isQuoted.toggle() }
      if !isQuoted { depth += character == "(" ? 1 : character == ")" ? -1 : 0 }
      if !isQuoted, depth == 0, inner[index...].hasPrefix(" AND ") {
        parts.append(String(inner[start..<index]))
        index = inner.index(index, offsetBy: 5)
        start = index
        continue
      }
      index = inner.index(after: index)
    }
    return parts + [String(inner[start...])]
  }

  /// Whether the first parenthesis is closed by the last character.
  private static func closes(_ text: Substring) -> Bool {
    var depth = 0
    for (offset, character) in text.enumerated() {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if depth == 0 { return offset == text.count - 1 }
    }
    return false
  }

  private static func tables(_ root: SqlSession) throws -> [Mutant] {
    try read(root, "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where \(ours) and c.relkind in ('r', 'p') order by 1")
      .flatMap { [
        Mutant(kind: "force", name: $0[0], sql: "alter table \($0[0]) no force row level security"),
        Mutant(kind: "enable", name: $0[0], sql: "alter table \($0[0]) disable row level security"),
      ] }
  }

  private static func searchPaths(_ root: SqlSession) throws -> [Mutant] {
    try read(root, """
      select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where \(ours) and 'search_path=pg_catalog, pg_temp' = any (p.proconfig) order by 1
      """).map { Mutant(kind: "pg_temp", name: $0[0], sql: "alter function \($0[0]) set search_path = pg_catalog") }
  }

  /// Each `revoke ... from ...` of the files given back, to each grantee; ALL on a table as its single privileges, where not held.
  private static func revokes(_ root: SqlSession, folder: String) throws -> [Mutant] {
    var found: [Mutant] = []
    for file in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }).sorted() ?? []
    where file.hasSuffix(".sql") && !file.hasPrefix("demo/") && !file.hasPrefix("migrations/") {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8).replacing(/--[^\n]*/, with: "")
      for match in text.matches(of: /(?m)^\s*(alter default privileges for role \w+\s+)?revoke\s+([^;']*?)\s+on\s+([^;']*?)\s+from\s+([^;']*?);/) {
        let (prefix, privileges, objects) = (String(match.1 ?? ""), String(match.2), String(match.3))
        for grantee in match.4.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespacesAndNewlines) }) {
          found += try given(root, prefix: prefix, privileges: privileges, objects: objects, grantee: grantee, file: file)
        }
      }
    }
    return found
  }

  private static func given(
    _ root: SqlSession, prefix: String, privileges: String, objects: String, grantee: String, file: String
  ) throws -> [Mutant] {
    func mutant(_ what: String, _ object: String) -> Mutant {
      Mutant(kind: "revoke", name: "\(file): \(what) on \(object) to \(grantee)", sql: "\(prefix)grant \(what) on \(object) to \(grantee)")
    }
    // A list of functions has commas inside its parentheses; a list of tables and sequences may be taken apart.
    let words = objects.split(separator: " ").first.map(String.init) ?? ""
    guard prefix.isEmpty, privileges == "all", !["function", "functions", "database", "schema", "language"].contains(words) else {
      return try isHeld(root, objects, grantee) ? [] : [mutant(privileges, objects)]
    }
    let isSequence = words == "sequence"
    let names = (isSequence ? String(objects.dropFirst(9)) : objects).split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    let kinds = isSequence ? ["usage", "select", "update"] : ["select", "insert", "update", "delete", "truncate", "references", "trigger"]
    return try names.flatMap { name in
      try kinds.filter { kind in
        guard grantee != "public" else { return true }
        let held = isSequence ? "has_sequence_privilege" : "has_table_privilege"
        return try root.run("select \(held)('\(grantee)', '\(name)', '\(kind)')").value != "t"
      }.map { mutant($0, isSequence ? "sequence \(name)" : name) }
    }
  }

  /// Functions that are given back to a role in the same file: giving them again changes nothing.
  private static func isHeld(_ root: SqlSession, _ objects: String, _ grantee: String) throws -> Bool {
    let names = objects.matches(of: /[\w.]+\([^)]*\)/).map { String($0.0) }
    guard objects.hasPrefix("function "), !names.isEmpty, grantee != "public" else { return false }
    return try names.allSatisfy { try root.run("select has_function_privilege('\(grantee)', '\($0)', 'EXECUTE')").value == "t" }
  }

  /// Revokes that the files make in loops.
  private static func loops(_ root: SqlSession) throws -> [Mutant] {
    let functions = try read(root, """
      select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'api' or (n.nspname = 'pg_catalog' and (p.proname ~ '^(pg_(try_)?advisory_|lo_|pg_stat_get_)' or p.proname in
         ('loread', 'lowrite', 'pg_logical_emit_message', 'pg_export_snapshot', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_blocking_pids',
          'pg_lock_status'))) order by 1
      """).map { Mutant(kind: "revoke", name: "execute on \($0[0]) to public", sql: "grant execute on function \($0[0]) to public") }
    let database = try read(root, "select quote_ident(current_database())")[0][0]
    return functions + ["connect", "temporary", "create"].map {
      Mutant(kind: "revoke", name: "\($0) on the database to public", sql: "grant \($0) on database \(database) to public")
    }
  }
}
