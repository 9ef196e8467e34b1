import ClinicModel
import EventLoop
import PostgresClient

/// What a member of staff does with files in the record: where one belongs, whether it is there, and that it is.
@UIActor
struct AttachmentSession {
  /// Something of the patient that a file may belong to.
  struct Place: Sendable {
    var entity: String
    var record: String
    var day: String
    var title: String
  }

  /// The same bytes, attached before.
  struct Present: Sendable {
    var id: PostgresUUID
    var fileName, mediaType, category: String
    var isMine: Bool
  }

  struct Registered: Sendable {
    var word: String
    var field: String?
    var id: PostgresUUID?
    var storageKey: UniqueID?
  }

  private static let role = Statement.once("whoami_role", "select role_code from api.whoami()")
  private static let openChart = Statement.once("open_chart", "select api.open_chart($1, 'TREATMENT', $2)")
  private static let places = Statement.once(
    "attachable",
    """
    select entity, record, to_char(moment at time zone (select time_zone from api.site()), 'YYYY-MM-DD'), title from (
      select 'CONSULTATION' as entity, consultation_id::text as record, starts_at as moment, kind as title
        from medical_data.consultations where patient_id = $1
      union all select 'NOTE', record_id::text, recorded_at, kind from medical_data.consultation_notes
        where patient_id = $1 and superseded_at is null
      union all select 'VITAL_SIGNS', record_id::text, measured_at, 'vital signs' from medical_data.vital_signs
        where patient_id = $1 and superseded_at is null
      union all select 'HISTORY', record_id::text, recorded_at, title from medical_data.medical_histories
        where patient_id = $1 and superseded_at is null
      union all select 'TEST', record_id::text, recorded_at, name from medical_data.medical_tests
        where patient_id = $1 and superseded_at is null
      union all select 'REPORT', record_id::text, recorded_at, title from medical_data.medical_reports
        where patient_id = $1 and superseded_at is null) x
     order by moment desc, record
    """)
  private static let present = Statement.once(
    "attached_before",
    """
    select attachment_id, file_name, media_type, category, uploaded_by = (select user_id from api.whoami())
      from medical_data.file_attachments where patient_id = $1 and sha256 = decode($2, 'hex')
     order by uploaded_by = (select user_id from api.whoami()) desc, created_at limit 1
    """)
  private static let register = Statement.once(
    "add_attachment",
    "select answer, field, attachment_id, storage_key from api.add_attachment($1, $2, $3, $4, $5, $6, $7)")
  private static let link = Statement.once("link_attachment", "select api.link_attachment($1, $2, $3, $4)")

  let session: StaffSession
  let patient: PostgresUUID

  func role() async throws -> String { try await session.word(Self.role, []) ?? "" }

  func openChart(reason: String?) async throws { try await session.open(Self.openChart, [patient, reason]) }

  /// Newest first; of the opened chart.
  func places() async throws -> [Place] {
    try await session.rows(Self.places, [patient]) { row throws(PostgresError) in
      Place(entity: try row.next(), record: try row.next(), day: try row.next(), title: try row.next())
    }
  }

  /// One's own before another's; nil also where nothing may be seen.
  func present(sha256: String) async throws -> Present? {
    try await session.rows(Self.present, [patient, sha256]) { row throws(PostgresError) in
      Present(
        id: try row.next(), fileName: try row.next(), mediaType: try row.next(), category: try row.next(), isMine: try row.next())
    }.first
  }

  func register(_ key: UniqueID, _ upload: Attachment.Upload) async throws -> Registered {
    let parameters: [any PostgresEncodable] = [
      PostgresUUID(high: key.high, low: key.low), patient, upload.category.rawValue, upload.fileName, upload.mediaType.rawValue,
      upload.byteSize, upload.sha256,
    ]
    let answers = try await session.rows(Self.register, parameters) { row throws(PostgresError) in
      Registered(
        word: try row.next(), field: try row.next(), id: try row.next(),
        storageKey: try row.next(PostgresUUID?.self).map { UniqueID(high: $0.high, low: $0.low) })
    }
    guard let answer = answers.first else { throw Failure("The database gave no answer.") }
    return answer
  }

  func link(_ attachment: PostgresUUID, _ place: AttachedTo) async throws -> String? {
    let record = PostgresUUID(high: place.record.high, low: place.record.low)
    return try await session.word(Self.link, [patient, attachment, place.entity.rawValue, record])
  }
}
