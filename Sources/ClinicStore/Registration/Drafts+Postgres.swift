import ClinicModel
import EventLoop
import PostgresClient

/// Drafts of forms. The JSON object is built and taken apart by the server.
extension Database {
  private static let saveDraft = Statement("api.save_draft", "SELECT api.save_draft($1, jsonb_object($2, $3))")
  private static let readDraft = Statement(
    "api.read_draft",
    "SELECT d.saved_at, array(SELECT key FROM jsonb_each_text(d.content) ORDER BY key),",
    "  array(SELECT coalesce(value, '') FROM jsonb_each_text(d.content) ORDER BY key) FROM api.read_draft($1) d")
  private static let discardDraft = Statement("api.discard_draft", "SELECT api.discard_draft($1)")

  func saveDraft(form: String, _ content: [String: String]) async throws(RepositoryError) {
    let fields = content.sorted { $0.key < $1.key }
    let rows = try await query(Call(Self.saveDraft, [form, fields.map(\.key), fields.map(\.value)]), .write)
    let answer = try word(rows)
    guard answer == "SAVED" else { throw RepositoryError(answer: answer) }
  }

  func readDraft(form: String) async throws(RepositoryError) -> Draft? {
    let rows = try await query(Call(Self.readDraft, [form]))
    return try decoding { () throws(PostgresError) in
      try rows.rowIfAny()?.decode { (row: inout PostgresRowReader) throws(PostgresError) in
        let savedAt = try row.instant()
        let (keys, values) = (try row.next([String].self), try row.next([String].self))
        guard keys.count == values.count else { throw row.invalid("keys without values") }
        return Draft(content: Dictionary(uniqueKeysWithValues: zip(keys, values)), savedAt: savedAt)
      }
    }
  }

  func discardDraft(form: String) async throws(RepositoryError) {
    _ = try await query(Call(Self.discardDraft, [form]), .write)
  }
}
