import ClinicModel
import PostgresClient

extension Attachments {
  private static let listStatement = Statement(
    "attachments.list",
    "SELECT attachment_id, category, file_name, media_type, byte_size, scan_state, is_missing, created_at,",
    "  left(encode(sha256, 'hex'), 12)",
    "FROM medical_data.file_attachments WHERE patient_id = $1 ORDER BY created_at DESC, attachment_id")
  private static let linksStatement = Statement(
    "attachments.links",
    "SELECT attachment_id, entity, record_id FROM medical_data.attachment_links WHERE patient_id = $1 ORDER BY linked_at,",
    "  record_id"
  )
  private static let mineStatement = Statement(
    "api.my_attachments",
    "SELECT attachment_id, 'ADMINISTRATIVE', file_name, media_type, byte_size, scan_state, is_missing, created_at, NULL::text",
    "FROM api.my_attachments($1)")
  private static let addStatement = Statement(
    "api.add_attachment",
    "SELECT answer, field, attachment_id, storage_key FROM api.add_attachment($1, $2, $3, $4, $5, $6, $7)")
  private static let linkStatement = Statement("api.link_attachment", "SELECT api.link_attachment($1, $2, $3, $4)")
  private static let openStatement = Statement(
    "api.open_attachment", "SELECT answer, NULL, storage_key, media_type, byte_size, sha256 FROM api.open_attachment($1)")

  static func postgres(_ database: Database) -> Attachments {
    Attachments(
      list: { try await database.facts(of: $0, { Database.Call(listStatement, [$0]) }, Attachment.init(from:)) },
      links: {
        try await database.list(ofAllNumbersOf: $0, { Database.Call(linksStatement, [$0]) }) { row throws(PostgresError) in
          Attachment.Link(attachment: try row.identifier(), entity: try row.code(), record: try row.uniqueID())
        }
      },
      mine: { try await database.list(behind: .directory, Database.Call(mineStatement, [$0]), Attachment.init(from:)) },
      register: { key, patient, upload in
        let parameters: [any PostgresEncodable] = [
          key, patient, upload.category.rawValue, upload.fileName, upload.mediaType.rawValue, upload.byteSize, upload.sha256,
        ]
        return try await database.write(Database.Call(addStatement, parameters), behind: .desk) { row throws(PostgresError) in
          Place(id: try row.identifier(), storageKey: try row.uniqueID())
        }
      },
      link: {
        let parameters: [any PostgresEncodable] = [$0, $1.attachment, $1.entity.rawValue, $1.record]
        try await database.save(Database.Call(linkStatement, parameters), field: "record")
      },
      open: {
        try await database.write(Database.Call(openStatement, [$0]), behind: .desk, saved: "OPENED") {
          row throws(PostgresError) in
          Opened(
            storageKey: try row.uniqueID(), mediaType: try row.code(), byteSize: try row.next(), sha256: try row.next())
        }
      })
  }
}

extension Attachment: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.createdAt > right.createdAt }

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), category: try row.code(), fileName: try row.next(), mediaType: try row.code(),
      byteSize: try row.next(), scanState: try row.code(), isMissing: try row.next(), createdAt: try row.instant(),
      hashBeginning: try row.next())
  }
}
