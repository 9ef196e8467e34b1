import ClinicModel
import PostgresClient

extension CatalogueChanges {
  /// The database takes the rows apart: each becomes names, kinds and texts of its fields.
  private static let rowsStatement = Statement(
    "api.catalogue_rows",
    "SELECT array_agg(e.key ORDER BY e.key), array_agg(jsonb_typeof(e.value) ORDER BY e.key),",
    "  array_agg(e.value #>> '{}' ORDER BY e.key)",
    "FROM api.catalogue_rows($1) WITH ORDINALITY r(fields, place), jsonb_each(r.fields) e GROUP BY r.place ORDER BY r.place")
  private static let listStatement = Statement(
    "api.catalogue_changes",
    "SELECT c.change_id, c.catalogue, c.operation, o.names, o.kinds, o.texts, f.names, f.kinds, f.texts, c.reason, c.signer,",
    "  c.proposed_by, c.proposed_at, c.decision, c.decided_by, c.decided_at, c.decision_reason, c.may_decide",
    "FROM api.catalogue_changes($1) WITH ORDINALITY c(change_id, catalogue, operation, old_row, fields, reason, signer,",
    "    proposed_by, proposed_at, decision, decided_by, decided_at, decision_reason, may_decide, place),",
    "  LATERAL (SELECT array_agg(e.key), array_agg(jsonb_typeof(e.value)), array_agg(e.value #>> '{}')",
    "             FROM jsonb_each(c.old_row) e) o(names, kinds, texts),",
    "  LATERAL (SELECT array_agg(e.key), array_agg(jsonb_typeof(e.value)), array_agg(e.value #>> '{}')",
    "             FROM jsonb_each(c.fields) e) f(names, kinds, texts)",
    "ORDER BY c.place")
  private static let proposeStatement = Statement(
    "api.propose_change",
    "SELECT answer, field, change_id FROM api.propose_change($1, $2, $3,",
    "  (SELECT coalesce(jsonb_object_agg(f.name, CASE f.kind WHEN 'number' THEN to_jsonb(f.text::numeric)",
    "     WHEN 'boolean' THEN to_jsonb(f.text::boolean) WHEN 'null' THEN 'null' ELSE to_jsonb(f.text) END), '{}')",
    "     FROM unnest($4::text[], $5::text[], $6::text[]) f(name, kind, text)), $7)")
  private static let decideStatement = Statement(
    "api.decide_change", "SELECT answer, field FROM api.decide_change($1, $2, $3)")

  static func postgres(_ database: Database) -> CatalogueChanges {
    CatalogueChanges(
      rows: { catalogue in
        try await database.list(Database.Call(rowsStatement, [catalogue.rawValue])) { row throws(PostgresError) in
          try row.catalogueRow()
        }
      },
      list: { try await database.list(Database.Call(listStatement, [$0]), CatalogueChange.init(from:)) },
      propose: { key, catalogue, operation, row, reason in
        let parameters = [key, catalogue.rawValue, operation.rawValue] + row.parameters + [reason]
        return try await database.propose(Database.Call(proposeStatement, parameters))
      },
      decide: { change, decision in
        let call = Database.Call(decideStatement, [change] + decision.parameters)
        try await database.write(call) { _ throws(PostgresError) in }
      })
  }
}

extension Database {
  fileprivate func propose(_ call: Call) async throws(RepositoryError) -> CatalogueChanges.ProposeAnswer {
    let rows = try await query(call, .write)
    let (word, field, change) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode(String.self, String?.self, PostgresUUID?.self)
    }
    switch (word, change.map({ CatalogueChangeID(UniqueID($0)) })) {
    case ("PROPOSED", let change?): return .proposed(change)
    case ("SAVED", let change?): return .applied(change)
    default: throw RepositoryError(answer: word, field: field)
    }
  }
}

extension CatalogueChanges.Decision {
  /// The word, and the reason.
  fileprivate var parameters: [any PostgresEncodable] {
    switch self {
    case .approve: ["APPROVED", String?.none]
    case .deny(let reason): ["DENIED", reason]
    case .withdraw: ["WITHDRAWN", String?.none]
    }
  }
}

extension CatalogueRow {
  /// Names, kinds and texts of the fields.
  fileprivate var parameters: [any PostgresEncodable] {
    let fields = sorted { $0.key < $1.key }
    return [fields.map(\.key), fields.map(\.value.kind), fields.map(\.value.postgresText)]
  }
}

extension CatalogueValue {
  /// As `jsonb_typeof` calls it.
  fileprivate var kind: String {
    switch self {
    case .text: "string"
    case .number: "number"
    case .flag: "boolean"
    case .empty: "null"
    }
  }

  fileprivate var postgresText: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number.formatted()
    case .flag(let isSet): isSet ? "true" : "false"
    case .empty: nil
    }
  }

  /// Nil for a number of more digits than fit. Lists and objects stay the text they are.
  fileprivate init?(kind: String, text: String?) {
    guard let text, kind != "null" else {
      self = .empty
      return
    }
    switch kind {
    case "number":
      guard let number = DecimalNumber(text) else { return nil }
      self = .number(number)
    case "boolean": self = .flag(text == "true")
    default: self = .text(text)
    }
  }
}

extension PostgresRowReader {
  /// Names, kinds and texts of the fields of one row.
  fileprivate mutating func catalogueRow() throws(PostgresError) -> CatalogueRow {
    guard let row = try catalogueRowIfAny() else { throw invalid("no fields") }
    return row
  }

  fileprivate mutating func catalogueRowIfAny() throws(PostgresError) -> CatalogueRow? {
    let (names, kinds) = (try next([String]?.self), try next([String]?.self))
    guard let texts = try next([String?]?.self), let names, let kinds else { return nil }
    var row: CatalogueRow = [:]
    for (name, (kind, text)) in zip(names, zip(kinds, texts)) {
      guard let value = CatalogueValue(kind: kind, text: text) else { throw invalid("number beyond 18 digits") }
      row[name] = value
    }
    return row
  }
}

extension CatalogueChange {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), catalogue: try row.code(), operation: try row.code(), oldRow: try row.catalogueRowIfAny(),
      fields: try row.catalogueRow(), reason: try row.next(), signer: try row.codeIfAny(), proposedBy: try row.next(),
      proposedAt: try row.instant(), decision: try Decision.ifAny(from: &row), mayDecide: try row.next())
  }
}

extension CatalogueChange.Decision {
  /// Four columns, all null where it waits.
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> CatalogueChange.Decision? {
    guard let outcome = try row.codeIfAny(CatalogueChange.Outcome.self) else {
      row.skip(3)
      return nil
    }
    return CatalogueChange.Decision(outcome: outcome, by: try row.next(), at: try row.instant(), reason: try row.next())
  }
}
